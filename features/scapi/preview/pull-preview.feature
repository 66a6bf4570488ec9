@preview @pull
Feature: Pull preview

  The agent asks for a record, looks at it, calls the customer and marks the call
  done. Each table below is a block of the documented table of events for outbound
  preview, in its order.

  Background:
    Given Ana is signed in and ready

  Rule: A record that the agent asked for is shown

    @spec:scapi.outbound.pull.record-received.1 @spec:scapi.outbound.pull.record-received.2
    @spec:scapi.method.outbound.getPreviewRecord
    Scenario: The agent asks for a record
      Given a pull campaign is running for Ana
      And the campaign has a record for Carla
      When Ana asks for a preview record
      Then Ana's desk sees, in order:
        | event      | state      | call type        | capabilities                       |
        | ADDED      | PREVIEWING | OUTBOUND_PREVIEW | CALL, REJECT_RECORD, CANCEL_RECORD |
        | PREVIEWING | PREVIEWING | OUTBOUND_PREVIEW | CALL, REJECT_RECORD, CANCEL_RECORD |
      And nothing else of these kinds

    @spec:scapi.method.outbound.getPreviewRecord.refused.no-record
    Scenario: A campaign that does not exist has no record
      Given a pull campaign is running for Ana
      And the campaign has a record for Carla
      When Ana asks for a preview record of a campaign that does not exist
      Then the request is refused
      And nothing has changed at Ana's desk
      When Ana asks for a preview record
      Then Ana's desk shows the record as PREVIEWING

    @spec:scapi.method.outbound.getPreviewRecord.refused.no-record
    Scenario: A calling list at its end has no record
      Given a pull campaign is running for Ana
      When Ana asks for a preview record
      Then the request is refused
      And nothing has changed at Ana's desk
      When the campaign has a record for Carla
      And Ana asks for a preview record
      Then Ana's desk shows the record as PREVIEWING

  Rule: Calling the record makes a call

    @spec:scapi.outbound.pull.make-call.1 @spec:scapi.outbound.pull.make-call.2 @spec:scapi.outbound.pull.make-call.3
    @spec:scapi.method.outbound.callPreviewRecord
    Scenario: The agent calls the record
      Given Ana is previewing a pull record
      When Ana calls the record
      Then Ana's desk sees, in order:
        | event   | interaction | state   | call type        | capabilities |
        | ADDED   | call        | DIALING | OUTBOUND         | HANGUP       |
        | DIALING | call        | DIALING | OUTBOUND         | HANGUP       |
        | REMOVED | record      | IDLE    | OUTBOUND_PREVIEW | -            |
      And nothing else of these kinds

    @spec:scapi.outbound.pull.make-call.2
    Scenario: The agent calls another number of the record
      Given Ana is previewing a pull record
      When Ana calls the second number of the record
      Then Ana's desk sees, in order:
        | event   | interaction | state   | call type | capabilities |
        | DIALING | call        | DIALING | OUTBOUND  | HANGUP       |

    @spec:scapi.seq.pull-preview.8
    Scenario: The customer answers
      Given Ana has called a pull record
      When Carla answers
      Then Ana's desk sees, in order:
        | event       | interaction | state   | call type |
        | ESTABLISHED | call        | TALKING | OUTBOUND  |

    @spec:scapi.outbound.pull.release-markdone.1
    Scenario: The customer does not answer
      Given Ana has called a pull record
      When Carla does not answer
      Then Ana's desk sees, in order:
        | event    | interaction | state | call type | capabilities |
        | RELEASED | call        | IDLE  | OUTBOUND  | MARK_DONE    |

  Rule: A call that has ended is released and marked done

    @spec:scapi.outbound.pull.release-markdone.1 @spec:scapi.outbound.pull.release-markdone.2
    @spec:scapi.outbound.pull.release-markdone.3 @spec:scapi.outbound.pull.make-call.3
    Scenario: The agent hangs up and marks the call done
      Given Ana is talking to the customer of a pull record
      When Ana hangs up
      And Ana marks the call done
      Then Ana's desk sees, in order:
        | event          | interaction | state | call type | capabilities |
        | RELEASED       | call        | IDLE  | OUTBOUND  | MARK_DONE    |
        | MARKDONE_APPLY | call        | IDLE  | OUTBOUND  | MARK_DONE    |
        | REMOVED        | call        | IDLE  | OUTBOUND  | -            |
      And nothing else of these kinds
      And by now Ana's desk has seen:
        | event   | interaction | state | call type        | capabilities |
        | REMOVED | record      | IDLE  | OUTBOUND_PREVIEW | -            |

  Rule: Mark done is done and stop

    @spec:scapi.rule.markdone-pull
    Scenario: After mark done of the call the next record is not fetched
      Given Ana's call from a pull record has ended
      And the campaign has a record for Chen
      When Ana marks the call done
      Then no further record comes to Ana

    @spec:scapi.rule.markdone-pull
    Scenario: After mark done of a rejected record the next one is not fetched
      Given Ana is previewing a pull record
      And Ana rejects the record
      And the campaign has a record for Chen
      When Ana marks the record done
      Then no further record comes to Ana
