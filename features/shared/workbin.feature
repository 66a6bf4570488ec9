@wire:scapi @wire:gws @email @workbin
Feature: An agent puts an e-mail aside
  Background:
    Given Ana is signed in and ready

  Rule: An e-mail in a workbin or a queue is not the agent's any more

    @spec:scapi.seq.workbin.3 @spec:gws.op.place-in-workbin @spec:gws.transition.workbin @spec:gws.seq.workbin.3
    Scenario: The agent puts the e-mail in the workbin
      Given Ana has an accepted e-mail from Carla
      When Ana puts the e-mail in the workbin
      Then Ana's desk no longer has the e-mail
      And Ana is told that they no longer have the e-mail

    @spec:gws.op.place-in-queue @spec:gws.seq.requeue.3
    Scenario: The agent puts the e-mail in a queue
      Given Ana has an accepted e-mail from Carla
      When Ana puts the e-mail in the queue Support
      Then Ana's desk no longer has the e-mail
      And Ana is told that they no longer have the e-mail

    Scenario: Another agent is told nothing of the workbin
      Given Ben is signed in and ready
      And Ana has an accepted e-mail from Carla
      When Ana puts the e-mail in the workbin
      Then Ben's desk sees nothing
