@agent
Feature: The agent's state

  Background:
    Given Ana is signed in and ready

  Rule: A chosen state is reported

    @spec:scapi.seq.agent-state.2 @spec:scapi.method.agent.setState
    Scenario Outline: The agent chooses another state
      When Ana chooses the state <state>
      Then Ana's desk sees the agent become <state>
      And Ana's state is <state>

      @spec:scapi.enum.state-type.NOT_READY
      Examples:
        | state     |
        | NOT_READY |

      @spec:scapi.enum.state-type.LOGOUT
      Examples:
        | state  |
        | LOGOUT |

      @spec:scapi.enum.state-type.DND_ON
      Examples:
        | state  |
        | DND_ON |

    @spec:scapi.seq.agent-state.2
    Scenario: The agent becomes ready again
      Given Ana chooses the state NOT_READY
      When Ana chooses the state READY
      Then Ana's desk sees the agent become READY
      And Ana's state is READY

    @spec:scapi.seq.agent-state.2 @spec:scapi.enum.state-type.NOT_READY_ACTION_CODE
    Scenario: A state with a reason is reported with it
      When Ana chooses the state NOT_READY_ACTION_CODE with a reason
      Then Ana's desk sees the agent become NOT_READY_ACTION_CODE with the reason chosen
      And Ana's state is NOT_READY_ACTION_CODE

    Scenario: The agent wraps up
      When Ana chooses the state NOT_READY_AFTER_CALLWORK
      Then Ana's state is NOT_READY_AFTER_CALLWORK

  Rule: Some states are only reported

    @spec:scapi.event.agent.STATE_CHANGED
    Scenario Outline: Something outside changes the agent's state
      When Ana is <how> by something outside
      Then Ana's desk sees the agent become <state>

      Examples:
        | how                    | state         |
        | out of service         | OUT_OF_SERVICE |
        | logged out undisturbed | LOGOUT_DND_ON |
        | in an unknown state    | UNKNOWN       |

    @spec:scapi.event.agent.STATE_CHANGED
    Scenario: One medium ready and another not is partly ready
      Given Ana is ready for at least two media
      When Ana chooses the state NOT_READY for the medium voice
      Then Ana's desk sees the agent become PARTIAL_READY

    @spec:scapi.rule.state-event-only @spec:scapi.method.agent.setState.refused.event-only
    Scenario Outline: A state that is only reported cannot be chosen
      When Ana chooses the state <state>, which is only reported
      Then the request is refused
      And Ana's desk does not see the agent become <state>
      When Ana chooses the state NOT_READY
      Then Ana's desk sees the agent become NOT_READY

      Examples:
        | state          |
        | PARTIAL_READY  |
        | OUT_OF_SERVICE |
        | LOGOUT_DND_ON  |
        | UNKNOWN        |

  Rule: A state that is not in the list cannot be chosen

    @spec:scapi.method.agent.setState.refused.unknown-state
    Scenario: The agent chooses a state that does not exist
      When Ana chooses a state that does not exist
      Then the request is refused
      And nothing has changed at Ana's desk
      And Ana's state is READY
      When Ana chooses the state NOT_READY
      Then Ana's state is NOT_READY
