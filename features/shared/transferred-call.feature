@wire:scapi @wire:webex @voice
Feature: An agent hands a call over in one step
  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready

  Rule: What is handed over rings at the colleague's desk

    @spec:scapi.method.interaction.singleStepTransfer @spec:webex.event.AgentContactReserved
    Scenario: The agent hands it over
      Given Ana is talking to Carla
      When Ana transfers the call to Ben in one step
      Then the call is offered to Ben

    @spec:webex.seq.transfer.3
    Scenario: The agent is out of it
      Given Ana is talking to Carla
      When Ana transfers the call to Ben in one step
      Then Ana's desk sees the call end

    @spec:webex.event.AgentContactAssigned
    Scenario: The colleague answers
      Given Ana is talking to Carla
      And Ana transfers the call to Ben in one step
      When Ben answers the call
      Then Ben handles the call
