@wire:webex @voice @consult
Feature: Asking whoever a queue finds

  Background:
    Given Ana is signed in and ready
    And nobody else is ready

  Rule: The consultation waits until somebody comes

    @spec:webex.op.task.consult @spec:webex.event.AgentConsultCreated
    Scenario: The agent consults a queue
      Given Ana is talking to Carla
      When Ana consults the queue Support about the call
      Then the request succeeds
      And the call at Ana's desk has:
        | callProcessingDetails.ctqInProgress | true |

    @spec:webex.event.AgentOfferConsult
    Scenario: Somebody is ready
      Given Ben is signed in and ready
      And Ana is talking to Carla
      When Ana consults the queue Support about the call
      Then Ben's desk sees, in order:
        | event                |
        | AgentContactReserved |
        | AgentOfferConsult    |

    @spec:webex.event.AgentConsulting
    Scenario: Somebody takes it
      Given Ben is signed in and ready
      And Ana is talking to Carla
      And Ana consults the queue Support about the call
      When Ben answers the call
      Then Ana's desk shows the consultation answered

  Rule: It is cancelled while nobody has come

    @spec:webex.op.task.consultEnd @spec:webex.op.task.consultEnd.success @spec:webex.event.AgentCtqCancelled
    Scenario: The agent gives up
      Given Ana is talking to Carla
      And Ana consults the queue Support about the call
      When Ana gives up the consultation with the queue Support
      Then the request succeeds
      And Ana's desk sees, in order:
        | event             |
        | AgentCtqCancelled |
      And Ana's desk lists the call

    @spec:webex.op.task.cancelCtq @spec:webex.op.task.cancelCtq.success @spec:webex.event.AgentCtqCancelled
    Scenario: The agent cancels by the request that is there for it
      Given Ana is talking to Carla
      And Ana consults the queue Support about the call
      When Ana cancels the consultation with the queue Support
      Then the request succeeds
      And Ana's desk sees, in order:
        | event             |
        | AgentCtqCancelled |
