@wire:scapi @wire:gws @conference
Feature: Two agents share a chat or an e-mail
  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready

  Rule: A colleague who is to join is invited

    @spec:scapi.seq.openmedia-conference.2 @spec:gws.msg.conference-invited @spec:gws.op.start-conference
    Scenario Outline: The agent adds a colleague
      Given Ana has an accepted <kind> from Carla
      When Ana adds Ben to the <kind> in one step
      Then Ben is invited to the conference of the <kind>

      @email
      Examples:
        | kind   |
        | e-mail |

      @chat
      Examples:
        | kind |
        | chat |

  Rule: Both have it once the colleague has accepted

    @chat @spec:scapi.seq.openmedia-conference.4 @spec:gws.seq.conference.5
    Scenario: The colleague accepts
      Given Ana has an accepted chat from Carla
      And Ana adds Ben to the chat in one step
      When Ben accepts the chat
      Then Ben handles the chat
      And Ana's desk lists the chat

    @chat @spec:scapi.method.interaction.getInteractions @spec:gws.transition.conference-reject
    Scenario: The colleague does not want to
      Given Ana has an accepted chat from Carla
      And Ana adds Ben to the chat in one step
      When Ben declines the chat
      Then Ana's desk lists the chat

  Rule: Who leaves leaves it to the others

    @spec:scapi.method.interaction.getInteractions @spec:gws.op.end-conference @spec:gws.transition.conference-leave
    Scenario Outline: The colleague leaves
      Given Ana and Ben are in a conference about <a kind> from Carla
      When Ben leaves the conference of the <kind>
      Then Ben's desk no longer has the <kind>
      And Ana's desk lists the <kind>

      @email
      Examples:
        | a kind    | kind   |
        | an e-mail | e-mail |

      @chat
      Examples:
        | a kind | kind |
        | a chat | chat |
