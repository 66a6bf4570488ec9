@wire:scapi @wire:gws @wire:webex
Feature: An agent has finished with a chat or an e-mail
  Background:
    Given Ana is signed in and ready

  Rule: What is done leaves the agent

    @email @spec:scapi.seq.email-inbound.7 @spec:scapi.method.interaction.markdone
    @spec:gws.op.stop-processing @spec:gws.transition.stop @spec:gws.seq.stop.3
    @spec:webex.seq.digital.8
    Scenario: An e-mail is done
      Given Ana has an accepted e-mail from Carla
      When Ana marks the e-mail done
      Then Ana's desk no longer has the e-mail
      And Ana is told that they no longer have the e-mail

    @chat @spec:gws.op.stop-processing @spec:webex.seq.digital.8
    Scenario: A chat that the customer has ended is done
      Given Ana has an ended chat with Carla
      When Ana marks the chat done
      Then Ana's desk no longer has the chat
