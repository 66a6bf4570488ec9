@preview @refusal
Feature: Requests that do not fit the state of a record

  Background:
    Given Ana is signed in and ready

  Rule: A record that has been rejected cannot be called any more

    Scenario: The agent calls a rejected record
      Given Ana is previewing a pull record
      And Ana rejects the record
      When Ana calls the record
      Then the request is refused
      And nothing has changed at Ana's desk
      When Ana marks the record done
      And the campaign has a record for Chen
      And Ana asks for a preview record
      And Ana calls the record
      Then Ana's desk shows the call as DIALING

  Rule: An offered record has to be accepted before it can be called

    Scenario Outline: The agent calls an offered record
      Given Ana has been offered a <mode> record
      When Ana calls the record
      Then the request is refused
      And nothing has changed at Ana's desk
      When Ana accepts the record
      And Ana calls the record
      Then Ana's desk shows the call as DIALING

      Examples:
        | mode        |
        | push        |
        | direct push |

  Rule: A record that is shown cannot be accepted again

    @spec:scapi.method.interaction.accept.refused.not-ringing
    Scenario: The agent accepts a record that is shown
      Given Ana is previewing a push record
      When Ana accepts the record
      Then the request is refused
      And nothing has changed at Ana's desk
      When Ana rejects the record
      And Ana marks the record done
      And a record for Chen comes to Ana
      And Ana accepts the record
      Then Ana's desk shows the record as PREVIEWING

  Rule: A record is not a call

    @spec:scapi.method.voice.hold.refused.wrong-state
    Scenario: The agent puts a record on hold
      Given Ana is previewing a pull record
      When Ana puts the record on hold
      Then the request is refused
      And nothing has changed at Ana's desk
      When Ana calls the record
      And Carla answers
      And Ana puts the call on hold
      Then Ana's desk shows the call as HELD
