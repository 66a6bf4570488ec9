@chat @consult
Feature: Consultations about a chat

  A consultation is of the medium of what it is about, unless it names another.
  What a chat with a colleague looks like at either desk is documented nowhere.

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready
    And Ana is chatting with Carla

  Rule: A consultation over another medium has to name it

    @spec:scapi.rule.consult-media @spec:scapi.method.interaction.consult.targetQuery.media
    Scenario: The agent names no medium
      When Ana consults Ben about the chat
      Then the consultation at Ana's desk is over chat

    @spec:scapi.method.interaction.consult @spec:scapi.rule.consult-media
    @spec:scapi.method.interaction.consult.targetQuery.media
    Scenario: The agent consults by phone
      When Ana consults Ben about the chat over voice
      Then the consultation at Ana's desk is over voice

    @spec:scapi.type.interaction.Interaction.isConsultation @spec:scapi.type.interaction.Interaction.callType
    Scenario: The consultation by phone says what it is
      When Ana consults Chen about the chat over voice
      Then the consultation at Ana's desk has:
        | isConsultation | true    |
        | callType       | CONSULT |
      And the consultation at Ana's desk belongs to the chat

    @spec:scapi.seq.consult-transfer.5
    Scenario: The consultation by phone is dialed
      When Ana consults Chen about the chat over voice
      Then Ana's desk sees, in order:
        | event   | interaction  | state   | call type |
        | DIALING | consultation | DIALING | CONSULT   |

    @spec:scapi.type.interaction.Interaction.isConsultation
    Scenario: The consultation by chat says what it is
      When Ana consults Ben about the chat
      Then the consultation at Ana's desk has:
        | isConsultation | true |
      And the consultation at Ana's desk belongs to the chat

    @spec:scapi.method.interaction.consult.targetQuery.media
    Scenario: The consultation may name the medium that it would be of anyway
      When Ana consults Ben about the chat over chat
      Then the consultation at Ana's desk is over chat

  Rule: The chat goes on meanwhile

    @spec:scapi.method.interaction.getInteractions
    Scenario Outline: Both are in the list of interactions
      When Ana consults Chen about the chat over voice
      Then Ana's desk lists the <interaction>

      Examples:
        | interaction  |
        | chat         |
        | consultation |

    @spec:scapi.event.voice.RELEASED @spec:scapi.method.voice.hangUp
    Scenario: The agent ends the consultation by phone
      Given Ana consults Chen about the chat over voice
      And Chen answers
      When Ana ends the consultation
      Then Ana's desk sees, in order:
        | event    | interaction  | state |
        | RELEASED | consultation | IDLE  |
      And Ana's desk lists the chat

    Scenario: The customer leaves in the middle
      Given Ana consults Chen about the chat over voice
      And Chen answers
      When Carla ends the chat
      Then Ana's desk shows the consultation as TALKING

  Rule: Extensions do not apply to chat

    @spec:scapi.rule.ext-chat
    Scenario: The agent consults by chat with extensions
      When Ana consults Ben about the chat with the extensions:
        | Priority | 1 |
      Then Ana's desk shows the user data of the consultation:
        | Priority | - |

    @spec:scapi.rule.ext-chat
    Scenario: The agent adds a colleague to the chat with extensions
      When Ana adds Ben to the chat in one step with the extensions:
        | Priority | 1 |
      Then Ben's desk shows the user data of the chat:
        | Priority | - |

  Rule: The consulted agent gets what the consultation is

    Scenario: A chat comes to the consulted agent
      When Ana consults Ben about the chat
      Then a chat comes to Ben

    Scenario: A call comes to the consulted agent
      When Ana consults Ben about the chat over voice
      Then a call comes to Ben

    Scenario: A third desk is told nothing
      Given Cleo is signed in and ready
      When Ana consults Ben about the chat
      Then Cleo's desk sees nothing
