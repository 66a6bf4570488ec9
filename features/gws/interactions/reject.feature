@wire:gws
Feature: Rejecting an interaction

  An agent who gives an invitation back compels the system to present the interaction to another.

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready
    And nobody else is ready

  Rule: What one agent rejects another is offered

    @email @spec:gws.op.reject @spec:gws.op.reject.success @spec:gws.transition.reject @spec:gws.seq.reject.2 @spec:gws.seq.reject.3
    Scenario: The agent rejects an e-mail
      Given Ana has an offered e-mail from Carla
      When Ana declines the e-mail
      Then the request succeeds
      And the e-mail is offered to Ben

    @chat @spec:gws.op.reject @spec:gws.transition.reject @spec:gws.seq.reject.2 @spec:gws.seq.reject.3
    Scenario: The agent rejects a chat
      Given Ana has an offered chat with Carla
      When Ana declines the chat
      Then the request succeeds
      And the chat is offered to Ben

    @email @spec:gws.op.reject @spec:gws.seq.reject.4
    Scenario: The agent who rejected it does not have it
      Given Ana has an offered e-mail from Carla
      When Ana declines the e-mail
      Then Ana's desk no longer has the e-mail

    @email @spec:gws.transition.reject
    Scenario: The other agent can accept it
      Given Ana has an offered e-mail from Carla
      And Ana declines the e-mail
      When Ben accepts the e-mail
      Then the request succeeds
      And Ben's desk lists the e-mail

  Rule: What nobody says of a rejection

    @email @inferred @spec:gws.transition.reject.told
    Scenario: The agent who rejected is told
      Given Ana has an offered e-mail from Carla
      When Ana declines the e-mail
      Then Ana is told that they no longer have the e-mail

    @email @inferred @spec:gws.op.reject.twice
    Scenario: The agent rejects again
      Given Ana has an offered e-mail from Carla
      And Ana declines the e-mail
      When Ana declines the e-mail
      Then the request is refused
      And nothing has changed
