@system
Feature: Activity of the agent

  A desktop can end the session of an agent who does nothing for a while. A page that
  the agent works in tells the desktop that the agent is active.

  Background:
    Given the center ends a session after 30 minutes without activity
    And Ana is signed in

  Rule: Activity that a page tells of counts

    @spec:scapi.method.system.triggerActivity
    Scenario: A page tells of activity in time
      Given 29 minutes pass
      When Ana's page tells of activity
      And 29 minutes pass
      Then Ana's session goes on

    Scenario: The agent is active in the desktop
      Given 29 minutes pass
      When Ana moves the mouse
      And 29 minutes pass
      Then Ana's session goes on

  Rule: Without activity the session ends

    Scenario: Nobody does anything
      When 31 minutes pass
      Then Ana's session has ended

    Scenario: The last activity is long ago
      Given 20 minutes pass
      And Ana's page tells of activity
      When 31 minutes pass
      Then Ana's session has ended
