@access @data
Feature: Which user data pages may read and write

  Rule: Only the keys that may be written are changed

    @spec:scapi.rule.userdata-write @spec:scapi.option.service-client-api.user-data.write-allowed
    @spec:scapi.method.interaction.setUserData.refused.not-writable
    Scenario: A key that may not be written
      Given the center lets pages write only the user data "Topic, Note"
      And Ana is signed in and ready
      And Ana is talking to Carla
      When Ana sets the user data of the call:
        | Account | A-1 |
      Then the request is refused
      And nothing has changed at Ana's desk
      When Ana sets the user data of the call:
        | Note | Friday |
      Then Ana's desk shows the user data of the call:
        | Note | Friday |

    @spec:scapi.rule.userdata-write
    Scenario: A key that may be written
      Given the center lets pages write only the user data "Topic, Note"
      And Ana is signed in and ready
      And Ana is talking to Carla
      When Ana sets the user data of the call:
        | Topic | Renewal |
      Then Ana's desk shows the user data of the call:
        | Topic | Renewal |

    @spec:scapi.rule.userdata-write @spec:scapi.option.service-client-api.user-data.write-allowed
    @spec:scapi.method.interaction.deleteUserData.refused.not-writable
    Scenario: A key that may not be written cannot be deleted
      Given the center lets pages write only the user data "Topic, Note"
      And Ana is signed in and ready
      And Carla calls Ana with the user data:
        | Account | A-1     |
        | Topic   | Renewal |
      When Ana deletes the user data "Account" of the call
      Then the request is refused
      And nothing has changed at Ana's desk
      When Ana deletes the user data "Topic" of the call
      Then Ana's desk shows the user data of the call:
        | Topic | - |

  Rule: Only the keys that may be read are shown

    @spec:scapi.rule.userdata-read @spec:scapi.option.service-client-api.user-data.read-allowed
    Scenario: A key that may not be read is not in the events
      Given the center lets pages read only the user data "Topic"
      And Ana is signed in and ready
      When Carla calls Ana with the user data:
        | Account | A-1     |
        | Topic   | Renewal |
      Then Ana's desk shows the user data of the call:
        | Account | -       |
        | Topic   | Renewal |

    @spec:scapi.rule.userdata-read @spec:scapi.option.service-client-api.user-data.read-allowed
    Scenario: A key that may not be read is not in the answers
      Given the center lets pages read only the user data "Topic"
      And Ana is signed in and ready
      When Carla calls Ana with the user data:
        | Account | A-1     |
        | Topic   | Renewal |
      Then whoever looks the call up at Ana's desk finds the user data:
        | Account | -       |
        | Topic   | Renewal |
