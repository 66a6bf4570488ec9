@wire:webex @voice
Feature: A call that the agent does not answer

  Background:
    Given Ana is signed in and ready

  Rule: A call that is not answered in time is taken away

    @spec:webex.seq.voice.rona.1 @spec:webex.seq.voice.rona.2
    Scenario: At first it is offered as any call is
      When Carla calls Ana
      Then Ana's desk sees, in order:
        | event                |
        | AgentContactReserved |
        | AgentOfferContact    |

    @spec:webex.seq.voice.rona.4 @spec:webex.event.AgentOfferContactRona
    Scenario: The call rings until the center takes it away
      Given Ana has a ringing call with Carla
      When nobody answers until the ring timeout
      Then Ana's desk sees, in order:
        | event                 |
        | AgentOfferContactRona |
      And Ana's desk is told in AgentOfferContactRona:
        | reason | present |
      And Ana's desk no longer has the call

    @spec:webex.seq.voice.rona
    Scenario: The whole of it
      When Carla calls Ana
      And nobody answers until the ring timeout
      Then Ana's desk sees, in order:
        | event                 |
        | AgentContactReserved  |
        | AgentOfferContact     |
        | AgentOfferContactRona |

    Scenario: Until then it goes on ringing
      Given Ana has a ringing call with Carla
      When nobody answers until a second before the ring timeout
      Then Ana's desk sees nothing

  Rule: An agent who did not answer gets no more

    @spec:webex.seq.voice.rona.5
    Scenario: The agent is told
      Given Ana has a ringing call with Carla
      When nobody answers until the ring timeout
      Then Ana's desk sees, in order:
        | event                   |
        | AgentStateChangeSuccess |
      And Ana's desk is told in AgentStateChangeSuccess:
        | subStatus | RONA |

    Scenario: The next call goes to somebody else
      Given nobody else is ready
      And Ana has a ringing call with Carla
      And nobody answers until the ring timeout
      And Ben is signed in and ready
      When Chen calls the queue Support
      Then the call is offered to Ben
      And the call is not offered to Ana

  Rule: A call that was not answered goes to the next agent

    @spec:webex.seq.voice.inbound.1
    Scenario: Another agent is ready
      Given nobody else is ready
      And Carla calls the queue Support
      And Ben is signed in and ready
      When nobody answers until the ring timeout
      Then the call is offered to Ben
