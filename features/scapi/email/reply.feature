@email
Feature: A reply to an e-mail

  The reply is an e-mail of its own: an outbound one.

  Background:
    Given Ana is signed in and ready
    And Ana has an accepted e-mail from Carla

  @spec:scapi.seq.email-outbound.2
  Scenario: The agent begins a reply
    When Ana replies to the e-mail
    Then Ana's desk sees, in order:
      | event | interaction | state   | previous state |
      | ADDED | reply       | CREATED | UNKNOWN        |
    And the reply at Ana's desk belongs to the e-mail

  @spec:scapi.event.openmedia.COMPOSING
  Scenario: The agent writes the reply
    Given Ana replies to the e-mail
    When Ana begins to write in the reply
    Then Ana's desk sees, in order:
      | event     | interaction | state   |
      | COMPOSING | reply       | CREATED |
    And nothing else of these kinds

  @spec:scapi.event.openmedia.INSERT_STANDARD_RESPONSE
  Scenario: The agent inserts a standard response
    Given Ana replies to the e-mail
    When Ana inserts a standard response into the reply
    Then Ana's desk sees, in order:
      | event                    | interaction | state   |
      | INSERT_STANDARD_RESPONSE | reply       | CREATED |
    And nothing else of these kinds

  @spec:scapi.event.email-outbound.SENT
  Scenario: The agent sends the reply
    Given Ana replies to the e-mail
    When Ana sends the reply
    Then Ana's desk sees, in order:
      | event | interaction | state |
      | SENT  | reply       | SENT  |
    And nothing else of these kinds

  @spec:scapi.event.email-outbound.CANCELLED
  Scenario: The agent thinks better of it
    Given Ana replies to the e-mail
    When Ana cancels the reply
    Then Ana's desk sees, in order:
      | event     | interaction | state     |
      | CANCELLED | reply       | CANCELLED |
    And nothing else of these kinds
    And Ana's desk shows the e-mail as ACCEPTED
