@wire:gws @bayeux
Feature: What an endpoint of notifications may offer besides

  No server has to offer these. One that does keeps to the protocol.

  Rule: With acknowledgements, what a client has not got comes again

    Background:
      Given Ana is ready at a client that acknowledges what it gets
      And Ana's client asks for no messages

    @spec:gws.bayeux.ack
    Scenario: What was not acknowledged comes again
      Given an e-mail from Carla comes to Ana
      When Ana's client asks for messages, and again as if nothing had come
      Then the offer of the e-mail comes twice, under growing numbers

    @spec:gws.bayeux.ack
    Scenario: What was acknowledged does not come again
      Given an e-mail from Carla comes to Ana
      When Ana's client asks for messages, and again when it has got them
      Then the offer of the e-mail comes once

  Rule: Over WebSocket a client is told without asking

    Background:
      Given Ana is ready at a client over WebSocket

    @spec:gws.bayeux.websocket
    Scenario: An offer comes over WebSocket
      When an e-mail from Carla comes to Ana
      Then Ana's client hears of the offer of the e-mail once

    @spec:gws.bayeux.websocket
    Scenario: A client that waits over WebSocket is told at once
      Given Ana's client waits for messages
      When an e-mail from Carla comes to Ana
      Then Ana's client hears of the offer of the e-mail once

    @spec:gws.bayeux.disconnect
    @spec:gws.bayeux.disconnect.held
    Scenario: Disconnecting over WebSocket lets go of a client that waits
      Given Ana's client waits for messages
      When Ana's client disconnects
      Then Ana's client waits no longer

  Rule: Scripts of other origins can be called back

    @spec:gws.bayeux.callback-polling
    Scenario: A handshake by callback polling
      Given Ana's client logs in
      When Ana's client shakes hands by callback polling
      Then the answer calls the client's function with the reply

  Rule: Pages of other origins can be let in

    @spec:gws.bayeux.cors
    Scenario: A page of another origin asks first
      Given pages of other origins are let in
      When a page of another origin asks whether it may use notifications
      Then it may, with credentials and the headers that it sends

  Rule: A user can have several sessions

    @spec:gws.bayeux.multiple-clients
    Scenario: Each session of a client is told
      Given Ana is signed in and ready
      And Ana's client begins a second session
      When an e-mail from Carla comes to Ana
      Then both sessions hear of the offer of the e-mail, or Ana's client is told that it has several
