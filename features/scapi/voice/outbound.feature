@voice
Feature: An outbound call

  Background:
    Given Ana is signed in and ready

  Rule: A dialed call is shown as dialing

    @spec:scapi.seq.voice-outbound.2 @spec:scapi.seq.voice-outbound.3 @spec:scapi.method.voice.dial
    Scenario: The agent dials a customer
      When Ana dials Chen
      Then Ana's desk sees, in order:
        | event   | state   | call type | previous state |
        | ADDED   | DIALING | OUTBOUND  | UNKNOWN        |
        | DIALING | DIALING | OUTBOUND  | UNKNOWN        |
      And nothing else of these kinds
      And Ana's desk shows the call as DIALING

    @spec:scapi.type.interaction.Interaction.direction @spec:scapi.type.interaction.Interaction.callType
    @spec:scapi.type.interaction.Interaction.dnis @spec:scapi.type.interaction.Interaction.parties
    Scenario: The call says who is called
      When Ana dials Chen
      Then the call at Ana's desk has:
        | direction | OUT           |
        | callType  | OUTBOUND      |
        | dnis      | Chen's number |
        | parties   | Chen's number |

    @spec:scapi.seq.voice-outbound.3
    Scenario: User data can go with the call
      When Ana dials Chen with the user data:
        | Topic | Renewal |
      Then Ana's desk sees, in order:
        | event   | state   |
        | DIALING | DIALING |
      And Ana's desk shows the user data of the call:
        | Topic | Renewal |

  Rule: Extensions for the switch can go with the call

    @spec:scapi.method.voice.dialEx
    Scenario: The agent dials with extensions
      When Ana dials Chen with the extensions:
        | Priority | 1 |
      Then the request succeeds

    @spec:scapi.method.voice.dialEx @spec:scapi.seq.voice-outbound.3
    Scenario: The call is dialed like any other
      When Ana dials Chen with the extensions:
        | Priority | 1 |
      Then Ana's desk sees, in order:
        | event   | state   | call type |
        | DIALING | DIALING | OUTBOUND  |

  Rule: The customer's answer establishes the call

    @spec:scapi.seq.voice-outbound.6
    Scenario: The customer answers
      Given Ana has a dialing call with Chen
      When Chen answers
      Then Ana's desk sees, in order:
        | event       | state   | call type | previous state |
        | ESTABLISHED | TALKING | OUTBOUND  | DIALING        |
      And nothing else of these kinds

  Rule: A call that comes to nothing is released

    @spec:scapi.seq.voice-outbound.8
    Scenario: The customer is busy
      Given Ana has a dialing call with Chen
      When Chen is busy
      Then Ana's desk sees, in order:
        | event    | state | call type |
        | RELEASED | IDLE  | OUTBOUND  |

    @spec:scapi.seq.voice-outbound.8
    Scenario: The customer does not answer
      Given Ana has a dialing call with Chen
      When Chen does not answer
      Then Ana's desk sees, in order:
        | event    | state | call type |
        | RELEASED | IDLE  | OUTBOUND  |

    @spec:scapi.seq.voice-outbound.8
    Scenario: The agent gives up
      Given Ana has a dialing call with Chen
      When Ana hangs up
      Then Ana's desk sees, in order:
        | event    | state | call type | previous state |
        | RELEASED | IDLE  | OUTBOUND  | DIALING        |

  Rule: A call that has ended is marked done

    @spec:scapi.seq.voice-outbound.8
    Scenario: The customer hangs up
      Given Ana has a dialing call with Chen
      And Chen answers
      When Chen hangs up
      Then Ana's desk sees, in order:
        | event    | state | call type | previous state |
        | RELEASED | IDLE  | OUTBOUND  | TALKING        |

    @spec:scapi.seq.voice-outbound.10 @spec:scapi.seq.voice-outbound.11
    Scenario: The agent marks the call done
      Given Ana has a dialing call with Chen
      And Chen is busy
      When Ana marks the call done
      Then Ana's desk sees, in order:
        | event          | state | call type |
        | MARKDONE_APPLY | IDLE  | OUTBOUND  |
        | REMOVED        | IDLE  | OUTBOUND  |
      And Ana's desk no longer has the call
