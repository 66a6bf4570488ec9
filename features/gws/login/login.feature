@wire:gws @login
Feature: Logging in

  Rule: Name and password are enough on any request, and the cookie after that

    @spec:gws.op.me.get @spec:gws.op.me.get.success @spec:gws.auth.basic @spec:gws.auth.session-cookie @spec:gws.seq.login.1
    Scenario: A user logs in
      When Ana's client logs in
      Then the request succeeds
      And the answer sets the session's cookie

    @spec:gws.endpoint.me.get @spec:gws.endpoint.me.get.answer @spec:gws.endpoint.me.get.answer.user @spec:gws.type.User.id @spec:gws.type.User.userName
    @spec:gws.type.User.firstName @spec:gws.type.User.lastName
    Scenario: A user is told who they are
      When Ana's client logs in
      Then the answer has:
        | user           | present           |
        | user.id        | present           |
        | user.userName  | Ana's user name   |
        | user.firstName | Ana's first name  |
        | user.lastName  | Ana's last name   |

    @spec:gws.auth.session-cookie
    Scenario: The cookie alone is enough
      Given Ana is signed in
      When Ana's client asks for their own record with the cookie alone
      Then the request succeeds

    @spec:gws.auth.session-cookie @email
    Scenario: The cookie alone is enough to work
      Given Ana is signed in and ready
      And Ana has an offered e-mail from Carla
      When Ana's client asks for "Accept" of the e-mail with the cookie alone
      Then the request succeeds
      And Ana's desk lists the e-mail

    @spec:gws.auth.unauthenticated @refusal
    Scenario Outline: <how> there is no login
      Given Ana is signed in
      When Ana's client asks for their own record <how>
      Then the request is refused

      Examples:
        | how                   |
        | without credentials   |
        | with a wrong password |

  Rule: A user is told which roles they have

    @spec:gws.type.User.roles @spec:gws.role.agent
    Scenario: An agent
      When Ana's client logs in
      Then the answer has the role "ROLE_AGENT"

    @spec:gws.type.User.roles @spec:gws.role.admin
    Scenario: An administrator
      When Gail's client logs in
      Then the answer has the role "ROLE_ADMIN"

  Rule: An agent who has logged in becomes ready

    @spec:gws.seq.login.5 @spec:gws.op.channel.ready @spec:gws.op.channel.ready.success
    Scenario: The last step of a login
      Given Ana is signed in
      When Ana becomes ready for e-mails
      Then the request succeeds

    @inferred @spec:gws.op.me.start-session @spec:gws.op.me.start-session.success @spec:gws.seq.login.4
    Scenario: An agent starts the contact center session
      Given Ana is signed in
      When Ana starts the contact center session
      Then the request succeeds

  Rule: The version is told to anybody, say later releases

    @inferred @spec:gws.op.version.get @spec:gws.op.version.get.success @spec:gws.endpoint.version.get @spec:gws.endpoint.version.get.answer.version
    Scenario: The version without a login
      Given Ana is signed in
      When Ana's client asks for the version without credentials
      Then the request succeeds
      And the answer has:
        | version | present |

  Rule: Clients ask for more than the documents of this release have

    @spec:gws.op.me.get-subresources @spec:gws.op.me.get-subresources.success @spec:gws.endpoint.me.get-subresources @spec:gws.endpoint.me.get-subresources.answer.user
    Scenario: A user's record with all that belongs to it
      Given Ana is signed in
      When Ana's client asks for their own record in full
      Then the request succeeds
      And the answer has:
        | user          | present |
        | user.channels | present |
