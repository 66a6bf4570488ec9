@wire:webex @refusal @inferred
Feature: What no client asks for

  Scenario Outline: A client asks for <what>
    Given Ana's client has registered
    When Ana's client asks for <what>
    Then the request is refused

    Examples:
      | what                                                |
      | something that is not there                         |
      | the session's state by a method that it does not have |
      | the end of its own session                          |

  @spec:webex.rule.errorBody @spec:webex.rule.unknownTask @spec:webex.type.TaskError.errorMessage @spec:webex.type.TaskError.errorType
  @spec:webex.type.TaskError.reasonCode @spec:webex.type.TaskError.errorData @spec:webex.type.TaskError.trackingId
  Scenario Outline: An operation on a contact that does not exist: <operation>
    Given Ana is signed in
    When Ana's client asks for "<operation>" of a contact that does not exist
    Then the request is refused
    And the refusal says why

    Examples:
      | operation        |
      | task.accept      |
      | task.hold        |
      | task.end         |
      | task.wrapup      |
      | task.recordPause |
