@preview @do-not-call
Feature: Customers who are not to be called

  Only the client library has these requests: that they can be made binds, what comes of
  them is told as a note.

  Background:
    Given Ana is signed in and ready

  Rule: An agent says that a customer is not to be called any more

    @spec:scapi.method.outbound.setDoNotCall
    Scenario: The agent marks the customer of a record
      Given Ana is previewing a pull record
      When Ana marks the customer of the record as not to be called
      Then the request succeeds
      And nothing has changed at Ana's desk

    Scenario: No other record of the customer comes by itself
      Given Ana is previewing a push record
      And Ana marks the customer of the record as not to be called
      And Ana rejects the record
      And Ana marks the record done
      When a record for Carla comes to Ana
      Then no further record comes to Ana

    Scenario: No other record of the customer comes when it is asked for
      Given Ana is previewing a pull record
      And Ana marks the customer of the record as not to be called
      And Ana rejects the record
      And Ana marks the record done
      And the campaign has a record for Carla
      And the campaign has a record for Chen
      When Ana asks for a preview record
      Then Ana's desk sees the next record
      And the record at Ana's desk has:
        | parties | Chen's number |

    Scenario: The customer says so in the call
      Given Ana is talking to the customer of a push record
      When Ana marks the customer of the call as not to be called
      Then nothing has changed at Ana's desk

  Rule: A customer can be called again once that is taken back

    @spec:scapi.method.outbound.removeDoNotCall
    Scenario: The agent takes it back
      Given Ana is previewing a pull record
      And Ana marks the customer of the record as not to be called
      When Ana lets the customer of the record be called again
      Then the request succeeds
      And nothing has changed at Ana's desk

    Scenario: Records of the customer come again
      Given Ana is previewing a push record
      And Ana marks the customer of the record as not to be called
      And Ana lets the customer of the record be called again
      And Ana rejects the record
      And Ana marks the record done
      When a record for Carla comes to Ana
      Then Ana's desk sees the next record

    Scenario: The agent takes back what was not said
      Given Ana is previewing a pull record
      When Ana lets the customer of the record be called again
      Then the request is refused
      And nothing has changed at Ana's desk

  Rule: It takes a record that is before the agent

    @malformed
    Scenario Outline: A parameter is not as documented
      Given Ana is previewing a pull record
      When Ana's page sends "<request>" for the record <how>
      Then the request is refused
      And nothing has changed at Ana's desk
      When Ana calls the record
      Then Ana's desk shows the call as DIALING

      Examples:
        | request                  | how                              |
        | outbound.setDoNotCall    | without its interactionId        |
        | outbound.setDoNotCall    | with null as its interactionId   |
        | outbound.setDoNotCall    | with a list as its interactionId |
        | outbound.removeDoNotCall | without its interactionId        |
        | outbound.removeDoNotCall | with null as its interactionId   |
        | outbound.removeDoNotCall | with a list as its interactionId |

    @spec:scapi.method.outbound.setDoNotCall.refused.unknown-interaction
    Scenario: The customer of a record that does not exist is marked
      When Ana's page sends "outbound.setDoNotCall" for an interaction that does not exist
      Then the request is refused
      And nothing has changed at Ana's desk

    @spec:scapi.method.outbound.removeDoNotCall.refused.unknown-interaction
    Scenario: The customer of a record that does not exist may be called again
      When Ana's page sends "outbound.removeDoNotCall" for an interaction that does not exist
      Then the request is refused
      And nothing has changed at Ana's desk

    Scenario: The record is only offered
      Given Ana has been offered a push record
      When Ana marks the customer of the record as not to be called
      Then the request is refused
      And nothing has changed at Ana's desk

    Scenario: An ordinary call is from no record
      Given Ana is talking to Carla
      When Ana marks the customer of the call as not to be called
      Then the request is refused
      And nothing has changed at Ana's desk
