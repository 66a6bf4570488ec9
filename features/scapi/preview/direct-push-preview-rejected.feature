@preview @direct-push
Feature: Direct push preview: the agent rejects the invitation

  @spec:scapi.outbound.direct-push.rejected.1 @spec:scapi.method.interaction.reject
  Scenario: The agent declines the record
    Given Ana is signed in and ready
    And Ana has been offered a direct push record
    When Ana declines the record
    Then Ana's desk sees, in order:
      | event   | state    | call type        | capabilities |
      | REMOVED | REJECTED | OUTBOUND_PREVIEW | -            |
    And nothing else of these kinds
    And Ana's desk no longer has the record
