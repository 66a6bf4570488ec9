@agent
Feature: The agent

  Background:
    Given Ana is signed in and ready

  @spec:scapi.method.agent.get
  Scenario: A page asks who the agent is
    When Ana's page asks who they are
    Then the answer is Ana's own record

  @spec:scapi.method.agent.getStateList @spec:scapi.rule.state-event-only
  Scenario: A page asks for the states that can be chosen
    When Ana's page asks for the states that can be chosen
    Then the answer offers only states that can be chosen

  @spec:scapi.method.agent.getState
  Scenario: A page asks for the agent's state
    When Ana's page asks for Ana's state
    Then the request succeeds
    And Ana's state is READY

  @spec:scapi.type.agent.Agent.roles
  Scenario Outline: A page asks who an agent with another role is
    Given <who> is signed in
    When <who>'s page asks who they are
    Then the answer is <who>'s own record

    Examples:
      | case            | who  |
      | a supervisor    | Ben  |
      | an administrator | Cleo |
