@wire:webex
Feature: What is told of a contact

  Each field in a situation that calls for it. What the documents let a center leave out is
  a note where it is.

  Background:
    Given Ana is signed in and ready

  Rule: A contact says what it is

    @voice
    @spec:webex.field.interaction.interactionId @spec:webex.field.interaction.mainInteractionId
    @spec:webex.field.interaction.orgId @spec:webex.field.interaction.mediaType
    @spec:webex.field.interaction.mediaChannel @spec:webex.field.interaction.state
    @spec:webex.field.interaction.contactDirection @spec:webex.field.interaction.contactDirection.type
    @spec:webex.field.interaction.currentVTeam @spec:webex.field.interaction.previousVTeams
    @spec:webex.field.interaction.owner @spec:webex.field.interaction.participants
    @spec:webex.field.interaction.media @spec:webex.field.interaction.callProcessingDetails
    @spec:webex.field.interaction.callFlowParams @spec:webex.field.interaction.isFcManaged
    @spec:webex.field.interaction.isTerminated @spec:webex.field.interaction.createdTimestamp
    @spec:webex.field.interaction.queuedTimestamp
    Scenario: A call that is offered
      Given nobody else is ready
      When Carla calls the queue Support
      Then the call at Ana's desk has:
        | interactionId         | the id            |
        | mainInteractionId     | the id            |
        | orgId                 | the organization  |
        | mediaType             | telephony         |
        | mediaChannel          | telephony         |
        | state                 | new               |
        | contactDirection      | present           |
        | contactDirection.type | INBOUND           |
        | currentVTeam          | the queue Support |
        | previousVTeams        | present           |
        | owner                 | present           |
        | participants          | present           |
        | media                 | present           |
        | callProcessingDetails | present           |
        | callFlowParams        | present           |
        | isFcManaged           | present           |
        | isTerminated          | false             |
        | createdTimestamp      | present           |
        | queuedTimestamp       | present           |
        | outboundType          | absent            |

    @voice
    @spec:webex.field.interaction.callProcessingDetails.QMgrName @spec:webex.field.interaction.callProcessingDetails.taskToBeSelfServiced
    @spec:webex.field.interaction.callProcessingDetails.ani @spec:webex.field.interaction.callProcessingDetails.displayAni
    @spec:webex.field.interaction.callProcessingDetails.dnis @spec:webex.field.interaction.callProcessingDetails.tenantId
    @spec:webex.field.interaction.callProcessingDetails.QueueId @spec:webex.field.interaction.callProcessingDetails.vteamId
    @spec:webex.field.interaction.callProcessingDetails.virtualTeamName @spec:webex.field.interaction.callProcessingDetails.customerName
    @spec:webex.field.interaction.callProcessingDetails.customerNumber @spec:webex.field.interaction.callProcessingDetails.ronaTimeout
    @spec:webex.field.interaction.callProcessingDetails.category @spec:webex.field.interaction.callProcessingDetails.reason
    @spec:webex.field.interaction.callProcessingDetails.sourceNumber @spec:webex.field.interaction.callProcessingDetails.sourcePage
    @spec:webex.field.interaction.callProcessingDetails.appUser @spec:webex.field.interaction.callProcessingDetails.reasonCode
    @spec:webex.field.interaction.callProcessingDetails.IvrPath @spec:webex.field.interaction.callProcessingDetails.pathId
    @spec:webex.field.interaction.callProcessingDetails.fromAddress @spec:webex.field.interaction.callProcessingDetails.ROUTING_TYPE
    Scenario: The details of a call that is offered
      Given nobody else is ready
      When Carla calls the queue Support
      Then the call at Ana's desk has:
        | callProcessingDetails.QMgrName             | aqm                           |
        | callProcessingDetails.taskToBeSelfServiced | false                         |
        | callProcessingDetails.ani                  | Carla's number                |
        | callProcessingDetails.displayAni           | Carla's number                |
        | callProcessingDetails.dnis                 | present                       |
        | callProcessingDetails.tenantId             | present                       |
        | callProcessingDetails.QueueId              | the queue Support             |
        | callProcessingDetails.vteamId              | the queue Support             |
        | callProcessingDetails.virtualTeamName      | the name of the queue Support |
        | callProcessingDetails.customerName         | present                       |
        | callProcessingDetails.customerNumber       | Carla's number                |
        | callProcessingDetails.ronaTimeout          | present                       |
        | callProcessingDetails.category             | present                       |
        | callProcessingDetails.reason               | present                       |
        | callProcessingDetails.sourceNumber         | Carla's number                |
        | callProcessingDetails.sourcePage           | present                       |
        | callProcessingDetails.appUser              | present                       |
        | callProcessingDetails.reasonCode           | present                       |
        | callProcessingDetails.IvrPath              | present                       |
        | callProcessingDetails.pathId               | present                       |
        | callProcessingDetails.fromAddress          | present                       |
        | callProcessingDetails.ROUTING_TYPE         | present                       |

    @voice
    @spec:webex.field.interaction.callProcessingDetails.EP_ID @spec:webex.field.interaction.callProcessingDetails.workflowId
    @spec:webex.field.interaction.callProcessingDetails.workflowName @spec:webex.field.interaction.workflowManager
    @spec:webex.field.interaction.flowProperties
    Scenario: A call that came by a routing point
      Given nobody else is ready
      And Ben is signed in and ready
      When Carla calls the routing point Main Line
      Then the call at Ben's desk has:
        | callProcessingDetails.EP_ID        | present |
        | callProcessingDetails.workflowId   | present |
        | callProcessingDetails.workflowName | present |
        | workflowManager                    | present |
        | flowProperties                     | present |

    @email
    @spec:webex.field.interaction.mediaType @spec:webex.field.interaction.mediaChannel
    @spec:webex.field.interaction.media.entry.mediaType @spec:webex.field.interaction.callProcessingDetails.fromAddress
    @spec:webex.field.interaction.mediaProperties
    Scenario: An e-mail
      When an e-mail from Carla comes to Ana
      Then the e-mail at Ana's desk has:
        | mediaType                         | email   |
        | mediaChannel                      | email   |
        | media.main.mediaType              | email   |
        | callProcessingDetails.fromAddress | present |
        | mediaProperties                   | present |

  Rule: A contact says who is on it

    @voice
    @spec:webex.field.interaction.owner @spec:webex.type.InteractionParticipant.id
    @spec:webex.type.InteractionParticipant.pType @spec:webex.type.InteractionParticipant.type
    @spec:webex.type.InteractionParticipant.hasJoined @spec:webex.type.InteractionParticipant.hasLeft
    @spec:webex.type.InteractionParticipant.isInPredial @spec:webex.type.InteractionParticipant.name
    @spec:webex.type.InteractionParticipant.dn @spec:webex.type.InteractionParticipant.teamId
    @spec:webex.type.InteractionParticipant.teamName @spec:webex.type.InteractionParticipant.siteId
    @spec:webex.type.InteractionParticipant.channelId @spec:webex.type.InteractionParticipant.isConsulted
    @spec:webex.type.InteractionParticipant.isWrapUp @spec:webex.type.InteractionParticipant.joinTimestamp
    Scenario: The agent and the customer
      When Carla calls Ana
      And Ana answers the call
      Then the call at Ana's desk has:
        | owner                           | Ana      |
        | participants.Ana.id             | Ana      |
        | participants.Ana.pType          | Agent    |
        | participants.Ana.type           | Agent    |
        | participants.Ana.hasJoined      | true     |
        | participants.Ana.hasLeft        | false    |
        | participants.Ana.isInPredial    | false    |
        | participants.Ana.name           | present  |
        | participants.Ana.dn             | present  |
        | participants.Ana.teamId         | present  |
        | participants.Ana.teamName       | present  |
        | participants.Ana.siteId         | present  |
        | participants.Ana.channelId      | present  |
        | participants.Ana.isConsulted    | false    |
        | participants.Ana.isWrapUp       | false    |
        | participants.Ana.joinTimestamp  | present  |
        | participants.customer.id        | present  |
        | participants.customer.pType     | Customer |
        | participants.customer.type      | Customer |
        | participants.customer.hasJoined | true     |
        | participants.customer.hasLeft   | false    |

    @voice
    @spec:webex.field.interaction.isTerminated @spec:webex.field.interaction.isWrapUpAssist
    @spec:webex.type.InteractionParticipant.hasLeft @spec:webex.type.InteractionParticipant.isWrapUp
    Scenario: The customer has left
      Given Ana is talking to Carla
      When Carla hangs up
      Then the call at Ana's desk has:
        | isTerminated                  | true    |
        | isWrapUpAssist                | present |
        | participants.customer.hasLeft | true    |
        | participants.Ana.isWrapUp     | true    |

  Rule: A contact says what it goes over

    @voice
    @spec:webex.field.interaction.media.entry.mediaResourceId @spec:webex.field.interaction.media.entry.mediaType
    @spec:webex.field.interaction.media.entry.mediaMgr @spec:webex.field.interaction.media.entry.mType
    @spec:webex.field.interaction.media.entry.participants @spec:webex.field.interaction.media.entry.isHold
    @spec:webex.field.interaction.media.entry.holdTimestamp
    Scenario: A call that runs
      When Carla calls Ana
      And Ana answers the call
      Then the call at Ana's desk has:
        | media.main.mediaResourceId | the leg   |
        | media.main.mediaType       | telephony |
        | media.main.mediaMgr        | callmm    |
        | media.main.mType           | mainCall  |
        | media.main.participants    | Ana       |
        | media.main.isHold          | false     |
        | media.main.holdTimestamp   | null      |

    @voice
    @spec:webex.field.interaction.media.entry.isHold @spec:webex.field.interaction.media.entry.holdTimestamp
    Scenario: A call that is on hold
      Given Ana is talking to Carla
      When Ana puts the call on hold
      Then the call at Ana's desk has:
        | media.main.isHold        | true    |
        | media.main.holdTimestamp | present |

  Rule: A contact says whether it is recorded

    @voice @recording
    @spec:webex.field.interaction.callProcessingDetails.pauseResumeEnabled @spec:webex.field.interaction.callProcessingDetails.recordingStarted
    @spec:webex.field.interaction.callProcessingDetails.recordInProgress @spec:webex.field.interaction.callProcessingDetails.isPaused
    @spec:webex.field.interaction.callProcessingDetails.CONTINUE_RECORDING_ON_TRANSFER @spec:webex.field.interaction.isMediaForked
    Scenario: A call that is recorded
      Given Ana's call with Carla is recorded
      When Ana puts the call on hold
      Then the call at Ana's desk has:
        | callProcessingDetails.pauseResumeEnabled             | present |
        | callProcessingDetails.recordingStarted               | true    |
        | callProcessingDetails.recordInProgress               | true    |
        | callProcessingDetails.isPaused                       | false   |
        | callProcessingDetails.CONTINUE_RECORDING_ON_TRANSFER | present |
        | isMediaForked                                        | present |

  Rule: A contact says what an agent dialled

    @voice
    @spec:webex.field.interaction.outboundType @spec:webex.field.interaction.contactDirection.type
    @spec:webex.field.interaction.callProcessingDetails.outdialAgentId @spec:webex.field.interaction.callProcessingDetails.outdialTransferToQueueEnabled
    @spec:webex.field.interaction.callProcessingDetails.dnis
    Scenario: The agent dials out
      When Ana dials Chen
      Then the call at Ana's desk has:
        | outboundType                                        | OUTDIAL       |
        | contactDirection.type                               | OUTBOUND      |
        | callProcessingDetails.outdialAgentId                | Ana           |
        | callProcessingDetails.outdialTransferToQueueEnabled | present       |
        | callProcessingDetails.dnis                          | Chen's number |

    @voice @preview
    @spec:webex.field.interaction.callProcessingDetails.campaignId @spec:webex.field.interaction.outboundType
    @spec:webex.field.interaction.contactDirection.type
    Scenario: A campaign shows a record
      Given a push campaign is running for Ana
      When a record for Carla comes to Ana
      Then the record at Ana's desk has:
        | callProcessingDetails.campaignId | present |
        | outboundType                     | PREVIEW |
        | contactDirection.type            | present |

  Rule: A contact says who is asked about it

    @voice @consult
    @spec:webex.field.interaction.media.entry.mType @spec:webex.field.interaction.media.entry.participants
    @spec:webex.field.interaction.callProcessingDetails.consultDestinationAgentJoined @spec:webex.field.interaction.callProcessingDetails.consultDestinationAgentName
    @spec:webex.field.interaction.callProcessingDetails.ctqInProgress @spec:webex.field.interaction.callProcessingDetails.participantInviteTimeout
    Scenario: A colleague is asked
      Given Ben is signed in and ready
      And Ana is talking to Carla
      When Ana consults Ben about the call
      Then the call at Ana's desk has:
        | callProcessingDetails.consultDestinationAgentJoined | false   |
        | callProcessingDetails.consultDestinationAgentName   | present |
        | callProcessingDetails.ctqInProgress                 | false   |
        | callProcessingDetails.participantInviteTimeout      | present |

    @voice @consult
    @spec:webex.field.interaction.callProcessingDetails.consultDestinationAgentJoined @spec:webex.type.InteractionParticipant.isConsulted
    @spec:webex.type.InteractionParticipant.hasJoined
    Scenario: The colleague has answered
      Given Ben is signed in and ready
      And Ana is talking to Carla
      And Ana consults Ben about the call
      When Ben answers the call
      Then the call at Ana's desk has:
        | callProcessingDetails.consultDestinationAgentJoined | true |
        | participants.Ben.isConsulted                        | true |
        | participants.Ben.hasJoined                          | true |

    @voice @consult
    @spec:webex.field.interaction.callProcessingDetails.relationshipType @spec:webex.field.interaction.callProcessingDetails.parentInteractionId
    @spec:webex.field.interaction.callProcessingDetails.parent_ANI @spec:webex.field.interaction.callProcessingDetails.parent_DNIS
    @spec:webex.field.interaction.callProcessingDetails.parent_Agent_DN @spec:webex.field.interaction.callProcessingDetails.parent_Agent_Name
    @spec:webex.field.interaction.callProcessingDetails.parent_Agent_TeamName
    Scenario: What the colleague is told of it
      Given Ben is signed in and ready
      And Ana is talking to Carla
      When Ana consults Ben about the call
      Then the call at Ben's desk has:
        | callProcessingDetails.relationshipType      | consult        |
        | callProcessingDetails.parentInteractionId   | present        |
        | callProcessingDetails.parent_ANI            | Carla's number |
        | callProcessingDetails.parent_DNIS           | present        |
        | callProcessingDetails.parent_Agent_DN       | Ana's number   |
        | callProcessingDetails.parent_Agent_Name     | present        |
        | callProcessingDetails.parent_Agent_TeamName | present        |

    @voice @consult
    @spec:webex.field.interaction.parentInteractionId
    @spec:webex.field.interaction.callProcessingDetails.childInteractionId
    Scenario: A colleague who is asked by way of a routing point has a contact of their own
      Given nobody else is ready
      And Ben is signed in and ready
      And Ana is talking to Carla
      When Ana consults the routing point Main Line about the call
      Then the call at Ben's desk has:
        | parentInteractionId | present |
      And the call at Ana's desk has:
        | callProcessingDetails.childInteractionId | present |

    @voice @consult
    @spec:webex.field.interaction.callProcessingDetails.ctqInProgress
    Scenario: A queue is asked
      Given nobody else is ready
      And Ana is talking to Carla
      When Ana consults the queue Support about the call
      Then the call at Ana's desk has:
        | callProcessingDetails.ctqInProgress | true |

    @voice @consult @conference
    @spec:webex.field.interaction.callProcessingDetails.isConferencing @spec:webex.field.interaction.media.entry.participants
    Scenario: All talk together
      Given Ben is signed in and ready
      And Ana is consulting Ben about the call with Carla
      When Ana completes the conference
      Then the call at Ana's desk has:
        | callProcessingDetails.isConferencing | true     |
        | media.main.participants              | Ana      |

    @voice
    @spec:webex.field.interaction.callProcessingDetails.BLIND_TRANSFER_IN_PROGRESS
    Scenario: It is on its way to a colleague
      Given Ben is signed in and ready
      And Ana is talking to Carla
      When Ana transfers the call to Ben in one step
      Then the call at Ben's desk has:
        | callProcessingDetails.BLIND_TRANSFER_IN_PROGRESS | true |

    @voice
    @spec:webex.field.interaction.currentVTeam @spec:webex.field.interaction.previousVTeams
    Scenario: It was in another queue before
      Given Ana is talking to Carla
      And nobody else is ready
      And Ben is signed in and ready
      When Ana transfers the call to the queue Support in one step
      Then the call at Ben's desk has:
        | currentVTeam   | the queue Support |
        | previousVTeams | present           |

  Rule: What is attached on the way is told with the contact

    @voice @data @spec:webex.field.interaction.callAssociatedData @spec:webex.field.interaction.callAssociatedDetails
    @spec:webex.type.CallAssociatedDatum.name @spec:webex.type.CallAssociatedDatum.value
    @spec:webex.type.CallAssociatedDatum.displayName @spec:webex.type.CallAssociatedDatum.type
    @spec:webex.type.CallAssociatedDatum.agentEditable @spec:webex.type.CallAssociatedDatum.agentViewable
    @spec:webex.type.CallAssociatedDatum.global @spec:webex.type.CallAssociatedDatum.isSecure
    @spec:webex.type.CallAssociatedDatum.reportable @spec:webex.type.CallAssociatedDatum.secureKeyId
    @spec:webex.type.CallAssociatedDatum.secureKeyVersion
    Scenario: A call comes with user data
      When Carla calls Ana with the user data:
        | Account | A-1017 |
      Then Ana's desk shows the user data of the call:
        | Account | A-1017 |
      And the call at Ana's desk has:
        | callAssociatedData                        | present |
        | callAssociatedDetails                     | present |
        | callAssociatedData.Account.name           | Account |
        | callAssociatedData.Account.value          | A-1017  |
        | callAssociatedData.Account.displayName    | present |
        | callAssociatedData.Account.type           | present |
        | callAssociatedData.Account.agentEditable  | present |
        | callAssociatedData.Account.agentViewable  | present |
        | callAssociatedData.Account.global         | present |
        | callAssociatedData.Account.isSecure       | present |
        | callAssociatedData.Account.reportable     | present |
        | callAssociatedData.Account.secureKeyId    | present |
        | callAssociatedData.Account.secureKeyVersion | present |

  Rule: What a flow or a supervisor sets is told with the contact

    @voice @data
    @spec:webex.field.interaction.callProcessingDetails.priority @spec:webex.field.interaction.callProcessingDetails.pauseDuration
    @spec:webex.field.interaction.callProcessingDetails.customerRegion @spec:webex.field.interaction.callProcessingDetails.fcDesktopView
    @spec:webex.field.interaction.callProcessingDetails.fceRegisteredEvents @spec:webex.field.interaction.callProcessingDetails.flowTagId
    @spec:webex.field.interaction.callProcessingDetails.isParked @spec:webex.field.interaction.callProcessingDetails.mohFileName
    @spec:webex.field.interaction.callProcessingDetails.convIvrTranscript @spec:webex.field.interaction.callProcessingDetails.routingStrategyId
    @spec:webex.field.interaction.callProcessingDetails.childInteractionId @spec:webex.field.interaction.callProcessingDetails.monitorType
    @spec:webex.field.interaction.callProcessingDetails.monitoringInvisibleMode @spec:webex.field.interaction.callProcessingDetails.monitoringRequestId
    @spec:webex.field.interaction.callProcessingDetails.monitoringState
    Scenario: A call comes with what a flow has set
      When Carla calls Ana with the user data:
        | priority                | 3          |
        | pauseDuration           | 30         |
        | customerRegion          | EMEA       |
        | fcDesktopView           | desk       |
        | fceRegisteredEvents     | ended      |
        | flowTagId               | Live       |
        | isParked                | false      |
        | mohFileName             | waiting    |
        | convIvrTranscript       | Good day   |
        | routingStrategyId       | strategy-1 |
        | childInteractionId      | child-1    |
        | monitorType             | silent     |
        | monitoringInvisibleMode | true       |
        | monitoringRequestId     | request-1  |
        | monitoringState         | started    |
      Then the call at Ana's desk has:
        | callProcessingDetails.priority                | present |
        | callProcessingDetails.pauseDuration           | present |
        | callProcessingDetails.customerRegion          | present |
        | callProcessingDetails.fcDesktopView           | present |
        | callProcessingDetails.fceRegisteredEvents     | present |
        | callProcessingDetails.flowTagId               | present |
        | callProcessingDetails.isParked                | present |
        | callProcessingDetails.mohFileName             | present |
        | callProcessingDetails.convIvrTranscript       | present |
        | callProcessingDetails.routingStrategyId       | present |
        | callProcessingDetails.childInteractionId      | present |
        | callProcessingDetails.monitorType             | present |
        | callProcessingDetails.monitoringInvisibleMode | present |
        | callProcessingDetails.monitoringRequestId     | present |
        | callProcessingDetails.monitoringState         | present |
