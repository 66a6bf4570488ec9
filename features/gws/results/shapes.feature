@wire:gws @email
Feature: Results in several shapes

  The documents print the result of an operation in several shapes. Each of them tells as well
  as the others whether it was done.

  @inferred @spec:gws.quirk.result-shape
  Scenario Outline: An operation that is done, told by <shape>
    Given the center tells results by <shape>
    And Ana is signed in and ready
    And Ana has an offered e-mail from Carla
    When Ana accepts the e-mail
    Then the request succeeds
    And Ana handles the e-mail

    Examples:
      | shape           |
      | words and codes |
      | words           |
      | codes           |
      | nothing at all  |

  @inferred @refusal @spec:gws.op.accept.twice
  Scenario Outline: An operation that is not done, told by <shape>
    Given the center tells results by <shape>
    And Ana is signed in and ready
    And Ana has an accepted e-mail from Carla
    When Ana accepts the e-mail
    Then the request is refused
    And nothing has changed

    Examples:
      | shape           |
      | words and codes |
      | words           |
      | codes           |
      | nothing at all  |

  @spec:gws.result @spec:gws.status.0
  Scenario: The result of an operation
    Given Ana is signed in and ready
    And Ana has an offered e-mail from Carla
    When Ana accepts the e-mail
    Then the request succeeds
