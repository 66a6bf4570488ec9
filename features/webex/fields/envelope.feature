@wire:webex @voice
Feature: What is told around a contact

  Background:
    Given Ana is signed in and ready

  Rule: Every notification says whose it is and what it is about

    @spec:webex.field.taskData.type @spec:webex.field.taskData.eventType
    @spec:webex.field.taskData.agentId @spec:webex.field.taskData.interactionId
    @spec:webex.field.taskData.mediaResourceId @spec:webex.field.taskData.orgId
    @spec:webex.field.taskData.owner @spec:webex.field.taskData.queueMgr
    @spec:webex.field.taskData.trackingId @spec:webex.field.taskData.destAgentId
    @spec:webex.field.taskData.consultMediaResourceId @spec:webex.field.taskData.isConferencing
    @spec:webex.field.taskData.interaction @spec:webex.field.taskData.eventTime
    @spec:webex.field.taskData.ronaTimeout
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
    @spec:webex.field.taskData.destAgentId @spec:webex.field.taskData.consultMediaResourceId
    @spec:webex.field.taskData.destinationType
    Scenario: A colleague is consulted
      Given Ben is signed in and ready
      And Ana is talking to Carla
      When Ana consults Ben about the call
      Then Ana's desk is told in AgentConsultCreated:
        | destAgentId            | Ben                    |
        | consultMediaResourceId | the consultation's leg |
        | destinationType        | present                |

    @consult
    @spec:webex.field.taskData.agentId @spec:webex.field.taskData.isConsulted
    @spec:webex.field.taskData.consultingAgentId
    Scenario: A colleague is offered a consultation
      Given Ben is signed in and ready
      And Ana is talking to Carla
      When Ana consults Ben about the call
      Then Ben's desk is told in AgentOfferConsult:
        | agentId           | Ben  |
        | isConsulted       | true |
        | consultingAgentId | Ana  |

    @consult @conference
    @spec:webex.field.taskData.isConferencing
    Scenario: A conference begins
      Given Ben is signed in and ready
      And Ana is consulting Ben about the call with Carla
      When Ana completes the conference
      Then Ana's desk is told in AgentConsultConferenced:
        | isConferencing | true |

    @preview
    @spec:webex.event.AgentOfferCampaignReservation.campaignId @spec:webex.field.taskData.reservedAgentChannelId
    Scenario: A record is reserved
      Given a push campaign is running for Ana
      When a record for Carla comes to Ana
      Then Ana's desk is told in AgentOfferCampaignReservation:
        | campaignId             | present |
        | reservedAgentChannelId | present |

    @spec:webex.event.AgentContactHoldFailed.interactionId @spec:webex.event.AgentContactHoldFailed.reason
    @spec:webex.event.AgentContactHoldFailed.reasonCode
    Scenario: An operation fails
      Given Ana has a held call with Carla
      When Ana puts the call on hold
      Then the request is refused
      And Ana's desk is told in AgentContactHoldFailed:
        | interactionId | the id  |
        | reason        | present |
        | reasonCode    | present |
