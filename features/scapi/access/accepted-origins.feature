@access
Feature: How accepted origins are written

  The option lists origins, each with the requests that its pages may make in
  parentheses. The examples are those of the documents, for the origin of the pages.

  Rule: What the option grants can be done

    @spec:scapi.rule.method-filter
    Scenario: A bare origin may make any request
      Given the center accepts the pages' origin
      And Ana is signed in and ready
      When Ana dials Chen
      Then the request is granted

    Scenario Outline: A request that the option grants
      Given the center accepts <origins>
      And Ana is signed in and ready
      And Carla calls Ana
      When Ana's page sends "<request>" as documented
      Then the request is granted

      @spec:scapi.grammar.origins.1
      Examples:
        | case          | origins           | request    |
        | a bare origin | the pages' origin | voice.dial |

      @spec:scapi.grammar.origins.2
      Examples:
        | case        | origins               | request                     |
        | an asterisk | the pages' origin (*) | interaction.getInteractions |

      @spec:scapi.grammar.origins.3
      Examples:
        | case        | origins                                 | request        |
        | a namespace | the pages' origin (agent.*, voice.dial) | agent.setState |

      @spec:scapi.rule.method-filter
      Examples:
        | case   | origins                                 | request    |
        | a name | the pages' origin (agent.*, voice.dial) | voice.dial |

      @spec:scapi.grammar.origins
      Examples:
        | case                  | origins                                                   | request                     |
        | any origin            | any origin                                                | interaction.getInteractions |
        | two origins           | another origin, the pages' origin (agent.*)               | agent.getState              |
        | blanks around filters | the pages' origin (  agent.*  ,   interaction.*  )| interaction.getInteractions |

  Rule: What the option does not grant cannot be done

    @refusal @spec:scapi.grammar.origins.4
    Scenario: Recording is not granted with dialing
      Given the center accepts the pages' origin (agent.*, voice.dial)
      And Ana is signed in and ready
      And Ana dials Chen
      And Chen answers
      When Ana's page sends "voice.startCallRecording" as documented
      Then the request is not granted
      And Ana's desk sees no CALL_RECORDING_STATE_CHANGED

    @refusal @spec:scapi.grammar.origins.5 @spec:scapi.rule.method-filter
    Scenario: Dialing is not granted with other namespaces
      Given the center accepts the pages' origin (agent.*, interaction.*)
      And Ana is signed in and ready
      When Ana's page sends "voice.dial" as documented
      Then the request is not granted
      And Ana's desk sees no DIALING

    @refusal @spec:scapi.rule.method-filter
    Scenario Outline: A request that the option does not grant
      Given the center accepts <origins>
      And Ana is signed in and ready
      And Carla calls Ana
      When Ana's page sends "<request>" as documented
      Then the request is not granted
      And nothing has changed at Ana's desk

      Examples:
        | case                           | origins                                     | request            |
        | the filter of the other origin | another origin, the pages' origin (agent.*) | voice.answer       |
        | a longer name                  | the pages' origin (agent.getState)          | agent.getStateList |

    @refusal @spec:scapi.grammar.origins.8 @spec:scapi.rule.origin
    @spec:scapi.option.service-client-api.accepted-web-content-origins
    Scenario: An empty list grants nothing
      Given the center accepts nothing
      And Ana's desktop has a page that has subscribed to nothing
      When Ana's page sends "agent.get" as documented
      Then the request is not granted
