@wire:webex @login
Feature: Logging in at a phone

  Background:
    Given Ana's client has registered

  Rule: An agent logs in with a phone and a team, and is told so

    @spec:webex.op.agent.login @spec:webex.op.agent.login.success @spec:webex.event.AgentStationLoginSuccess @spec:webex.rule.status
    @spec:webex.seq.login.1 @spec:webex.seq.login.2 @spec:webex.seq.login.3
    Scenario Outline: An agent logs in <where>
      When Ana logs in <where>
      Then the request succeeds
      And Ana's desk sees, in order:
        | event                    |
        | AgentStationLoginSuccess |

      Examples:
        | where           |
        | at a desk phone |
        | at an extension |

    @spec:webex.event.AgentDNRegistered
    Scenario: The phone is registered
      When Ana logs in
      Then Ana's desk sees, in order:
        | event             |
        | AgentDNRegistered |

    @inferred
    Scenario: An agent who has logged in is idle
      When Ana logs in
      Then Ana's desk shows her as idle

  Rule: What the center cannot grant is told by a notification

    @refusal @spec:webex.op.agent.login.failure @spec:webex.event.AgentStationLoginFailed
    Scenario: The phone is taken by another agent
      Given Ana logs in
      And Ben's client has registered
      When Ben logs in at the phone of Ana
      Then the request is refused
      And the reason is DUPLICATE_LOCATION

    @refusal @spec:webex.op.agent.login.failure @spec:webex.event.AgentStationLoginFailed
    Scenario: The number is none
      When Ana logs in at a number that is none
      Then the request is refused
      And the reason is INVALID_DIAL_NUMBER

    @refusal @spec:webex.op.agent.login.failure @spec:webex.event.AgentStationLoginFailed
    Scenario: The team is none
      When Ana logs in for a team that does not exist
      Then the request is refused

    @refusal @spec:webex.op.agent.login.failure
    Scenario: A refused login is none
      Given Ana logs in at a number that is none
      When Ana becomes available
      Then the request is refused

  Rule: What is no login is refused

    @refusal @spec:webex.rule.badRequest
    Scenario Outline: A login <how>
      When Ana logs in <how>
      Then the request is refused
      And the refusal says why

      Examples:
        | how                            |
        | at a phone of a kind that is none |
        | without saying anything        |
        | with numbers for texts         |
        | with a body that is not JSON   |
