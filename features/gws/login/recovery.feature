@wire:gws @email @inferred
Feature: A client that comes back

  No document promises that what was told meanwhile is told again: a client that comes back
  asks how things are.

  Background:
    Given Ana is signed in and ready
    And Ana has an accepted e-mail from Carla

  @spec:gws.seq.recover @spec:gws.seq.recover.4
  Scenario: What the agent handles is in the list
    When Ana's connection is lost and made again
    Then Ana's desk lists the e-mail in full, as the message told it

  Scenario: The agent goes on with it
    Given Ana's connection is lost and made again
    When Ana marks the e-mail done
    Then the request succeeds
    And Ana's desk no longer has the e-mail

  Scenario: What is new is told to the new client
    Given Ana's connection is lost and made again
    When Chen asks Ana for a chat
    Then the chat is offered to Ana
