@chat @refusal
Feature: Requests that do not fit the state of a chat

  How a refusal is answered is documented nowhere; what counts is that nothing
  happens, and that the same request works once the state is right.

  Background:
    Given Ana is signed in and ready

  Rule: Only a chat that is offered can be accepted or declined

    @spec:scapi.method.interaction.accept.refused.not-ringing @spec:scapi.event.openmedia.ACCEPTED
    Scenario Outline: A chat in another state is not accepted
      Given Ana has a <state> chat with Carla
      When Ana accepts the chat
      Then the request is refused
      And nothing has changed at Ana's desk
      When Chen asks Ana for a chat
      And Ana accepts the chat
      Then Ana's desk sees, in order:
        | event    |
        | ACCEPTED |

      Examples:
        | state   |
        | running |
        | ended   |

    @spec:scapi.method.interaction.reject.refused.not-ringing
    Scenario Outline: A chat in another state is not declined
      Given Ana has a <state> chat with Carla
      When Ana declines the chat
      Then the request is refused
      And nothing has changed at Ana's desk
      When Chen asks Ana for a chat
      And Ana declines the chat
      Then Ana's desk no longer has the chat

      Examples:
        | state   |
        | running |
        | ended   |
