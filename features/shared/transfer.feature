@wire:scapi @wire:gws @wire:webex
Feature: An agent hands a chat or an e-mail over
  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready

  Rule: What is handed over is offered to the colleague

    @spec:scapi.method.interaction.singleStepTransfer @spec:gws.transition.transfer.told
    @spec:webex.event.AgentContactReserved
    Scenario Outline: The agent hands it over
      Given Ana has an accepted <kind> from Carla
      When Ana transfers the <kind> to Ben in one step
      Then the <kind> is offered to Ben

      @email
      Examples:
        | kind   |
        | e-mail |

      @chat
      Examples:
        | kind |
        | chat |

  Rule: The colleague who accepts has it, and nobody else

    @spec:scapi.event.openmedia.ACCEPTED @spec:gws.seq.transfer.5 @spec:webex.seq.digital.4
    Scenario Outline: The colleague accepts
      Given Ana has an accepted <kind> from Carla
      And Ana transfers the <kind> to Ben in one step
      When Ben accepts the <kind>
      Then Ben handles the <kind>
      And Ana's desk no longer has the <kind>

      @email
      Examples:
        | kind   |
        | e-mail |

      @chat
      Examples:
        | kind |
        | chat |

    @spec:webex.rule.private
    Scenario: A third agent is told nothing
      Given Cleo is signed in and ready
      And Ana has an accepted e-mail from Carla
      When Ana transfers the e-mail to Ben in one step
      Then Cleo's desk sees nothing
