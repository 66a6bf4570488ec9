@wire:gws
Feature: An invitation that nobody answers

  Background:
    Given Ana is signed in and ready

  Rule: After some time the invitation is withdrawn

    @email @spec:gws.transition.timeout @spec:gws.msg.revoked @spec:gws.state.revoked @spec:gws.seq.revoke.3
    Scenario: An e-mail is not answered
      Given Ana has an offered e-mail from Carla
      When nobody accepts until the end of the offer
      Then the offer of the e-mail to Ana is withdrawn

    @chat @spec:gws.transition.timeout @spec:gws.msg.revoked @spec:gws.state.revoked @spec:gws.seq.revoke.3
    Scenario: A chat is not answered
      Given Ana has an offered chat with Carla
      When nobody accepts until the end of the offer
      Then the offer of the chat to Ana is withdrawn

    @email @spec:gws.transition.timeout
    Scenario: The agent does not have it
      Given Ana has an offered e-mail from Carla
      When nobody accepts until the end of the offer
      Then Ana's desk no longer has the e-mail

    @email
    Scenario: An accepted interaction stays
      Given Ana has an accepted e-mail from Carla
      When nobody accepts until the end of the offer
      Then Ana's desk lists the e-mail

  Rule: What nobody says of a withdrawal

    @email @inferred @spec:gws.op.accept.after-revoked @spec:gws.seq.revoke.4
    Scenario: It is too late to accept
      Given Ana has an offered e-mail from Carla
      And nobody accepts until the end of the offer
      When Ana accepts the e-mail
      Then the request is refused
      And nothing has changed

    @email @inferred
    Scenario: Another agent who is ready is offered it
      Given Ben is signed in and ready
      And nobody else is ready
      And Ana has an offered e-mail from Carla
      When nobody accepts until the end of the offer
      Then the e-mail is offered to Ben

    @email @inferred @spec:gws.seq.race.3
    Scenario: The agent accepts as the time ends
      Given Ana has an offered e-mail from Carla
      And nobody accepts until a second before the end of the offer
      When Ana accepts the e-mail
      And 1 second passes
      Then exactly one of it happens: Ana handles the e-mail, or its offer is withdrawn
