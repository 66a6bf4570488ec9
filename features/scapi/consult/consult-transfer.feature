@voice @consult
Feature: A consultation that ends in a transfer

  The agent asks somebody about a call and hands it over to them. In which order
  that is told, and whether the call is held meanwhile, is documented nowhere.

  Background:
    Given Ana is signed in and ready

  Rule: It begins with a call that the agent has answered

    @spec:scapi.seq.consult-transfer.1
    Scenario: The agent answers the call
      Given Ana has a ringing call with Carla
      When Ana answers the call
      Then Ana's desk sees, in order:
        | event       | state   | call type | previous state |
        | ESTABLISHED | TALKING | INBOUND   | RINGING        |

  Rule: A consultation is an interaction of its own

    @spec:scapi.method.interaction.consult @spec:scapi.seq.consult-transfer.4 @spec:scapi.seq.consult-transfer.5
    Scenario: The agent consults somebody outside
      Given Ana is talking to Carla
      When Ana consults Chen about the call
      Then Ana's desk sees, in order:
        | event   | interaction  | state   | call type | previous state |
        | ADDED   | consultation | DIALING | CONSULT   | UNKNOWN        |
        | DIALING | consultation | DIALING | CONSULT   | UNKNOWN        |

    @spec:scapi.method.interaction.consult @spec:scapi.seq.consult-transfer.5
    Scenario: The agent consults a colleague
      Given Ben is signed in and ready
      And Ana is talking to Carla
      When Ana consults Ben about the call
      Then Ana's desk sees, in order:
        | event   | interaction  | state   | call type |
        | DIALING | consultation | DIALING | CONSULT   |

    @spec:scapi.type.interaction.Interaction.isConsultation @spec:scapi.enum.call-type.CONSULT
    @spec:scapi.type.interaction.Interaction.parentInteractionId
    Scenario: The consultation says what it is
      Given Ana is talking to Carla
      When Ana consults Chen about the call
      Then the consultation at Ana's desk has:
        | isConsultation | true          |
        | callType       | CONSULT       |
        | parties        | Chen's number |
      And the consultation at Ana's desk belongs to the call

    @spec:scapi.type.interaction.Interaction.isConsultation
    Scenario: The call that it is about stays what it was
      Given Ana is talking to Carla
      When Ana consults Chen about the call
      Then the call at Ana's desk has:
        | isConsultation        | false          |
        | isMainCaseInteraction | true           |
        | callType              | INBOUND        |
        | ani                   | Carla's number |

    @spec:scapi.method.interaction.consult.targetQuery.media
    Scenario: A consultation about a call is a call itself
      Given Ana is talking to Carla
      When Ana consults Chen about the call
      Then the consultation at Ana's desk is over voice

    @spec:scapi.method.interaction.getInteractions
    Scenario Outline: Both are in the list of interactions
      Given Ana is talking to Carla
      When Ana consults Chen about the call
      Then Ana's desk lists the <interaction>

      Examples:
        | interaction  |
        | call         |
        | consultation |

  Rule: The customer waits meanwhile

    @spec:scapi.seq.consult-transfer.3
    Scenario: The call is held
      Given Ana is talking to Carla
      When Ana consults Chen about the call
      Then Ana's desk sees, in order:
        | event | interaction | state | call type | previous state |
        | HELD  | call        | HELD  | INBOUND   | TALKING        |
      And Ana's desk shows the call as HELD

  Rule: Whoever is consulted answers

    @spec:scapi.seq.consult-transfer.7
    Scenario: Somebody outside answers
      Given Ana is talking to Carla
      And Ana consults Chen about the call
      When Chen answers
      Then Ana's desk sees, in order:
        | event       | interaction  | state   | call type | previous state |
        | ESTABLISHED | consultation | TALKING | CONSULT   | DIALING        |
      And Ana's desk shows the consultation as TALKING

    @spec:scapi.seq.consult-transfer.7
    Scenario: A colleague answers
      Given Ben is signed in and ready
      And Ana is talking to Carla
      And Ana consults Ben about the call
      When Ben answers the call
      Then Ana's desk sees, in order:
        | event       | interaction  | state   | call type |
        | ESTABLISHED | consultation | TALKING | CONSULT   |

  Rule: The agent is done with the call when the transfer is completed

    @spec:scapi.method.interaction.completeTransfer @spec:scapi.seq.consult-transfer.9 @spec:scapi.seq.consult-transfer.10
    Scenario: The agent hands the call over to somebody outside
      Given Ana is consulting Chen about the call with Carla
      When Ana completes the transfer
      Then Ana's desk sees, in order:
        | event    | interaction  | state | call type | previous state |
        | RELEASED | consultation | IDLE  | CONSULT   | TALKING        |
        | RELEASED | call         | IDLE  | INBOUND   | HELD           |

    @spec:scapi.method.interaction.completeTransfer @spec:scapi.seq.consult-transfer.9 @spec:scapi.seq.consult-transfer.10
    Scenario: The agent hands the call over to a colleague
      Given Ben is signed in and ready
      And Ana is consulting Ben about the call with Carla
      When Ana completes the transfer
      Then Ana's desk sees, in order:
        | event    | interaction  | state | call type |
        | RELEASED | consultation | IDLE  | CONSULT   |
        | RELEASED | call         | IDLE  | INBOUND   |

    @spec:scapi.seq.consult-transfer.11
    Scenario: The consultation leaves the list
      Given Ana is consulting Chen about the call with Carla
      When Ana completes the transfer
      Then Ana's desk sees, in order:
        | event   | interaction  | state | call type |
        | REMOVED | consultation | IDLE  | CONSULT   |
      And Ana's desk no longer has the consultation

    @spec:scapi.seq.consult-transfer.13
    Scenario: The call leaves the list when the agent marks it done
      Given Ana is consulting Chen about the call with Carla
      And Ana completes the transfer
      When Ana marks the call done
      Then Ana's desk sees, in order:
        | event   | interaction | state | call type |
        | REMOVED | call        | IDLE  | INBOUND   |
      And Ana's desk no longer has the call
