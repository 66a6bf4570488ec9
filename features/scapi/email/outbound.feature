@email @outbound
Feature: An outbound e-mail

  A page creates it, and the agent writes and sends it in the desktop.

  Background:
    Given Ana is signed in and ready

  Rule: An e-mail that a page asks for is created

    @spec:scapi.seq.email-outbound.2 @spec:scapi.seq.email-outbound.3 @spec:scapi.method.email.create
    Scenario: The agent writes to a customer
      When Ana writes an e-mail to Carla
      Then Ana's desk sees, in order:
        | event   | state   | previous state |
        | ADDED   | CREATED | UNKNOWN        |
        | CREATED | CREATED | UNKNOWN        |
      And nothing else of these kinds
      And Ana's desk shows the e-mail as CREATED

    @spec:scapi.method.email.create @spec:scapi.event.openmedia.CREATED
    Scenario: User data goes with it
      When Ana writes an e-mail to Carla with the user data:
        | Topic | Renewal |
        | Note  | Friday  |
      Then Ana's desk sees, in order:
        | event   |
        | CREATED |
      And Ana's desk shows the user data of the e-mail:
        | Topic | Renewal |
        | Note  | Friday  |

    @spec:scapi.q.arg-shift
    Scenario: The client library sends null for user data that there is none of
      When Ana writes an e-mail to Carla
      Then the request succeeds

    @spec:scapi.rule.voice-only
    Scenario: The e-mail has no direction, no numbers and no recording, which are of calls only
      When Ana writes an e-mail to Carla
      Then the e-mail at Ana's desk has nothing that only calls have

    @spec:scapi.method.interaction.getInteractions
    Scenario: The e-mail is in the list of interactions
      When Ana writes an e-mail to Carla
      Then Ana's desk lists the e-mail

  Rule: What the agent does with it is told

    @spec:scapi.seq.email-outbound.4
    Scenario: The agent begins to write
      Given Ana has begun an e-mail to Carla
      When Ana begins to write in the e-mail
      Then Ana's desk sees, in order:
        | event     | state   | previous state |
        | COMPOSING | CREATED | UNKNOWN        |
      And nothing else of these kinds

    @spec:scapi.seq.email-outbound.5
    Scenario: The agent inserts a standard response
      Given Ana has begun an e-mail to Carla
      When Ana inserts a standard response into the e-mail
      Then Ana's desk sees, in order:
        | event                    | state   | previous state |
        | INSERT_STANDARD_RESPONSE | CREATED | UNKNOWN        |
      And nothing else of these kinds

    Scenario: The agent saves it as it is
      Given Ana has begun an e-mail to Carla
      When Ana saves the e-mail
      Then Ana's desk shows the e-mail as SAVED

  Rule: An e-mail that is sent leaves the desk

    @spec:scapi.seq.email-outbound.6 @spec:scapi.seq.email-outbound.7
    Scenario: The agent sends the e-mail
      Given Ana has begun an e-mail to Carla
      When Ana sends the e-mail
      Then Ana's desk sees, in order:
        | event   | state | previous state |
        | SENT    | SENT  | CREATED        |
        | REMOVED | SENT  | CREATED        |
      And nothing else of these kinds
      And Ana's desk no longer has the e-mail

  Rule: An e-mail that is cancelled is not sent and leaves the desk

    @spec:scapi.seq.email-outbound-cancel.2 @spec:scapi.seq.email-outbound-cancel.3
    Scenario: At first it is created as any other
      When Ana writes an e-mail to Carla
      Then Ana's desk sees, in order:
        | event   | state   |
        | ADDED   | CREATED |
        | CREATED | CREATED |

    @spec:scapi.seq.email-outbound-cancel.4 @spec:scapi.seq.email-outbound-cancel.5
    Scenario: The agent cancels the e-mail
      Given Ana has begun an e-mail to Carla
      When Ana cancels the e-mail
      Then Ana's desk sees, in order:
        | event     | state     | previous state |
        | CANCELLED | CANCELLED | CREATED        |
        | REMOVED   | CANCELLED | CREATED        |
      And nothing else of these kinds
      And Ana's desk sees no SENT
      And Ana's desk no longer has the e-mail

  Rule: What happens at one desk is not told at another

    Scenario: Another agent's desk stays quiet
      Given Ben is signed in and ready
      When Ana writes an e-mail to Carla
      Then Ben's desk sees nothing
