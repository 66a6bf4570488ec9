@email @conference
Feature: An invitation to the conference of an e-mail

  Ben works on an e-mail and adds Ana to it: this is what Ana's desk is told.

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready
    And Ben has an accepted e-mail from Carla

  @spec:scapi.event.openmedia.INVITED_CONFERENCE
  Scenario: Another agent adds Ana
    When Ben adds Ana to the e-mail in one step
    Then Ana's desk sees, in order:
      | event              | state              |
      | INVITED_CONFERENCE | INVITED_CONFERENCE |

  @spec:scapi.event.openmedia.LEFT_CONFERENCE
  Scenario: Ana leaves
    Given Ben adds Ana to the e-mail in one step
    And Ana accepts the e-mail
    When Ana leaves the conference of the e-mail
    Then Ana's desk sees, in order:
      | event           | state           |
      | LEFT_CONFERENCE | LEFT_CONFERENCE |
