@wire:webex @voice @consult
Feature: Handing a call over after a consultation

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready

  Rule: The call is the colleague's, and the agent wraps it up

    @spec:webex.op.task.consultTransfer @spec:webex.op.task.consultTransfer.success @spec:webex.seq.consultTransfer.4
    Scenario: The agent asks for it
      Given Ana is consulting Ben about the call with Carla
      When Ana completes the transfer
      Then the request succeeds

    @spec:webex.event.AgentConsultTransferred @spec:webex.seq.consultTransfer.5 @spec:webex.seq.consultTransfer.6 @spec:webex.event.AgentWrapup
    Scenario: The agent is out of it
      Given Ana is consulting Ben about the call with Carla
      When Ana completes the transfer
      Then Ana's desk sees, in order:
        | event                   |
        | AgentConsultTransferred |
        | AgentWrapup             |
      And Ana's desk no longer has the call

    @spec:webex.event.AgentContactAssigned
    Scenario: The colleague has it
      Given Ana is consulting Ben about the call with Carla
      When Ana completes the transfer
      Then Ben handles the call
      And the call at Ben's desk has:
        | owner                   | Ben            |
        | callProcessingDetails.ani | Carla's number |

    @spec:webex.op.task.consultTransfer
    Scenario: The call goes to somebody outside
      Given Ana is consulting Chen about the call with Carla
      When Ana completes the transfer
      Then the request succeeds

    @spec:webex.op.task.consultTransfer @spec:webex.event.AgentConsultTransferring
    Scenario: The agent does not wait for the colleague
      Given Ana is talking to Carla
      And Ana consults Ben about the call
      When Ana completes the transfer
      Then the request succeeds
      And Ana's desk sees, in order:
        | event                    |
        | AgentConsultTransferring |

    @spec:webex.seq.consultTransfer.7 @spec:webex.seq.consultTransfer.8
    Scenario: The agent wraps it up
      Given Ana is consulting Ben about the call with Carla
      And Ana completes the transfer
      When Ana wraps the call up
      Then the request succeeds
      And Ana's desk sees, in order:
        | event          |
        | AgentWrappedUp |

    @spec:webex.seq.consultTransfer
    Scenario: The whole of it
      Given Ana is talking to Carla
      When Ana consults Ben about the call
      And Ben answers the call
      And Ana completes the transfer
      And Ana wraps the call up
      Then Ana's desk sees, in order:
        | event                   |
        | AgentConsultCreated     |
        | AgentConsulting         |
        | AgentWrapup             |
        | AgentWrappedUp          |

    @inferred
    Scenario: The caller and the colleague go on talking
      Given Ana is consulting Ben about the call with Carla
      And Ana completes the transfer
      When Carla hangs up
      Then Ben's desk sees, in order:
        | event       |
        | AgentWrapup |
