@wire:webex @login
Feature: The notification socket

  Rule: A client asks for a socket and is told where it is

    @spec:webex.http.subscribe @spec:webex.http.subscribe.answer @spec:webex.http.subscribe.answer.webSocketUrl @spec:webex.seq.register.2
    Scenario: A client subscribes
      When Ana's client subscribes
      Then the answer says where the socket is

    @spec:webex.http.subscribe
    Scenario: A client subscribes again
      Given Ana's client has registered
      When Ana's client subscribes
      Then the answer says where the socket is

    @inferred @spec:webex.http.subscribe
    Scenario: Members that nobody knows do not matter
      When Ana's client subscribes with members that nobody knows
      Then the answer says where the socket is

    @refusal @inferred @spec:webex.rule.badRequest
    Scenario Outline: A client subscribes <how>
      When Ana's client subscribes <how>
      Then the request is refused

      Examples:
        | how                          |
        | with a body that is not JSON |
        | with a list                  |

  Rule: A socket that has opened is greeted, and its keepalives are answered

    @spec:webex.http.socket @spec:webex.http.socket.answer @spec:webex.rule.welcome @spec:webex.socket.welcome @spec:webex.socket.welcome.data
    @spec:webex.event.Welcome @spec:webex.event.Welcome.agentId
    @spec:webex.rule.keepalive @spec:webex.socket.keepalive @spec:webex.socket.keepalive.keepalive
    Scenario: A client opens its socket
      Given Ana's client subscribes
      When Ana's client opens the socket
      Then the socket is there: Ana's client was greeted, and its keepalive answered

    @inferred
    Scenario: The greeting comes first
      Given Ana's client subscribes
      When Ana's client opens the socket
      Then Ana's client is greeted first

    @spec:webex.rule.keepalive @spec:webex.socket.keepalive
    Scenario: Each keepalive is answered
      Given Ana's client has registered
      When Ana's client sends three keepalives
      Then each keepalive is answered

    @spec:webex.rule.keepalive
    Scenario: A keepalive is answered while nobody has logged in and while somebody has
      Given Ana is signed in and ready
      When Ana's client sends a keepalive
      Then each keepalive is answered

  Rule: Nothing else opens a socket, and nothing else that is said on it does harm

    @inferred
    Scenario: A socket that nobody gave out
      When Ana's client subscribes
      Then a socket that nobody gave out is not opened for Ana's client

    @inferred
    Scenario: Something else is said
      Given Ana's client has registered
      When Ana's client says something else on the socket
      Then Ana's socket is still there
