@wire:gws @bayeux
Feature: What the endpoint of notifications refuses

  Rule: A session that is not there is not known

    @spec:gws.bayeux.unknown-client
    @spec:gws.bayeux.unknown-client.text
    @spec:gws.bayeux.error-format
    Scenario Outline: A client is told to shake hands again
      Given Ana is signed in
      When Ana's client goes on with a session that <which>
      Then the client is told to shake hands again

      Examples:
        | which     |
        | never was |
        | has ended |

    @spec:gws.bayeux.unknown-client
    Scenario: Who shakes hands and subscribes again is told as before
      Given Ana is signed in and ready
      And Ana's client goes on with a session that has ended
      And Ana's client shakes hands and subscribes again
      When an e-mail from Carla comes to Ana
      Then Ana's client hears of the offer of the e-mail once

    @spec:gws.bayeux.expiry
    Scenario: A session whose client does not connect is forgotten
      Given a session is forgotten after 1000 milliseconds without a connect
      And Ana is signed in
      And Ana's client does not connect for 1600 milliseconds
      When Ana's client goes on with its session
      Then the client is told to shake hands again

  Rule: A session belongs to who is logged in

    Background:
      Given Ana is signed in and ready
      And Ben is signed in and ready

    @spec:gws.bayeux.auth
    Scenario: The session of somebody else is not known
      When Ben's client goes on with the session of Ana's
      Then the client is told to shake hands again
      And Ana's client has its session still

    @spec:gws.bayeux.auth.session
    Scenario: Nothing can be heard by the session of somebody else
      Given Ana's client asks for no messages
      When an e-mail from Carla comes to Ana
      And Ben's client goes on with the session of Ana's
      And Ana's client asks for messages again
      Then Ben's client hears nothing of the offer of the e-mail
      And Ana's client hears of the offer of the e-mail once

  Rule: Clients have nothing to publish

    @spec:gws.bayeux.publish
    Scenario: What a client publishes is told to nobody
      Given Ana is signed in and ready
      And Ben is signed in and ready
      When Ana's client publishes to the agent's interactions
      Then the message is refused
      And Ben's client hears nothing that was published
      And Ana's client hears nothing that was published

  Rule: A message has to be one

    Background:
      Given Ana is signed in

    @spec:gws.bayeux.channel-missing
    @spec:gws.bayeux.channel-missing.text
    Scenario: A message names its channel
      When Ana's client sends a message without a channel
      Then the message is refused

    Scenario Outline: A request without messages is a bad one
      When Ana's client sends <what>
      Then the request is a bad one

      @spec:gws.bayeux.bad-request
      Examples:
        | what            |
        | what is no JSON |
        | nothing at all  |

      @inferred @spec:gws.bayeux.bad-request.empty
      Examples:
        | what          |
        | an empty list |
