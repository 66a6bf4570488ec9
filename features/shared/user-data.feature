@wire:scapi @wire:gws @data
Feature: User data of a chat or an e-mail
  Background:
    Given Ana is signed in and ready

  Rule: What is attached on the way comes with the offer

    @wire:webex @email @spec:scapi.type.interaction.Interaction.userData @spec:gws.msg.invited.email.userData
    @spec:webex.field.interaction.callAssociatedData
    Scenario: An e-mail comes with user data
      When an e-mail from Carla comes to Ana with the user data:
        | Account | A-1017 |
      Then Ana's desk shows the user data of the e-mail:
        | Account | A-1017 |

    @wire:webex @chat @spec:scapi.type.interaction.Interaction.userData
    @spec:webex.field.interaction.callAssociatedData
    Scenario: A chat comes with user data
      When Carla asks Ana for a chat with the user data:
        | Account | A-1017 |
      Then Ana's desk shows the user data of the chat:
        | Account | A-1017 |

  Rule: What the agent changes is changed

    @spec:scapi.event.common.ATTACHED_DATA_CHANGED @spec:scapi.rule.userdata-overwrite
    @spec:gws.op.update-properties @spec:gws.seq.update.3
    Scenario Outline: The agent sets user data
      Given Ana has an accepted <kind> from Carla
      When Ana sets the user data of the <kind>:
        | Topic | Renewal |
      Then the change of the user data of the <kind> is told to Ana
      And whoever looks the <kind> up at Ana's desk finds the user data:
        | Topic | Renewal |

      @email
      Examples:
        | kind   |
        | e-mail |

      @chat
      Examples:
        | kind |
        | chat |

    @email @spec:scapi.rule.userdata-overwrite @spec:gws.op.update-properties.keeps-others
    Scenario: Other keys stay as they are
      Given Ana has an accepted e-mail from Carla
      And Ana sets the user data of the e-mail:
        | Topic | Renewal |
        | Note  | Friday  |
      When Ana sets the user data of the e-mail:
        | Topic | Complaint |
      Then whoever looks the e-mail up at Ana's desk finds the user data:
        | Topic | Complaint |
        | Note  | Friday    |
