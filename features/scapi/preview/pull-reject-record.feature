@preview @pull
Feature: Pull preview: the agent rejects the record

  Background:
    Given Ana is signed in and ready
    And Ana is previewing a pull record

  @spec:scapi.outbound.pull.reject-record.1 @spec:scapi.method.outbound.rejectPreviewRecord
  Scenario: The record can only be marked done any more
    When Ana rejects the record
    Then Ana's desk sees, in order:
      | event        | state    | call type        | capabilities |
      | STATE_CHANGE | REJECTED | OUTBOUND_PREVIEW | MARK_DONE    |
    And nothing else of these kinds
    And Ana's desk shows the record as REJECTED

  @spec:scapi.seq.pull-reject-record.6
  Scenario: Marked done, the record leaves the desk
    Given Ana rejects the record
    When Ana marks the record done
    Then Ana's desk sees, in order:
      | event   | state    | call type        |
      | REMOVED | REJECTED | OUTBOUND_PREVIEW |
    And Ana's desk no longer has the record
