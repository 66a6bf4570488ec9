@preview @record-fields
Feature: The fields of a record

  Only the client library has these requests: that they can be made binds, what they
  answer is told as a note.

  Background:
    Given Ana is signed in and ready

  Rule: An agent's page can read the fields of a record

    @spec:scapi.method.outbound.getRecordFields
    Scenario: The page asks for the fields of a record that is previewed
      Given Ana is previewing a pull record
      When Ana asks for the fields of the record
      Then the answer has the fields:
        | OFFER | Spring |

  Rule: An agent's page can write fields of a record

    @spec:scapi.method.outbound.updateRecordFields
    Scenario: The page writes a field
      Given Ana is previewing a pull record
      When Ana writes the fields of the record:
        | GSW_FROM          | 10:10        |
        | GSW_CUSTOM_STRING | string value |
      Then the request succeeds
      And nothing has changed at Ana's desk

    Scenario: What was written can be read
      Given Ana is previewing a pull record
      And Ana writes the fields of the record:
        | GSW_FROM | 10:10 |
      When Ana asks for the fields of the record
      Then the answer has the fields:
        | GSW_FROM | 10:10  |
        | OFFER    | Spring |

    Scenario: The fields of the call are those of its record
      Given Ana is talking to the customer of a push record
      And Ana writes the fields of the call:
        | GSW_FROM | 10:10 |
      When Ana asks for the fields of the record
      Then the answer has the fields:
        | GSW_FROM | 10:10 |

  Rule: Only a record that is before the agent has fields

    @malformed
    Scenario Outline: A parameter is not as documented
      Given Ana is previewing a pull record
      When Ana's page sends "<request>" for the record <how>
      Then the request is refused
      And nothing has changed at Ana's desk
      When Ana asks for the fields of the record
      Then the answer has the fields:
        | OFFER | Spring |

      Examples:
        | request                     | how                               |
        | outbound.getRecordFields    | without its interactionId         |
        | outbound.getRecordFields    | with null as its interactionId    |
        | outbound.getRecordFields    | with a list as its interactionId  |
        | outbound.updateRecordFields | without its interactionId         |
        | outbound.updateRecordFields | without its recordData            |
        | outbound.updateRecordFields | with null as its interactionId    |
        | outbound.updateRecordFields | with null as its recordData       |
        | outbound.updateRecordFields | with a list as its interactionId  |
        | outbound.updateRecordFields | with a text as its recordData     |
        | outbound.updateRecordFields | with a list as its recordData     |

    @spec:scapi.method.outbound.getRecordFields.refused.unknown-interaction
    Scenario: The page asks for the fields of a record that does not exist
      When Ana's page sends "outbound.getRecordFields" for an interaction that does not exist
      Then the request is refused
      And nothing has changed at Ana's desk

    @spec:scapi.method.outbound.updateRecordFields.refused.unknown-interaction
    Scenario: The page writes fields of a record that does not exist
      When Ana's page sends "outbound.updateRecordFields" for an interaction that does not exist
      Then the request is refused
      And nothing has changed at Ana's desk

    Scenario: The record is only offered
      Given Ana has been offered a push record
      When Ana writes the fields of the record:
        | GSW_FROM | 10:10 |
      Then the request is refused
      And nothing has changed at Ana's desk

    Scenario: An ordinary call is from no record
      Given Ana is talking to Carla
      When Ana asks for the fields of the call
      Then the request is refused
