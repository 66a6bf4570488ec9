@wire:webex @voice
Feature: What a caller does

  Background:
    Given Ana is signed in and ready

  Rule: A call that its customer ends has to be wrapped up

    @spec:webex.seq.voice.customerEnds.1 @spec:webex.seq.voice.customerEnds.2
    @spec:webex.event.ContactEnded @spec:webex.event.AgentWrapup
    Scenario: The customer hangs up
      Given Ana is talking to Carla
      When Carla hangs up
      Then Ana's desk sees, in order:
        | event        |
        | ContactEnded |
        | AgentWrapup  |
      And Ana's desk is told in ContactEnded:
        | agentsPendingWrapUp | Ana |

    @spec:webex.seq.voice.customerEnds.2
    Scenario: The customer hangs up while on hold
      Given Ana has a held call with Carla
      When Carla hangs up
      Then Ana's desk sees, in order:
        | event       |
        | AgentWrapup |

    @spec:webex.seq.voice.customerEnds.3 @spec:webex.seq.voice.customerEnds.4
    Scenario: The agent wraps it up
      Given Ana is talking to Carla
      And Carla hangs up
      When Ana wraps the call up
      Then the request succeeds
      And Ana's desk sees, in order:
        | event          |
        | AgentWrappedUp |

    @spec:webex.seq.voice.customerEnds
    Scenario: The whole of it
      Given Ana is talking to Carla
      When Carla hangs up
      And Ana wraps the call up
      Then Ana's desk sees, in order:
        | event          |
        | ContactEnded   |
        | AgentWrapup    |
        | AgentWrappedUp |

  Rule: A caller who gives up leaves nothing to wrap up

    @spec:webex.seq.voice.abandon.1 @spec:webex.seq.voice.abandon.2 @spec:webex.seq.voice.abandon
    Scenario: At first it is offered as any call is
      When Carla calls Ana
      Then Ana's desk sees, in order:
        | event                |
        | AgentContactReserved |
        | AgentOfferContact    |

    @spec:webex.seq.voice.abandon.3 @spec:webex.event.ContactEnded
    Scenario: The caller gives up
      Given Ana has a ringing call with Carla
      When Carla hangs up
      Then Ana's desk sees, in order:
        | event        |
        | ContactEnded |
      And Ana's desk sees no AgentWrapup
      And Ana's desk is told in ContactEnded:
        | agentsPendingWrapUp | absent |
      And Ana's desk no longer has the call

    Scenario: The agent is ready for the next one
      Given Ana has a ringing call with Carla
      And Carla hangs up
      When Chen calls Ana
      Then the call is offered to Ana
