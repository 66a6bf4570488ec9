@preview @push
Feature: Push preview

  The center offers a record to a ready agent, who accepts it, calls the customer and
  marks the call done.
  Each table below is a block of the documented table of events for outbound
  preview, in its order.

  Background:
    Given Ana is signed in and ready

  Rule: A record that comes is an invitation

    @spec:scapi.outbound.push.record-received.1 @spec:scapi.outbound.push.record-received.2
    Scenario: A record comes
      Given a push campaign is running for Ana
      When a record for Carla comes to Ana
      Then Ana's desk sees, in order:
        | event   | state   | call type             | capabilities   |
        | ADDED   | INVITED | OUTBOUND_PUSH_PREVIEW | ACCEPT, REJECT |
        | INVITED | INVITED | OUTBOUND_PUSH_PREVIEW | ACCEPT, REJECT |
      And nothing else of these kinds

  Rule: An accepted record is shown

    @spec:scapi.outbound.push.accepted.1 @spec:scapi.method.interaction.accept
    Scenario: The agent accepts the record
      Given Ana has been offered a push record
      When Ana accepts the record
      Then Ana's desk sees, in order:
        | event      | state      | call type             | capabilities                       |
        | PREVIEWING | PREVIEWING | OUTBOUND_PUSH_PREVIEW | CALL, REJECT_RECORD, CANCEL_RECORD |
      And nothing else of these kinds

  Rule: Calling the record makes a call

    @spec:scapi.outbound.push.make-call.1 @spec:scapi.outbound.push.make-call.2 @spec:scapi.method.outbound.callPreviewRecord
    Scenario: The agent calls the record
      Given Ana is previewing a push record
      When Ana calls the record
      Then Ana's desk sees, in order:
        | event   | interaction | state   | call type | capabilities |
        | ADDED   | call        | DIALING | OUTBOUND  | HANGUP       |
        | DIALING | call        | DIALING | OUTBOUND  | HANGUP       |
      And nothing else of these kinds

    @spec:scapi.outbound.push.make-call.3
    Scenario: The customer answers
      Given Ana has called a push record
      When Carla answers
      Then Ana's desk sees, in order:
        | event       | interaction | state   | call type | capabilities |
        | ESTABLISHED | call        | TALKING | OUTBOUND  | HANGUP, HOLD |
      And nothing else of these kinds

    @spec:scapi.outbound.push.release-markdone.1
    Scenario: The customer does not answer
      Given Ana has called a push record
      When Carla does not answer
      Then Ana's desk sees, in order:
        | event    | interaction | state | call type | capabilities |
        | RELEASED | call        | IDLE  | OUTBOUND  | MARK_DONE    |

  Rule: A call that has ended is released and marked done

    @spec:scapi.outbound.push.release-markdone.1 @spec:scapi.outbound.push.release-markdone.2
    @spec:scapi.outbound.push.release-markdone.3 @spec:scapi.outbound.push.release-markdone.4
    Scenario: The agent hangs up and marks the call done
      Given Ana is talking to the customer of a push record
      When Ana hangs up
      And Ana marks the call done
      Then Ana's desk sees, in order:
        | event          | interaction | state | call type             | capabilities |
        | RELEASED       | call        | IDLE  | OUTBOUND              | MARK_DONE    |
        | MARKDONE_APPLY | call        | IDLE  | OUTBOUND              | MARK_DONE    |
        | REMOVED        | record      | IDLE  | OUTBOUND_PUSH_PREVIEW | MARK_DONE    |
        | REMOVED        | call        | IDLE  | OUTBOUND              | -            |
      And nothing else of these kinds

    @spec:scapi.outbound.push.release-markdone.3
    Scenario: By the end the record has left the desk
      Given Ana's call from a push record has ended
      When Ana marks the call done
      Then by now Ana's desk has seen:
        | event   | interaction | state | call type             | capabilities |
        | REMOVED | record      | IDLE  | OUTBOUND_PUSH_PREVIEW | MARK_DONE    |

  Rule: The call can be held

    @spec:scapi.event.voice.HELD
    Scenario: The agent holds the call made from a record
      Given Ana is talking to the customer of a push record
      When Ana puts the call on hold
      Then Ana's desk sees, in order:
        | event | interaction | state |
        | HELD  | call        | HELD  |

  Rule: Mark done has no special effect

    @spec:scapi.rule.markdone-push
    Scenario: After mark done the next record still comes
      Given Ana's call from a push record has ended
      When Ana marks the call done
      And a record for Chen comes to Ana
      Then Ana's desk sees the next record
