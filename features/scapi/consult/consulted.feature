@voice @consult
Feature: The desk of the agent who is consulted

  Whether the desk of an agent to whom others send something shows a call of its
  own, and what it says of it, is documented nowhere.

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready
    And Ana is talking to Carla

  Rule: The consulted agent's phone rings

    @spec:scapi.method.interaction.consult
    Scenario: A call comes to the consulted agent
      When Ana consults Ben about the call
      Then a call comes to Ben

    @spec:scapi.type.interaction.Interaction.callType
    Scenario: The call says that it is a consultation
      When Ana consults Ben about the call
      Then the call at Ben's desk has:
        | callType       | CONSULT |
        | isConsultation | true    |
        | direction      | IN      |

    @spec:scapi.event.voice.ESTABLISHED @spec:scapi.method.voice.answer
    Scenario: The consulted agent answers
      Given Ana consults Ben about the call
      When Ben answers the call
      Then Ben's desk sees, in order:
        | event       | state   |
        | ESTABLISHED | TALKING |

    @spec:scapi.event.voice.RELEASED @spec:scapi.method.voice.hangUp
    Scenario: The consulted agent hangs up
      Given Ana consults Ben about the call
      And Ben answers the call
      When Ben hangs up
      Then Ben's desk sees, in order:
        | event    | state |
        | RELEASED | IDLE  |

  Rule: What is completed is told there too

    @spec:scapi.type.interaction.Interaction.parties
    Scenario Outline: The consulted agent gets to talk to the customer
      Given Ana consults Ben about the call
      And Ben answers the call
      When Ana completes the <how>
      Then the call at Ben's desk has:
        | parties | Carla's number |
      And Ben's desk shows the call as TALKING

      Examples:
        | how        |
        | transfer   |
        | conference |

    Scenario: The customer ends the call that was handed over
      Given Ana consults Ben about the call
      And Ben answers the call
      And Ana completes the transfer
      When Carla hangs up
      Then Ben's desk sees the call end

  Rule: It is nobody else's business

    Scenario: A third desk is told nothing
      Given Cleo is signed in and ready
      When Ana consults Ben about the call
      And Ben answers the call
      And Ana completes the transfer
      Then Cleo's desk sees nothing
