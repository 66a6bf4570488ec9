Feature: Mistakes

  @spec:scapi.seq.voice-inbound.99
  Scenario: Everything is wrong
    Given Ana is signed in and ready
    When Carla calls Ana
    Then Ana's desk shows the call as RINGING
    When Ana answers teh call
    Then the answer is {"state": 1} at http://acme.example/desk as in scapi.event.voice.HELD

  Scenario: What does not happen, and then does, is one behaviour
    Given Ana has a ringing call with Carla
    When Ana puts the call on hold
    Then the request is refused
    When Ana answers the call
    Then Ana's desk shows the call as TALKING

  Scenario: A third act is one too many
    Given Ana has a ringing call with Carla
    When Ana puts the call on hold
    Then the request is refused
    When Ana answers the call
    Then Ana's desk shows the call as TALKING
    When Ana hangs up
    Then Ana's desk shows the call as IDLE

  Scenario Outline: Each row is looked at
    When Ana dances the <dance>
    Then Ana's desk shows the call as HELD

    Examples:
      | dance |
      | tango |
      | waltz |

  @scapi.seq.voice-inbound.3 @scapi-only
  Scenario: A tag that is the id of an item checks nothing of it
    Given Ana is signed in and ready
    When Carla calls Ana
    Then Ana's desk shows the call as RINGING
