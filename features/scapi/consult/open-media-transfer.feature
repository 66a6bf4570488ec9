@consult
Feature: A chat or an e-mail that is transferred in one step

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready

  Rule: It begins with a chat or an e-mail that the agent has accepted

    @chat @spec:scapi.seq.single-step-transfer-openmedia.1
    Scenario: The agent accepts a chat
      Given Carla asks Ana for a chat
      When Ana accepts the chat
      Then Ana's desk sees, in order:
        | event    | interaction | state    | previous state |
        | ACCEPTED | chat        | ACCEPTED | INVITED        |

  Rule: The agent is told that the transfer is completed

    @chat @spec:scapi.method.interaction.singleStepTransfer @spec:scapi.seq.single-step-transfer-openmedia.3
    Scenario: The agent hands a chat over
      Given Ana is chatting with Carla
      When Ana transfers the chat to Ben in one step
      And Ben accepts the chat
      Then Ana's desk sees, in order:
        | event              | interaction | state              |
        | TRANSFER_COMPLETED | chat        | TRANSFER_COMPLETED |
      And nothing else of these kinds

    @email @spec:scapi.method.interaction.singleStepTransfer @spec:scapi.seq.single-step-transfer-openmedia.3
    Scenario: The agent hands an e-mail over
      Given Ana has an accepted e-mail from Carla
      When Ana transfers the e-mail to Ben in one step
      And Ben accepts the e-mail
      Then Ana's desk sees, in order:
        | event              | interaction | state              |
        | TRANSFER_COMPLETED | e-mail      | TRANSFER_COMPLETED |
      And nothing else of these kinds

    @chat @spec:scapi.seq.single-step-transfer-openmedia.4
    Scenario: The chat leaves the list
      Given Ana is chatting with Carla
      When Ana transfers the chat to Ben in one step
      And Ben accepts the chat
      Then Ana's desk sees, in order:
        | event   | interaction | state              |
        | REMOVED | chat        | TRANSFER_COMPLETED |
      And Ana's desk no longer has the chat

    @email @spec:scapi.seq.single-step-transfer-openmedia.4
    Scenario: The e-mail leaves the list
      Given Ana has an accepted e-mail from Carla
      When Ana transfers the e-mail to Ben in one step
      And Ben accepts the e-mail
      Then Ana's desk sees, in order:
        | event   | interaction | state              |
        | REMOVED | e-mail      | TRANSFER_COMPLETED |
      And Ana's desk no longer has the e-mail

  Rule: The colleague gets what is handed over

    @chat
    Scenario: A chat comes to the colleague
      Given Ana is chatting with Carla
      When Ana transfers the chat to Ben in one step
      Then a chat comes to Ben

    @email
    Scenario: An e-mail comes to the colleague
      Given Ana has an accepted e-mail from Carla
      When Ana transfers the e-mail to Ben in one step
      Then an e-mail comes to Ben

    @chat @spec:scapi.event.openmedia.ACCEPTED @spec:scapi.method.interaction.accept
    Scenario: The colleague accepts the chat
      Given Ana is chatting with Carla
      And Ana transfers the chat to Ben in one step
      When Ben accepts the chat
      Then Ben's desk sees, in order:
        | event    |
        | ACCEPTED |

    @email @spec:scapi.event.openmedia.ACCEPTED @spec:scapi.method.interaction.accept
    Scenario: The colleague accepts the e-mail
      Given Ana has an accepted e-mail from Carla
      And Ana transfers the e-mail to Ben in one step
      When Ben accepts the e-mail
      Then Ben's desk sees, in order:
        | event    |
        | ACCEPTED |

    @chat
    Scenario: A third desk is told nothing
      Given Cleo is signed in and ready
      And Ana is chatting with Carla
      When Ana transfers the chat to Ben in one step
      And Ben accepts the chat
      Then Cleo's desk sees nothing

  Rule: An interaction queue is a target too

    @email @spec:scapi.method.interaction.singleStepTransfer @spec:scapi.enum.target-type.INTERACTION_QUEUE
    @spec:scapi.method.interaction.singleStepTransfer.targetQuery.destination
    Scenario: The agent hands an e-mail over to a queue
      Given Cleo is signed in and ready
      And Ana has an accepted e-mail from Carla
      When Ana transfers the e-mail to the queue Support in one step
      Then the request succeeds

    @chat @spec:scapi.method.interaction.singleStepTransfer @spec:scapi.enum.target-type.INTERACTION_QUEUE
    Scenario: The agent hands a chat over to a queue
      Given Cleo is signed in and ready
      And Ana is chatting with Carla
      When Ana transfers the chat to the queue Support in one step
      Then the request succeeds

    @email
    Scenario: An e-mail of the queue comes to an agent who may have it
      Given Cleo is signed in and ready
      And Ana has an accepted e-mail from Carla
      When Ana transfers the e-mail to the queue Support in one step
      Then an e-mail comes to Ben or Cleo
