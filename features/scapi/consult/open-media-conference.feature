@chat @consult
Feature: A chat that becomes a conference in one step

  What the desk that adds somebody is told is documented nowhere.

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready
    And Ana is chatting with Carla

  Rule: The colleague is invited, and the chat goes on

    @spec:scapi.method.interaction.singleStepConference
    Scenario: The agent adds a colleague
      When Ana adds Ben to the chat in one step
      Then a chat comes to Ben

    @spec:scapi.method.interaction.getInteractions
    Scenario: The agent keeps the chat
      When Ana adds Ben to the chat in one step
      And Ben accepts the chat
      Then Ana's desk lists the chat

    Scenario: The colleague does not want it
      Given Ana adds Ben to the chat in one step
      When Ben declines the chat
      Then Ana's desk lists the chat

    @spec:scapi.method.interaction.singleStepConference @spec:scapi.enum.target-type.INTERACTION_QUEUE
    Scenario: The agent adds whoever is in the queue
      When Ana adds the queue Support to the chat in one step
      Then the request succeeds

    Scenario: A third desk is told nothing
      Given Cleo is signed in and ready
      When Ana adds Ben to the chat in one step
      And Ben accepts the chat
      Then Cleo's desk sees nothing
