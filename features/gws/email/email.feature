@wire:gws @email
Feature: Working on an e-mail

  Background:
    Given Ana is signed in and ready
    And Ana has an accepted e-mail from Carla

  Rule: An agent answers an e-mail

    @spec:gws.op.email.reply @spec:gws.op.email.reply.success
    Scenario: A reply
      When Ana begins a reply to the e-mail
      Then the request succeeds
      And Ana is told of what they have begun

    @spec:gws.op.email.reply-all @spec:gws.op.email.reply-all.success
    Scenario: A reply to all
      When Ana begins a reply to all of the e-mail
      Then the request succeeds
      And Ana is told of what they have begun

    @spec:gws.op.email.forward @spec:gws.op.email.forward.success
    Scenario: The e-mail is passed on
      When Ana begins to forward the e-mail
      Then the request succeeds

    @spec:gws.op.email.send @spec:gws.op.email.send.success
    Scenario: The reply is sent
      Given Ana begins a reply to the e-mail
      When Ana sends what they have begun
      Then the request succeeds

    @spec:gws.op.email.cancel-reply @spec:gws.op.email.cancel-reply.success
    Scenario: The reply is given up
      Given Ana begins a reply to the e-mail
      When Ana cancels what they have begun
      Then the request succeeds
      And Ana's desk lists the e-mail

    @spec:gws.op.email.cancel-reply.name-cancel-reply
    Scenario: The name of that in release 8.5.0
      Given Ana begins a reply to the e-mail
      When Ana cancels what they have begun
      Then the request succeeds

    @spec:gws.op.email.cancel-reply.name-cancel
    Scenario: The name of that from release 8.5.1 on
      Given Ana begins a reply to the e-mail
      When Ana cancels what they have begun
      Then the request succeeds
