@wire:webex @voice @consult @inferred
Feature: A consultation that nobody takes

  Which notification tells it is documented nowhere: that one of those which the agent
  SDK knows comes.

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready

  Rule: The agent is told, and still has the call

    Scenario: The colleague does not answer
      Given Ana is talking to Carla
      And Ana consults Ben about the call
      When nobody answers until the ring timeout
      Then Ana's desk is told that nobody took the consultation
      And Ana's desk lists the call

    Scenario: The colleague no longer rings
      Given Ana is talking to Carla
      And Ana consults Ben about the call
      When nobody answers until the ring timeout
      Then the offer of the call to Ben is withdrawn

    Scenario Outline: Somebody outside <does>
      Given Ana is talking to Carla
      And Ana consults Chen about the call
      When Chen <does>
      Then Ana's desk is told that nobody took the consultation
      And Ana's desk lists the call

      Examples:
        | does            |
        | is busy         |
        | does not answer |
