@envelope @refusal
Feature: Requests that are not as documented

  How a refusal is answered is documented nowhere; what counts is that nothing
  happens, and that the request works when it is right.

  Background:
    Given Ana is signed in and ready
    And Ana has a ringing call with Carla

  Scenario: A request that does not exist
    When Ana's page sends a request that does not exist
    Then the request is refused
    And nothing has changed at Ana's desk

  Scenario Outline: A request without what it needs
    When Ana's page sends "<request>" <how>
    Then the request is refused
    And nothing has changed at Ana's desk
    When Ana answers the call
    Then Ana's desk shows the call as TALKING

    Examples:
      | request                 | how                                |
      | voice.answer            | without its parameters             |
      | voice.answer            | with a number for its first parameter |
      | voice.answer            | with null for its first parameter  |
      | interaction.setUserData | without its parameters             |
      | interaction.setUserData | with a number for its first parameter |
      | voice.dial              | without its parameters             |
      | voice.dial              | with a number for its first parameter |
      | agent.setState          | without its parameters             |

  Scenario: A request whose parameters are no list
    When Ana's page sends "voice.answer" with an object for its parameters
    Then nothing has changed at Ana's desk
    When Ana answers the call
    Then Ana's desk shows the call as TALKING

  Scenario Outline: A request for an interaction that does not exist
    When Ana's page sends "<request>" for an interaction that does not exist
    Then the request is refused
    And nothing has changed at Ana's desk
    When Ana answers the call
    Then Ana's desk shows the call as TALKING

    Examples:
      | request                      |
      | voice.answer                 |
      | voice.hangUp                 |
      | voice.hold                   |
      | voice.resume                 |
      | voice.startCallRecording     |
      | voice.stopCallRecording      |
      | voice.pauseCallRecording     |
      | voice.resumeCallRecording    |
      | interaction.accept           |
      | interaction.reject           |
      | interaction.markdone         |
      | interaction.blockMarkdone    |
      | interaction.unblockMarkdone  |
      | interaction.setUserData      |
      | interaction.deleteUserData   |
      | outbound.callPreviewRecord   |
      | outbound.rejectPreviewRecord |
      | outbound.cancelPreviewRecord |
