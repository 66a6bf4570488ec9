@envelope
Feature: Answers to requests

  Background:
    Given Ana is signed in and ready

  Rule: An answer carries the reference of its request, value and type

    @spec:scapi.rule.reference-echo
    Scenario Outline: A page chooses its own reference
      When Ana's page asks who they are with <what> as reference
      Then the answer carries the same reference

      Examples:
        | what       |
        | a word     |
        | the text 0 |
        | a number   |
        | a list     |
        | an object  |
        | true       |

    Scenario: A request without a reference does no harm
      When Ana's page asks who they are with no reference as reference
      Then Ana's desk sees nothing

  Rule: A request gets one answer, and an answer is nothing else

    @spec:scapi.rule.one-answer @spec:scapi.rule.answer-without-event @spec:scapi.method.agent.get
    Scenario: A page asks once
      When Ana's page asks who they are
      Then the request succeeds

  Rule: An unknown interaction is null, not an error

    @spec:scapi.rule.unknown-interaction-null @spec:scapi.method.interaction.getByInteractionId
    Scenario: A page looks up an interaction that does not exist
      When Ana's page looks up an interaction that does not exist
      Then the answer is null

  Rule: Messages that are not for the desktop are passed over

    Scenario Outline: A page sends something else
      When Ana's page sends a message <what>
      Then Ana's desk sees nothing

      Examples:
        | what                              |
        | of somebody else                  |
        | that is neither request nor event |
        | that begins with wwe              |
