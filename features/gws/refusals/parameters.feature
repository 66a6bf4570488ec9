@wire:gws @refusal @email
Feature: Operations that lack what they need

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready
    And Ana has an accepted e-mail from Carla

  Rule: A required parameter must be there

    @spec:gws.op.any.no-change-on-failure
    Scenario Outline: <operation> <how>
      When Ana's client asks for "<operation>" of the e-mail <how>
      Then the request is refused
      And nothing has changed

      @spec:gws.op.place-in-queue.missing-parameter
      Examples:
        | operation         | how                         |
        | PlaceInQueue      | without its parameter       |
        | PlaceInQueue      | with null for its parameter |
        | PlaceInQueue      | with an empty parameter     |

      @spec:gws.op.update-properties.missing-parameter
      Examples:
        | operation         | how                         |
        | UpdateProperties  | without its parameter       |
        | UpdateProperties  | with null for its parameter |

      @spec:gws.op.place-in-workbin.missing-parameter
      Examples:
        | operation         | how                         |
        | PlaceInWorkbin    | without its parameter       |
        | PlaceInWorkbin    | with null for its parameter |
        | PlaceInWorkbin    | with an empty parameter     |

      @spec:gws.op.get-workbin-content.missing-parameter
      Examples:
        | operation         | how                         |
        | GetWorkbinContent | without its parameter       |
        | GetWorkbinContent | with null for its parameter |

      @spec:gws.op.transfer.missing-parameter
      Examples:
        | operation         | how                         |
        | Transfer          | without its parameter       |
        | Transfer          | with null for its parameter |
        | Transfer          | with an empty parameter     |

      @spec:gws.op.start-conference.missing-parameter
      Examples:
        | operation         | how                         |
        | StartConference   | without its parameter       |
        | StartConference   | with null for its parameter |
        | StartConference   | with an empty parameter     |

  Rule: What a parameter names must exist

    @inferred
    Scenario Outline: <operation> with a target that does not exist
      When Ana's client asks for "<operation>" of the e-mail with a target that does not exist
      Then the request is refused
      And nothing has changed

      @spec:gws.op.place-in-queue.bad-target
      Examples:
        | operation         |
        | PlaceInQueue      |

      @spec:gws.op.place-in-workbin.bad-target
      Examples:
        | operation         |
        | PlaceInWorkbin    |

      @spec:gws.op.get-workbin-content.bad-target
      Examples:
        | operation         |
        | GetWorkbinContent |

      @spec:gws.op.transfer.bad-target
      Examples:
        | operation         |
        | Transfer          |

      @spec:gws.op.start-conference.bad-target
      Examples:
        | operation         |
        | StartConference   |

  Rule: Members that nobody knows do not matter

    @inferred @spec:gws.op.any.extra-members
    Scenario: An operation with more than it needs
      When Ana's client asks for "PlaceInQueue" of the e-mail with members that nobody knows
      Then the request succeeds
      And Ana's desk no longer has the e-mail
