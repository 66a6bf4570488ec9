@envelope @refusal
Feature: Requests without what they need

  Every request that takes something, without it, with null for it, and with a number
  where a text or an object belongs. How such a request is answered is documented
  nowhere; what counts is that nothing happens, and that the desktop goes on.

  Background:
    Given Ana is signed in and ready
    And Ana has a ringing call with Carla

  Scenario Outline: A request without its parameters
    When Ana's page sends "<request>" without its parameters
    Then the request is refused
    And nothing has changed at Ana's desk
    When Ana answers the call
    Then Ana's desk shows the call as TALKING

    Examples:
      | request                             |
      | configuration.getOption             |
      | configuration.getContextualOption     |
      | email.create                        |
      | interaction.getByInteractionId      |
      | interaction.deleteUserData          |
      | interaction.selectCaseByCaseId      |
      | interaction.markdone                |
      | interaction.blockMarkdone           |
      | interaction.unblockMarkdone         |
      | interaction.accept                  |
      | interaction.reject                  |
      | interaction.consult                 |
      | interaction.completeTransfer        |
      | interaction.completeConference      |
      | interaction.singleStepTransfer      |
      | interaction.singleStepConference      |
      | media.getMediaByName                |
      | media.setState                      |
      | messenger.broadcastMessage          |
      | outbound.getPreviewRecord           |
      | outbound.callPreviewRecord          |
      | outbound.rejectPreviewRecord        |
      | outbound.cancelPreviewRecord        |
      | outbound.rescheduleRecord           |
      | outbound.cancelReschedule           |
      | outbound.setCallResult              |
      | outbound.getCallResult              |
      | outbound.setDoNotCall               |
      | outbound.removeDoNotCall            |
      | outbound.getChainedRecords          |
      | outbound.getRecordFields            |
      | outbound.updateRecordFields         |
      | system.popupToast                   |
      | system.updateToast                  |
      | system.closeToast                   |
      | system.openDialog                   |
      | system.closeDialog                  |
      | system.updateViewInApplicationMenuBar |
      | system.closeViewInApplicationMenuBar  |
      | voice.dialEx                        |
      | voice.hangUp                        |
      | voice.hold                          |
      | voice.resume                        |
      | voice.startCallRecording            |
      | voice.stopCallRecording             |
      | voice.pauseCallRecording            |
      | voice.resumeCallRecording           |

  Scenario Outline: A request with null for what it needs
    When Ana's page sends "<request>" with null for its first parameter
    Then the request is refused
    And nothing has changed at Ana's desk
    When Ana answers the call
    Then Ana's desk shows the call as TALKING

    Examples:
      | request                             |
      | agent.setState                      |
      | configuration.getOption             |
      | configuration.getContextualOption     |
      | email.create                        |
      | interaction.getByInteractionId      |
      | interaction.setUserData             |
      | interaction.deleteUserData          |
      | interaction.selectCaseByCaseId      |
      | interaction.markdone                |
      | interaction.blockMarkdone           |
      | interaction.unblockMarkdone         |
      | interaction.accept                  |
      | interaction.reject                  |
      | interaction.consult                 |
      | interaction.completeTransfer        |
      | interaction.completeConference      |
      | interaction.singleStepTransfer      |
      | interaction.singleStepConference      |
      | media.getMediaByName                |
      | media.setState                      |
      | messenger.broadcastMessage          |
      | outbound.getPreviewRecord           |
      | outbound.callPreviewRecord          |
      | outbound.rejectPreviewRecord        |
      | outbound.cancelPreviewRecord        |
      | outbound.rescheduleRecord           |
      | outbound.cancelReschedule           |
      | outbound.setCallResult              |
      | outbound.getCallResult              |
      | outbound.setDoNotCall               |
      | outbound.removeDoNotCall            |
      | outbound.getChainedRecords          |
      | outbound.getRecordFields            |
      | outbound.updateRecordFields         |
      | system.popupToast                   |
      | system.updateToast                  |
      | system.closeToast                   |
      | system.openDialog                   |
      | system.closeDialog                  |
      | system.updateViewInApplicationMenuBar |
      | system.closeViewInApplicationMenuBar  |
      | voice.dial                          |
      | voice.dialEx                        |
      | voice.hangUp                        |
      | voice.hold                          |
      | voice.resume                        |
      | voice.startCallRecording            |
      | voice.stopCallRecording             |
      | voice.pauseCallRecording            |
      | voice.resumeCallRecording           |

  Scenario Outline: A request with a number for what it needs
    When Ana's page sends "<request>" with a number for its first parameter
    Then the request is refused
    And nothing has changed at Ana's desk
    When Ana answers the call
    Then Ana's desk shows the call as TALKING

    Examples:
      | request                             |
      | configuration.getOption             |
      | configuration.getContextualOption     |
      | email.create                        |
      | interaction.getByInteractionId      |
      | interaction.deleteUserData          |
      | interaction.selectCaseByCaseId      |
      | interaction.markdone                |
      | interaction.blockMarkdone           |
      | interaction.unblockMarkdone         |
      | interaction.accept                  |
      | interaction.reject                  |
      | interaction.consult                 |
      | interaction.completeTransfer        |
      | interaction.completeConference      |
      | interaction.singleStepTransfer      |
      | interaction.singleStepConference      |
      | media.getMediaByName                |
      | media.setState                      |
      | messenger.broadcastMessage          |
      | outbound.getPreviewRecord           |
      | outbound.callPreviewRecord          |
      | outbound.rejectPreviewRecord        |
      | outbound.cancelPreviewRecord        |
      | outbound.rescheduleRecord           |
      | outbound.cancelReschedule           |
      | outbound.setCallResult              |
      | outbound.getCallResult              |
      | outbound.setDoNotCall               |
      | outbound.removeDoNotCall            |
      | outbound.getChainedRecords          |
      | outbound.getRecordFields            |
      | outbound.updateRecordFields         |
      | system.popupToast                   |
      | system.updateToast                  |
      | system.closeToast                   |
      | system.openDialog                   |
      | system.closeDialog                  |
      | system.updateViewInApplicationMenuBar |
      | system.closeViewInApplicationMenuBar  |
      | voice.dialEx                        |
      | voice.hangUp                        |
      | voice.hold                          |
      | voice.resume                        |
      | voice.startCallRecording            |
      | voice.stopCallRecording             |
      | voice.pauseCallRecording            |
      | voice.resumeCallRecording           |
