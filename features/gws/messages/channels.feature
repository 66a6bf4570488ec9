@wire:gws @readiness
Feature: Messages about channels

  Clients listen to a topic about the states of their channels.

  @spec:gws.msg.channel-state @spec:gws.channel.me-channels
  Scenario: A channel becomes not ready
    Given Ana is signed in and ready
    And Ana's client listens to the states of the channels
    When Ana becomes not ready for chats
    Then Ana is told of the state of the channels
