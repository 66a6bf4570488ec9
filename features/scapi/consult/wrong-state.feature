@voice @consult @refusal
Feature: Calls about which nobody can be consulted

  In which states of a call it can be sent to others is documented nowhere. A call
  that has not been answered, or has ended, has nobody to be sent.

  Background:
    Given Ana is signed in and ready

  Scenario Outline: Nobody is consulted about a call in another state
    Given Ana has a <state> call with Carla
    When Ana consults Chen about the call
    Then the request is refused
    And nothing has changed at Ana's desk

    Examples:
      | state    |
      | ringing  |
      | dialing  |
      | released |

  Scenario Outline: A call in another state is not transferred
    Given Ana has a <state> call with Carla
    When Ana transfers the call to Chen in one step
    Then the request is refused
    And nothing has changed at Ana's desk

    Examples:
      | state    |
      | ringing  |
      | dialing  |
      | released |

  Scenario Outline: Nobody is added to a call in another state
    Given Ana has a <state> call with Carla
    When Ana adds Chen to the call in one step
    Then the request is refused
    And nothing has changed at Ana's desk

    Examples:
      | state    |
      | ringing  |
      | dialing  |
      | released |
