@wire:scapi @wire:webex @voice
Feature: An agent dials a customer
  Background:
    Given Ana is signed in and ready

  Rule: The customer's answer makes it the agent's call

    @spec:scapi.seq.voice-outbound.6 @spec:webex.seq.outdial.5
    Scenario: The customer answers
      Given Ana has a dialing call with Chen
      When Chen answers
      Then Ana handles the call

  Rule: It ends as any other

    @spec:webex.seq.outdial.7
    Scenario: The agent hangs up
      Given Ana has a dialing call with Chen
      And Chen answers
      When Ana hangs up
      Then Ana's desk sees the call end

    @spec:webex.event.ContactEnded
    Scenario Outline: The customer <does>
      Given Ana has a dialing call with Chen
      When Chen <does>
      Then Ana's desk sees the call end

      Examples:
        | does            |
        | is busy         |
        | does not answer |
