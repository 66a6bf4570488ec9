@sip-endpoint
Feature: Muting the agent's endpoint

  The manual has these requests in the namespace voice, the client libraries send them
  in the namespace sipEndpoint.

  Background:
    Given Ana is signed in

  Rule: What is muted is told as muted

    Scenario Outline: A page mutes
      Given Ana's page sends "<unmute>" as documented
      When Ana's page sends "<mute>" as documented
      And Ana's page sends "<asks>" as documented
      Then the answer is true

      @spec:scapi.method.sipEndpoint.muteMicrophone @spec:scapi.method.sipEndpoint.isMicrophoneMute
      Examples:
        | unmute                       | mute                       | asks                         |
        | sipEndpoint.unmuteMicrophone | sipEndpoint.muteMicrophone | sipEndpoint.isMicrophoneMute |

      @spec:scapi.method.sipEndpoint.muteSpeaker @spec:scapi.method.sipEndpoint.isSpeakerMute
      Examples:
        | unmute                    | mute                    | asks                      |
        | sipEndpoint.unmuteSpeaker | sipEndpoint.muteSpeaker | sipEndpoint.isSpeakerMute |

      @spec:scapi.method.voice.muteMicrophone @spec:scapi.method.voice.isMicrophoneMute
      Examples:
        | unmute                 | mute                 | asks                   |
        | voice.unmuteMicrophone | voice.muteMicrophone | voice.isMicrophoneMute |

      @spec:scapi.method.voice.muteSpeaker @spec:scapi.method.voice.isSpeakerMute
      Examples:
        | unmute              | mute              | asks                |
        | voice.unmuteSpeaker | voice.muteSpeaker | voice.isSpeakerMute |

  Rule: What is no longer muted is told so

    Scenario Outline: A page unmutes
      Given Ana's page sends "<mute>" as documented
      When Ana's page sends "<unmute>" as documented
      And Ana's page sends "<asks>" as documented
      Then the answer is false

      @spec:scapi.method.sipEndpoint.unmuteMicrophone @spec:scapi.method.sipEndpoint.isMicrophoneMute
      Examples:
        | mute                       | unmute                       | asks                         |
        | sipEndpoint.muteMicrophone | sipEndpoint.unmuteMicrophone | sipEndpoint.isMicrophoneMute |

      @spec:scapi.method.sipEndpoint.unmuteSpeaker @spec:scapi.method.sipEndpoint.isSpeakerMute
      Examples:
        | mute                    | unmute                    | asks                      |
        | sipEndpoint.muteSpeaker | sipEndpoint.unmuteSpeaker | sipEndpoint.isSpeakerMute |

      @spec:scapi.method.voice.unmuteMicrophone @spec:scapi.method.voice.isMicrophoneMute
      Examples:
        | mute                 | unmute                 | asks                   |
        | voice.muteMicrophone | voice.unmuteMicrophone | voice.isMicrophoneMute |

      @spec:scapi.method.voice.unmuteSpeaker @spec:scapi.method.voice.isSpeakerMute
      Examples:
        | mute              | unmute              | asks                |
        | voice.muteSpeaker | voice.unmuteSpeaker | voice.isSpeakerMute |

  Rule: Microphone and speaker are muted each for itself

    @spec:scapi.method.sipEndpoint.isSpeakerMute
    Scenario: A muted microphone leaves the speaker as it is
      Given Ana's page sends "sipEndpoint.unmuteSpeaker" as documented
      When Ana's page sends "sipEndpoint.muteMicrophone" as documented
      And Ana's page sends "sipEndpoint.isSpeakerMute" as documented
      Then the answer is false
