@wire:gws @readiness
Feature: Being ready

  Each channel of an agent has a state of its own: work of a medium comes to agents who are
  ready for it.

  Background:
    Given Ana is signed in and ready
    And nobody else is ready

  Rule: A channel becomes ready, and not ready

    @spec:gws.op.channel.not-ready @spec:gws.op.channel.not-ready.success @spec:gws.endpoint.me-channel.post @spec:gws.endpoint.me-channel.post.answer
    @spec:gws.op.me-channels.get @spec:gws.endpoint.me-channels.get.answer.channels @spec:gws.seq.not-ready.1
    Scenario Outline: An agent becomes not ready for <media>
      When Ana becomes not ready for <media>
      Then the request succeeds
      And Ana's channel for <media> is NotReady

      Examples:
        | media   |
        | chats   |
        | e-mails |

    @spec:gws.op.channel.ready @spec:gws.op.channel.ready.success @spec:gws.endpoint.me-channels.get.answer.channels @spec:gws.seq.not-ready.4
    Scenario Outline: An agent becomes ready for <media>
      Given Ana becomes not ready for <media>
      When Ana becomes ready for <media>
      Then the request succeeds
      And Ana's channel for <media> is Ready

      Examples:
        | media   |
        | chats   |
        | e-mails |

    @spec:gws.op.me-channels.get @spec:gws.op.me-channels.get.success @spec:gws.endpoint.me-channels.get
    Scenario: An agent asks for their channels
      When Ana's client asks for their channels
      Then the request succeeds
      And the answer has:
        | channels | present |

    @spec:gws.op.me.not-ready @spec:gws.op.me.not-ready.success
    Scenario: An agent becomes not ready for everything at once
      When Ana becomes not ready for everything
      Then the request succeeds
      And Ana's channel for chats is NotReady
      And Ana's channel for e-mails is NotReady

    @spec:gws.op.me.ready @spec:gws.op.me.ready.success
    Scenario: An agent becomes ready for everything at once
      Given Ana becomes not ready for chats
      And Ana becomes not ready for e-mails
      When Ana becomes ready for everything
      Then the request succeeds
      And Ana's channel for chats is Ready
      And Ana's channel for e-mails is Ready

  Rule: Nothing comes to a channel that is not ready

    @chat @spec:gws.seq.not-ready.3 @spec:gws.op.channel.not-ready
    Scenario: A chat does not come
      Given Ana becomes not ready for chats
      When a chat from Carla enters the queue Support
      Then Ana's desk sees nothing

    @email @spec:gws.seq.not-ready.3 @spec:gws.op.channel.not-ready
    Scenario: An e-mail does not come
      Given Ana becomes not ready for e-mails
      When an e-mail from Carla enters the queue Support
      Then Ana's desk sees nothing

    @chat @spec:gws.seq.not-ready.5 @spec:gws.op.channel.ready @spec:gws.transition.offer
    Scenario: What waits comes when the agent is ready again
      Given Ana becomes not ready for chats
      And a chat from Carla enters the queue Support
      When Ana becomes ready for chats
      Then the chat is offered to Ana

  Rule: Each channel has a state of its own

    @email @chat @spec:gws.seq.per-medium.5 @spec:gws.transition.offer
    Scenario: An e-mail comes to an agent who is ready for e-mails alone
      Given Ana becomes not ready for chats
      When an e-mail from Carla enters the queue Support
      Then the e-mail is offered to Ana

    @chat @spec:gws.seq.per-medium.3
    Scenario: A chat does not come to an agent who is ready for e-mails alone
      Given Ana becomes not ready for chats
      When a chat from Carla enters the queue Support
      Then Ana's desk sees nothing

    @spec:gws.seq.per-medium.1 @spec:gws.op.channel.ready
    Scenario: Becoming ready for e-mails does not make the agent ready for chats
      Given Ana becomes not ready for chats
      And Ana becomes not ready for e-mails
      When Ana becomes ready for e-mails
      Then the request succeeds
      And Ana's channel for chats is NotReady

  Rule: What an agent does with an invitation leaves the channel as it is, as we read it

    @email @inferred
    Scenario: A rejection
      Given Ana has an offered e-mail from Carla
      When Ana declines the e-mail
      Then Ana's channel for e-mails is Ready

    @email @inferred
    Scenario: A withdrawal
      Given Ana has an offered e-mail from Carla
      When nobody accepts until the end of the offer
      Then Ana's channel for e-mails is Ready
