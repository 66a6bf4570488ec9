@wire:scapi @wire:webex @voice
Feature: A call comes in
  Whichever client an agent has: a call rings, is answered, may be held, and ends.

  Background:
    Given Ana is signed in and ready

  Rule: A call rings at the agent's desk

    @spec:scapi.seq.voice-inbound.3 @spec:webex.seq.voice.inbound.1
    Scenario: A customer calls
      When Carla calls Ana
      Then the call is offered to Ana

    @spec:webex.rule.private
    Scenario: Another agent is told nothing
      Given Ben is signed in and ready
      When Carla calls Ana
      Then Ben's desk sees nothing

  Rule: A call that is answered is the agent's

    @spec:scapi.seq.voice-inbound.5 @spec:webex.seq.voice.inbound.4
    Scenario: The agent answers
      Given Ana has a ringing call with Carla
      When Ana answers the call
      Then Ana handles the call

    @spec:scapi.seq.voice-inbound.7 @spec:webex.seq.voice.inbound.6
    Scenario: The agent puts the caller on hold
      Given Ana is talking to Carla
      When Ana puts the call on hold
      Then Ana's desk shows the call on hold

    @spec:scapi.seq.voice-inbound.9 @spec:webex.seq.voice.inbound.8
    Scenario: The agent talks to the caller again
      Given Ana has a held call with Carla
      When Ana takes the call off hold
      Then Ana's desk shows the call no longer on hold

  Rule: A call ends at the agent's desk

    @spec:webex.seq.voice.inbound.11
    Scenario: The agent hangs up
      Given Ana is talking to Carla
      When Ana hangs up
      Then Ana's desk sees the call end

    @spec:webex.seq.voice.customerEnds.2
    Scenario: The customer hangs up
      Given Ana is talking to Carla
      When Carla hangs up
      Then Ana's desk sees the call end

    @spec:webex.seq.voice.abandon.3
    Scenario: The customer gives up
      Given Ana has a ringing call with Carla
      When Carla hangs up
      Then Ana's desk sees the call end

    @spec:webex.seq.voice.inbound.13
    Scenario: The agent finishes it
      Given Ana has a released call with Carla
      When Ana marks the call done
      Then Ana's desk no longer has the call

  Rule: A call that nobody answers is taken away

    @spec:scapi.seq.voice-rona.5 @spec:webex.seq.voice.rona.4
    Scenario: The agent does not answer
      Given Ana has a ringing call with Carla
      When nobody answers until the ring timeout
      Then the offer of the call to Ana is withdrawn
      And Ana's desk no longer has the call

    Scenario: It rings until then
      Given Ana has a ringing call with Carla
      When nobody answers until a second before the ring timeout
      Then Ana's desk sees nothing
