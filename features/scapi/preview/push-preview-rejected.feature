@preview @push
Feature: Push preview: the agent rejects the invitation

  @spec:scapi.outbound.push.rejected.1 @spec:scapi.method.interaction.reject
  Scenario: The agent declines the record
    Given Ana is signed in and ready
    And Ana has been offered a push record
    When Ana declines the record
    Then Ana's desk sees, in order:
      | event   | state    | call type             | capabilities |
      | REMOVED | REJECTED | OUTBOUND_PUSH_PREVIEW | -            |
    And nothing else of these kinds
    And Ana's desk no longer has the record
