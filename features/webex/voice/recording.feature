@wire:webex @voice @recording
Feature: Pausing the recording of a call

  Background:
    Given Ana is signed in and ready

  Rule: An agent pauses the recording

    @spec:webex.op.task.recordPause @spec:webex.op.task.recordPause.success @spec:webex.seq.recording.1
    Scenario: The agent asks for the pause
      Given Ana's call with Carla is recorded
      When Ana pauses the recording
      Then the request succeeds

    @spec:webex.event.ContactRecordingPaused @spec:webex.seq.recording.2
    Scenario: The recording pauses
      Given Ana's call with Carla is recorded
      When Ana pauses the recording
      Then Ana's desk sees, in order:
        | event                  |
        | ContactRecordingPaused |
      And nothing else of these kinds
      And the call at Ana's desk has:
        | callProcessingDetails.isPaused         | true  |
        | callProcessingDetails.recordInProgress | false |
        | callProcessingDetails.recordingStarted | true  |

  Rule: A recording that is paused is resumed

    @spec:webex.op.task.recordResume @spec:webex.op.task.recordResume.success @spec:webex.seq.recording.3
    Scenario: The agent asks for it to go on
      Given Ana's call with Carla is recorded, but paused
      When Ana resumes the recording
      Then the request succeeds

    @spec:webex.event.ContactRecordingResumed @spec:webex.seq.recording.4
    Scenario: The recording goes on
      Given Ana's call with Carla is recorded, but paused
      When Ana resumes the recording
      Then Ana's desk sees, in order:
        | event                   |
        | ContactRecordingResumed |
      And Ana's desk is told in ContactRecordingResumed:
        | autoResumed | false |
      And the call at Ana's desk has:
        | callProcessingDetails.isPaused         | false |
        | callProcessingDetails.recordInProgress | true  |

    @spec:webex.seq.recording
    Scenario: The whole of it
      Given Ana's call with Carla is recorded
      When Ana pauses the recording
      And Ana resumes the recording
      Then Ana's desk sees, in order:
        | event                   |
        | ContactRecordingPaused  |
        | ContactRecordingResumed |
