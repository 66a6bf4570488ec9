@preview @callback
Feature: Rescheduling a record

  An agent lets a record come again at a date, by one number of its chain, for the
  campaign or for themselves. Only the client library has these requests: that they
  can be made binds, what comes of them is told as a note.

  Background:
    Given Ana is signed in and ready

  Rule: A record that is previewed can be rescheduled

    @spec:scapi.method.outbound.rescheduleRecord @spec:scapi.enum.callback-type.CAMPAIGN
    Scenario: The agent reschedules a record for the campaign
      Given Ana is previewing a pull record
      When Ana reschedules the record
      Then the request succeeds

    @spec:scapi.method.outbound.cancelReschedule
    Scenario: The agent takes the reschedule back
      Given Ana is previewing a pull record
      And Ana reschedules the record
      When Ana takes the reschedule of the record back
      Then the request succeeds

    Scenario Outline: No event tells of it
      Given Ana is previewing a <mode> record
      When Ana reschedules the record
      Then nothing has changed at Ana's desk
      When Ana takes the reschedule of the record back
      Then nothing has changed at Ana's desk

      Examples:
        | mode        |
        | pull        |
        | push        |
        | direct push |

  Rule: A rescheduled record comes again at its time

    Scenario: A pull record waits until it is asked for
      Given Ana is previewing a pull record
      And Ana reschedules the record
      And Ana rejects the record
      And Ana marks the record done
      When the time of the callback comes
      And Ana asks for a preview record
      Then Ana's desk sees the next record

    Scenario: A record can come again to the agent alone
      Given Ana is previewing a pull record
      And Ana reschedules the record for themselves
      And Ana rejects the record
      And Ana marks the record done
      When the time of the callback comes
      And Ana asks for a preview record
      Then Ana's desk sees the next record

    Scenario: A push record is offered
      Given Ana is previewing a push record
      And Ana reschedules the record
      And Ana rejects the record
      And Ana marks the record done
      When the time of the callback comes
      Then Ana's desk sees the next record

    Scenario: A direct push record is offered to an agent who wants records
      Given Ana is previewing a direct push record
      And Ana reschedules the record
      And Ana rejects the record
      And Ana marks the record done
      And Ana starts direct push
      When the time of the callback comes
      Then Ana's desk sees the next record

    Scenario: It comes again after its call
      Given Ana's call from a pull record has ended
      And Ana reschedules the call
      And Ana marks the call done
      When the time of the callback comes
      And Ana asks for a preview record
      Then Ana's desk sees the next record

    Scenario: It does not come before its time
      Given Ana is previewing a push record
      And Ana reschedules the record
      And Ana rejects the record
      And Ana marks the record done
      When it is a minute before the callback
      Then no further record comes to Ana

    Scenario: A reschedule that was taken back is none
      Given Ana is previewing a push record
      And Ana reschedules the record
      And Ana takes the reschedule of the record back
      And Ana rejects the record
      And Ana marks the record done
      When the time of the callback comes
      Then no further record comes to Ana

  Rule: A record that cannot come again so is not rescheduled

    Scenario Outline: The agent asks for what cannot be
      Given Ana is previewing a push record
      When Ana reschedules the record <how>
      Then the request is refused
      And nothing has changed at Ana's desk
      When Ana reschedules the record
      Then the request succeeds

      Examples:
        | how                                |
        | to a date that has passed          |
        | to a day that there is not         |
        | by a number that it does not have  |
        | as nobody's callback               |

    Scenario: The agent takes back what was not set
      Given Ana is previewing a push record
      When Ana takes the reschedule of the record back
      Then the request is refused
      And nothing has changed at Ana's desk

    @malformed
    Scenario Outline: A parameter is not as documented
      Given Ana is previewing a push record
      When Ana's page sends "<request>" for the record <how>
      Then the request is refused
      And nothing has changed at Ana's desk
      When Ana reschedules the record
      Then the request succeeds

      Examples:
        | request                   | how                                |
        | outbound.rescheduleRecord | without its interactionId          |
        | outbound.rescheduleRecord | without its recordHandle           |
        | outbound.rescheduleRecord | without its rescheduleDate         |
        | outbound.rescheduleRecord | without its callbackType           |
        | outbound.rescheduleRecord | with null as its interactionId     |
        | outbound.rescheduleRecord | with null as its recordHandle      |
        | outbound.rescheduleRecord | with null as its rescheduleDate    |
        | outbound.rescheduleRecord | with null as its callbackType      |
        | outbound.rescheduleRecord | with a list as its interactionId   |
        | outbound.rescheduleRecord | with a text as its recordHandle    |
        | outbound.rescheduleRecord | with a number as its rescheduleDate |
        | outbound.rescheduleRecord | with an object as its callbackType |
        | outbound.cancelReschedule | without its interactionId          |
        | outbound.cancelReschedule | with null as its interactionId     |
        | outbound.cancelReschedule | with a list as its interactionId   |

    @spec:scapi.method.outbound.rescheduleRecord.refused.unknown-interaction
    Scenario: A record that does not exist is rescheduled
      When Ana's page sends "outbound.rescheduleRecord" for an interaction that does not exist
      Then the request is refused
      And nothing has changed at Ana's desk

    @spec:scapi.method.outbound.cancelReschedule.refused.unknown-interaction
    Scenario: The reschedule of a record that does not exist is taken back
      When Ana's page sends "outbound.cancelReschedule" for an interaction that does not exist
      Then the request is refused
      And nothing has changed at Ana's desk

  Rule: Only what is previewed or called can be rescheduled

    Scenario: The record is only offered
      Given Ana has been offered a push record
      When Ana reschedules the record
      Then the request is refused
      And nothing has changed at Ana's desk

    Scenario: The record has been rejected
      Given Ana is previewing a pull record
      And Ana rejects the record
      When Ana reschedules the record
      Then the request is refused
      And nothing has changed at Ana's desk

    Scenario: An ordinary call is from no record
      Given Ana is talking to Carla
      When Ana reschedules the call
      Then the request is refused
      And nothing has changed at Ana's desk
