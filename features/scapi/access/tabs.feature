@access @pages @needs:tab-dial
Feature: Pages in tabs of their own

  A desktop can show a page of a center as a tab beside its own views.

  Background:
    Given Ana is signed in and ready
    And Ana opens a page in a tab of its own

  Rule: A page in a tab of its own may only dial

    @spec:scapi.event.voice.DIALING
    Scenario: Such a page dials
      When Ana's second page dials Chen
      Then Ana's desk sees, in order:
        | event   | state   |
        | DIALING | DIALING |

    @refusal @spec:scapi.rule.tab-dial
    Scenario Outline: Such a page does nothing to a call
      Given Carla calls Ana
      When Ana's second page sends "<request>" as documented
      Then the request is not granted
      And Ana's desk sees no <event>

      Examples:
        | request            | event       |
        | voice.answer       | ESTABLISHED |
        | interaction.accept | ESTABLISHED |
        | interaction.reject | RELEASED    |

    @refusal @spec:scapi.rule.tab-dial
    Scenario Outline: Such a page is told nothing
      When Ana's second page sends "<request>" as documented
      Then the request is not granted

      Examples:
        | request                     |
        | agent.get                   |
        | agent.getState              |
        | interaction.getInteractions |
        | configuration.getOption     |
