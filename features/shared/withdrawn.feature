@wire:scapi @wire:gws @wire:webex
Feature: An offer that nobody accepts
  Background:
    Given Ana is signed in and ready

  Rule: An offer that is not accepted in time is withdrawn

    @email @spec:scapi.seq.openmedia-rona.4 @spec:gws.msg.revoked @spec:gws.transition.timeout
    @spec:webex.event.AgentOfferContactRona
    Scenario: Nobody accepts an e-mail
      Given Ana has an offered e-mail from Carla
      When nobody accepts until the end of the offer
      Then the offer of the e-mail to Ana is withdrawn
      And Ana's desk no longer has the e-mail

    @chat @spec:scapi.event.openmedia.REVOKED @spec:gws.seq.revoke.3 @spec:webex.event.AgentOfferContactRona
    Scenario: Nobody accepts a chat
      Given Ana has an offered chat from Carla
      When nobody accepts until the end of the offer
      Then the offer of the chat to Ana is withdrawn

    @email
    Scenario: The offer stands until then
      Given Ana has an offered e-mail from Carla
      When nobody accepts until a second before the end of the offer
      Then Ana's desk sees nothing
