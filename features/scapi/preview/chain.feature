@preview @chain
Feature: The chain of a record

  A customer can have several numbers, each a record of its own in a chain. Only the
  client library has this request: that it can be made binds, what it answers is told as
  a note.

  Background:
    Given Ana is signed in and ready

  Rule: An agent's page can ask for the chain of a record

    @spec:scapi.method.outbound.getChainedRecords
    Scenario: The page asks for the chain of a record that is previewed
      Given Ana is previewing a pull record
      When Ana asks for the chain of the record
      Then the answer has both numbers of Carla

    Scenario: The call made from the record has the same chain
      Given Ana is talking to the customer of a pull record
      When Ana asks for the chain of the call
      Then the answer has both numbers of Carla

  Rule: Only a record that is before the agent has a chain

    @malformed
    Scenario Outline: A parameter is not as documented
      Given Ana is previewing a pull record
      When Ana's page sends "outbound.getChainedRecords" for the record <how>
      Then the request is refused
      And nothing has changed at Ana's desk
      When Ana asks for the chain of the record
      Then the request succeeds

      Examples:
        | how                              |
        | without its interactionId        |
        | with null as its interactionId   |
        | with a list as its interactionId |

    @spec:scapi.method.outbound.getChainedRecords.refused.unknown-interaction
    Scenario: The page asks for the chain of a record that does not exist
      When Ana's page sends "outbound.getChainedRecords" for an interaction that does not exist
      Then the request is refused
      And nothing has changed at Ana's desk

    Scenario: The record is only offered
      Given Ana has been offered a push record
      When Ana asks for the chain of the record
      Then the request is refused

    Scenario: An ordinary call is from no record
      Given Ana is talking to Carla
      When Ana asks for the chain of the call
      Then the request is refused
