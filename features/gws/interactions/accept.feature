@wire:gws
Feature: Accepting an interaction

  An interaction is offered to an agent, who accepts it and works on it from then on.

  Background:
    Given Ana is signed in and ready

  Rule: What comes in is offered to an agent who is ready

    @email @spec:gws.transition.offer @spec:gws.msg.invited @spec:gws.msg.invited.email @spec:gws.state.invited @spec:gws.seq.accept.2
    @spec:gws.seq.reject.1 @spec:gws.seq.revoke.1 @spec:gws.seq.race.1 @spec:gws.seq.double-accept.1 @spec:gws.channel.me-interactions @spec:gws.seq.login.3
    Scenario: An e-mail is offered
      When an e-mail from Carla comes to Ana
      Then the e-mail is offered to Ana

    @chat @spec:gws.transition.offer @spec:gws.msg.invited.chat
    Scenario: A chat is offered
      When Carla asks Ana for a chat
      Then the chat is offered to Ana

    @email @spec:gws.transition.offer
    Scenario: What waits in a queue is offered
      Given nobody else is ready
      When an e-mail from Carla enters the queue Support
      Then the e-mail is offered to Ana

  Rule: An accepted interaction is the agent's

    @email @spec:gws.op.accept @spec:gws.op.accept.success @spec:gws.transition.accept @spec:gws.msg.accepted @spec:gws.msg.accepted.email
    @spec:gws.seq.accept.3 @spec:gws.seq.accept.4 @spec:gws.seq.accept.5 @spec:gws.endpoint.me-interaction.post @spec:gws.result
    Scenario: The agent accepts an e-mail
      Given Ana has an offered e-mail from Carla
      When Ana accepts the e-mail
      Then the request succeeds
      And Ana handles the e-mail

    @chat @spec:gws.op.accept @spec:gws.op.accept.success @spec:gws.transition.accept @spec:gws.msg.accepted @spec:gws.msg.accepted.chat
    @spec:gws.seq.accept.3 @spec:gws.seq.accept.4 @spec:gws.seq.accept.5
    Scenario: The agent accepts a chat
      Given Ana has an offered chat with Carla
      When Ana accepts the chat
      Then the request succeeds
      And Ana handles the chat

    @email @spec:gws.endpoint.me-interactions.get-fields @spec:gws.seq.accept.6
    Scenario: The list tells what the message told
      Given Ana has an offered e-mail from Carla
      When Ana accepts the e-mail
      Then Ana's desk lists the e-mail in full, as the message told it

  Rule: An invitation is accepted once

    @email @inferred @spec:gws.op.accept.twice @spec:gws.seq.double-accept.3
    Scenario: The agent accepts again
      Given Ana has an accepted e-mail from Carla
      When Ana accepts the e-mail
      Then the request is refused
      And nothing has changed
