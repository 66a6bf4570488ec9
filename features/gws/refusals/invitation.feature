@wire:gws @refusal @login @email
Feature: Requests without a login where one with it would be granted

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready

  Rule: An invitation is the invited agent's to accept or reject, who has to log in

    @spec:gws.endpoint.me-interaction.post.unauthenticated @spec:gws.auth.unauthenticated @spec:gws.op.any.no-change-on-failure
    Scenario Outline: <operation> without credentials
      Given Ana has an offered e-mail from Carla
      When Ana's client asks for "<operation>" of the e-mail without credentials
      Then the request is refused
      And nothing has changed

      @spec:gws.op.accept.unauthenticated
      Examples:
        | operation |
        | Accept    |

      @spec:gws.op.reject.unauthenticated
      Examples:
        | operation |
        | Reject    |

  Rule: A conference is left by those who are in it, who have to log in

    @spec:gws.op.end-conference.unauthenticated @spec:gws.auth.unauthenticated @spec:gws.op.any.no-change-on-failure
    Scenario: Leaving a conference without credentials
      Given Ana and Ben are in a conference about an e-mail from Carla
      When Ana's client asks for "LeaveConference" of the e-mail without credentials
      Then the request is refused
      And nothing has changed
