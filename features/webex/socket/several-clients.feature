@wire:webex @login
Feature: Several clients of one agent

  The agent SDK asks to be the agent's only client unless it is told otherwise.

  @spec:webex.rule.multiLogin @spec:webex.event.AGENT_MULTI_LOGIN
  Scenario: A second client ends the first one's socket
    Given Ana is signed in
    When another client of Ana's registers
    Then Ana's first client is told that another has come
    And Ana's other client is not told that another has come

  @inferred
  Scenario: The second client takes the login up
    Given Ana is signed in
    When another client of Ana's registers
    Then Ana's other client is told of the login

  @inferred
  Scenario: A client that allows for others
    Given Ana is signed in
    When another client of Ana's registers and allows for others
    Then Ana's first client is not told that another has come
    And Ana's other client is told of the login

  @inferred
  Scenario: Another agent's client is another matter
    Given Ana is signed in
    When Ben's client registers
    Then Ana's first client is not told that another has come
