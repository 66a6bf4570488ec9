@wire:webex @voice
Feature: What is told around a contact

  Background:
    Given Ana is signed in and ready

  Rule: Every notification says whose it is and what it is about

    Scenario: A call is offered
      When Carla calls Ana
      Then Ana's desk is told in AgentContactReserved:
        | type                   | AgentContactReserved |
        | eventType              | RoutingMessage       |
        | agentId                | Ana                  |
        | interactionId          | the id               |
        | mediaResourceId        | the leg              |
        | orgId                  | the organization     |
        | owner                  | present              |
        | queueMgr               | present              |
        | trackingId             | present              |
        | destAgentId            | present              |
        | consultMediaResourceId | present              |
        | isConferencing         | false                |
        | interaction            | present              |
        | eventTime              | present              |
        | ronaTimeout            | present              |

    @consult
    Scenario: A colleague is consulted
      Given Ben is signed in and ready
      And Ana is talking to Carla
      When Ana consults Ben about the call
      Then Ana's desk is told in AgentConsultCreated:
        | destAgentId            | Ben                    |
        | consultMediaResourceId | the consultation's leg |
        | destinationType        | present                |

    @consult
    Scenario: A colleague is offered a consultation
      Given Ben is signed in and ready
      And Ana is talking to Carla
      When Ana consults Ben about the call
      Then Ben's desk is told in AgentOfferConsult:
        | agentId           | Ben  |
        | isConsulted       | true |
        | consultingAgentId | Ana  |

    @consult @conference
    Scenario: A conference begins
      Given Ben is signed in and ready
      And Ana is consulting Ben about the call with Carla
      When Ana completes the conference
      Then Ana's desk is told in AgentConsultConferenced:
        | isConferencing | true |

    @preview
    Scenario: A record is reserved
      Given a push campaign is running for Ana
      When a record for Carla comes to Ana
      Then Ana's desk is told in AgentOfferCampaignReservation:
        | campaignId             | present |
        | reservedAgentChannelId | present |

    Scenario: An operation fails
      Given Ana has a held call with Carla
      When Ana puts the call on hold
      Then the request is refused
      And Ana's desk is told in AgentContactHoldFailed:
        | interactionId | the id  |
        | reason        | present |
        | reasonCode    | present |
