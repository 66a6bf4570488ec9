@wire:gws
Feature: Finishing an interaction

  An agent who has finished working on an interaction stops processing it.

  Background:
    Given Ana is signed in and ready

  Rule: An interaction that is finished is the agent's no longer

    @email @spec:gws.op.stop-processing @spec:gws.op.stop-processing.success @spec:gws.transition.stop @spec:gws.seq.stop.2 @spec:gws.seq.stop.3
    Scenario: The agent finishes an e-mail
      Given Ana has an accepted e-mail from Carla
      When Ana marks the e-mail done
      Then the request succeeds
      And Ana's desk no longer has the e-mail

    @chat @spec:gws.op.stop-processing @spec:gws.transition.stop @spec:gws.seq.stop.2 @spec:gws.seq.stop.3
    Scenario: The agent finishes a chat
      Given Ana is chatting with Carla
      When Ana marks the chat done
      Then the request succeeds
      And Ana's desk no longer has the chat

    @email @spec:gws.seq.stop.4
    Scenario: It is no longer among those under way
      Given Ana has an accepted e-mail from Carla
      When Ana marks the e-mail done
      Then Ana's desk does not find the e-mail among the center's

  Rule: It has another name in later releases

    @email @spec:gws.op.stop-processing.name-stop
    Scenario: The name in release 8.5.0
      Given Ana has an accepted e-mail from Carla
      When Ana marks the e-mail done
      Then Ana's desk no longer has the e-mail

    @email @spec:gws.op.stop-processing.name-complete
    Scenario: The name from release 8.5.1 on
      Given Ana has an accepted e-mail from Carla
      When Ana marks the e-mail done
      Then Ana's desk no longer has the e-mail

    @email @inferred @spec:gws.quirk.stop-complete
    Scenario: The later name in any release
      Given Ana has an accepted e-mail from Carla
      When Ana's client asks for "Complete" of the e-mail
      Then the request succeeds
      And Ana's desk no longer has the e-mail

  Rule: What nobody says of the end

    @email @inferred @spec:gws.transition.stop.told
    Scenario: The agent is told
      Given Ana has an accepted e-mail from Carla
      When Ana marks the e-mail done
      Then Ana is told that they no longer have the e-mail

    @email @inferred
    Scenario: What is finished cannot be finished again
      Given Ana has an accepted e-mail from Carla
      And Ana marks the e-mail done
      When Ana marks the e-mail done
      Then the request is refused
      And nothing has changed
