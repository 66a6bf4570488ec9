@preview @campaign
Feature: Outbound campaigns

  Background:
    Given Ana is signed in and ready

  Rule: An agent's desk is told what becomes of a campaign

    @spec:scapi.event.outbound-campaign.CampaignLoaded @spec:scapi.seq.campaign.1
    Scenario: A campaign is loaded
      When a pull campaign is loaded for Ana
      Then Ana's desk sees the campaign CampaignLoaded

    @spec:scapi.event.outbound-campaign.CampaignStarted @spec:scapi.seq.campaign.2
    Scenario: A campaign is started
      Given a pull campaign is loaded for Ana
      When a pull campaign is started for Ana
      Then Ana's desk sees the campaign CampaignStarted

    @spec:scapi.event.outbound-campaign.CampaignStopped @spec:scapi.seq.campaign.3
    Scenario: A campaign is stopped
      Given a pull campaign is running for Ana
      When a pull campaign is stopped for Ana
      Then Ana's desk sees the campaign CampaignStopped

    @spec:scapi.event.outbound-campaign.CampaignUnloaded @spec:scapi.seq.campaign.4
    Scenario: A campaign is unloaded
      Given a pull campaign is running for Ana
      And a pull campaign is stopped for Ana
      When a pull campaign is unloaded for Ana
      Then Ana's desk sees the campaign CampaignUnloaded

  Rule: An agent's page can ask for the campaigns

    @spec:scapi.method.outbound.getCampaigns
    Scenario: The list has a running campaign
      Given a pull campaign is running for Ana
      When Ana lists the campaigns
      Then the answer has the campaign
