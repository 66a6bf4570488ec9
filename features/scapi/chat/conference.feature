@chat @conference
Feature: An invitation to the conference of a chat

  Ben chats with a customer and adds Ana to it: this is what Ana's desk is told.

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready
    And Ben is chatting with Carla

  Rule: An agent who is to join a conference is invited to it

    @spec:scapi.seq.openmedia-conference.1 @spec:scapi.seq.openmedia-conference.2
    Scenario: Another agent adds Ana
      When Ben adds Ana to the chat in one step
      Then Ana's desk sees, in order:
        | event              | state              | previous state |
        | ADDED              | INVITED_CONFERENCE | UNKNOWN        |
        | INVITED_CONFERENCE | INVITED_CONFERENCE | UNKNOWN        |
      And nothing else of these kinds

    @spec:scapi.seq.openmedia-conference.4 @spec:scapi.method.interaction.accept
    Scenario: Ana accepts
      Given Ben adds Ana to the chat in one step
      When Ana accepts the chat
      Then Ana's desk sees, in order:
        | event    | state    | previous state     |
        | ACCEPTED | ACCEPTED | INVITED_CONFERENCE |

    @spec:scapi.event.common.NEW_MESSAGE
    Scenario: Both are told what the customer writes
      Given Ben adds Ana to the chat in one step
      And Ana accepts the chat
      And Ana's desk has had time to join the chat
      When Carla writes in the chat
      Then Ana's desk sees, in order:
        | event       |
        | NEW_MESSAGE |
      And Ben's desk sees, in order:
        | event       |
        | NEW_MESSAGE |
      And nothing else of these kinds

  Rule: An agent who leaves a conference is told so

    @spec:scapi.seq.openmedia-conference.5 @spec:scapi.seq.openmedia-conference.6
    Scenario: Ana leaves
      Given Ben adds Ana to the chat in one step
      And Ana accepts the chat
      And Ana's desk has had time to join the chat
      When Ana leaves the conference of the chat
      Then Ana's desk sees, in order:
        | event           | state           |
        | LEFT_CONFERENCE | LEFT_CONFERENCE |
        | REMOVED         | LEFT_CONFERENCE |
      And nothing else of these kinds

    @spec:scapi.event.chat.ENDED
    Scenario: The chat goes on without her
      Given Ben adds Ana to the chat in one step
      And Ana accepts the chat
      And Ana's desk has had time to join the chat
      And Ana leaves the conference of the chat
      When Carla ends the chat
      Then Ben's desk sees, in order:
        | event |
        | ENDED |
      And nothing else of these kinds
