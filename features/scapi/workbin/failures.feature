@email @workbin @queue
Feature: Workbins and queues that fail

  The server that keeps workbins and queues is out of reach, and the agent is told so.

  Background:
    Given Ana is signed in and ready

  Rule: Placing an e-mail can fail

    @spec:scapi.event.openmedia.IN_WORKBIN_FAILED
    Scenario: The e-mail does not get into the workbin
      Given Ana has an accepted e-mail from Carla
      And the interaction server is down
      When Ana puts the e-mail in the workbin
      Then Ana's desk sees, in order:
        | event             | state    |
        | IN_WORKBIN_FAILED | ACCEPTED |
      And nothing else of these kinds
      And Ana's desk sees no IN_WORKBIN
      And Ana's desk shows the e-mail as ACCEPTED

    @spec:scapi.event.openmedia.IN_QUEUE_FAILED
    Scenario: The e-mail does not get into the queue
      Given Ana has an accepted e-mail from Carla
      And the interaction server is down
      When Ana puts the e-mail in the queue Support
      Then Ana's desk sees, in order:
        | event           | state    |
        | IN_QUEUE_FAILED | ACCEPTED |
      And nothing else of these kinds
      And Ana's desk shows the e-mail as ACCEPTED

    @spec:scapi.event.openmedia.IN_WORKBIN
    Scenario: Once the server is back it works
      Given Ana has an accepted e-mail from Carla
      And the interaction server is down
      And Ana puts the e-mail in the workbin
      And the interaction server is up again
      When Ana puts the e-mail in the workbin
      Then Ana's desk sees, in order:
        | event      |
        | IN_WORKBIN |
      And nothing else of these kinds

  Rule: Pulling an e-mail can fail

    @spec:scapi.event.openmedia.PULL_WORKBIN_FAILED
    Scenario: The e-mail does not come out of the workbin
      Given Ana has Carla's e-mail in the workbin
      And the interaction server is down
      When Ana pulls Carla's e-mail from the workbin
      Then Ana's desk sees, in order:
        | event               | state |
        | PULL_WORKBIN_FAILED | ERROR |
      And nothing else of these kinds
      And Ana's desk sees no PULLED

    @spec:scapi.event.openmedia.PULL_FAILED
    Scenario: The e-mail does not come out of the queue
      Given Ana has an accepted e-mail from Carla
      And Ana puts the e-mail in the queue Support
      And the interaction server is down
      When Ana pulls Carla's e-mail from the queue Support
      Then Ana's desk sees, in order:
        | event       | state |
        | PULL_FAILED | ERROR |
      And nothing else of these kinds
      And Ana's desk sees no PULLED
