@preview @call-result
Feature: The call result of a record

  Only the client library has these requests: that they can be made binds, what comes of
  them is told as a note.

  Background:
    Given Ana is signed in and ready

  Rule: There is a list of call results to choose from

    @spec:scapi.method.outbound.getListOfCallResults
    Scenario: An agent's page asks for the call results
      When Ana lists the call results
      Then the answer has the call result

  Rule: An agent says how the call ended

    @spec:scapi.method.outbound.setCallResult
    Scenario: The agent sets the call result of a call that has ended
      Given Ana's call from a push record has ended
      When Ana sets the call result of the call
      Then the request succeeds
      And nothing has changed at Ana's desk

    @spec:scapi.method.outbound.getCallResult
    Scenario: The page asks for the call result that was set
      Given Ana's call from a push record has ended
      And Ana sets the call result of the call
      When Ana asks for the call result of the call
      Then the answer has the call result

    Scenario: A call result can be set before the call is made
      Given Ana is previewing a pull record
      When Ana sets the call result of the record
      And Ana asks for the call result of the record
      Then the answer has the call result

  Rule: A call result is one of the list, and of a record that is before the agent

    Scenario: The agent sets a call result that does not exist
      Given Ana's call from a push record has ended
      When Ana sets a call result that does not exist
      Then the request is refused
      And nothing has changed at Ana's desk
      When Ana sets the call result of the call
      Then the request succeeds

    @malformed
    Scenario Outline: A parameter is not as documented
      Given Ana's call from a push record has ended
      When Ana's page sends "<request>" for the call <how>
      Then the request is refused
      And nothing has changed at Ana's desk
      When Ana sets the call result of the call
      Then the request succeeds

      Examples:
        | request                | how                              |
        | outbound.setCallResult | without its interactionId        |
        | outbound.setCallResult | without its callResult           |
        | outbound.setCallResult | with null as its interactionId   |
        | outbound.setCallResult | with null as its callResult      |
        | outbound.setCallResult | with a list as its interactionId |
        | outbound.setCallResult | with a text as its callResult    |
        | outbound.getCallResult | without its interactionId        |
        | outbound.getCallResult | with null as its interactionId   |
        | outbound.getCallResult | with a list as its interactionId |

    @spec:scapi.method.outbound.setCallResult.refused.unknown-interaction
    Scenario: The call result of a record that does not exist is set
      When Ana's page sends "outbound.setCallResult" for an interaction that does not exist
      Then the request is refused
      And nothing has changed at Ana's desk

    @spec:scapi.method.outbound.getCallResult.refused.unknown-interaction
    Scenario: The page asks for the call result of a record that does not exist
      When Ana's page sends "outbound.getCallResult" for an interaction that does not exist
      Then the request is refused
      And nothing has changed at Ana's desk

    Scenario: The record is only offered
      Given Ana has been offered a push record
      When Ana sets the call result of the record
      Then the request is refused
      And nothing has changed at Ana's desk

    Scenario Outline: An ordinary call is from no record
      Given Ana is talking to Carla
      When Ana <does>
      Then the request is refused
      And nothing has changed at Ana's desk

      Examples:
        | does                                 |
        | sets the call result of the call     |
        | asks for the call result of the call |
