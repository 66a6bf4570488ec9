@wire:webex @voice @inferred
Feature: The phone at an agent's desk

  This wire has no request by which a call is answered at a desk phone, and no document
  says who picks it up.

  Rule: A phone may be picked up by itself

    Scenario: Nobody does anything
      Given phones at the agents' desks are picked up by themselves
      And Ana is signed in and ready
      And Ana has a ringing call with Carla
      When 3 seconds pass
      Then Ana handles the call

  Rule: A call is declined at the phone

    @spec:webex.event.AgentInviteFailed
    Scenario: The agent declines
      Given Ana is signed in and ready
      And Ana has a ringing call with Carla
      When Ana hangs the phone at the desk up
      Then Ana's desk sees, in order:
        | event             |
        | AgentInviteFailed |
      And Ana's desk no longer has the call

  Rule: A phone is put down without the client's doing

    Scenario: The agent puts it down
      Given Ana is signed in and ready
      And Ana is talking to Carla
      When Ana hangs the phone at the desk up
      Then Ana's desk sees, in order:
        | event       |
        | AgentWrapup |
