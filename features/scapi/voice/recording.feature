@voice @recording
Feature: Recording a call

  Background:
    Given Ana is signed in and ready

  Rule: A change of the recording is reported with the recording's new state

    @spec:scapi.seq.recording.2 @spec:scapi.method.voice.startCallRecording
    Scenario: The recording starts
      Given Ana is talking to Carla
      When Ana starts the recording
      Then Ana's desk sees, in order:
        | event                        | state   | recording |
        | CALL_RECORDING_STATE_CHANGED | TALKING | RECORDING |
      And nothing else of these kinds

    @spec:scapi.seq.recording.4 @spec:scapi.method.voice.pauseCallRecording
    Scenario: The recording pauses
      Given Ana's call with Carla is recorded
      When Ana pauses the recording
      Then Ana's desk sees, in order:
        | event                        | state   | recording |
        | CALL_RECORDING_STATE_CHANGED | TALKING | PAUSED    |

    @spec:scapi.seq.recording.6 @spec:scapi.method.voice.resumeCallRecording
    Scenario: The recording goes on
      Given Ana's call with Carla is recorded, but paused
      When Ana resumes the recording
      Then Ana's desk sees, in order:
        | event                        | state   | recording |
        | CALL_RECORDING_STATE_CHANGED | TALKING | RECORDING |

    @spec:scapi.seq.recording.8 @spec:scapi.method.voice.stopCallRecording
    Scenario: The recording stops
      Given Ana's call with Carla is recorded
      When Ana stops the recording
      Then Ana's desk sees, in order:
        | event                        | state   | recording |
        | CALL_RECORDING_STATE_CHANGED | TALKING | STOPPED   |

  Rule: What is not recorded cannot be paused, resumed or stopped

    Scenario Outline: Without a recording nothing happens
      Given Ana is talking to Carla
      When Ana <does> the recording
      Then the request is refused
      And nothing has changed at Ana's desk
      When Ana starts the recording
      And Ana <does> the recording
      Then the request succeeds

      Examples:
        | does   |
        | pauses |
        | stops  |

    Scenario: A recording that is not paused is not resumed
      Given Ana's call with Carla is recorded
      When Ana resumes the recording
      Then the request is refused
      And nothing has changed at Ana's desk
      When Ana pauses the recording
      And Ana resumes the recording
      Then the request succeeds
