@wire:webex @voice
Feature: An agent dials out

  Background:
    Given Ana is signed in and ready

  Rule: A call that an agent dials is a contact as any other

    @spec:webex.op.task.outdial @spec:webex.op.task.outdial.success @spec:webex.seq.outdial.1 @spec:webex.seq.outdial.2
    Scenario: The agent asks for it
      When Ana dials Chen
      Then the request succeeds

    @spec:webex.seq.outdial.3 @spec:webex.seq.outdial.4 @spec:webex.event.AgentOfferContact
    Scenario: The call is offered to the agent who dialled
      When Ana dials Chen
      Then Ana's desk sees, in order:
        | event                |
        | AgentContactReserved |
        | AgentOfferContact    |
      And the call at Ana's desk has:
        | outboundType                             | OUTDIAL       |
        | contactDirection.type                    | OUTBOUND      |
        | callProcessingDetails.outdialAgentId     | Ana           |
        | mediaType                                | telephony     |

    @spec:webex.seq.outdial.5 @spec:webex.event.AgentContactAssigned
    Scenario: The far end answers
      Given Ana dials Chen
      When Chen answers
      Then Ana handles the call

  Rule: It ends as any other

    @spec:webex.seq.outdial.7 @spec:webex.event.AgentWrapup
    Scenario: The agent hangs up
      Given Ana dials Chen
      And Chen answers
      When Ana hangs up
      Then Ana's desk sees, in order:
        | event       |
        | AgentWrapup |

    @spec:webex.rule.outdialEnd
    Scenario: The far end hangs up
      Given Ana dials Chen
      And Chen answers
      When Chen hangs up
      Then Ana's desk sees, in order:
        | event       |
        | AgentWrapup |

    @spec:webex.seq.outdial.8 @spec:webex.seq.outdial.9
    Scenario: The agent wraps it up
      Given Ana dials Chen
      And Chen answers
      And Ana hangs up
      When Ana wraps the call up
      Then the request succeeds
      And Ana's desk sees, in order:
        | event          |
        | AgentWrappedUp |

    @spec:webex.seq.outdial
    Scenario: The whole of it
      When Ana dials Chen
      And Chen answers
      And Ana hangs up
      And Ana wraps the call up
      Then Ana's desk sees, in order:
        | event                |
        | AgentContactReserved |
        | AgentOfferContact    |
        | AgentContactAssigned |
        | AgentWrapup          |
        | AgentWrappedUp       |

  Rule: A call that nobody has answered can be given up

    @spec:webex.op.task.cancel @spec:webex.op.task.cancel.success @spec:webex.event.ContactEnded
    Scenario: The agent gives up
      Given Ana dials Chen
      When Ana gives the call up
      Then the request succeeds
      And Ana's desk no longer has the call

    @spec:webex.op.task.cancel.failure @spec:webex.event.AgentContactEndFailed
    Scenario: The agent gives a call up that has ended
      Given Ana dials Chen
      And Chen answers
      And Ana hangs up
      When Ana gives the call up
      Then the request is refused

  Rule: A call that reaches nobody is told as failed

    @inferred @spec:webex.event.AgentOutboundFailed
    Scenario Outline: The far end <does>
      Given Ana dials Chen
      When Chen <does>
      Then Ana's desk sees, in order:
        | event               |
        | AgentOutboundFailed |

      Examples:
        | does            |
        | is busy         |
        | does not answer |
