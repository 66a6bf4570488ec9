@voice @data
Feature: User data of a call

  Background:
    Given Ana is signed in and ready

  Rule: A change of the user data is reported

    @spec:scapi.seq.user-data.2 @spec:scapi.method.interaction.setUserData
    Scenario: User data is set
      Given Ana is talking to Carla
      When Ana sets the user data of the call:
        | Topic | Renewal |
      Then Ana's desk sees, in order:
        | event                 | state   | call type |
        | ATTACHED_DATA_CHANGED | TALKING | INBOUND   |
      And nothing else of these kinds
      And Ana's desk shows the user data of the call:
        | Topic | Renewal |

    @spec:scapi.seq.user-data.4 @spec:scapi.method.interaction.deleteUserData
    Scenario: User data is deleted
      Given Ana is talking to Carla
      And Ana sets the user data of the call:
        | Topic | Renewal |
        | Note  | Friday  |
      When Ana deletes the user data "Topic" of the call
      Then Ana's desk sees, in order:
        | event                 | state   |
        | ATTACHED_DATA_CHANGED | TALKING |
      And Ana's desk shows the user data of the call:
        | Topic | -      |
        | Note  | Friday |

    @spec:scapi.event.common.ATTACHED_DATA_CHANGED
    Scenario: User data is set while the call rings
      Given Ana has a ringing call with Carla
      When Ana sets the user data of the call:
        | Topic | Renewal |
      Then Ana's desk sees, in order:
        | event                 | state   |
        | ATTACHED_DATA_CHANGED | RINGING |

  Rule: Setting user data overwrites the keys it names and leaves the others

    @spec:scapi.rule.userdata-overwrite
    Scenario: A key is overwritten
      Given Ana is talking to Carla
      And Ana sets the user data of the call:
        | Topic | Renewal |
        | Note  | Friday  |
      When Ana sets the user data of the call:
        | Topic | Complaint |
      Then Ana's desk shows the user data of the call:
        | Topic | Complaint |
        | Note  | Friday    |

  Rule: Only a live call's user data can be set

    @spec:scapi.rule.userdata-live @spec:scapi.method.interaction.setUserData.refused.not-live
    Scenario: A call that has ended keeps its user data
      Given Ana has a released call with Carla
      When Ana sets the user data of the call:
        | Topic | Too late |
      Then the request is refused
      And nothing has changed at Ana's desk
      When the call with Carla comes to its end
      And Ana has a talking call with Chen
      And Ana sets the user data of the call:
        | Topic | In time |
      Then Ana's desk shows the user data of the call:
        | Topic | In time |

  Rule: User data that is attached on the way comes with the call

    @spec:scapi.type.interaction.Interaction.userData
    Scenario: User data that came with the call is shown
      When Carla calls Ana with the user data:
        | Account | A-1017 |
      Then Ana's desk shows the user data of the call:
        | Account | A-1017 |
