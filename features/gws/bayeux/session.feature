@wire:gws @bayeux
Feature: Beginning a session of notifications

  A client that has logged in shakes hands, connects once without waiting, and
  subscribes. Only then is it told of anything.

  Rule: A handshake begins a session

    Background:
      Given Ana's client logs in

    @spec:gws.bayeux.handshake
    @spec:gws.bayeux.handshake.version
    @spec:gws.bayeux.handshake.types
    @spec:gws.bayeux.handshake-types
    @spec:gws.bayeux.handshake.alone
    @spec:gws.bayeux.content
    @spec:gws.bayeux.advice
    @spec:gws.bayeux.reply
    @spec:gws.endpoint.notifications
    @spec:gws.seq.login.2
    Scenario: A handshake is answered with all that a client needs
      When Ana's client shakes hands
      Then the handshake is granted
      And the reply has the version, the ways to connect and advice
      And the reply is alone

    @spec:gws.bayeux.handshake.client-id
    Scenario: Every handshake begins a session of its own
      Given Ana's client shakes hands
      When Ana's client shakes hands
      Then no two handshakes began the same session

    @spec:gws.bayeux.handshake-types
    @spec:gws.bayeux.handshake-types.refused
    Scenario: A client over a transport that the server lacks is told so
      When Ana's client shakes hands over a transport that nobody knows
      Then the handshake is refused, or agrees on a transport that the server has

    @spec:gws.bayeux.connect-first
    @spec:gws.bayeux.never-empty
    @spec:gws.bayeux.advice
    Scenario: The first connect does not wait
      Given Ana's client shakes hands
      When Ana's client connects for the first time
      Then the connect is answered at once, with advice

  Rule: Clients differ in how they ask

    Background:
      Given Ana's client logs in

    @spec:gws.bayeux.path
    Scenario Outline: The endpoint is served under other paths, too
      When Ana's client shakes hands <where>
      Then the handshake is granted

      Examples:
        | where                   |
        | with a slash at the end |
        | on a path below         |

    @inferred
    @spec:gws.bayeux.content.forms
    Scenario Outline: Messages come in other forms, too
      When Ana's client shakes hands <how>
      Then the handshake is granted

      Examples:
        | how           |
        | in no array   |
        | as text/json  |
        | as text/plain |

    @spec:gws.bayeux.id
    Scenario: A message without an id is answered as well
      When Ana's client shakes hands without an id
      Then the handshake is granted

  Rule: Nobody hears anything without a login

    @spec:gws.bayeux.http-errors
    @spec:gws.bayeux.auth
    Scenario: A stranger shakes hands
      When somebody without a login shakes hands
      Then there is no session for them

  Rule: Cookies may be given, and need not come back

    @spec:gws.bayeux.cookie
    Scenario: A client without cookies has its session
      Given Ana is signed in
      When Ana's client connects without the cookies that it was given
      Then the connect is granted
