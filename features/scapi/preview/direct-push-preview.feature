@preview @direct-push
Feature: Direct push preview

  Once the agent has started direct push, the center offers records one by one.
  Each table below is a block of the documented table of events for outbound
  preview, in its order.

  Background:
    Given Ana is signed in and ready

  Rule: A record that comes is an invitation

    @spec:scapi.outbound.direct-push.record-received.1 @spec:scapi.outbound.direct-push.record-received.2
    @spec:scapi.method.outbound.startDirectPushPreview
    Scenario: A record comes
      Given a direct push campaign is running for Ana
      And the campaign has a record for Carla
      When Ana starts direct push
      Then Ana's desk sees, in order:
        | event   | state   | call type        | capabilities   |
        | ADDED   | INVITED | OUTBOUND_PREVIEW | ACCEPT, REJECT |
        | INVITED | INVITED | OUTBOUND_PREVIEW | ACCEPT, REJECT |
      And nothing else of these kinds

  Rule: An accepted record is shown

    @spec:scapi.outbound.direct-push.accepted.1 @spec:scapi.method.interaction.accept
    Scenario: The agent accepts the record
      Given Ana has been offered a direct push record
      When Ana accepts the record
      Then Ana's desk sees, in order:
        | event      | state      | call type        | capabilities                       |
        | PREVIEWING | PREVIEWING | OUTBOUND_PREVIEW | CALL, REJECT_RECORD, CANCEL_RECORD |
      And nothing else of these kinds

  Rule: Calling the record makes a call

    @spec:scapi.outbound.direct-push.make-call.1 @spec:scapi.outbound.direct-push.make-call.2 @spec:scapi.method.outbound.callPreviewRecord
    Scenario: The agent calls the record
      Given Ana is previewing a direct push record
      When Ana calls the record
      Then Ana's desk sees, in order:
        | event   | interaction | state   | call type | capabilities |
        | ADDED   | call        | DIALING | OUTBOUND  | HANGUP       |
        | DIALING | call        | DIALING | OUTBOUND  | HANGUP       |
      And nothing else of these kinds

    @spec:scapi.type.interaction.Interaction.caseId
    Scenario: The call belongs to the record's case
      Given Ana is previewing a direct push record
      When Ana calls the record
      Then the call at Ana's desk is in the record's case

    @spec:scapi.outbound.direct-push.make-call.3 @spec:scapi.outbound.direct-push.make-call.4
    Scenario: The customer answers
      Given Ana has called a direct push record
      When Carla answers
      Then Ana's desk sees, in order:
        | event       | interaction | state   | call type        | capabilities |
        | ESTABLISHED | call        | TALKING | OUTBOUND         | HANGUP       |
        | REMOVED     | record      | IDLE    | OUTBOUND_PREVIEW | -            |

    @spec:scapi.outbound.direct-push.release-markdone.1
    Scenario: The customer does not answer
      Given Ana has called a direct push record
      When Carla does not answer
      Then Ana's desk sees, in order:
        | event    | interaction | state | call type | capabilities |
        | RELEASED | call        | IDLE  | OUTBOUND  | MARK_DONE    |

  Rule: A call that has ended is released and marked done

    @spec:scapi.outbound.direct-push.release-markdone.1 @spec:scapi.outbound.direct-push.release-markdone.2
    @spec:scapi.outbound.direct-push.release-markdone.3 @spec:scapi.outbound.direct-push.make-call.4
    Scenario: The agent hangs up and marks the call done
      Given Ana is talking to the customer of a direct push record
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

    @spec:scapi.rule.markdone-direct
    Scenario: After mark done no more records are sent
      Given Ana's call from a direct push record has ended
      And Ana marks the call done
      When a record for Chen comes to Ana
      Then no further record comes to Ana

    @spec:scapi.method.outbound.startDirectPushPreview
    Scenario: The agent can start direct push again
      Given Ana's call from a direct push record has ended
      And Ana marks the call done
      And the campaign has a record for Chen
      When Ana starts direct push
      Then Ana's desk shows the record as INVITED

  Rule: An agent who stops direct push gets no more records

    @spec:scapi.method.outbound.stopDirectPushPreview
    Scenario: The agent stops direct push
      Given a direct push campaign is running for Ana
      And Ana starts direct push
      When Ana stops direct push
      And a record for Carla comes to Ana
      Then no further record comes to Ana
