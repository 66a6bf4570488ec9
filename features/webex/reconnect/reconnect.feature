@wire:webex
Feature: A client that comes back

  Where the socket was lost the agent SDK asks for a new one, and takes up the login again.

  Rule: The socket is made again, and the login goes on

    @login @spec:webex.seq.reconnect @spec:webex.seq.reconnect.2 @spec:webex.seq.reconnect.3 @spec:webex.seq.reconnect.4
    @spec:webex.seq.reconnect.5 @spec:webex.seq.reconnect.6 @spec:webex.op.agent.reload @spec:webex.op.agent.reload.success
    @spec:webex.event.AgentReloginSuccess @spec:webex.event.AgentReloginSuccess.channelsMap
    @spec:webex.event.AgentReloginSuccess.deviceType @spec:webex.event.AgentReloginSuccess.dn
    Scenario: An agent who has logged in
      Given Ana is signed in
      When Ana's connection is lost and made again
      Then Ana's desk is told that the login goes on
      And the socket is there: Ana's client was greeted, and its keepalive answered

    @login @spec:webex.op.agent.reload.failure @spec:webex.event.AgentReloginFailed
    Scenario: An agent who has not logged in
      Given Ana's client has registered
      When Ana's connection is lost and made again
      Then Ana's client is told whether there is a login to take up

    @login @spec:webex.seq.reconnect.7 @spec:webex.op.agent.state
    Scenario: The agent becomes available again
      Given Ana is signed in and ready
      And Ana's connection is lost and made again
      When Ana becomes available
      Then the request succeeds
      And Ana's desk shows her as available

    @login @inferred
    Scenario: An agent without contacts is told of none
      Given Ana is signed in
      When Ana's connection is lost and made again
      Then Ana's desk is told of no contact again

  Rule: What the agent has is told again

    @voice @spec:webex.seq.reconnect.8 @spec:webex.event.AgentContact @spec:webex.event.AgentReloginSuccess.interactionIds
    Scenario: A call that goes on
      Given Ana is signed in and ready
      And Ana is talking to Carla
      When Ana's connection is lost and made again
      Then Ana's desk is told that the login goes on
      And Ana's desk is told of the call again

    @chat @spec:webex.seq.reconnect.8 @spec:webex.event.AgentContact @spec:webex.event.AgentReloginSuccess.interactionIds
    Scenario: A chat that goes on
      Given Ana is signed in and ready
      And Ana has an accepted chat from Carla
      When Ana's connection is lost and made again
      Then Ana's desk is told of the chat again

    @email @spec:webex.seq.reconnect.8 @spec:webex.event.AgentContact @spec:webex.event.AgentReloginSuccess.interactionIds
    Scenario: An e-mail that goes on
      Given Ana is signed in and ready
      And Ana has an accepted e-mail from Carla
      When Ana's connection is lost and made again
      Then Ana's desk is told of the e-mail again

    @voice @spec:webex.seq.reconnect.8 @spec:webex.event.AgentContact @spec:webex.event.AgentReloginSuccess.interactionIds
    Scenario: A call on hold
      Given Ana is signed in and ready
      And Ana has a held call with Carla
      When Ana's connection is lost and made again
      Then Ana's desk is told of the call again

    @voice @inferred
    Scenario: A call that rings
      Given Ana is signed in and ready
      And Ana has a ringing call with Carla
      When Ana's connection is lost and made again
      Then Ana's desk is told of the call again

    @voice @inferred
    Scenario: A call that has to be wrapped up
      Given Ana is signed in and ready
      And Ana has a released call with Carla
      When Ana's connection is lost and made again
      Then Ana's desk is told of the call again

    @voice @inferred
    Scenario: What ended meanwhile
      Given Ana is signed in and ready
      And Ana is talking to Carla
      And Ana's connection is lost
      And Carla hangs up
      When Ana's connection is made again
      Then Ana's desk is told of the call again

    @chat @inferred
    Scenario: What is over is not told again
      Given Ana is signed in and ready
      And Ana has an accepted chat from Carla
      And Ana ends the chat
      And Ana wraps the chat up
      When Ana's connection is lost and made again
      Then Ana's desk is told of no contact again

    @voice @inferred
    Scenario: What others have is not told
      Given Ana is signed in and ready
      And Ben is signed in and ready
      And Ben is talking to Carla
      When Ana's connection is lost and made again
      Then Ana's desk is told of no contact again

  Rule: The agent goes on with what they have

    @voice @spec:webex.op.task.hold.success
    Scenario: A call is put on hold
      Given Ana is signed in and ready
      And Ana is talking to Carla
      And Ana's connection is lost and made again
      When Ana puts the call on hold
      Then the request succeeds

    @voice @spec:webex.op.task.wrapup.success
    Scenario: A call is wrapped up
      Given Ana is signed in and ready
      And Ana has a released call with Carla
      And Ana's connection is lost and made again
      When Ana wraps the call up
      Then the request succeeds

    @chat @inferred
    Scenario: What is new is told to the new socket
      Given Ana is signed in and ready
      And Ana's connection is lost and made again
      And Ana becomes available
      When Chen asks Ana for a chat
      Then the chat is offered to Ana
