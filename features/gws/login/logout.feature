@wire:gws @login @inferred
Feature: Logging out

  Later releases say what the end of a session is; here nothing of it binds.

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready
    And nobody else is ready

  @spec:gws.op.me.end-session @spec:gws.op.me.end-session.success @spec:gws.seq.logout.1
  Scenario: An agent ends the contact center session
    When Ana ends the contact center session
    Then the request succeeds

  @spec:gws.auth.end-session @spec:gws.seq.logout.2
  Scenario: The cookie is worth nothing then
    When Ana ends the contact center session, and the client asks for their own record with the cookie alone
    Then the request is refused

  @bayeux
  Scenario: The session of notifications is over
    Given Ana ends the contact center session
    When Ana's client goes on with its session
    Then the client is told to shake hands again

  @email @spec:gws.seq.logout.3
  Scenario: Open invitations go to others
    Given Ana has an offered e-mail from Carla
    When Ana ends the contact center session
    Then the e-mail is offered to Ben

  @email
  Scenario: What the agent handles stays theirs
    Given Ana has an accepted e-mail from Carla
    When Ana ends the contact center session
    Then Ben's desk finds the e-mail among the center's
    And Ana's desk lists the e-mail
