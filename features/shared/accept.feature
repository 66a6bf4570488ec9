@wire:scapi @wire:gws @wire:webex
Feature: An agent accepts what is offered
  Whichever client an agent has: a chat or an e-mail is offered, and becomes the agent's.

  Background:
    Given Ana is signed in and ready

  Rule: What comes in is offered to the agent

    @email @spec:scapi.seq.email-inbound.2 @spec:gws.msg.invited.email @spec:gws.transition.offer
    @spec:webex.seq.digital.1
    Scenario: An e-mail comes in
      When an e-mail from Carla comes to Ana
      Then the e-mail is offered to Ana

    @chat @spec:scapi.event.openmedia.INVITED @spec:gws.msg.invited.chat @spec:webex.seq.digital.1
    Scenario: A chat comes in
      When Carla asks Ana for a chat
      Then the chat is offered to Ana

    @spec:webex.rule.private
    Scenario Outline: An offer is the invited agent's alone
      Given Ben is signed in and ready
      And Ana has an offered <kind> from Carla
      Then Ben's desk sees nothing

      @email
      Examples:
        | kind   |
        | e-mail |

      @chat
      Examples:
        | kind |
        | chat |

  Rule: What the agent accepts is the agent's

    @email @spec:scapi.event.openmedia.ACCEPTED @spec:scapi.method.interaction.accept
    @spec:gws.op.accept @spec:gws.msg.accepted.email @spec:gws.transition.accept @spec:gws.seq.accept.5
    @spec:webex.seq.digital.4
    Scenario: The agent accepts an e-mail
      Given Ana has an offered e-mail from Carla
      When Ana accepts the e-mail
      Then Ana handles the e-mail

    @chat @spec:scapi.event.openmedia.ACCEPTED @spec:scapi.method.interaction.accept
    @spec:gws.op.accept @spec:gws.msg.accepted.chat @spec:webex.seq.digital.4
    Scenario: The agent accepts a chat
      Given Ana has an offered chat from Carla
      When Ana accepts the chat
      Then Ana handles the chat
