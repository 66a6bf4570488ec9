@voice @consult @refusal @malformed
Feature: Consultations, transfers and conferences that are not as documented

  How a refusal is answered is documented nowhere; what counts is that nothing
  happens, and that the request works when it is right.

  Background:
    Given Ana is signed in and ready
    And Ana is talking to Carla

  Rule: Somebody has to be there to be reached

    Scenario Outline: A target that is none
      When Ana's page asks to <what> <how>
      Then the request is refused
      And nothing has changed at Ana's desk
      When Ana consults Chen about the call
      Then the consultation at Ana's desk is over voice

      Examples:
        | what       | how                                 |
        | consult    | without a target                    |
        | consult    | with null for the target            |
        | consult    | with a number for the target        |
        | consult    | with a list for the target          |
        | consult    | with a target of nothing            |
        | consult    | with a target without a destination |
        | consult    | with an agent who does not exist    |
        | consult    | with a text for the user data       |
        | transfer   | without a target                    |
        | transfer   | with null for the target            |
        | transfer   | with a number for the target        |
        | transfer   | with a list for the target          |
        | transfer   | with a target of nothing            |
        | transfer   | with a target without a destination |
        | transfer   | with an agent who does not exist    |
        | transfer   | with a text for the user data       |
        | conference | without a target                    |
        | conference | with null for the target            |
        | conference | with a number for the target        |
        | conference | with a list for the target          |
        | conference | with a target of nothing            |
        | conference | with a target without a destination |
        | conference | with an agent who does not exist    |
        | conference | with a text for the user data       |

    @spec:scapi.method.interaction.consult.refused.unknown-target
    Scenario: A consultation with a target of an unknown kind
      When Ana's page asks to consult with a target of a kind that does not exist
      Then the request is refused
      And nothing has changed at Ana's desk

    Scenario Outline: A target of an unknown kind
      When Ana's page asks to <what> with a target of a kind that does not exist
      Then the request is refused
      And nothing has changed at Ana's desk

      Examples:
        | what       |
        | transfer   |
        | conference |

  Rule: Only a consultation can be completed

    @spec:scapi.method.interaction.completeTransfer.refused.not-consultation
    Scenario: A call that is no consultation is not handed over
      When Ana completes the transfer without a consultation
      Then the request is refused
      And nothing has changed at Ana's desk

    @spec:scapi.method.interaction.completeConference.refused.not-consultation
    Scenario: A call that is no consultation makes no conference
      When Ana completes the conference without a consultation
      Then the request is refused
      And nothing has changed at Ana's desk

    Scenario Outline: A consultation that has ended cannot be completed
      Given Ana consults Chen about the call
      And Chen is busy
      When Ana completes the <what>
      Then the request is refused
      And nothing has changed at Ana's desk

      Examples:
        | what       |
        | transfer   |
        | conference |
