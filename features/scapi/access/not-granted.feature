@access @refusal
Feature: Requests that are not granted

  Every request, made by a page that may only ask what it may do.

  Background:
    Given the center grants the pages' origin only "system.getAllowedServices"
    And Ana is signed in and ready

  Rule: A page is told nothing that it may not ask for

    @spec:scapi.rule.method-filter
    Scenario Outline: A page asks for something
      Given Carla calls Ana
      When Ana's page sends "<request>" as documented
      Then the request is not granted

      Examples:
        | request                               |
        | agent.get                             |
        | agent.getState                        |
        | agent.getStateList                    |
        | auth.getJwtToken                      |
        | configuration.getOption               |
        | configuration.getContextualOption     |
        | interaction.getInteractions           |
        | interaction.getByInteractionId        |
        | media.getMediaList                    |
        | media.getMediaByName                  |
        | sipEndpoint.isMicrophoneMute          |
        | sipEndpoint.isSpeakerMute             |
        | system.popupToast                     |
        | system.updateToast                    |
        | system.closeToast                     |
        | system.openDialog                     |
        | system.amIVisible                     |
        | system.isFrameLeading                 |
        | system.isFrameFollowing               |
        | system.isFrameNegotiating             |
        | system.isFrameLeadingOrNegotiating    |
        | system.isLastActiveFrame              |
        | voice.isMicrophoneMute                |
        | voice.isSpeakerMute                   |

  Rule: A page does nothing that it may not do

    @spec:scapi.rule.method-filter
    Scenario Outline: A page wants something done
      Given Carla calls Ana
      When Ana's page sends "<request>" as documented
      Then the request is not granted
      And nothing has changed at Ana's desk

      Examples:
        | request                               |
        | agent.setState                        |
        | email.create                          |
        | interaction.setUserData               |
        | interaction.deleteUserData            |
        | interaction.selectCaseByCaseId        |
        | interaction.markdone                  |
        | interaction.blockMarkdone             |
        | interaction.unblockMarkdone           |
        | interaction.accept                    |
        | interaction.reject                    |
        | interaction.consult                   |
        | interaction.completeTransfer          |
        | interaction.completeConference        |
        | interaction.singleStepTransfer        |
        | interaction.singleStepConference      |
        | media.setState                        |
        | messenger.broadcastMessage            |
        | outbound.getCampaigns                 |
        | outbound.getPreviewRecord             |
        | outbound.callPreviewRecord            |
        | outbound.rejectPreviewRecord          |
        | outbound.cancelPreviewRecord          |
        | outbound.startDirectPushPreview       |
        | outbound.stopDirectPushPreview        |
        | outbound.rescheduleRecord             |
        | outbound.cancelReschedule             |
        | outbound.getListOfCallResults         |
        | outbound.setCallResult                |
        | outbound.getCallResult                |
        | outbound.setDoNotCall                 |
        | outbound.removeDoNotCall              |
        | outbound.getChainedRecords            |
        | outbound.getRecordFields              |
        | outbound.updateRecordFields           |
        | sipEndpoint.muteMicrophone            |
        | sipEndpoint.unmuteMicrophone          |
        | sipEndpoint.muteSpeaker               |
        | sipEndpoint.unmuteSpeaker             |
        | system.triggerActivity                |
        | system.closeDialog                    |
        | system.updateViewInApplicationMenuBar |
        | system.closeViewInApplicationMenuBar  |
        | voice.dial                            |
        | voice.dialEx                          |
        | voice.answer                          |
        | voice.hangUp                          |
        | voice.hold                            |
        | voice.resume                          |
        | voice.startCallRecording              |
        | voice.stopCallRecording               |
        | voice.pauseCallRecording              |
        | voice.resumeCallRecording             |
        | voice.muteMicrophone                  |
        | voice.unmuteMicrophone                |
        | voice.muteSpeaker                     |
        | voice.unmuteSpeaker                   |
