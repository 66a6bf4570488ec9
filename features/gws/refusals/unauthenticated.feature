@wire:gws @refusal @login @email
Feature: Requests without a login

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready
    And Ana has an accepted e-mail from Carla

  Rule: An operation needs a login

    @spec:gws.endpoint.me-interaction.post.unauthenticated @spec:gws.auth.unauthenticated @spec:gws.op.any.no-change-on-failure
    Scenario Outline: <operation> without credentials
      When Ana's client asks for "<operation>" of the e-mail without credentials
      Then the request is refused
      And nothing has changed

      @spec:gws.op.stop-processing.unauthenticated
      Examples:
        | operation         |
        | StopProcessing    |

      @spec:gws.op.place-in-queue.unauthenticated
      Examples:
        | operation         |
        | PlaceInQueue      |

      @spec:gws.op.update-properties.unauthenticated
      Examples:
        | operation         |
        | UpdateProperties  |

      @spec:gws.op.place-in-workbin.unauthenticated
      Examples:
        | operation         |
        | PlaceInWorkbin    |

      @spec:gws.op.get-workbin-content.unauthenticated
      Examples:
        | operation         |
        | GetWorkbinContent |

      @spec:gws.op.transfer.unauthenticated
      Examples:
        | operation         |
        | Transfer          |

      @spec:gws.op.start-conference.unauthenticated
      Examples:
        | operation         |
        | StartConference   |

    @spec:gws.endpoint.interaction.put.unauthenticated
    Scenario: An update by PUT without credentials
      When Ana's client asks for "UpdateProperties" of the e-mail by PUT, without credentials
      Then the request is refused
      And nothing has changed

    @spec:gws.op.stop-processing.unauthenticated @spec:gws.auth.unauthenticated
    Scenario: A wrong password
      When Ana's client asks for "StopProcessing" of the e-mail with a wrong password
      Then the request is refused
      And nothing has changed

  Rule: A list needs a login

    Scenario Outline: Asking for <list>
      When Ana's client asks for <list> <how>
      Then the request is refused

      @spec:gws.endpoint.interactions.get.unauthenticated
      Examples:
        | list                      | how                 |
        | the center's interactions | without credentials |

      @spec:gws.endpoint.interactions.get-fields.unauthenticated
      Examples:
        | list                              | how                 |
        | the center's interactions in full | without credentials |

      @spec:gws.endpoint.me-interactions.get.unauthenticated
      Examples:
        | list               | how                   |
        | their interactions | without credentials   |
        | their interactions | with a wrong password |

      @spec:gws.endpoint.me-interactions.get-fields.unauthenticated
      Examples:
        | list                       | how                 |
        | their interactions in full | without credentials |

    @spec:gws.endpoint.interaction.get.unauthenticated
    Scenario: Asking for details
      When Ana's client asks for the details of the e-mail without credentials
      Then the request is refused
