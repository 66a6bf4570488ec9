@wire:webex
Feature: Chats, e-mails and messages

  The course is the same whatever the channel: an offer, an answer by the client, an end
  and what became of it.

  Background:
    Given Ana is signed in and ready

  Rule: What comes in is offered

    @spec:webex.seq.digital.1 @spec:webex.seq.digital.2 @spec:webex.event.AgentContactReserved @spec:webex.event.AgentOfferContact
    Scenario Outline: <what> comes in
      When <happens>
      Then Ana's desk sees, in order:
        | event                |
        | AgentContactReserved |
        | AgentOfferContact    |
      And nothing else of these kinds

      @chat
      Examples:
        | what   | happens                  |
        | A chat | Carla asks Ana for a chat |

      @email
      Examples:
        | what      | happens                           |
        | An e-mail | an e-mail from Carla comes to Ana |

    @chat @spec:webex.field.interaction.mediaType @spec:webex.field.interaction.mediaChannel @spec:webex.field.interaction.media.entry.mediaType
    Scenario Outline: A customer writes by <channel>
      When Carla writes to Ana by <channel>
      Then the chat at Ana's desk has:
        | mediaType            | <word> |
        | mediaChannel         | <word> |
        | media.main.mediaType | <word> |

      @spec:webex.type.MEDIA_CHANNEL.chat
      Examples:
        | channel | word |
        | chat    | chat |

      @spec:webex.type.MEDIA_CHANNEL.sms
      Examples:
        | channel | word |
        | SMS     | sms  |

      @spec:webex.type.MEDIA_CHANNEL.facebook
      Examples:
        | channel  | word     |
        | Facebook | facebook |

      @spec:webex.type.MEDIA_CHANNEL.whatsapp
      Examples:
        | channel  | word     |
        | WhatsApp | whatsapp |

      @spec:webex.type.MEDIA_CHANNEL.social
      Examples:
        | channel          | word   |
        | a social network | social |

  Rule: The client accepts

    @spec:webex.op.task.accept @spec:webex.op.task.accept.success @spec:webex.seq.digital.3 @spec:webex.rule.status
    Scenario Outline: The agent accepts <a kind>
      Given Ana has an offered <kind> from Carla
      When Ana accepts the <kind>
      Then the request succeeds

      @chat
      Examples:
        | a kind | kind |
        | a chat | chat |

      @email
      Examples:
        | a kind    | kind   |
        | an e-mail | e-mail |

    @spec:webex.seq.digital.4 @spec:webex.event.AgentContactAssigned
    Scenario Outline: <what> is the agent's
      Given Ana has an offered <kind> from Carla
      When Ana accepts the <kind>
      Then Ana's desk sees, in order:
        | event                |
        | AgentContactAssigned |
      And nothing else of these kinds

      @chat
      Examples:
        | what   | kind |
        | A chat | chat |

      @email
      Examples:
        | what      | kind   |
        | An e-mail | e-mail |

    @chat @spec:webex.seq.digital.4
    Scenario Outline: A message by <channel> is the agent's
      Given Carla writes to Ana by <channel>
      When Ana accepts the chat
      Then Ana handles the chat

      Examples:
        | channel          |
        | SMS              |
        | Facebook         |
        | WhatsApp         |
        | a social network |

  Rule: What is written is transcribed

    @chat @spec:webex.event.REAL_TIME_TRANSCRIPTION
    Scenario: A customer writes in a chat
      Given Ana is chatting with Carla
      When Carla writes in the chat
      Then Ana's desk sees, in order:
        | event                   |
        | REAL_TIME_TRANSCRIPTION |

  Rule: What is ended has to be wrapped up

    @spec:webex.seq.digital.5 @spec:webex.seq.digital.6 @spec:webex.op.task.end @spec:webex.op.task.end.success @spec:webex.event.AgentWrapup
    Scenario Outline: The agent ends <a kind>
      Given Ana has an accepted <kind> from Carla
      When Ana ends the <kind>
      Then the request succeeds
      And Ana's desk sees, in order:
        | event       |
        | AgentWrapup |

      @chat
      Examples:
        | a kind | kind |
        | a chat | chat |

      @email
      Examples:
        | a kind    | kind   |
        | an e-mail | e-mail |

    @chat @spec:webex.event.AgentWrapup
    Scenario: The customer ends the chat
      Given Ana is chatting with Carla
      When Carla ends the chat
      Then Ana's desk sees, in order:
        | event       |
        | AgentWrapup |

    @chat @spec:webex.event.ContactEnded
    Scenario: The customer leaves before the agent accepts
      Given Ana has an offered chat with Carla
      When Carla ends the chat
      Then Ana's desk sees, in order:
        | event        |
        | ContactEnded |
      And Ana's desk no longer has the chat

    @spec:webex.seq.digital.7 @spec:webex.seq.digital.8 @spec:webex.op.task.wrapup @spec:webex.event.AgentWrappedUp
    Scenario Outline: The agent wraps <a kind> up
      Given Ana has an accepted <kind> from Carla
      And Ana ends the <kind>
      When Ana wraps the <kind> up
      Then the request succeeds
      And Ana's desk sees, in order:
        | event          |
        | AgentWrappedUp |

      @chat
      Examples:
        | a kind | kind |
        | a chat | chat |

      @email
      Examples:
        | a kind    | kind   |
        | an e-mail | e-mail |

  Rule: All of it comes to the agent

    @email @spec:webex.seq.digital
    Scenario: An e-mail from its beginning to its end
      When an e-mail from Carla comes to Ana
      And Ana accepts the e-mail
      And Ana ends the e-mail
      And Ana wraps the e-mail up
      Then Ana's desk sees, in order:
        | event                |
        | AgentContactReserved |
        | AgentOfferContact    |
        | AgentContactAssigned |
        | AgentWrapup          |
        | AgentWrappedUp       |

  Rule: What goes away by other means is not the agent's any more

    @email @spec:webex.event.AgentContactUnassigned
    Scenario: The agent puts the e-mail aside
      Given Ana has an accepted e-mail from Carla
      When Ana puts the e-mail in the workbin
      Then Ana's desk sees, in order:
        | event                  |
        | AgentContactUnassigned |
      And Ana's desk no longer has the e-mail

  Rule: What is not accepted in time is taken away

    @spec:webex.event.AgentOfferContactRona
    Scenario Outline: Nobody accepts <a kind>
      Given Ana has an offered <kind> from Carla
      When nobody accepts until the end of the offer
      Then the offer of the <kind> to Ana is withdrawn
      And Ana's desk no longer has the <kind>

      @chat
      Examples:
        | a kind | kind |
        | a chat | chat |

      @email
      Examples:
        | a kind    | kind   |
        | an e-mail | e-mail |
