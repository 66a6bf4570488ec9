@voice
Feature: An inbound call

  A customer calls, the agent answers, may hold the call, and marks it done after
  it has ended.

  Background:
    Given Ana is signed in and ready

  Rule: A call that begins to ring is shown as ringing

    @spec:scapi.seq.voice-inbound.2 @spec:scapi.seq.voice-inbound.3
    Scenario: A customer calls
      When Carla calls Ana
      Then Ana's desk sees, in order:
        | event   | state   | call type | previous state |
        | ADDED   | RINGING | INBOUND   | UNKNOWN        |
        | RINGING | RINGING | INBOUND   | UNKNOWN        |
      And Ana's desk shows the call as RINGING

    @spec:scapi.type.interaction.Interaction.direction @spec:scapi.type.interaction.Interaction.callType
    @spec:scapi.type.interaction.Interaction.ani @spec:scapi.type.interaction.Interaction.parties
    Scenario: The call says who calls whom
      When Carla calls Ana
      Then the call at Ana's desk has:
        | direction             | IN             |
        | callType              | INBOUND        |
        | ani                   | Carla's number |
        | parties               | Carla's number |
        | isConsultation        | false          |
        | isMainCaseInteraction | true           |
        | callUuid              | present        |

    @spec:scapi.method.interaction.getInteractions
    Scenario: The call is in the list of interactions
      When Carla calls Ana
      Then Ana's desk lists the call

  Rule: An answered call is established

    @spec:scapi.seq.voice-inbound.5 @spec:scapi.method.voice.answer
    Scenario: The agent answers
      Given Ana has a ringing call with Carla
      When Ana answers the call
      Then Ana's desk sees, in order:
        | event       | state   | call type | previous state |
        | ESTABLISHED | TALKING | INBOUND   | RINGING        |
      And nothing else of these kinds
      And Ana's desk shows the call as TALKING

    @spec:scapi.seq.voice-inbound.5 @spec:scapi.method.interaction.accept
    Scenario: The agent accepts, which is to answer
      Given Ana has a ringing call with Carla
      When Ana accepts the call
      Then Ana's desk sees, in order:
        | event       | state   | call type |
        | ESTABLISHED | TALKING | INBOUND   |

  Rule: A held call is shown as held until it is resumed

    @spec:scapi.seq.voice-inbound.7 @spec:scapi.method.voice.hold
    Scenario: The agent holds the call
      Given Ana is talking to Carla
      When Ana puts the call on hold
      Then Ana's desk sees, in order:
        | event | state | call type | previous state |
        | HELD  | HELD  | INBOUND   | TALKING        |
      And nothing else of these kinds
      And Ana's desk shows the call as HELD

    @spec:scapi.event.voice.HELD @spec:scapi.type.interaction.Interaction.state
    @spec:scapi.method.interaction.getInteractions
    Scenario: The held call is listed as held
      Given Ana is talking to Carla
      When Ana puts the call on hold
      Then Ana's desk lists the call as HELD

    @spec:scapi.seq.voice-inbound.9 @spec:scapi.method.voice.resume
    Scenario: The agent takes the call off hold
      Given Ana has a held call with Carla
      When Ana takes the call off hold
      Then Ana's desk sees, in order:
        | event       | state   | call type | previous state |
        | ESTABLISHED | TALKING | INBOUND   | HELD           |
      And Ana's desk shows the call as TALKING

  Rule: A call that has ended is released

    @spec:scapi.seq.voice-inbound.11 @spec:scapi.method.voice.hangUp
    Scenario: The agent hangs up
      Given Ana is talking to Carla
      When Ana hangs up
      Then Ana's desk sees, in order:
        | event    | state | call type | previous state |
        | RELEASED | IDLE  | INBOUND   | TALKING        |
      And nothing else of these kinds
      And Ana's desk shows the call as IDLE

    @spec:scapi.seq.voice-inbound.11
    Scenario: The customer hangs up
      Given Ana is talking to Carla
      When Carla hangs up
      Then Ana's desk sees, in order:
        | event    | state | call type |
        | RELEASED | IDLE  | INBOUND   |

    @spec:scapi.seq.voice-inbound.11
    Scenario: The agent hangs up while the call is on hold
      Given Ana has a held call with Carla
      When Ana hangs up
      Then Ana's desk sees, in order:
        | event    | state | call type |
        | RELEASED | IDLE  | INBOUND   |

  Rule: A call that is marked done leaves the desk

    @spec:scapi.seq.voice-inbound.13 @spec:scapi.seq.voice-inbound.14 @spec:scapi.method.interaction.markdone
    Scenario: The agent marks the call done
      Given Ana has a released call with Carla
      When Ana marks the call done
      Then Ana's desk sees, in order:
        | event          | state | call type |
        | MARKDONE_APPLY | IDLE  | INBOUND   |
        | REMOVED        | IDLE  | INBOUND   |
      And Ana's desk no longer has the call

  Rule: What happens at one desk is not told at another

    Scenario: Another agent's desk stays quiet
      Given Ben is signed in and ready
      And Ana has a ringing call with Carla
      When Ana answers the call
      Then Ben's desk sees nothing
