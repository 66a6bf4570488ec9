@wire:gws
Feature: Details of an interaction

  Background:
    Given Ana is signed in and ready

  @email @spec:gws.endpoint.interaction.get @spec:gws.endpoint.interaction.get.answer @spec:gws.endpoint.interaction.get.answer.interaction @spec:gws.endpoint.interaction.get.role-agent
  Scenario: The agent who handles it asks
    Given Ana has an accepted e-mail from Carla
    When Ana's client asks for the details of the e-mail
    Then the request succeeds
    And the answer has the details of the e-mail

  @chat @spec:gws.endpoint.interaction.get @spec:gws.endpoint.interaction.get.answer.interaction
  Scenario: The details of a chat
    Given Ana is chatting with Carla
    When Ana's client asks for the details of the chat
    Then the request succeeds
    And the answer has the details of the chat

  @email @spec:gws.endpoint.interaction.get.role-agent
  Scenario: Another agent asks
    Given Ben is signed in
    And Ana has an accepted e-mail from Carla
    When Ben's client asks for the details of the e-mail
    Then the request succeeds

  @spec:gws.endpoint.interaction.get.unknown-id
  Scenario: An interaction that does not exist
    When Ana's client asks for the details of an interaction that does not exist
    Then the request is refused

  @email @inferred
  Scenario: An interaction that is finished
    Given Ana has an accepted e-mail from Carla
    And Ana marks the e-mail done
    When Ana's client asks for the details of the e-mail
    Then the request is refused
