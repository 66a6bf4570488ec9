@chat @data
Feature: User data of a chat

  Background:
    Given Ana is signed in and ready

  Rule: A change of the user data is reported

    @spec:scapi.event.common.ATTACHED_DATA_CHANGED @spec:scapi.method.interaction.setUserData
    Scenario Outline: User data is set
      Given Ana has a <state> chat with Carla
      When Ana sets the user data of the chat:
        | Topic | Renewal |
      Then Ana's desk sees, in order:
        | event                 | state   |
        | ATTACHED_DATA_CHANGED | <shown> |
      And nothing else of these kinds
      And Ana's desk shows the user data of the chat:
        | Topic | Renewal |

      Examples:
        | state   | shown        |
        | offered | INVITED      |
        | running | HISTORY_DONE |

    @spec:scapi.event.common.ATTACHED_DATA_CHANGED @spec:scapi.method.interaction.deleteUserData
    Scenario: User data is deleted
      Given Ana is chatting with Carla
      And Ana sets the user data of the chat:
        | Topic | Renewal |
        | Note  | Friday  |
      When Ana deletes the user data "Topic" of the chat
      Then Ana's desk sees, in order:
        | event                 |
        | ATTACHED_DATA_CHANGED |
      And nothing else of these kinds
      And Ana's desk shows the user data of the chat:
        | Topic | -      |
        | Note  | Friday |

  Rule: Setting user data overwrites the keys it names and leaves the others

    @spec:scapi.rule.userdata-overwrite
    Scenario: A key is overwritten
      Given Ana is chatting with Carla
      And Ana sets the user data of the chat:
        | Topic | Renewal |
        | Note  | Friday  |
      When Ana sets the user data of the chat:
        | Topic | Complaint |
      Then Ana's desk shows the user data of the chat:
        | Topic | Complaint |
        | Note  | Friday    |

  Rule: User data that is attached on the way comes with the chat

    @spec:scapi.type.interaction.Interaction.userData
    Scenario: User data that came with the chat is shown
      When Carla asks Ana for a chat with the user data:
        | Account | A-1017 |
      Then Ana's desk shows the user data of the chat:
        | Account | A-1017 |
      And whoever looks the chat up at Ana's desk finds the user data:
        | Account | A-1017 |
