@configuration
Feature: Reading options of the desktop

  A page reads the options that the desktop is configured with, by their names or by
  patterns.

  Background:
    Given the desktops have the options:
      | voice.auto-answer                         | false      |
      | voice.auto-answer.timer                   | 5          |
      | voice.mark-done-on-release                | true       |
      | privilege.email.can-mark-done             | true       |
      | interaction.mark-done                     | allowed    |
      | interaction.auto                          | no         |
      | sipendpoint.uri                           | sip:1001   |
      | sipendpoint.codecs                        | opus       |
      | CustomAPI/test.one                        | 1          |
      | CustomAPI/test.two                        | 2          |
      | CustomAPI/check                           | 3          |
      | MySection/color                           | blue       |
      | MySection/voice.mark-done-on-release      | never      |
      | CustomSection/option.custom.customer.code | R-1207     |
    And Ana is signed in

  Rule: An asterisk may end a word and stands for what follows

    @spec:scapi.method.configuration.getOption
    Scenario Outline: A page reads options by a pattern
      When Ana's page reads the option "<pattern>"
      Then the options "<options>" are answered and no other

      @spec:scapi.grammar.option.1
      Examples:
        | pattern | options                                                                |
        | voice.* | voice.auto-answer, voice.auto-answer.timer, voice.mark-done-on-release |

      @spec:scapi.grammar.option.2
      Examples:
        | pattern     | options                                    |
        | voice.auto* | voice.auto-answer, voice.auto-answer.timer |

      @spec:scapi.grammar.option.3
      Examples:
        | pattern       | options                             |
        | sipendpoint.* | sipendpoint.uri, sipendpoint.codecs |

      @spec:scapi.grammar.option.4
      Examples:
        | pattern          | options                                |
        | CustomAPI/test.* | CustomAPI/test.one, CustomAPI/test.two |

      @spec:scapi.grammar.option.5
      Examples:
        | pattern     | options                                               |
        | MySection/* | MySection/color, MySection/voice.mark-done-on-release |

      @spec:scapi.grammar.option.6
      Examples:
        | pattern           | options           |
        | voice.auto-answer | voice.auto-answer |

  Rule: One option or several can be asked for, of any section

    @spec:scapi.method.configuration.getOption
    Scenario Outline: A page reads options as the documents print it
      When Ana's page reads the options "<asked>"
      Then the options "<options>" are answered and no other

      Examples:
        | asked                                                    | options                                                                  |
        | voice.auto-answer                                        | voice.auto-answer                                                        |
        | CustomSection/option.custom.customer.code                | CustomSection/option.custom.customer.code                                |
        | voice.auto-answer, privilege.email.can-mark-done         | voice.auto-answer, privilege.email.can-mark-done                         |
        | privilege.*, CustomSection/option.custom.customer.code   | privilege.email.can-mark-done, CustomSection/option.custom.customer.code |

    @spec:scapi.method.configuration.getOption
    Scenario: An option that does not exist is not answered
      When Ana's page reads the options "voice.auto-answer, voice.no-such-option"
      Then the options "voice.auto-answer" are answered and no other

  Rule: A name without a section is of the section interaction-workspace

    @spec:scapi.rule.option-default-section
    Scenario Outline: Two sections have an option of one name
      When Ana's page reads the option "<asked>"
      Then the option "<asked>" is answered as "<value>"

      Examples:
        | asked                                            | value |
        | voice.mark-done-on-release                       | true  |
        | interaction-workspace/voice.mark-done-on-release | true  |
        | MySection/voice.mark-done-on-release             | never |

  Rule: An asterisk never starts an option or a section

    @refusal @malformed
    @spec:scapi.rule.option-wildcard @spec:scapi.method.configuration.getOption.refused.leading-asterisk
    Scenario Outline: A page reads options by a pattern that is not allowed
      When Ana's page reads the option "<pattern>"
      Then the request is refused
      And no option is answered

      @spec:scapi.grammar.option.7
      Examples:
        | pattern     |
        | *.mark-done |

      @spec:scapi.grammar.option.8
      Examples:
        | pattern |
        | *.auto  |

      Examples:
        | pattern            |
        | */test.one         |
        | CustomAPI/*.one    |
