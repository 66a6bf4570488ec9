@email @queue
Feature: An e-mail in an interaction queue

  No document says what comes of an e-mail that is placed in a queue: only what is
  told when that fails.

  Background:
    Given Ana is signed in and ready

  Scenario: The agent puts the e-mail in a queue
    Given Ana has an accepted e-mail from Carla
    When Ana puts the e-mail in the queue Support
    Then Ana's desk sees no IN_QUEUE_FAILED

  @spec:scapi.seq.workbin.5
  Scenario: The agent pulls the e-mail again
    Given Ana has an accepted e-mail from Carla
    And Ana puts the e-mail in the queue Support
    When Ana pulls Carla's e-mail from the queue Support
    Then Ana's desk sees, in order:
      | event | state  |
      | ADDED | PULLED |
