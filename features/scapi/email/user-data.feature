@email @data
Feature: User data of an e-mail

  Background:
    Given Ana is signed in and ready

  Rule: A change of the user data is reported

    @spec:scapi.event.common.ATTACHED_DATA_CHANGED @spec:scapi.method.interaction.setUserData
    Scenario: User data of an inbound e-mail is set
      Given Ana has an accepted e-mail from Carla
      When Ana sets the user data of the e-mail:
        | Topic | Renewal |
      Then Ana's desk sees, in order:
        | event                 | state    |
        | ATTACHED_DATA_CHANGED | ACCEPTED |
      And nothing else of these kinds
      And Ana's desk shows the user data of the e-mail:
        | Topic | Renewal |

    @spec:scapi.event.common.ATTACHED_DATA_CHANGED @spec:scapi.method.interaction.setUserData
    Scenario: User data of an outbound e-mail is set
      Given Ana has begun an e-mail to Carla
      When Ana sets the user data of the e-mail:
        | Topic | Renewal |
      Then Ana's desk sees, in order:
        | event                 | state   |
        | ATTACHED_DATA_CHANGED | CREATED |
      And nothing else of these kinds
      And Ana's desk shows the user data of the e-mail:
        | Topic | Renewal |

    @spec:scapi.event.common.ATTACHED_DATA_CHANGED @spec:scapi.method.interaction.deleteUserData
    Scenario: User data is deleted
      Given Ana has an accepted e-mail from Carla
      And Ana sets the user data of the e-mail:
        | Topic | Renewal |
        | Note  | Friday  |
      When Ana deletes the user data "Topic" of the e-mail
      Then Ana's desk sees, in order:
        | event                 |
        | ATTACHED_DATA_CHANGED |
      And nothing else of these kinds
      And Ana's desk shows the user data of the e-mail:
        | Topic | -      |
        | Note  | Friday |

  Rule: User data that is attached on the way comes with the e-mail

    @spec:scapi.type.interaction.Interaction.userData
    Scenario: User data that came with the e-mail is shown
      When an e-mail from Carla comes to Ana with the user data:
        | Account | A-1017 |
      Then Ana's desk shows the user data of the e-mail:
        | Account | A-1017 |
