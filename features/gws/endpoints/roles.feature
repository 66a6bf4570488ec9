@wire:gws @roles
Feature: Who may do what

  Gail is an administrator of the contact center, and no agent. She may list the center's
  interactions, and nothing else of theirs.

  Background:
    Given Ana is signed in and ready
    And Gail is signed in
    And Ana has an offered e-mail from Carla

  Rule: An administrator lists the center's interactions

    @email @spec:gws.endpoint.interactions.get.role-admin @spec:gws.seq.roles.1
    Scenario: The addresses
      When Gail's client asks for the center's interactions
      Then the request succeeds
      And Gail's desk finds the e-mail among the center's

    @email @spec:gws.endpoint.interactions.get-fields.role-admin
    Scenario: In full
      When Gail's client asks for the center's interactions in full
      Then the request succeeds

  Rule: An administrator has no interactions of their own, and sees the details of none

    @email @refusal @spec:gws.endpoint.me-interactions.get.role-admin @spec:gws.seq.roles.2
    Scenario: Their interactions
      When Gail's client asks for their interactions
      Then the request is refused
      And nothing has changed

    @email @refusal @spec:gws.endpoint.me-interactions.get-fields.role-admin
    Scenario: Their interactions in full
      When Gail's client asks for their interactions in full
      Then the request is refused
      And nothing has changed

    @email @refusal @spec:gws.endpoint.interaction.get.role-admin
    Scenario: The details of an interaction
      When Gail's client asks for the details of the e-mail
      Then the request is refused
      And nothing has changed

  Rule: An administrator does nothing to an interaction

    @email @refusal @spec:gws.endpoint.interaction.put.role-admin
    Scenario: Updating it
      When Gail's client asks for "UpdateProperties" of the e-mail by PUT
      Then the request is refused
      And nothing has changed

    @email @refusal @spec:gws.endpoint.me-interaction.post.role-admin @spec:gws.op.any.no-change-on-failure
    Scenario: Posting anything
      When Gail's client asks for "Accept" of the e-mail
      Then the request is refused
      And nothing has changed

    @email @refusal @spec:gws.op.accept.forbidden-role
    Scenario: Accepting it
      When Gail's client asks for "Accept" of the e-mail
      Then the request is refused
      And nothing has changed

    @email @refusal @spec:gws.op.reject.forbidden-role
    Scenario: Rejecting it
      When Gail's client asks for "Reject" of the e-mail
      Then the request is refused
      And nothing has changed

  Rule: An administrator does nothing to an interaction that an agent handles

    @email @refusal
    Scenario Outline: An operation: <operation>
      Given Ben is signed in and ready
      And Ana accepts the e-mail
      When Gail's client asks for "<operation>" of the e-mail
      Then the request is refused
      And nothing has changed

      @spec:gws.op.stop-processing.forbidden-role
      Examples:
        | operation         |
        | StopProcessing    |

      @spec:gws.op.place-in-queue.forbidden-role
      Examples:
        | operation         |
        | PlaceInQueue      |

      @spec:gws.op.update-properties.forbidden-role
      Examples:
        | operation         |
        | UpdateProperties  |

      @spec:gws.op.place-in-workbin.forbidden-role
      Examples:
        | operation         |
        | PlaceInWorkbin    |

      @spec:gws.op.get-workbin-content.forbidden-role
      Examples:
        | operation         |
        | GetWorkbinContent |

      @spec:gws.op.transfer.forbidden-role
      Examples:
        | operation         |
        | Transfer          |

      @spec:gws.op.start-conference.forbidden-role
      Examples:
        | operation         |
        | StartConference   |

      @spec:gws.op.end-conference.forbidden-role
      Examples:
        | operation         |
        | EndConference     |

  Rule: An agent may do everything

    @email @spec:gws.endpoint.me-interaction.post.role-agent @spec:gws.seq.roles.3
    Scenario: The agent accepts what the administrator could not
      When Gail's client asks for "Accept" of the e-mail
      Then the request is refused
      When Ana accepts the e-mail
      Then the request succeeds
      And Ana's desk lists the e-mail

    @email @inferred @spec:gws.endpoint.interaction.put.role-agent
    Scenario: The agent updates by PUT
      Given Ana accepts the e-mail
      When Ana's client asks for "UpdateProperties" of the e-mail by PUT
      Then the request succeeds

  Rule: A user who is both has the rights of both

    @email @inferred
    Scenario: An agent who is an administrator too accepts
      Given Cleo is signed in and ready
      And an e-mail from Carmen comes to Cleo
      When Cleo accepts the e-mail
      Then the request succeeds
      And Cleo's desk lists the e-mail
