@wire:scapi @wire:webex @voice @consult
Feature: An agent asks somebody about a call
  Background:
    Given Ana is signed in and ready

  Rule: Whom the agent consults is called

    Scenario: A colleague is consulted
      Given Ben is signed in and ready
      And Ana is talking to Carla
      When Ana consults Ben about the call
      Then the call is offered to Ben

    @spec:scapi.seq.consult-transfer.7 @spec:webex.seq.consult.3
    Scenario: The colleague answers
      Given Ben is signed in and ready
      And Ana is talking to Carla
      And Ana consults Ben about the call
      When Ben answers the call
      Then Ana's desk shows the consultation answered

    @spec:scapi.seq.consult-transfer.7
    Scenario: Somebody outside answers
      Given Ana is talking to Carla
      And Ana consults Chen about the call
      When Chen answers
      Then Ana's desk shows the consultation answered

  Rule: The consultation ends, and the call goes on

    @spec:scapi.seq.consult-transfer.9 @spec:webex.event.AgentConsultEnded
    Scenario: The agent ends it
      Given Ana is consulting Chen about the call with Carla
      When Ana ends the consultation
      Then Ana's desk shows the consultation over
      And Ana's desk lists the call

    @spec:webex.event.AgentConsultEnded
    Scenario: The other one ends it
      Given Ana is consulting Chen about the call with Carla
      When Chen hangs up
      Then Ana's desk shows the consultation over
      And Ana's desk lists the call

  Rule: The call is handed over

    @spec:webex.seq.consultTransfer.6
    Scenario: The agent is out of it
      Given Ben is signed in and ready
      And Ana is consulting Ben about the call with Carla
      When Ana completes the transfer
      Then Ana's desk sees the call end
      And Ben's desk lists the call

  Rule: All of them talk together

    @spec:scapi.seq.consult-conference.12 @spec:webex.seq.conference.6
    Scenario: The agent brings a colleague in
      Given Ben is signed in and ready
      And Ana is consulting Ben about the call with Carla
      When Ana completes the conference
      Then Ana's desk shows the call as a conference
      And Ana's desk lists the call

  Rule: Nobody else is told

    @spec:webex.rule.private
    Scenario: A third agent
      Given Ben is signed in and ready
      And Cleo is signed in and ready
      And Ana is talking to Carla
      When Ana consults Ben about the call
      Then Cleo's desk sees nothing
