@session @pages
Feature: Reloading the desktop

  The ids of interactions are those of a session. A desktop that is reloaded begins a
  new one, and has what the agent is busy with.

  Background:
    Given Ana is signed in and ready

  Rule: What the agent is busy with is still there

    @spec:scapi.method.interaction.getInteractions
    Scenario Outline: The agent reloads during a call
      Given Ana has a <state> call with Carla
      When Ana reloads the desktop
      Then Ana's desk has the call still

      Examples:
        | state   |
        | ringing |
        | talking |
        | held    |

    @spec:scapi.seq.voice-inbound.11
    Scenario: The call goes on in the new session
      Given Ana has a talking call with Carla
      And Ana reloads the desktop
      When Ana hangs up
      Then Ana's desk sees, in order:
        | event    | state |
        | RELEASED | IDLE  |

    Scenario: The state of the agent stays
      When Ana chooses the state NOT_READY
      And Ana reloads the desktop
      Then Ana's state is NOT_READY

  Rule: The ids of the session before are lost

    @spec:scapi.rule.id-lifetime
    Scenario: A page asks for the call by its old id
      Given Ana has a talking call with Carla
      When Ana reloads the desktop
      Then the id that the call had at Ana's desk is lost

  Rule: A page that loads again finds the same session

    @spec:scapi.method.interaction.getInteractions
    Scenario: A page loads again during a call
      Given Ana has a talking call with Carla
      When Ana's first page loads again
      Then Ana's desk has the call still

    @spec:scapi.event.agent.STATE_CHANGED
    Scenario: A page that has loaded again hears events
      Given Ana's first page loads again
      When Ana changes state
      Then Ana's first page hears agent once

    @spec:scapi.rule.subscribed-only
    Scenario: Another page stays as it is
      Given Ana opens a second page
      And Ana's second page subscribes to agent
      When Ana's first page loads again
      And Ana changes state
      Then Ana's second page hears agent once
