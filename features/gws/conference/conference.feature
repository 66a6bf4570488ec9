@wire:gws @conference
Feature: A conference about an interaction

  Two agents work on the same interaction at the same time.

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready

  Rule: An agent invites another, and keeps the interaction

    @email @spec:gws.op.start-conference @spec:gws.op.start-conference.success @spec:gws.transition.conference-start @spec:gws.seq.conference.2 @spec:gws.seq.conference.3
    @spec:gws.msg.conference-invited @spec:gws.state.conference-invited
    Scenario: The agent invites another to an e-mail
      Given Ana has an accepted e-mail from Carla
      When Ana adds Ben to the e-mail in one step
      Then the request succeeds
      And Ben is invited to the conference of the e-mail
      And Ana's desk lists the e-mail

    @chat @spec:gws.op.start-conference @spec:gws.transition.conference-start @spec:gws.seq.conference.2 @spec:gws.seq.conference.3
    Scenario: The agent invites another to a chat
      Given Ana is chatting with Carla
      When Ana adds Ben to the chat in one step
      Then the request succeeds
      And Ben is invited to the conference of the chat
      And Ana's desk lists the chat

    @email @spec:gws.seq.conference.5 @spec:gws.op.start-conference
    Scenario: Both have the e-mail
      Given Ana has an accepted e-mail from Carla
      And Ana adds Ben to the e-mail in one step
      When Ben accepts the e-mail
      Then Ana's desk lists the e-mail
      And Ben's desk lists the e-mail

    @chat @spec:gws.seq.conference.5 @spec:gws.op.start-conference
    Scenario: Both have the chat
      Given Ana is chatting with Carla
      And Ana adds Ben to the chat in one step
      When Ben accepts the chat
      Then Ana's desk lists the chat
      And Ben's desk lists the chat

  Rule: What nobody says of an invitation

    @email @inferred @spec:gws.transition.conference-join @spec:gws.seq.conference.4
    Scenario: The other agent accepts
      Given Ana has an accepted e-mail from Carla
      And Ana adds Ben to the e-mail in one step
      When Ben accepts the e-mail
      Then the request succeeds
      And Ben handles the e-mail

    @email @inferred @spec:gws.transition.conference-reject @spec:gws.op.start-conference.target-rejects
    Scenario: The other agent rejects
      Given Ana has an accepted e-mail from Carla
      And Ana adds Ben to the e-mail in one step
      When Ben declines the e-mail
      Then Ana's desk lists the e-mail
      And Ben's desk no longer has the e-mail

    @email @inferred
    Scenario: The other agent does not answer
      Given Ana has an accepted e-mail from Carla
      And Ana adds Ben to the e-mail in one step
      When nobody accepts until the end of the offer
      Then the offer of the e-mail to Ben is withdrawn
      And Ana's desk lists the e-mail

    @email @inferred @spec:gws.op.start-conference.target-self
    Scenario: The agent themselves
      Given Ana has an accepted e-mail from Carla
      When Ana's client asks for "StartConference" of the e-mail with the agent themselves for a target
      Then the request is refused
      And nothing has changed

    @email @inferred @spec:gws.op.start-conference.already-in
    Scenario: An agent who takes part already
      Given Ana and Ben are in a conference about an e-mail from Carla
      When Ana's client asks for "StartConference" of the e-mail
      Then the request is refused
      And nothing has changed

    @email @inferred @spec:gws.op.start-conference.already-in
    Scenario: An agent who is invited already
      Given Ana has an accepted e-mail from Carla
      And Ana adds Ben to the e-mail in one step
      When Ana's client asks for "StartConference" of the e-mail
      Then the request is refused
      And nothing has changed

    @email @inferred @spec:gws.quirk.target-vs-agent @spec:gws.op.start-conference.missing-parameter
    Scenario: The agent under the name that transfers have for it
      Given Ana has an accepted e-mail from Carla
      When Ana's client asks for "StartConference" of the e-mail with the name of the other operation's parameter
      Then the request is refused
      And nothing has changed
