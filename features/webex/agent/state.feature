@wire:webex @login
Feature: Available and idle

  Rule: An agent becomes available, or idle with a code, and is told so

    @spec:webex.op.agent.state @spec:webex.op.agent.state.success @spec:webex.event.AgentStateChangeSuccess
    @spec:webex.event.AgentStateChangeSuccess.subStatus
    @spec:webex.seq.login @spec:webex.seq.login.4 @spec:webex.seq.login.5 @spec:webex.seq.login.6
    Scenario: An agent becomes available
      Given Ana is signed in
      When Ana becomes available
      Then the request succeeds
      And Ana's desk shows her as available

    @spec:webex.op.agent.state @spec:webex.op.agent.state.success @spec:webex.event.AgentStateChangeSuccess
    @spec:webex.event.AgentStateChangeSuccess.subStatus
    Scenario: An agent becomes idle
      Given Ana is signed in and ready
      When Ana becomes idle
      Then the request succeeds
      And Ana's desk shows her as idle

    @inferred
    Scenario: Others are not told
      Given Ana is signed in
      And Ben is signed in
      When Ana becomes available
      Then Ben's desk sees nothing

    @inferred
    Scenario: An agent becomes available twice
      Given Ana is signed in and ready
      When Ana becomes available
      Then the request succeeds

  Rule: What the center cannot grant is told by a notification

    @refusal @spec:webex.op.agent.state.failure @spec:webex.event.AgentStateChangeFailed
    Scenario Outline: An agent becomes <what>
      Given Ana is signed in
      When Ana becomes <what>
      Then the request is refused
      And Ana's desk sees no AgentStateChangeSuccess

      Examples:
        | what                               |
        | idle with a code that does not exist |
        | something that nobody knows        |

    @refusal @spec:webex.op.agent.state.failure @spec:webex.event.AgentStateChangeFailed
    Scenario: Who has not logged in does not become available
      Given Ana's client has registered
      When Ana becomes available
      Then the request is refused

  Rule: What is no state is refused

    @refusal @spec:webex.rule.badRequest
    Scenario Outline: An agent becomes <what>
      Given Ana is signed in
      When Ana becomes <what>
      Then the request is refused
      And the refusal says why

      Examples:
        | what                             |
        | available without saying how     |
        | available with numbers for texts |
