@wire:gws @conference
Feature: Leaving a conference

  The agents who remain are told, and the last of them keeps the interaction.

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready

  Rule: Who leaves no longer has the interaction, and who remains is told and keeps it

    @email @spec:gws.op.end-conference @spec:gws.op.end-conference.success @spec:gws.transition.conference-leave
    @spec:gws.seq.conference-end.2 @spec:gws.seq.conference-end.3 @spec:gws.seq.conference-end.4 @spec:gws.msg.conference-left @spec:gws.state.conference-left
    Scenario: The one who was invited leaves an e-mail
      Given Ana and Ben are in a conference about an e-mail from Carla
      When Ben leaves the conference of the e-mail
      Then the request succeeds
      And Ana is told that somebody has left the conference of the e-mail
      And Ana's desk lists the e-mail
      And Ben's desk no longer has the e-mail

    @chat @spec:gws.op.end-conference @spec:gws.transition.conference-leave @spec:gws.seq.conference-end.2 @spec:gws.seq.conference-end.3 @spec:gws.seq.conference-end.4
    Scenario: The one who was invited leaves a chat
      Given Ana and Ben are in a conference about a chat from Carla
      When Ben leaves the conference of the chat
      Then the request succeeds
      And Ana is told that somebody has left the conference of the chat
      And Ana's desk lists the chat
      And Ben's desk no longer has the chat

    @email @spec:gws.seq.conference-owner-leaves.2 @spec:gws.seq.conference-owner-leaves.3 @spec:gws.seq.conference-owner-leaves.4
    Scenario: The one who began it leaves
      Given Ana and Ben are in a conference about an e-mail from Carla
      When Ana leaves the conference of the e-mail
      Then the request succeeds
      And Ben is told that somebody has left the conference of the e-mail
      And Ben's desk lists the e-mail
      And Ana's desk no longer has the e-mail

    @email @spec:gws.op.end-conference.last-agent-keeps
    Scenario: The last one keeps the interaction
      Given Ana and Ben are in a conference about an e-mail from Carla
      When Ana leaves the conference of the e-mail
      Then Ben's desk lists the e-mail

    @email @spec:gws.op.stop-processing
    Scenario: The last one finishes it
      Given Ana and Ben are in a conference about an e-mail from Carla
      And Ana leaves the conference of the e-mail
      When Ben marks the e-mail done
      Then the request succeeds
      And Ben's desk no longer has the e-mail

  Rule: The documents have two names for it

    @email @spec:gws.op.end-conference.name-leave @spec:gws.quirk.end-conference-name
    Scenario: The name in the sample
      Given Ana and Ben are in a conference about an e-mail from Carla
      When Ben ends the conference of the e-mail, called LeaveConference
      Then Ben's desk no longer has the e-mail

    @email @spec:gws.op.end-conference.name-end @spec:gws.quirk.end-conference-name
    Scenario: The name in the text
      Given Ana and Ben are in a conference about an e-mail from Carla
      When Ben ends the conference of the e-mail, called EndConference
      Then Ben's desk no longer has the e-mail

  Rule: What nobody says of leaving

    @email @inferred @spec:gws.transition.conference-leave.told
    Scenario: Who leaves is told
      Given Ana and Ben are in a conference about an e-mail from Carla
      When Ben leaves the conference of the e-mail
      Then Ben is told that they no longer have the e-mail

    @email @inferred @spec:gws.op.end-conference.other-agent
    Scenario: An agent cannot make another one leave
      Given Ana and Ben are in a conference about an e-mail from Carla
      When Ana's client asks for "LeaveConference" of the e-mail with another agent's name
      Then the request is refused
      And nothing has changed

    @email @inferred
    Scenario: Who finishes it in a conference leaves it to the other
      Given Ana and Ben are in a conference about an e-mail from Carla
      When Ben marks the e-mail done
      Then Ana is told that somebody has left the conference of the e-mail
      And Ana's desk lists the e-mail
