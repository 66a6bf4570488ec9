@voice
Feature: An inbound call that the agent does not answer

  Rule: A call that nobody answered says so when it is released

    Background:
      Given Ana is signed in and ready

    @spec:scapi.seq.voice-rona.2 @spec:scapi.seq.voice-rona.3
    Scenario: At first it rings as any call does
      When Carla calls Ana
      Then Ana's desk sees, in order:
        | event   | state   | call type |
        | ADDED   | RINGING | INBOUND   |
        | RINGING | RINGING | INBOUND   |

    @spec:scapi.seq.voice-rona.5 @spec:scapi.seq.voice-rona.6 @spec:scapi.seq.voice-rona.7
    Scenario: The call rings until the center takes it away
      Given Ana has a ringing call with Carla
      When nobody answers until the ring timeout
      Then Ana's desk sees, in order:
        | event    | state | call type | not answered            |
        | RELEASED | IDLE  | INBOUND   | NO_ANSWER or REDIRECTED |
        | REMOVED  | IDLE  | INBOUND   |                         |
      And Ana's desk sees the agent become NOT_READY

    @spec:scapi.seq.voice-rona.5
    Scenario: Until then it goes on ringing
      Given Ana has a ringing call with Carla
      When nobody answers until a second before the ring timeout
      Then Ana's desk sees no RELEASED
      And Ana's desk shows the call as RINGING
      When 1 second passes
      Then Ana's desk sees, in order:
        | event    | state |
        | RELEASED | IDLE  |

    @spec:scapi.seq.voice-rona.5
    Scenario: The caller gives up
      Given Ana has a ringing call with Carla
      When Carla hangs up
      Then Ana's desk sees, in order:
        | event    | state | call type | not answered            |
        | RELEASED | IDLE  | INBOUND   | NO_ANSWER or REDIRECTED |

  Rule: A center may send an unanswered call on to another agent

    @spec:scapi.event.voice.RINGING
    Scenario: The call rings at the next agent's desk
      Given calls that nobody answers are sent on to Ben
      And Ben is signed in and ready
      And Cleo is signed in and ready
      And Cleo has a ringing call with Carla
      When nobody answers until the ring timeout
      Then Ben's desk sees, in order:
        | event   | state   |
        | RINGING | RINGING |
