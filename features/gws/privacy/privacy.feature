@wire:gws @inferred
Feature: Messages are private

  All clients subscribe to a topic of the same name, and each is told of its own user's
  interactions alone.

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready

  @email @spec:gws.seq.privacy.2
  Scenario: An offer is the invited agent's alone
    When an e-mail from Carla comes to Ana
    Then Ben's desk sees nothing

  @email @spec:gws.seq.privacy.2
  Scenario: So is what the agent does with it
    Given Ana has an offered e-mail from Carla
    When Ana accepts the e-mail
    And Ana sets the user data of the e-mail:
      | Topic | Renewal |
    And Ana marks the e-mail done
    Then Ben is told nothing of the e-mail

  @chat @spec:gws.seq.privacy.2
  Scenario: Each of two agents is told of their own chat
    Given Ana is chatting with Carla
    When Chen asks Ben for a chat
    Then the chat is offered to Ben
    And Ana's desk sees nothing

  @workbin @spec:gws.seq.privacy.2
  Scenario: The content of a workbin is told to the one who asked
    Given Ana has Carla's e-mail in the workbin
    When Ana asks what is in the workbin
    Then Ben's desk sees nothing

  @email @spec:gws.seq.privacy.2
  Scenario: An administrator who has subscribed is told nothing
    Given Gail is signed in
    And Ana has an offered e-mail from Carla
    When Ana accepts the e-mail
    Then Gail is told nothing of the e-mail
