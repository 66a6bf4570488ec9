@voice
Feature: An inbound call that the agent rejects

  Background:
    Given Ana is signed in and ready

  @spec:scapi.seq.voice-inbound-reject.5 @spec:scapi.seq.voice-inbound-reject.6
  @spec:scapi.method.interaction.reject
  Scenario: The agent declines a ringing call
    Given Ana has a ringing call with Carla
    When Ana declines the call
    Then Ana's desk sees, in order:
      | event    | state | call type | previous state |
      | RELEASED | IDLE  | INBOUND   | RINGING        |
      | REMOVED  | IDLE  | INBOUND   | RINGING        |
    And Ana's desk no longer has the call

  @spec:scapi.seq.voice-inbound-reject.3
  Scenario: A call rings that the agent can decline
    When Carla calls Ana
    Then Ana's desk sees, in order:
      | event   | state   | call type | previous state |
      | RINGING | RINGING | INBOUND   | UNKNOWN        |
