@email @conference
Feature: An invitation to the conference of an e-mail

  Ben works on an e-mail and adds Ana to it: this is what Ana's desk is told.

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready
    And Ben has an accepted e-mail from Carla

  Rule: An agent who is to join a conference is invited to it

    @spec:scapi.seq.openmedia-conference.1 @spec:scapi.seq.openmedia-conference.2
    Scenario: Another agent adds Ana
      When Ben adds Ana to the e-mail in one step
      Then Ana's desk sees, in order:
        | event              | state              | previous state |
        | ADDED              | INVITED_CONFERENCE | UNKNOWN        |
        | INVITED_CONFERENCE | INVITED_CONFERENCE | UNKNOWN        |
      And nothing else of these kinds

    @spec:scapi.seq.openmedia-conference.4 @spec:scapi.method.interaction.accept
    Scenario: Ana accepts
      Given Ben adds Ana to the e-mail in one step
      When Ana accepts the e-mail
      Then Ana's desk sees, in order:
        | event    | state    | previous state     |
        | ACCEPTED | ACCEPTED | INVITED_CONFERENCE |
      And nothing else of these kinds

  Rule: An agent who leaves a conference is told so

    @spec:scapi.seq.openmedia-conference.5 @spec:scapi.seq.openmedia-conference.6
    Scenario: Ana leaves
      Given Ben adds Ana to the e-mail in one step
      And Ana accepts the e-mail
      When Ana leaves the conference of the e-mail
      Then Ana's desk sees, in order:
        | event           | state           |
        | LEFT_CONFERENCE | LEFT_CONFERENCE |
        | REMOVED         | LEFT_CONFERENCE |
      And nothing else of these kinds
      And Ana's desk no longer has the e-mail
