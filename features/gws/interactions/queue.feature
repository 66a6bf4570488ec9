@wire:gws
Feature: Placing an interaction in a queue

  An agent places an interaction in a queue so that another person can go on with it.

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready
    And nobody else is ready

  Rule: What is placed in a queue is the agent's no longer, and somebody else can go on

    @email @spec:gws.op.place-in-queue @spec:gws.op.place-in-queue.success @spec:gws.transition.requeue @spec:gws.seq.requeue.2 @spec:gws.seq.requeue.3
    Scenario: The agent places an e-mail in a queue
      Given Ana has an accepted e-mail from Carla
      And Ana becomes not ready for e-mails
      When Ana puts the e-mail in the queue Support
      Then the request succeeds
      And Ana's desk no longer has the e-mail

    @email @spec:gws.transition.requeue @spec:gws.seq.requeue.4 @spec:gws.quirk.place-in-queue-text
    Scenario: Another agent is offered it
      Given Ana has an accepted e-mail from Carla
      And Ana becomes not ready for e-mails
      When Ana puts the e-mail in the queue Support
      Then the e-mail is offered to Ben

    @chat @spec:gws.op.place-in-queue @spec:gws.transition.requeue @spec:gws.seq.requeue.2 @spec:gws.seq.requeue.3 @spec:gws.seq.requeue.4
    Scenario: The agent places a chat in a queue
      Given Ana is chatting with Carla
      And Ana becomes not ready for chats
      When Ana puts the chat in the queue Support
      Then the request succeeds
      And Ana's desk no longer has the chat
      And the chat is offered to Ben

    @email @spec:gws.transition.requeue
    Scenario: The other agent goes on with it
      Given Ana has an accepted e-mail from Carla
      And Ana becomes not ready for e-mails
      And Ana puts the e-mail in the queue Support
      When Ben accepts the e-mail
      Then the request succeeds
      And Ben's desk lists the e-mail

  Rule: What nobody says of a queue

    @email @inferred @spec:gws.seq.requeue.5
    Scenario: The invitation names the queue
      Given Ana has an accepted e-mail from Carla
      When Ana puts the e-mail in the queue Support
      Then the message about the e-mail to Ben says:
        | currentQueue | the queue Support |

    @email @inferred @spec:gws.transition.requeue.told
    Scenario: The agent is told
      Given Ana has an accepted e-mail from Carla
      When Ana puts the e-mail in the queue Support
      Then Ana is told that they no longer have the e-mail

    @email @inferred
    Scenario: While it waits it is among those under way
      Given Ana has an accepted e-mail from Carla
      And Ben becomes not ready for e-mails
      When Ana puts the e-mail in the queue Support
      Then Ben's desk finds the e-mail among the center's
