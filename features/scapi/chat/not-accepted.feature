@chat
Feature: A chat that the agent does not accept

  Background:
    Given Ana is signed in and ready

  Rule: An offer that nobody accepts is revoked

    @spec:scapi.seq.openmedia-rona.1 @spec:scapi.seq.openmedia-rona.2
    Scenario: At first it is offered as any chat is
      When Carla asks Ana for a chat
      Then Ana's desk sees, in order:
        | event   | state   |
        | ADDED   | INVITED |
        | INVITED | INVITED |

    @spec:scapi.seq.openmedia-rona.4 @spec:scapi.seq.openmedia-rona.5
    Scenario: The offer's time is over
      Given Ana has an offered chat with Carla
      When nobody accepts until the end of the offer
      Then Ana's desk sees, in order:
        | event   | state   | previous state |
        | REVOKED | REVOKED | INVITED        |
        | REMOVED | REVOKED | INVITED        |
      And nothing else of these kinds
      And Ana's desk no longer has the chat

    @spec:scapi.seq.openmedia-rona.4
    Scenario: Until then it stays offered
      Given Ana has an offered chat with Carla
      When nobody accepts until a second before the end of the offer
      Then Ana's desk sees no REVOKED
      And Ana's desk shows the chat as INVITED
      When 1 second passes
      Then Ana's desk sees, in order:
        | event   | state   |
        | REVOKED | REVOKED |
      And nothing else of these kinds

    Scenario: An accepted chat stays after that time
      Given Ana is chatting with Carla
      When nobody accepts until the end of the offer
      Then Ana's desk sees no REVOKED

  Rule: What is not accepted leaves the desk

    @spec:scapi.method.interaction.reject
    Scenario: The agent declines
      Given Ana has an offered chat with Carla
      When Ana declines the chat
      Then Ana's desk no longer has the chat

    Scenario: The customer leaves before anybody accepts
      Given Ana has an offered chat with Carla
      When Carla ends the chat
      Then Ana's desk no longer has the chat
