@wire:gws @chat
Feature: Working on a chat

  Background:
    Given Ana is signed in and ready

  Rule: An agent takes part in a chat

    @spec:gws.op.chat.send-message @spec:gws.op.chat.send-message.success
    Scenario: The agent sends a message
      Given Ana is chatting with Carla
      When Ana writes in the chat
      Then the request succeeds

    @spec:gws.op.chat.send-notification @spec:gws.op.chat.send-notification.success
    Scenario: The agent sends a notification
      Given Ana is chatting with Carla
      When Ana lets the customer know that they are writing
      Then the request succeeds

    @spec:gws.op.chat.request-chat-history @spec:gws.op.chat.request-chat-history.success
    Scenario: The agent asks for the history
      Given Ana is chatting with Carla
      When Ana asks for the history of the chat
      Then the request succeeds

  Rule: Who accepts a chat gets its complete history

    @spec:gws.msg.accepted.chat
    Scenario: What the customer wrote before
      Given Ana has an offered chat with Carla
      And Carla writes in the chat
      When Ana accepts the chat
      Then Ana is shown the history of the chat, with what Carla wrote

  Rule: What is said is told in messages of later releases

    @inferred @spec:gws.msg.chat-log @spec:gws.msg.chat-log.messages
    Scenario: The customer writes
      Given Ana is chatting with Carla
      When Carla writes in the chat
      Then Ana is told what Carla wrote

    @inferred @spec:gws.msg.chat-log
    Scenario: The agent writes
      Given Ana is chatting with Carla
      When Ana writes in the chat
      Then Ana is told what Ana wrote

    @inferred
    Scenario: The history has what was said
      Given Ana is chatting with Carla
      And Carla writes in the chat
      When Ana asks for the history of the chat
      Then Ana is shown the history of the chat, with what Carla wrote

    @inferred @spec:gws.msg.accepted.chat.participants
    Scenario: The agent takes part under a nickname
      Given Ana has an offered chat with Carla
      When Ana accepts the chat as "Annie"
      Then the request succeeds
      And Ana takes part in the chat as "Annie"

    @inferred @conference
    Scenario: Both agents of a conference are told what the customer writes
      Given Ben is signed in and ready
      And Ana and Ben are in a conference about a chat from Carla
      When Carla writes in the chat
      Then Ana is told what Carla wrote
      And Ben is told what Carla wrote

  Rule: An agent hands a chat over by way of a consultation

    @spec:gws.op.chat.initiate-consultation @spec:gws.op.chat.initiate-consultation.success @spec:gws.op.chat.initiate-consultation.name-consulation @spec:gws.quirk.consulation
    Scenario: The agent begins a consultation
      Given Ben is signed in and ready
      And Ana is chatting with Carla
      When Ana consults Ben about the chat, as it is spelled
      Then the request succeeds

    @inferred @spec:gws.op.chat.initiate-consultation.name-consultation @spec:gws.quirk.consulation
    Scenario: The agent begins a consultation, spelled as it is meant
      Given Ben is signed in and ready
      And Ana is chatting with Carla
      When Ana consults Ben about the chat, as it is meant
      Then the request succeeds

    @spec:gws.op.chat.complete-transfer @spec:gws.op.chat.complete-transfer.success
    Scenario: The agent makes it a transfer
      Given Ben is signed in and ready
      And Ana is chatting with Carla
      And Ana consults Ben about the chat, as it is spelled
      And Ben accepts what was offered last
      When Ana completes the transfer of the chat
      Then the request succeeds

    @spec:gws.op.chat.complete-conference @spec:gws.op.chat.complete-conference.success
    Scenario: The agent makes it a conference
      Given Ben is signed in and ready
      And Ana is chatting with Carla
      And Ana consults Ben about the chat, as it is spelled
      And Ben accepts what was offered last
      When Ana completes the conference of the chat
      Then the request succeeds
