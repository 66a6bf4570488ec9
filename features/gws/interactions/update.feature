@wire:gws @data
Feature: Updating the properties of an interaction

  An agent can update the properties of an interaction that they are working on.

  Background:
    Given Ana is signed in and ready

  Rule: The interaction has the properties that were set

    @email @spec:gws.op.update-properties @spec:gws.op.update-properties.success @spec:gws.transition.update @spec:gws.seq.update.2 @spec:gws.seq.update.3
    Scenario: Properties of an e-mail are set
      Given Ana has an accepted e-mail from Carla
      When Ana sets the user data of the e-mail:
        | Topic | Renewal |
        | Level | 7       |
      Then the request succeeds
      And whoever looks the e-mail up at Ana's desk finds the user data:
        | Topic | Renewal |
        | Level | 7       |

    @chat @spec:gws.op.update-properties @spec:gws.transition.update @spec:gws.seq.update.2 @spec:gws.seq.update.3
    Scenario: Properties of a chat are set
      Given Ana is chatting with Carla
      When Ana sets the user data of the chat:
        | Topic | Renewal |
      Then the request succeeds
      And whoever looks the chat up at Ana's desk finds the user data:
        | Topic | Renewal |

    @email @spec:gws.transition.update
    Scenario: The interaction stays the agent's
      Given Ana has an accepted e-mail from Carla
      When Ana sets the user data of the e-mail:
        | Topic | Renewal |
      Then Ana's desk lists the e-mail

  Rule: How properties go together is said nowhere

    @email @inferred @spec:gws.op.update-properties.keeps-others
    Scenario: Properties that are not named stay
      Given Ana has an accepted e-mail from Carla
      And Ana sets the user data of the e-mail:
        | Topic | Renewal |
        | Note  | Friday  |
      When Ana sets the user data of the e-mail:
        | Topic | Complaint |
      Then whoever looks the e-mail up at Ana's desk finds the user data:
        | Topic | Complaint |
        | Note  | Friday    |

    @email @inferred @spec:gws.op.update-properties.nested
    Scenario: A property has parts
      Given Ana has an accepted e-mail from Carla
      And Ana sets the user data of the e-mail:
        | Order.Number | 1234 |
        | Order.Items  | 3    |
      When Ana sets the user data of the e-mail:
        | Order.Number | 5678 |
      Then the request succeeds
      And whoever looks the e-mail up at Ana's desk finds the user data:
        | Order.Number | 5678 |
        | Order.Items  | -    |

    @email @inferred @spec:gws.op.update-properties.empty
    Scenario: No properties at all
      Given Ana has an accepted e-mail from Carla
      And Ana sets the user data of the e-mail:
        | Topic | Renewal |
      When Ana sets no user data of the e-mail
      Then the request succeeds
      And whoever looks the e-mail up at Ana's desk finds the user data:
        | Topic | Renewal |

  Rule: That the change is told is said by later releases alone

    @email @inferred @spec:gws.msg.properties-updated @spec:gws.seq.update.4
    Scenario: The agent is told of the change
      Given Ana has an accepted e-mail from Carla
      When Ana sets the user data of the e-mail:
        | Topic | Renewal |
      Then the change of the user data of the e-mail is told to Ana
      And Ana's desk shows the user data of the e-mail:
        | Topic | Renewal |

    @email @inferred @conference @spec:gws.msg.properties-updated
    Scenario: Both agents of a conference are told of the change
      Given Ben is signed in and ready
      And Ana and Ben are in a conference about an e-mail from Carla
      When Ana sets the user data of the e-mail:
        | Topic | Renewal |
      Then the change of the user data of the e-mail is told to Ben
