@chat
Feature: An inbound chat

  A customer asks for a chat, the agent accepts it, both write, somebody ends it,
  and the agent marks it done.

  Background:
    Given Ana is signed in and ready

  Rule: A chat that is offered is an invitation

    @spec:scapi.seq.chat.1 @spec:scapi.seq.chat.2
    Scenario: A customer asks for a chat
      When Carla asks Ana for a chat
      Then Ana's desk sees, in order:
        | event   | state   | previous state |
        | ADDED   | INVITED | UNKNOWN        |
        | INVITED | INVITED | UNKNOWN        |
      And nothing else of these kinds
      And Ana's desk shows the chat as INVITED

    @spec:scapi.method.interaction.getInteractions @spec:scapi.event.openmedia.INVITED
    Scenario: The chat is in the list of interactions
      When Carla asks Ana for a chat
      Then Ana's desk lists the chat as INVITED

    @spec:scapi.type.interaction.Interaction.interactionUUID @spec:scapi.type.interaction.Interaction.caseId
    @spec:scapi.type.interaction.Interaction.parties
    Scenario: The chat says who asks
      When Carla asks Ana for a chat
      Then the chat at Ana's desk has:
        | interactionUUID       | present |
        | caseId                | present |
        | parties               | Carla   |
        | isConsultation        | false   |
        | isMainCaseInteraction | true    |

    @spec:scapi.type.interaction.Interaction.contact
    Scenario: The chat names the contact
      When Carla asks Ana for a chat
      Then the chat at Ana's desk has:
        | contact | present |

    @spec:scapi.rule.voice-only
    Scenario: The chat has no direction, no numbers and no recording, which are of calls only
      When Carla asks Ana for a chat
      Then the chat at Ana's desk has nothing that only calls have

  Rule: An accepted chat is joined

    @spec:scapi.seq.chat.4 @spec:scapi.method.interaction.accept
    Scenario: The agent accepts
      Given Ana has an offered chat with Carla
      When Ana accepts the chat
      Then Ana's desk sees, in order:
        | event    | state    | previous state |
        | ACCEPTED | ACCEPTED | INVITED        |
      And nothing else of these kinds

    @spec:scapi.seq.chat.5
    Scenario: The desktop joins the chat session
      Given Ana has an offered chat with Carla
      When Ana accepts the chat
      Then Ana's desk sees, in order:
        | event        | state        | previous state |
        | JOIN_PENDING | JOIN_PENDING | ACCEPTED       |
      And nothing else of these kinds

    @spec:scapi.event.chat.JOIN_FAILED
    Scenario: The chat server cannot be reached
      Given the chat server is down
      And Ana has an offered chat with Carla
      When Ana accepts the chat
      And Ana's desk has had time to join the chat
      Then Ana's desk sees, in order:
        | event       | state       | previous state |
        | JOIN_FAILED | JOIN_FAILED | JOIN_PENDING   |
      And nothing else of these kinds
      And Ana's desk shows the chat as JOIN_FAILED

  Rule: A message that comes in is told

    @spec:scapi.seq.chat.7
    Scenario: The customer writes
      Given Ana is chatting with Carla
      When Carla writes in the chat
      Then Ana's desk sees, in order:
        | event       | state        |
        | NEW_MESSAGE | HISTORY_DONE |
      And nothing else of these kinds
      And Ana's desk shows the chat as HISTORY_DONE

    @spec:scapi.seq.chat.7
    Scenario: The customer writes again
      Given Ana is chatting with Carla
      And Carla writes in the chat
      When Carla writes in the chat
      Then Ana's desk sees, in order:
        | event       | state        |
        | NEW_MESSAGE | HISTORY_DONE |
      And nothing else of these kinds

    Scenario: The agent writes, and the chat goes on
      Given Ana is chatting with Carla
      And Ana begins to write in the chat
      When Ana writes in the chat
      Then Ana's desk shows the chat as HISTORY_DONE

  Rule: A chat can be ended by either side

    @spec:scapi.seq.chat.8
    Scenario Outline: Either side ends the chat
      Given Ana is chatting with Carla
      When <somebody> ends the chat
      Then Ana's desk sees, in order:
        | event | state | previous state |
        | ENDED | IDLE  | HISTORY_DONE   |
      And nothing else of these kinds
      And Ana's desk shows the chat as IDLE

      Examples:
        | somebody |
        | Ana      |
        | Carla    |

  Rule: A chat that is marked done is completed and leaves the desk

    @spec:scapi.seq.chat.10 @spec:scapi.seq.chat.11 @spec:scapi.method.interaction.markdone
    Scenario: The page marks the chat done
      Given Ana has an ended chat with Carla
      When Ana marks the chat done
      Then Ana's desk sees, in order:
        | event     | state     | previous state |
        | COMPLETED | COMPLETED | IDLE           |
        | REMOVED   | COMPLETED | IDLE           |
      And nothing else of these kinds
      And Ana's desk no longer has the chat

    @spec:scapi.seq.chat.10 @spec:scapi.seq.chat.11
    Scenario: The agent marks the chat done in the desktop
      Given Ana has an ended chat with Carla
      When Ana marks the chat done in the desktop
      Then Ana's desk sees, in order:
        | event     | state     |
        | COMPLETED | COMPLETED |
        | REMOVED   | COMPLETED |
      And nothing else of these kinds

  Rule: What happens at one desk is not told at another

    Scenario: An offer is the invited agent's alone
      Given Ben is signed in and ready
      When Carla asks Ana for a chat
      Then Ben's desk sees nothing

    Scenario: A message is told to the agent who chats
      Given Ben is signed in and ready
      And Ana is chatting with Carla
      When Carla writes in the chat
      Then Ben's desk sees nothing

    @spec:scapi.seq.chat.7
    Scenario: Two agents chat, and a message is told where it belongs
      Given Ben is signed in and ready
      And Ana is chatting with Carla
      And Ben is chatting with Chen
      When Chen writes in the chat
      Then Ben's desk sees, in order:
        | event       | state        |
        | NEW_MESSAGE | HISTORY_DONE |
      And nothing else of these kinds
      And Ana's desk sees nothing
