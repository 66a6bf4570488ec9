@configuration
Feature: Reading options for an interaction

  A routing strategy can give options other values for one interaction.

  Background:
    Given the desktops have the options:
      | voice.auto-answer          | false |
      | voice.mark-done-on-release | true  |
    And Ana is signed in and ready

  Rule: What routing has overridden counts for its interaction

    @spec:scapi.method.configuration.getContextualOption
    Scenario: Routing overrides an option
      Given Ana is talking to Carla
      And routing overrides options for Ana's call:
        | voice.auto-answer | true |
      When Ana's page reads the option "voice.auto-answer" for the call
      Then the option "voice.auto-answer" is answered as "true"

    @spec:scapi.method.configuration.getContextualOption
    Scenario: What routing has not overridden is as configured
      Given Ana is talking to Carla
      And routing overrides options for Ana's call:
        | voice.auto-answer | true |
      When Ana's page reads the option "voice.*" for the call
      Then the option "voice.auto-answer" is answered as "true"
      And the option "voice.mark-done-on-release" is answered as "true"

    @spec:scapi.method.configuration.getContextualOption
    Scenario: Nothing is overridden for a call that no strategy has touched
      Given Ana is talking to Carla
      When Ana's page reads the option "voice.auto-answer" for the call
      Then the option "voice.auto-answer" is answered as "false"

    @spec:scapi.method.configuration.getOption
    Scenario: Without an interaction an option is as configured
      Given Ana is talking to Carla
      And routing overrides options for Ana's call:
        | voice.auto-answer | true |
      When Ana's page reads the option "voice.auto-answer"
      Then the option "voice.auto-answer" is answered as "false"

  Rule: Without an interaction that exists the request fails

    @refusal @malformed
    @spec:scapi.rule.contextual-missing @spec:scapi.method.configuration.getContextualOption.refused.unknown-interaction
    Scenario Outline: A page reads options for no interaction
      When Ana's page reads the option "voice.auto-answer" <for which>
      Then the request is refused
      And no option is answered

      Examples:
        | for which                              |
        | for an interaction that does not exist |
        | without an interaction                 |
