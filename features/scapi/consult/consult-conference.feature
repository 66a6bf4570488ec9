@voice @consult
Feature: A consultation that ends in a conference

  The agent asks somebody about a call and brings them in. In which order that is
  told is documented nowhere.

  Background:
    Given Ana is signed in and ready

  Rule: It begins with a call that the agent has answered

    @spec:scapi.seq.consult-conference.1
    Scenario: The agent answers the call
      Given Ana has a ringing call with Carla
      When Ana answers the call
      Then Ana's desk sees, in order:
        | event       | state   | call type | previous state |
        | ESTABLISHED | TALKING | INBOUND   | RINGING        |

  Rule: The call has one more party when the conference is completed

    @spec:scapi.method.interaction.completeConference @spec:scapi.seq.consult-conference.12
    Scenario: The agent brings somebody from outside in
      Given Ana is consulting Chen about the call with Carla
      When Ana completes the conference
      Then Ana's desk sees, in order:
        | event         | state   |
        | PARTY_CHANGED | TALKING |

    @spec:scapi.method.interaction.completeConference @spec:scapi.seq.consult-conference.12
    Scenario: The agent brings a colleague in
      Given Ben is signed in and ready
      And Ana is consulting Ben about the call with Carla
      When Ana completes the conference
      Then Ana's desk sees, in order:
        | event         | state   |
        | PARTY_CHANGED | TALKING |

    @spec:scapi.event.voice.PARTY_CHANGED @spec:scapi.type.interaction.Interaction.parties
    Scenario Outline: All of them are parties of the call
      Given Ana is consulting Chen about the call with Carla
      When Ana completes the conference
      Then the call at Ana's desk has:
        | parties | <who>'s number |

      Examples:
        | who   |
        | Carla |
        | Chen  |

    @spec:scapi.seq.consult-conference.11
    Scenario: The customer waits no longer
      Given Ana is consulting Chen about the call with Carla
      When Ana completes the conference
      Then Ana's desk sees, in order:
        | event       | interaction | state   | call type | previous state |
        | ESTABLISHED | call        | TALKING | INBOUND   | HELD           |
      And Ana's desk shows the call as TALKING

  Rule: The consultation is over then

    @spec:scapi.seq.consult-conference.9 @spec:scapi.seq.consult-conference.10
    Scenario: The consultation is released and leaves the list
      Given Ana is consulting Chen about the call with Carla
      When Ana completes the conference
      Then Ana's desk sees, in order:
        | event    | interaction  | state | call type | previous state |
        | RELEASED | consultation | IDLE  | CONSULT   | TALKING        |
        | REMOVED  | consultation | IDLE  | CONSULT   |                |

  Rule: A conference goes on until its last two part

    @spec:scapi.seq.consult-transfer.10
    Scenario: The agent leaves the conference
      Given Ana is consulting Chen about the call with Carla
      And Ana completes the conference
      When Ana hangs up
      Then Ana's desk sees, in order:
        | event    | interaction | state |
        | RELEASED | call        | IDLE  |

    @spec:scapi.event.voice.PARTY_CHANGED
    Scenario Outline: Another party leaves the conference
      Given Ana is consulting Chen about the call with Carla
      And Ana completes the conference
      When <who> hangs up
      Then Ana's desk sees, in order:
        | event         | state   |
        | PARTY_CHANGED | TALKING |
      And Ana's desk shows the call as TALKING

      Examples:
        | who   |
        | Carla |
        | Chen  |
