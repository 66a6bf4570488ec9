@messenger
Feature: Messages between pages

  A page broadcasts a message on a channel, and every other page that has subscribed to
  the channel hears it.

  Background:
    Given Ana is signed in
    And Ana opens a second page

  Rule: Every other page that has subscribed hears the message as it is

    @spec:scapi.method.messenger.broadcastMessage @spec:scapi.event.messenger.broadcast
    Scenario Outline: A page broadcasts
      Given Ana's second page subscribes to the channel News
      When Ana's first page broadcasts <what> on the channel News
      Then Ana's second page hears the message on the channel News

      Examples:
        | what                    |
        | a message               |
        | texts                   |
        | numbers                 |
        | nested values           |
        | true and false and null |
        | letters of all kinds    |
        | an empty object         |

    @spec:scapi.event.messenger.broadcast
    Scenario: The other way round
      Given Ana's first page subscribes to the channel News
      When Ana's second page broadcasts a message on the channel News
      Then Ana's first page hears the message on the channel News

    @spec:scapi.event.messenger.broadcast
    Scenario: Both pages have subscribed
      Given Ana's first page subscribes to the channel News
      And Ana's second page subscribes to the channel News
      When Ana's first page broadcasts a message on the channel News
      Then Ana's second page hears the message on the channel News
      And Ana's first page hears nothing on any channel

  Rule: Nobody else hears it

    Scenario: A page has subscribed to another channel
      Given Ana's second page subscribes to the channel Weather
      When Ana's first page broadcasts a message on the channel News
      Then Ana's second page hears nothing on any channel

    @spec:scapi.rule.subscribed-only
    Scenario: A page has not subscribed to any channel
      When Ana's first page broadcasts a message on the channel News
      Then Ana's second page hears nothing on any channel

    @spec:scapi.rule.unsubscribe
    Scenario: A page has unsubscribed
      Given Ana's second page subscribes to the channel News
      And Ana's second page unsubscribes
      When Ana's first page broadcasts a message on the channel News
      Then Ana's second page hears nothing on any channel
