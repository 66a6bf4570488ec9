@email
Feature: An e-mail that meets trouble

  Background:
    Given Ana is signed in and ready
    And Ana has an accepted e-mail from Carla

  @spec:scapi.event.common.ERROR
  Scenario: The e-mail meets an error
    When Ana's e-mail meets an error
    Then Ana's desk sees, in order:
      | event | state | previous state |
      | ERROR | ERROR | ACCEPTED       |
    And nothing else of these kinds

  @spec:scapi.event.common.UNKNOWN
  Scenario: The e-mail meets something that the desktop does not know
    When Ana's e-mail meets something unknown
    Then Ana's desk sees, in order:
      | event   | state   |
      | UNKNOWN | UNKNOWN |
    And nothing else of these kinds
