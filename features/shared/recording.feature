@wire:scapi @wire:webex @voice @recording
Feature: An agent pauses the recording of a call
  Background:
    Given Ana is signed in and ready

  Rule: The recording pauses until the agent lets it go on

    @spec:scapi.seq.recording.4 @spec:webex.seq.recording.2
    Scenario: The agent pauses it
      Given Ana's call with Carla is recorded
      When Ana pauses the recording
      Then Ana's desk shows the recording of the call paused

    @spec:scapi.seq.recording.6 @spec:webex.seq.recording.4
    Scenario: The agent lets it go on
      Given Ana's call with Carla is recorded, but paused
      When Ana resumes the recording
      Then Ana's desk shows the recording of the call going on
