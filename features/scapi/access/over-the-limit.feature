@access @refusal
Feature: Requests over the rate limit

  Every request, made by a page that has reached the limit of the whole interface.

  Background:
    Given the center allows 3 requests a minute and then waits 20 seconds
    And Ana is signed in and ready

  @spec:scapi.rule.rate-limit
  Scenario Outline: A page asks for more than the limit allows
    Given Carla calls Ana
    And Ana's page has asked who they are 3 times
    When Ana's page sends "<request>" as documented, without waiting
    Then the request gets no answer
    And nothing has changed at Ana's desk

    Examples:
      | request                             |
      | agent.get                           |
      | agent.getState                      |
      | agent.getStateList                  |
      | agent.setState                      |
      | auth.getJwtToken                    |
      | configuration.getOption             |
      | configuration.getContextualOption     |
      | email.create                        |
      | interaction.getInteractions         |
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
      | media.getMediaList                  |
      | media.getMediaByName                |
      | media.setState                      |
      | messenger.broadcastMessage          |
      | outbound.getCampaigns               |
      | outbound.getPreviewRecord           |
      | outbound.callPreviewRecord          |
      | outbound.rejectPreviewRecord        |
      | outbound.cancelPreviewRecord        |
      | outbound.startDirectPushPreview       |
      | outbound.stopDirectPushPreview      |
      | outbound.rescheduleRecord           |
      | outbound.cancelReschedule           |
      | outbound.getListOfCallResults       |
      | outbound.setCallResult              |
      | outbound.getCallResult              |
      | outbound.setDoNotCall               |
      | outbound.removeDoNotCall            |
      | outbound.getChainedRecords          |
      | outbound.getRecordFields            |
      | outbound.updateRecordFields         |
      | sipEndpoint.isMicrophoneMute        |
      | sipEndpoint.muteMicrophone          |
      | sipEndpoint.unmuteMicrophone        |
      | sipEndpoint.isSpeakerMute           |
      | sipEndpoint.muteSpeaker             |
      | sipEndpoint.unmuteSpeaker           |
      | system.getAllowedServices           |
      | system.triggerActivity              |
      | system.popupToast                   |
      | system.updateToast                  |
      | system.closeToast                   |
      | system.openDialog                   |
      | system.closeDialog                  |
      | system.updateViewInApplicationMenuBar |
      | system.closeViewInApplicationMenuBar  |
      | system.amIVisible                   |
      | system.isFrameLeading               |
      | system.isFrameFollowing             |
      | system.isFrameNegotiating           |
      | system.isFrameLeadingOrNegotiating    |
      | system.isLastActiveFrame            |
      | voice.dial                          |
      | voice.dialEx                        |
      | voice.answer                        |
      | voice.hangUp                        |
      | voice.hold                          |
      | voice.resume                        |
      | voice.startCallRecording            |
      | voice.stopCallRecording             |
      | voice.pauseCallRecording            |
      | voice.resumeCallRecording           |
      | voice.isMicrophoneMute              |
      | voice.muteMicrophone                |
      | voice.unmuteMicrophone              |
      | voice.isSpeakerMute                 |
      | voice.muteSpeaker                   |
      | voice.unmuteSpeaker                 |
