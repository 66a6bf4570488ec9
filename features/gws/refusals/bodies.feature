@wire:gws @refusal @malformed @email
Feature: Requests that are no operation

  Background:
    Given Ana is signed in and ready
    And Ana has an accepted e-mail from Carla

  Rule: A request names its operation

    @spec:gws.op.any.no-operation-name @spec:gws.op.any.no-change-on-failure
    Scenario: A body without one
      When Ana's client sends a body without an operation for the e-mail
      Then the request is refused
      And nothing has changed

  Rule: What is not an operation is refused, as we read it

    @inferred @spec:gws.op.any.body-not-json
    Scenario Outline: <what>
      When Ana's client sends <what> for the e-mail
      Then the request is refused
      And nothing has changed

      Examples:
        | what                    |
        | a body that is not JSON |
        | no body                 |

    @inferred @spec:gws.op.any.body-not-json @spec:gws.quirk.sample-json
    Scenario: The sample as it is printed, without its comma
      When Ana's client sends a body that misses a comma for the e-mail
      Then the request is refused
      And nothing has changed

    @inferred @spec:gws.op.any.body-not-object
    Scenario: A body that is a list
      When Ana's client sends a body that is a list for the e-mail
      Then the request is refused
      And nothing has changed

    @inferred @spec:gws.op.any.unknown-operation
    Scenario Outline: <what>
      When Ana's client sends <what> for the e-mail
      Then the request is refused
      And nothing has changed

      Examples:
        | what                          |
        | an operation that does not exist |
        | an operation in small letters |
        | a number for the operation    |
