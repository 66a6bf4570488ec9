@voice
Feature: A call from one agent to another

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready

  Rule: The caller's desk shows an internal call

    @spec:scapi.seq.voice-internal.2 @spec:scapi.seq.voice-internal.3
    Scenario: An agent dials another
      When Ana dials Ben
      Then Ana's desk sees, in order:
        | event   | state   | call type | direction |
        | ADDED   | DIALING | INTERNAL  | OUT       |
        | DIALING | DIALING | INTERNAL  | OUT       |

    @spec:scapi.seq.voice-internal.4
    Scenario: The other agent answers
      Given Ana dials Ben
      When Ben answers the call
      Then Ana's desk sees, in order:
        | event       | state   | call type |
        | ESTABLISHED | TALKING | INTERNAL  |

    @spec:scapi.seq.voice-internal.5 @spec:scapi.seq.voice-internal.6
    Scenario: The other agent hangs up
      Given Ana is talking to Ben
      When Ben hangs up
      Then Ana's desk sees, in order:
        | event    | state | call type |
        | RELEASED | IDLE  | INTERNAL  |
        | REMOVED  | IDLE  | INTERNAL  |

  Rule: The called agent's desk shows a ringing call

    @spec:scapi.seq.voice-inbound.2 @spec:scapi.event.voice.RINGING
    Scenario: The other agent's desk rings
      When Ana dials Ben
      Then Ben's desk sees, in order:
        | event   | state   |
        | ADDED   | RINGING |
        | RINGING | RINGING |
      And the call at Ben's desk has:
        | direction | IN           |
        | callType  | INTERNAL     |
        | ani       | Ana's number |

    @spec:scapi.event.voice.ESTABLISHED
    Scenario: The call is established at the called agent's desk too
      Given Ana dials Ben
      When Ben answers the call
      Then Ben's desk sees, in order:
        | event       | state   |
        | ESTABLISHED | TALKING |

    @spec:scapi.event.voice.HELD
    Scenario: A hold is the holder's own
      Given Ana is talking to Ben
      When Ana puts the call on hold
      Then Ana's desk sees, in order:
        | event | state |
        | HELD  | HELD  |
      And Ben's desk shows the call as TALKING

    @spec:scapi.event.voice.RELEASED
    Scenario: The caller gives up while it rings
      Given Ana dials Ben
      When Ana hangs up
      Then Ben's desk sees, in order:
        | event    | state |
        | RELEASED | IDLE  |

    @spec:scapi.seq.voice-internal.5
    Scenario: The called agent declines
      Given Ana dials Ben
      When Ben declines the call
      Then Ana's desk sees, in order:
        | event    | state |
        | RELEASED | IDLE  |
