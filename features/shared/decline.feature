@wire:scapi @wire:gws
Feature: An agent declines what is offered
  Background:
    Given Ana is signed in and ready

  Rule: What the agent declines is not the agent's

    @spec:scapi.method.interaction.reject @spec:gws.op.reject
    Scenario Outline: The agent declines
      Given Ana has an offered <kind> from Carla
      When Ana declines the <kind>
      Then Ana's desk no longer has the <kind>

      @email
      Examples:
        | kind   |
        | e-mail |

      @chat
      Examples:
        | kind |
        | chat |

  Rule: Somebody else gets what the agent declines

    @email @spec:gws.transition.reject @spec:gws.seq.reject.3
    Scenario: Another agent is ready
      Given nobody else is ready
      And an e-mail from Carla enters the queue Support
      And Ben is signed in and ready
      When Ana declines the e-mail
      Then the e-mail is offered to Ben
      And the e-mail is not offered to Ana
