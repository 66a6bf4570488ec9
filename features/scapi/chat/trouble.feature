@chat
Feature: A chat that meets trouble

  Background:
    Given Ana is signed in and ready
    And Ana is chatting with Carla

  @spec:scapi.event.common.ERROR
  Scenario: The chat meets an error
    When Ana's chat meets an error
    Then Ana's desk sees, in order:
      | event | state |
      | ERROR | ERROR |
    And nothing else of these kinds

  @spec:scapi.event.common.UNKNOWN
  Scenario: The chat meets something that the desktop does not know
    When Ana's chat meets something unknown
    Then Ana's desk sees, in order:
      | event   | state   |
      | UNKNOWN | UNKNOWN |
    And nothing else of these kinds
