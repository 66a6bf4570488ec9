@wire:gws @refusal @email @inferred
Feature: Operations that do not fit

  That they are refused follows from what the documents say comes before them; how is said nowhere.

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready

  Rule: Only who is invited, or handles an interaction, does something to it

    Scenario Outline: <operation> by an agent who is not invited
      Given Ana has an offered e-mail from Carla
      When Ben's client asks for "<operation>" of the e-mail
      Then the request is refused
      And nothing has changed

      @spec:gws.op.accept.not-mine
      Examples:
        | operation |
        | Accept    |

      @spec:gws.op.reject.not-mine
      Examples:
        | operation |
        | Reject    |

    Scenario Outline: <operation> by an agent who does not handle it
      Given Ana has an accepted e-mail from Carla
      When Ben's client asks for "<operation>" of the e-mail
      Then the request is refused
      And nothing has changed

      @spec:gws.op.stop-processing.not-mine
      Examples:
        | operation        |
        | StopProcessing   |

      @spec:gws.op.place-in-queue.not-mine
      Examples:
        | operation        |
        | PlaceInQueue     |

      @spec:gws.op.update-properties.not-mine
      Examples:
        | operation        |
        | UpdateProperties |

      @spec:gws.op.place-in-workbin.not-mine
      Examples:
        | operation        |
        | PlaceInWorkbin   |

      @spec:gws.op.transfer.not-mine
      Examples:
        | operation        |
        | Transfer         |

      @spec:gws.op.start-conference.not-mine
      Examples:
        | operation        |
        | StartConference  |

      @spec:gws.op.end-conference.not-mine
      Examples:
        | operation        |
        | LeaveConference  |

  Rule: Only what is offered can be accepted or rejected

    Scenario Outline: <operation> of what the agent handles
      Given Ana has an accepted e-mail from Carla
      When Ana's client asks for "<operation>" of the e-mail
      Then the request is refused
      And nothing has changed

      @spec:gws.op.accept.wrong-state
      Examples:
        | operation |
        | Accept    |

      @spec:gws.op.reject.wrong-state
      Examples:
        | operation |
        | Reject    |

  Rule: Only what the agent handles can be worked on

    Scenario Outline: <operation> of what is only offered
      Given Ana has an offered e-mail from Carla
      When Ana's client asks for "<operation>" of the e-mail
      Then the request is refused
      And nothing has changed

      @spec:gws.op.stop-processing.wrong-state
      Examples:
        | operation        |
        | StopProcessing   |

      @spec:gws.op.place-in-queue.wrong-state
      Examples:
        | operation        |
        | PlaceInQueue     |

      @spec:gws.op.update-properties.wrong-state
      Examples:
        | operation        |
        | UpdateProperties |

      @spec:gws.op.place-in-workbin.wrong-state
      Examples:
        | operation        |
        | PlaceInWorkbin   |

      @spec:gws.op.transfer.wrong-state
      Examples:
        | operation        |
        | Transfer         |

      @spec:gws.op.start-conference.wrong-state
      Examples:
        | operation        |
        | StartConference  |

    @spec:gws.op.end-conference.wrong-state
    Scenario: Leaving a conference that there is not
      Given Ana has an accepted e-mail from Carla
      When Ana's client asks for "LeaveConference" of the e-mail
      Then the request is refused
      And nothing has changed
