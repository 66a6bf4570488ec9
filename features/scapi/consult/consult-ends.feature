@voice @consult
Feature: Ways in which a consultation ends

  However it ends, the call that it is about goes on; how both are told is mostly
  documented nowhere.

  Background:
    Given Ana is signed in and ready

  Rule: Whoever is consulted may not come to the phone

    @spec:scapi.seq.consult-transfer.9
    Scenario: Somebody outside is busy
      Given Ana is talking to Carla
      And Ana consults Chen about the call
      When Chen is busy
      Then Ana's desk sees, in order:
        | event    | interaction  | state | call type |
        | RELEASED | consultation | IDLE  | CONSULT   |
      And Ana's desk lists the call

    @spec:scapi.seq.consult-transfer.9
    Scenario: Somebody outside does not answer
      Given Ana is talking to Carla
      And Ana consults Chen about the call
      When Chen does not answer
      Then Ana's desk sees, in order:
        | event    | interaction  | state | call type |
        | RELEASED | consultation | IDLE  | CONSULT   |
      And Ana's desk lists the call

    @spec:scapi.seq.consult-transfer.9
    Scenario: A colleague declines
      Given Ben is signed in and ready
      And Ana is talking to Carla
      And Ana consults Ben about the call
      When Ben declines the call
      Then Ana's desk sees, in order:
        | event    | interaction  | state | call type |
        | RELEASED | consultation | IDLE  | CONSULT   |
      And Ana's desk lists the call

    @spec:scapi.seq.consult-transfer.9
    Scenario: A colleague does not answer
      Given Ben is signed in and ready
      And Ana is talking to Carla
      And Ana consults Ben about the call
      When nobody answers until the ring timeout
      Then Ana's desk sees, in order:
        | event    | interaction  | state | call type |
        | RELEASED | consultation | IDLE  | CONSULT   |
      And Ana's desk lists the call

    @spec:scapi.seq.consult-transfer.9
    Scenario: The agent gives up before anybody answers
      Given Ana is talking to Carla
      And Ana consults Chen about the call
      When Ana ends the consultation
      Then Ana's desk sees, in order:
        | event    | interaction  | state | call type |
        | RELEASED | consultation | IDLE  | CONSULT   |
      And Ana's desk lists the call

  Rule: Either side may end it

    @spec:scapi.seq.consult-transfer.9
    Scenario: Whoever is consulted hangs up
      Given Ana is consulting Chen about the call with Carla
      When Chen hangs up
      Then Ana's desk sees, in order:
        | event    | interaction  | state | call type | previous state |
        | RELEASED | consultation | IDLE  | CONSULT   | TALKING        |
      And Ana's desk lists the call

    @spec:scapi.method.voice.hangUp @spec:scapi.event.voice.RELEASED
    Scenario: The agent ends it
      Given Ana is consulting Chen about the call with Carla
      When Ana ends the consultation
      Then Ana's desk sees, in order:
        | event    | interaction  | state |
        | RELEASED | consultation | IDLE  |
      And Ana's desk lists the call

    Scenario: The consulted agent's desk is told that the other has ended it
      Given Ben is signed in and ready
      And Ana is consulting Ben about the call with Carla
      When Ana ends the consultation
      Then Ben's desk sees the call end

  Rule: The agent goes back to the customer

    Scenario: The agent takes the call off hold again
      Given Ana is consulting Chen about the call with Carla
      And Ana ends the consultation
      When Ana takes the call off hold
      Then Ana's desk shows the call as TALKING

  Rule: The customer may leave in the middle

    @spec:scapi.seq.consult-transfer.10
    Scenario: The customer hangs up while the agent consults
      Given Ana is consulting Chen about the call with Carla
      When Carla hangs up
      Then Ana's desk sees, in order:
        | event    | interaction | state | call type |
        | RELEASED | call        | IDLE  | INBOUND   |
      And Ana's desk shows the consultation as TALKING

    @spec:scapi.seq.consult-transfer.10
    Scenario: The customer hangs up before anybody is there to be consulted
      Given Ana is talking to Carla
      And Ana consults Chen about the call
      When Carla hangs up
      Then Ana's desk sees, in order:
        | event    | interaction | state | call type |
        | RELEASED | call        | IDLE  | INBOUND   |
