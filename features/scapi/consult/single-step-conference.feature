@voice @consult
Feature: A conference that is made in one step

  The agent brings somebody into a call without asking first. When the desk is
  told of the new party is documented nowhere, but that it is.

  Background:
    Given Ana is signed in and ready

  Rule: It begins with a call that the agent has answered

    @spec:scapi.seq.single-step-conference.1
    Scenario: The agent answers the call
      Given Ana has a ringing call with Carla
      When Ana answers the call
      Then Ana's desk sees, in order:
        | event       | state   | call type | previous state |
        | ESTABLISHED | TALKING | INBOUND   | RINGING        |

  Rule: The call has one more party

    @spec:scapi.method.interaction.singleStepConference @spec:scapi.seq.single-step-conference.4
    Scenario: The agent brings somebody from outside in
      Given Ana is talking to Carla
      When Ana adds Chen to the call in one step
      And Chen answers
      Then Ana's desk sees, in order:
        | event         | state   | call type | previous state |
        | PARTY_CHANGED | TALKING | INBOUND   | RINGING        |
      And Ana's desk shows the call as TALKING

    @spec:scapi.method.interaction.singleStepConference @spec:scapi.seq.single-step-conference.4
    Scenario: The agent brings a colleague in
      Given Ben is signed in and ready
      And Ana is talking to Carla
      When Ana adds Ben to the call in one step
      And Ben answers the call
      Then Ana's desk sees, in order:
        | event         | state   | call type |
        | PARTY_CHANGED | TALKING | INBOUND   |

    @spec:scapi.event.voice.PARTY_CHANGED @spec:scapi.type.interaction.Interaction.parties
    Scenario Outline: All of them are parties of the call
      Given Ana is talking to Carla
      When Ana adds Chen to the call in one step
      And Chen answers
      Then the call at Ana's desk has:
        | parties | <who>'s number |

      Examples:
        | who   |
        | Carla |
        | Chen  |

    @spec:scapi.event.voice.PARTY_CHANGED
    Scenario Outline: A party leaves the conference
      Given Ana is talking to Carla
      And Ana adds Chen to the call in one step
      And Chen answers
      When <who> hangs up
      Then Ana's desk sees, in order:
        | event         | state   |
        | PARTY_CHANGED | TALKING |
      And Ana's desk shows the call as TALKING

      Examples:
        | who   |
        | Carla |
        | Chen  |

    Scenario: Somebody from outside does not come
      Given Ana is talking to Carla
      And Ana adds Chen to the call in one step
      When Chen is busy
      Then Ana's desk shows the call as TALKING

  Rule: The colleague has the call too

    @spec:scapi.method.interaction.singleStepConference
    Scenario: A call comes to the colleague
      Given Ben is signed in and ready
      And Ana is talking to Carla
      When Ana adds Ben to the call in one step
      Then a call comes to Ben

    @spec:scapi.event.voice.ESTABLISHED @spec:scapi.method.voice.answer
    Scenario: The colleague answers
      Given Ben is signed in and ready
      And Ana is talking to Carla
      And Ana adds Ben to the call in one step
      When Ben answers the call
      Then Ben's desk sees, in order:
        | event       | state   |
        | ESTABLISHED | TALKING |
      And the call at Ben's desk has:
        | parties | Carla's number |

    Scenario: The agent leaves, and the others go on
      Given Ben is signed in and ready
      And Ana is talking to Carla
      And Ana adds Ben to the call in one step
      And Ben answers the call
      When Ana hangs up
      Then Ben's desk shows the call as TALKING

    Scenario: A third desk is told nothing
      Given Ben is signed in and ready
      And Cleo is signed in and ready
      And Ana is talking to Carla
      When Ana adds Ben to the call in one step
      And Ben answers the call
      Then Cleo's desk sees nothing
