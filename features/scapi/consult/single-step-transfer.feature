@voice @consult
Feature: A call that is transferred in one step

  The agent hands a call over without asking first. When the agent's own side of
  it ends is documented nowhere.

  Background:
    Given Ana is signed in and ready

  Rule: It begins with a call that the agent has answered

    @spec:scapi.seq.single-step-transfer.1
    Scenario: The agent answers the call
      Given Ana has a ringing call with Carla
      When Ana answers the call
      Then Ana's desk sees, in order:
        | event       | state   | call type | previous state |
        | ESTABLISHED | TALKING | INBOUND   | RINGING        |

  Rule: The call ends for the agent

    @spec:scapi.method.interaction.singleStepTransfer @spec:scapi.seq.single-step-transfer.3
    Scenario: The agent hands the call over to somebody outside
      Given Ana is talking to Carla
      When Ana transfers the call to Chen in one step
      And Chen answers
      Then Ana's desk sees, in order:
        | event    | interaction | state | call type | previous state |
        | RELEASED | call        | IDLE  | INBOUND   | TALKING        |
      And Ana's desk shows the call as IDLE

    @spec:scapi.method.interaction.singleStepTransfer @spec:scapi.seq.single-step-transfer.3
    Scenario: The agent hands the call over to a colleague
      Given Ben is signed in and ready
      And Ana is talking to Carla
      When Ana transfers the call to Ben in one step
      Then Ana's desk sees, in order:
        | event    | interaction | state | call type |
        | RELEASED | call        | IDLE  | INBOUND   |

    @spec:scapi.seq.single-step-transfer.4
    Scenario: The call leaves the list when the agent marks it done
      Given Ana is talking to Carla
      And Ana transfers the call to Chen in one step
      And Chen answers
      When Ana marks the call done
      Then Ana's desk sees, in order:
        | event   | interaction | state | call type |
        | REMOVED | call        | IDLE  | INBOUND   |

  Rule: The colleague gets the call

    @spec:scapi.method.interaction.singleStepTransfer
    Scenario: A call comes to the colleague
      Given Ben is signed in and ready
      And Ana is talking to Carla
      When Ana transfers the call to Ben in one step
      Then a call comes to Ben

    @spec:scapi.event.voice.ESTABLISHED @spec:scapi.method.voice.answer
    Scenario: The colleague answers
      Given Ben is signed in and ready
      And Ana is talking to Carla
      And Ana transfers the call to Ben in one step
      When Ben answers the call
      Then Ben's desk sees, in order:
        | event       | state   |
        | ESTABLISHED | TALKING |
      And the call at Ben's desk has:
        | parties | Carla's number |

    Scenario: The customer ends the call with the colleague
      Given Ben is signed in and ready
      And Ana is talking to Carla
      And Ana transfers the call to Ben in one step
      And Ben answers the call
      When Carla hangs up
      Then Ben's desk sees the call end

    Scenario: The customer gives up before the colleague answers
      Given Ben is signed in and ready
      And Ana is talking to Carla
      And Ana transfers the call to Ben in one step
      When Carla hangs up
      Then Ben's desk sees the call end

    Scenario: A third desk is told nothing
      Given Ben is signed in and ready
      And Cleo is signed in and ready
      And Ana is talking to Carla
      When Ana transfers the call to Ben in one step
      And Ben answers the call
      Then Cleo's desk sees nothing
