@wire:webex @voice @preview
Feature: A record of a campaign

  A campaign shows an agent a customer before they are called. Who accepts gets a call of
  its own, which tells from which reservation it comes.

  Background:
    Given Ana is signed in and ready

  Rule: The record is reserved for the agent

    @spec:webex.event.AgentOfferCampaignReservation @spec:webex.seq.preview.1
    Scenario: A record comes
      Given a push campaign is running for Ana
      When a record for Carla comes to Ana
      Then Ana's desk sees, in order:
        | event                         |
        | AgentOfferCampaignReservation |
      And nothing else of these kinds
      And the record at Ana's desk has:
        | callProcessingDetails.campaignId | present   |
        | contactDirection.type            | present   |
        | outboundType                     | PREVIEW   |
        | mediaType                        | telephony |

    @spec:webex.rule.private
    Scenario: It is nobody else's
      Given Ben is signed in and ready
      And a push campaign is running for Ana
      When a record for Carla comes to Ana
      Then Ben's desk sees nothing

  Rule: Who accepts gets the call

    @spec:webex.op.preview.accept @spec:webex.op.preview.accept.success @spec:webex.seq.preview.2 @spec:webex.seq.preview.3
    Scenario: The agent asks for it
      Given Ana has been offered a push record
      When Ana accepts the record
      And Carla answers
      Then the request succeeds

    @spec:webex.event.AgentContactAssigned @spec:webex.seq.preview.5 @spec:webex.seq.preview.4 @spec:webex.event.CampaignContactUpdated
    Scenario: The customer is called
      Given Ana has been offered a push record
      When Ana accepts the record
      And Carla answers
      Then Ana's desk sees, in order:
        | event                  |
        | CampaignContactUpdated |
        | AgentContactAssigned   |
      And Ana's desk is told in AgentContactAssigned:
        | reservationInteractionId | present |

    @spec:webex.seq.preview.7 @spec:webex.seq.preview.8
    Scenario: The agent ends the call
      Given Ana is talking to the customer of a push record
      When Ana hangs up
      Then the request succeeds
      And Ana's desk sees, in order:
        | event       |
        | AgentWrapup |

    @spec:webex.seq.preview.9 @spec:webex.seq.preview.10
    Scenario: The agent wraps it up
      Given Ana is talking to the customer of a push record
      And Ana hangs up
      When Ana wraps the call up
      Then the request succeeds
      And Ana's desk sees, in order:
        | event          |
        | AgentWrappedUp |

    @spec:webex.op.preview.accept @spec:webex.event.ContactEnded
    Scenario: The customer does not answer
      Given Ana has been offered a push record
      When Ana accepts the record
      And Carla does not answer
      Then the request succeeds
      And Ana's desk sees no AgentWrapup

    @spec:webex.seq.preview
    Scenario: The whole of it
      Given a push campaign is running for Ana
      When a record for Carla comes to Ana
      And Ana accepts the record
      And Carla answers
      And Ana hangs up
      And Ana wraps the call up
      Then Ana's desk sees, in order:
        | event                         |
        | AgentOfferCampaignReservation |
        | AgentContactAssigned          |
        | AgentWrapup                   |
        | AgentWrappedUp                |

  Rule: Later releases skip and remove records

    @inferred @spec:webex.op.preview.skip
    Scenario: The agent skips the record
      Given Ana has been offered a push record
      When Ana skips the record
      Then the request succeeds
      And Ana's desk no longer has the record

    @inferred @spec:webex.op.preview.remove
    Scenario: The agent removes the record
      Given Ana has been offered a push record
      When Ana removes the record
      Then the request succeeds
      And Ana's desk no longer has the record
