@wire:webex @voice @recording
Feature: A center that records no calls

  Background:
    Given the center records no calls
    And Ana is signed in and ready
    And Ana is talking to Carla

  Rule: What is not recorded is not told as recorded

    Scenario: The agent holds the call
      When Ana puts the call on hold
      Then the call at Ana's desk has:
        | callProcessingDetails.recordInProgress | absent |
        | callProcessingDetails.recordingStarted | absent |

  Rule: What is not recorded cannot be paused or resumed

    @spec:webex.op.task.recordPause.failure @spec:webex.event.ContactRecordingPauseFailed
    Scenario: The agent pauses the recording
      When Ana pauses the recording
      Then the request is refused
      And nothing has changed at Ana's desk

    @spec:webex.op.task.recordResume.failure @spec:webex.event.ContactRecordingResumeFailed
    Scenario: The agent resumes it
      When Ana resumes the recording
      Then the request is refused
      And nothing has changed at Ana's desk
