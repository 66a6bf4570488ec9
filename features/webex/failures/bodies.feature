@wire:webex @refusal @malformed
Feature: Operations that lack what they need

  Background:
    Given Ana is signed in and ready
    And Ana is talking to Carla

  Rule: A body is as the client sends it

    @voice @spec:webex.rule.badRequest
    Scenario Outline: <operation> <how>
      When Ana's client asks for "<operation>" of the call <how>
      Then the request is refused
      And nothing has changed at Ana's desk

      Examples:
        | operation            | how                              |
        | task.consult         | without its parameters           |
        | task.consult         | with null for its parameters     |
        | task.consult         | with numbers for its parameters  |
        | task.consult         | with empty parameters            |
        | task.consult         | with a body that is not JSON     |
        | task.consult         | with a body that is a list       |
        | task.transferAgent   | without its parameters           |
        | task.transferAgent   | with null for its parameters     |
        | task.transferAgent   | with numbers for its parameters  |
        | task.transferAgent   | with empty parameters            |
        | task.transferAgent   | with a body that is not JSON     |
        | task.outdial         | without its parameters           |
        | task.outdial         | with numbers for its parameters  |
        | task.hold            | with a body that is not JSON     |
        | task.recordResume    | with a body that is a list       |

    @voice @spec:webex.rule.badRequest
    Scenario Outline: The agent wraps the call up <how>
      Given Ana hangs up
      When Ana wraps the call up <how>
      Then the request is refused
      And nothing has changed at Ana's desk

      Examples:
        | how                        |
        | without a reason           |
        | without a code             |
        | with an empty reason       |
        | with an empty code         |
        | with a number for the code |

  Rule: Somebody has to be there for it

    @voice
    Scenario Outline: <operation> to nobody
      When Ana's client asks for "<operation>" of the call to nobody that there is
      Then the request is refused
      And nothing has changed at Ana's desk

      @spec:webex.op.task.consult.failure @spec:webex.event.AgentConsultFailed
      Examples:
        | operation    |
        | task.consult |

      @spec:webex.op.task.transferAgent.failure @spec:webex.event.AgentBlindTransferFailed
      Examples:
        | operation          |
        | task.transferAgent |

      @spec:webex.op.task.transferQueue.failure @spec:webex.event.AgentVteamTransferFailed
      Examples:
        | operation          |
        | task.transferQueue |

    @voice @consult @spec:webex.op.task.consult.failure @spec:webex.event.AgentCtqFailed
    Scenario: A consultation with a queue that there is not
      When Ana's client asks for "task.consult" of the call to a queue that there is not
      Then the request is refused
      And nothing has changed at Ana's desk

  Rule: What nobody knows does no harm

    @voice @inferred
    Scenario: A hold with members that nobody knows
      When Ana's client asks for "task.hold" of the call with members that nobody knows
      Then the request succeeds
