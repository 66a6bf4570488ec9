@wire:gws
Feature: What messages tell

  Background:
    Given Ana is signed in and ready
    And nobody else is ready

  Rule: An invitation tells what it is to, and what the agent can do

    @email @spec:gws.msg.invited.email @spec:gws.msg.invited.email.currentQueue
    Scenario: To an e-mail
      When an e-mail from Carla enters the queue Support
      Then the message about the e-mail to Ana says:
        | messageTypeName      | InteractionStateMessage |
        | id                   | the id                  |
        | state                | Invited                 |
        | channel              | email                   |
        | capabilities         | Accept, Reject          |
        | interactionType      | Email                   |
        | interactionSubType   | InboundNew              |
        | email_object.subject | the subject             |
        | userData             | present                 |
        | currentQueue         | the queue Support       |

    @chat @spec:gws.msg.invited.chat
    Scenario: To a chat
      When a chat from Carla enters the queue Support
      Then the message about the chat to Ana says:
        | messageTypeName | InteractionStateMessage |
        | id              | the id                  |
        | state           | Invited                 |
        | capabilities    | Accept, Reject          |

    @chat @inferred
    Scenario: To a chat, as to an e-mail
      When a chat from Carla enters the queue Support
      Then the message about the chat to Ana says:
        | channel            | chat              |
        | interactionType    | Chat              |
        | interactionSubType | InboundNew        |
        | userData           | present           |
        | currentQueue       | the queue Support |

    @email @data @spec:gws.msg.invited.email.userData
    Scenario: The user data that came with it
      When an e-mail from Carla comes to Ana with the user data:
        | Account | A-1017 |
      Then Ana's desk shows the user data of the e-mail:
        | Account | A-1017 |

  Rule: A withdrawal leaves nothing to do

    @email @spec:gws.msg.revoked @spec:gws.seq.revoke.3
    Scenario: Of an e-mail
      Given an e-mail from Carla enters the queue Support
      When nobody accepts until the end of the offer
      Then the message about the e-mail to Ana says:
        | messageTypeName      | InteractionStateMessage |
        | id                   | the id                  |
        | state                | Revoked                 |
        | channel              | email                   |
        | capabilities         | none                    |
        | email_object.subject | the subject             |

  Rule: Messages about conferences tell what has happened

    @email @conference @spec:gws.msg.conference-invited
    Scenario: An invitation to a conference
      Given Ben is signed in and ready
      And Ana has an accepted e-mail from Carla
      When Ana adds Ben to the e-mail in one step
      Then the message about the e-mail to Ben says:
        | messageTypeName | InteractionStateMessage |
        | id              | the id                  |
        | state           | InvitedConference       |

    @email @conference @spec:gws.msg.conference-left
    Scenario: Somebody has left a conference
      Given Ben is signed in and ready
      And Ana and Ben are in a conference about an e-mail from Carla
      When Ben leaves the conference of the e-mail
      Then the message about the e-mail to Ana says:
        | messageTypeName | InteractionStateMessage |
        | id              | the id                  |
        | state           | LeftConference          |

    @email @conference @inferred
    Scenario: More of an invitation to a conference
      Given Ben is signed in and ready
      And Ana has an accepted e-mail from Carla
      When Ana adds Ben to the e-mail in one step
      Then the message about the e-mail to Ben says:
        | channel      | email          |
        | capabilities | Accept, Reject |

  Rule: What is told after Accept is printed nowhere

    @email @inferred @spec:gws.msg.accepted.email
    Scenario: The accepted e-mail with its content
      Given an e-mail from Carla enters the queue Support
      When Ana accepts the e-mail
      Then the message about the e-mail to Ana says:
        | messageTypeName      | InteractionStateMessage |
        | id                   | the id                  |
        | state                | Accepted                |
        | channel              | email                   |
        | email_object.subject | the subject             |
        | userData             | present                 |
        | capabilities         | present                 |

    @chat @inferred @spec:gws.msg.accepted.chat
    Scenario: The accepted chat
      Given Ana has an offered chat with Carla
      When Ana accepts the chat
      Then the message about the chat to Ana says:
        | messageTypeName | InteractionStateMessage |
        | id              | the id                  |
        | state           | Accepted                |
        | participants    | present                 |
        | messages        | present                 |
        | capabilities    | present                 |

  Rule: Clients read the type under another name too

    @email @spec:gws.msg.invited.email.messageType @spec:gws.quirk.message-type-name
    Scenario: An invitation under both names
      When an e-mail from Carla comes to Ana
      Then the message about the e-mail to Ana says:
        | messageType | InteractionStateMessage |

    @email @inferred @spec:gws.msg.completed.state @spec:gws.msg.completed.capabilities
    Scenario: An agent who no longer has an interaction is told
      Given Ana has an accepted e-mail from Carla
      When Ana marks the e-mail done
      Then the message about the e-mail to Ana says:
        | messageTypeName | InteractionStateMessage |
        | id              | the id                  |
        | state           | Completed               |
        | capabilities    | none                    |
