@wire:webex @voice
Feature: An inbound call at a desk phone

  A customer calls, the agent picks up the phone at the desk, may hold the call, and wraps
  it up after it has ended.

  Background:
    Given Ana is signed in and ready

  Rule: A call that begins to ring is told to the agent

    @spec:webex.seq.voice.inbound.1 @spec:webex.seq.voice.inbound.2
    @spec:webex.event.AgentContactReserved @spec:webex.event.AgentOfferContact
    Scenario: A customer calls
      When Carla calls Ana
      Then Ana's desk sees, in order:
        | event                |
        | AgentContactReserved |
        | AgentOfferContact    |
      And nothing else of these kinds

    @spec:webex.seq.voice.inbound.1
    Scenario: A customer calls a queue
      Given nobody else is ready
      When Carla calls the queue Support
      Then the call is offered to Ana

    @spec:webex.rule.private
    Scenario: Another agent is told nothing
      Given Ben is signed in and ready
      When Carla calls Ana
      Then Ben's desk sees nothing

  Rule: Whoever picks the phone up has the call

    @spec:webex.seq.voice.inbound.4 @spec:webex.event.AgentContactAssigned
    Scenario: The agent answers
      Given Ana has a ringing call with Carla
      When Ana answers the call
      Then Ana's desk sees, in order:
        | event                |
        | AgentContactAssigned |
      And nothing else of these kinds

  Rule: A call is held until it is resumed

    @spec:webex.seq.voice.inbound.5 @spec:webex.op.task.hold @spec:webex.op.task.hold.success @spec:webex.rule.status
    Scenario: The agent asks for a hold
      Given Ana is talking to Carla
      When Ana puts the call on hold
      Then the request succeeds

    @spec:webex.seq.voice.inbound.6 @spec:webex.event.AgentContactHeld
    Scenario: The agent holds the call
      Given Ana is talking to Carla
      When Ana puts the call on hold
      Then Ana's desk shows the call on hold

    @spec:webex.seq.voice.inbound.7 @spec:webex.op.task.unhold @spec:webex.op.task.unhold.success @spec:webex.rule.status
    Scenario: The agent asks for the end of the hold
      Given Ana has a held call with Carla
      When Ana takes the call off hold
      Then the request succeeds

    @spec:webex.seq.voice.inbound.8 @spec:webex.event.AgentContactUnheld
    Scenario: The agent takes the call off hold
      Given Ana has a held call with Carla
      When Ana takes the call off hold
      Then Ana's desk shows the call no longer on hold

  Rule: A call that has ended has to be wrapped up

    @spec:webex.seq.voice.inbound.9 @spec:webex.op.task.end @spec:webex.op.task.end.success @spec:webex.rule.status
    Scenario: The agent asks for the end
      Given Ana is talking to Carla
      When Ana hangs up
      Then the request succeeds

    @spec:webex.seq.voice.inbound.11 @spec:webex.event.AgentWrapup
    Scenario: The agent ends the call
      Given Ana is talking to Carla
      When Ana hangs up
      Then Ana's desk sees, in order:
        | event       |
        | AgentWrapup |
      And nothing else of these kinds

    @spec:webex.event.AgentWrapup
    Scenario: The agent ends a call that is on hold
      Given Ana has a held call with Carla
      When Ana hangs up
      Then Ana's desk sees, in order:
        | event       |
        | AgentWrapup |

    @spec:webex.seq.voice.inbound.12 @spec:webex.op.task.wrapup @spec:webex.op.task.wrapup.success @spec:webex.rule.status
    Scenario: The agent asks to wrap the call up
      Given Ana has a released call with Carla
      When Ana wraps the call up
      Then the request succeeds

    @spec:webex.seq.voice.inbound.13 @spec:webex.event.AgentWrappedUp
    Scenario: The agent wraps the call up
      Given Ana has a released call with Carla
      When Ana wraps the call up
      Then Ana's desk sees, in order:
        | event          |
        | AgentWrappedUp |
      And nothing else of these kinds

  Rule: All of it comes to the agent

    @spec:webex.seq.voice.inbound
    Scenario: A call from its beginning to its end
      When Carla calls Ana
      And Ana answers the call
      And Ana puts the call on hold
      And Ana takes the call off hold
      And Ana hangs up
      And Ana wraps the call up
      Then Ana's desk sees, in order:
        | event                |
        | AgentContactReserved |
        | AgentOfferContact    |
        | AgentContactAssigned |
        | AgentContactHeld     |
        | AgentContactUnheld   |
        | AgentWrapup          |
        | AgentWrappedUp       |
