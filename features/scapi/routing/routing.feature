@voice @routing
Feature: Who gets what is sent to a group, a skill or a routing point

  How a center chooses among agents is documented nowhere. The scenarios show that
  a target means something.

  Background:
    Given Ben is signed in and ready
    And Cleo is signed in and ready

  Rule: A customer's call comes to one agent of those it is for

    Scenario Outline: A customer's call is routed
      When Carla calls the <where>
      Then a call comes to Ben or Cleo

      Examples:
        | where                   |
        | skill Billing           |
        | routing point Main Line |

    Scenario: The agent who has the skill at the highest level comes first
      When Carla calls the skill Billing
      Then a call comes to Ben

    Scenario: An agent who has a call gets no other
      Given Ben has a talking call with Chen
      When Carla calls the skill Billing
      Then a call comes to Cleo

    @spec:scapi.event.voice.ESTABLISHED @spec:scapi.method.voice.answer
    Scenario: The call is answered like any other
      Given Carla calls the skill Billing
      When Ben answers the call
      Then Ben's desk sees, in order:
        | event       | state   |
        | ESTABLISHED | TALKING |

  Rule: What an agent sends comes to one agent of those it is for

    Background:
      Given Ana is signed in and ready
      And Ana is talking to Carla

    Scenario Outline: A call is transferred to whom it may concern
      When Ana transfers the call to <where> in one step
      Then a call comes to Ben or Cleo

      Examples:
        | where                       |
        | the agent group Service     |
        | the skill Billing           |
        | the routing point Main Line |

    Scenario: Whoever has the skill is consulted
      When Ana consults the skill Billing about the call
      Then a call comes to Ben

    Scenario: It does not come back to who sent it
      When Ana transfers the call to the agent group Service in one step
      Then no call comes to Ana
