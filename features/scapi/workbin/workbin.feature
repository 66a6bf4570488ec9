@email @workbin
Feature: An e-mail in a workbin

  An agent puts an e-mail aside, and pulls it again when it is time.

  Background:
    Given Ana is signed in and ready

  Rule: An e-mail that is put in a workbin leaves the desk

    @spec:scapi.seq.workbin.2 @spec:scapi.seq.workbin.3
    Scenario: The agent puts the e-mail in the workbin
      Given Ana has an accepted e-mail from Carla
      When Ana puts the e-mail in the workbin
      Then Ana's desk sees, in order:
        | event      | state | previous state |
        | IN_WORKBIN | SAVED | ACCEPTED       |
        | REMOVED    | SAVED | ACCEPTED       |
      And nothing else of these kinds
      And Ana's desk no longer has the e-mail

    @spec:scapi.event.openmedia.IN_WORKBIN
    Scenario: A reply can be put aside as well
      Given Ana has an accepted e-mail from Carla
      And Ana replies to the e-mail
      When Ana puts the reply in the workbin
      Then Ana's desk sees, in order:
        | event      | interaction |
        | IN_WORKBIN | reply       |
      And nothing else of these kinds

  Rule: An e-mail that is pulled is on the desk again

    @spec:scapi.seq.workbin.5 @spec:scapi.seq.workbin.6
    Scenario: The agent pulls the e-mail
      Given Ana has Carla's e-mail in the workbin
      When Ana pulls Carla's e-mail from the workbin
      Then Ana's desk sees, in order:
        | event  | state  | previous state |
        | ADDED  | PULLED | UNKNOWN        |
        | PULLED | PULLED | UNKNOWN        |
      And nothing else of these kinds
      And Ana's desk lists the e-mail

    @spec:scapi.event.openmedia.COMPLETED
    Scenario: A pulled e-mail is marked done
      Given Ana has Carla's e-mail in the workbin
      And Ana pulls Carla's e-mail from the workbin
      When Ana marks the e-mail done
      Then Ana's desk sees, in order:
        | event     | state     |
        | COMPLETED | COMPLETED |
      And nothing else of these kinds

  Rule: What happens at one desk is not told at another

    Scenario: A workbin is the agent's own
      Given Ben is signed in and ready
      And Ana has an accepted e-mail from Carla
      When Ana puts the e-mail in the workbin
      Then Ben's desk sees nothing
