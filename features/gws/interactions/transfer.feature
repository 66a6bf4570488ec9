@wire:gws
Feature: Transferring an interaction

  A transfer moves the ownership of an interaction from one agent to another.

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready

  Rule: What is transferred is the other agent's

    @email @spec:gws.op.transfer @spec:gws.op.transfer.success @spec:gws.seq.transfer.2
    Scenario: The agent transfers an e-mail
      Given Ana has an accepted e-mail from Carla
      When Ana transfers the e-mail to Ben in one step
      Then the request succeeds

    @email @spec:gws.seq.transfer.5 @spec:gws.op.transfer @spec:gws.transition.transfer
    Scenario: Only the other agent has the e-mail
      Given Ana has an accepted e-mail from Carla
      And Ana transfers the e-mail to Ben in one step
      When Ben accepts the e-mail
      Then Ben's desk lists the e-mail
      And Ana's desk no longer has the e-mail

    @chat @spec:gws.seq.transfer.5 @spec:gws.op.transfer @spec:gws.transition.transfer
    Scenario: Only the other agent has the chat
      Given Ana is chatting with Carla
      And Ana transfers the chat to Ben in one step
      When Ben accepts the chat
      Then Ben's desk lists the chat
      And Ana's desk no longer has the chat

  Rule: How the other agent is told is said nowhere

    @email @inferred @spec:gws.transition.transfer.told @spec:gws.seq.transfer.3
    Scenario: The other agent is invited
      Given Ana has an accepted e-mail from Carla
      When Ana transfers the e-mail to Ben in one step
      Then the e-mail is offered to Ben

    @email @inferred @spec:gws.transition.transfer.told
    Scenario: The former owner is told
      Given Ana has an accepted e-mail from Carla
      When Ana transfers the e-mail to Ben in one step
      Then Ana is told that they no longer have the e-mail

    @email @inferred @spec:gws.seq.transfer.4
    Scenario: The other agent accepts
      Given Ana has an accepted e-mail from Carla
      And Ana transfers the e-mail to Ben in one step
      When Ben accepts the e-mail
      Then the request succeeds
      And Ben handles the e-mail

    @email @inferred @spec:gws.op.transfer.target-rejects
    Scenario: The other agent rejects
      Given Cleo is signed in and ready
      And nobody else is ready
      And Ana has an accepted e-mail from Carla
      And Ana becomes not ready for e-mails
      And Ana transfers the e-mail to Ben in one step
      When Ben declines the e-mail
      Then the e-mail is offered to Cleo

  Rule: How an agent is named is said nowhere

    @email @inferred @spec:gws.quirk.target-vs-agent
    Scenario Outline: The other agent is named by their <identifier>
      Given Ana has an accepted e-mail from Carla
      When Ana transfers the e-mail to Ben, named by their <identifier>
      Then the request succeeds
      And Ana's desk no longer has the e-mail

      Examples:
        | identifier  |
        | user id     |
        | user name   |
        | employee id |

  Rule: To whom nothing can be transferred is said nowhere

    @email @inferred @spec:gws.op.transfer.target-self
    Scenario: The agent themselves
      Given Ana has an accepted e-mail from Carla
      When Ana's client asks for "Transfer" of the e-mail with the agent themselves for a target
      Then the request is refused
      And nothing has changed

    @email @inferred @spec:gws.op.transfer.target-not-ready
    Scenario: An agent who is not ready
      Given Ana has an accepted e-mail from Carla
      And Ben becomes not ready for e-mails
      When Ana's client asks for "Transfer" of the e-mail
      Then the request is refused
      And nothing has changed

    @email @inferred @spec:gws.quirk.target-vs-agent @spec:gws.op.transfer.missing-parameter
    Scenario: The target under the name that conferences have for it
      Given Ana has an accepted e-mail from Carla
      When Ana's client asks for "Transfer" of the e-mail with the name of the other operation's parameter
      Then the request is refused
      And nothing has changed
