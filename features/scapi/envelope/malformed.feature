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

    @spec:scapi.method.voice.answer.refused.unknown-interaction
    Examples:
      | request      |
      | voice.answer |

    @spec:scapi.method.voice.hangUp.refused.unknown-interaction
    Examples:
      | request      |
      | voice.hangUp |

    @spec:scapi.method.voice.hold.refused.unknown-interaction
    Examples:
      | request    |
      | voice.hold |

    @spec:scapi.method.voice.resume.refused.unknown-interaction
    Examples:
      | request      |
      | voice.resume |

    @spec:scapi.method.voice.startCallRecording.refused.unknown-interaction
    Examples:
      | request                  |
      | voice.startCallRecording |

    @spec:scapi.method.voice.stopCallRecording.refused.unknown-interaction
    Examples:
      | request                 |
      | voice.stopCallRecording |

    @spec:scapi.method.voice.pauseCallRecording.refused.unknown-interaction
    Examples:
      | request                  |
      | voice.pauseCallRecording |

    @spec:scapi.method.voice.resumeCallRecording.refused.unknown-interaction
    Examples:
      | request                   |
      | voice.resumeCallRecording |

    @spec:scapi.method.interaction.accept.refused.unknown-interaction
    Examples:
      | request            |
      | interaction.accept |

    @spec:scapi.method.interaction.reject.refused.unknown-interaction
    Examples:
      | request            |
      | interaction.reject |

    @spec:scapi.method.interaction.markdone.refused.unknown-interaction
    Examples:
      | request              |
      | interaction.markdone |

    @spec:scapi.method.interaction.blockMarkdone.refused.unknown-interaction
    Examples:
      | request                   |
      | interaction.blockMarkdone |

    @spec:scapi.method.interaction.unblockMarkdone.refused.unknown-interaction
    Examples:
      | request                     |
      | interaction.unblockMarkdone |

    @spec:scapi.method.interaction.setUserData.refused.unknown-interaction
    Examples:
      | request                 |
      | interaction.setUserData |

    @spec:scapi.method.interaction.deleteUserData.refused.unknown-interaction
    Examples:
      | request                    |
      | interaction.deleteUserData |

    @spec:scapi.method.outbound.callPreviewRecord.refused.unknown-interaction
    Examples:
      | request                    |
      | outbound.callPreviewRecord |

    @spec:scapi.method.outbound.rejectPreviewRecord.refused.unknown-interaction
    Examples:
      | request                      |
      | outbound.rejectPreviewRecord |

    @spec:scapi.method.outbound.cancelPreviewRecord.refused.unknown-interaction
    Examples:
      | request                      |
      | outbound.cancelPreviewRecord |

    @spec:scapi.method.interaction.consult.refused.unknown-interaction
    Examples:
      | request             |
      | interaction.consult |

    @spec:scapi.method.interaction.completeTransfer.refused.unknown-interaction
    Examples:
      | request                      |
      | interaction.completeTransfer |

    @spec:scapi.method.interaction.completeConference.refused.unknown-interaction
    Examples:
      | request                        |
      | interaction.completeConference |

    @spec:scapi.method.interaction.singleStepTransfer.refused.unknown-interaction
    Examples:
      | request                        |
      | interaction.singleStepTransfer |

    @spec:scapi.method.interaction.singleStepConference.refused.unknown-interaction
    Examples:
      | request                          |
      | interaction.singleStepConference |
