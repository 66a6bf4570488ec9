@wire:gws @bayeux
Feature: Waiting for messages

  A client waits in a connect that the server holds until it has something to tell.

  Rule: Who waits is told at once

    Background:
      Given Ana is signed in and ready

    @spec:gws.bayeux.connect-hold
    @spec:gws.bayeux.connect-order
    Scenario Outline: A message lets go of a client that waits, and stands before the reply
      Given Ana's client waits for messages
      When <it comes>
      Then Ana's client waits no longer
      And the offer of the <interaction> comes before the reply to the wait

      Examples:
        | it comes                         | interaction |
        | an e-mail from Carla comes to Ana | e-mail      |
        | Carla asks Ana for a chat        | chat        |

    @spec:gws.bayeux.connect-hold
    Scenario: What concerns somebody else lets go of nobody
      Given Ben is signed in and ready
      And Ana's client waits for messages
      When an e-mail from Carla comes to Ben
      Then the e-mail is offered to Ben
      And Ana's client waits still

  Rule: Nobody waits for ever

    @spec:gws.bayeux.connect-hold
    Scenario: A client that is told nothing is let go in time
      Given a client that waits is let go of after 100 milliseconds
      And Ana is signed in
      When Ana's client waits for messages
      Then Ana's client waits no longer

  Rule: What comes while nobody waits is kept

    Background:
      Given Ana is signed in and ready

    @spec:gws.bayeux.queue
    Scenario: Messages between two connects come with the next, in their order
      Given Ana's client asks for no messages
      When an e-mail from Carla comes to Ana
      And Carla asks Ana for a chat
      And Ana's client asks for messages again
      Then Ana's client hears of the offer of the e-mail and then of that of the chat

    @spec:gws.bayeux.connect-hold
    @spec:gws.bayeux.connect-order
    Scenario: Who begins to wait when something has been kept does not wait
      Given Ana's client asks for no messages
      And an e-mail from Carla comes to Ana
      When Ana's client waits for messages
      Then Ana's client waits no longer
      And the offer of the e-mail comes before the reply to the wait

  Rule: A session waits once at a time

    Background:
      Given Ana is signed in and ready

    @spec:gws.bayeux.connect-duplicate
    @spec:gws.bayeux.connect-duplicate.answer
    Scenario: A second connect lets go of the first
      Given Ana's client waits for messages
      When Ana's client waits for messages once more
      Then one of the two waits of Ana's client is over

    @spec:gws.bayeux.connect-duplicate
    Scenario: After a second connect a message comes once
      Given Ana's client waits for messages
      And Ana's client waits for messages once more
      When an e-mail from Carla comes to Ana
      Then one of the two waits of Ana's client is over
      And Ana's client hears of the offer of the e-mail once

  Rule: A session that is ended is over

    Background:
      Given Ana is signed in and ready

    @spec:gws.bayeux.disconnect
    Scenario: Disconnecting lets go of a client that waits
      Given Ana's client waits for messages
      When Ana's client disconnects
      Then Ana's client waits no longer

    @spec:gws.bayeux.disconnect
    Scenario: Who has disconnected is told nothing more
      Given Ana's client disconnects
      When an e-mail from Carla comes to Ana
      Then Ana's client hears nothing of the offer of the e-mail
