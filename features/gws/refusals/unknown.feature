@wire:gws @refusal @email
Feature: Operations on an interaction that does not exist

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready
    And Ana has an accepted e-mail from Carla

  @spec:gws.endpoint.me-interaction.post.unknown-id
  @spec:gws.op.any.no-change-on-failure
  Scenario Outline: <operation>
    When Ana's client asks for "<operation>" of an interaction that does not exist
    Then the request is refused
    And nothing has changed

    @spec:gws.op.accept.unknown-id
    Examples:
      | operation        |
      | Accept           |

    @spec:gws.op.reject.unknown-id
    Examples:
      | operation        |
      | Reject           |

    @spec:gws.op.stop-processing.unknown-id
    Examples:
      | operation        |
      | StopProcessing   |

    @spec:gws.op.place-in-queue.unknown-id
    Examples:
      | operation        |
      | PlaceInQueue     |

    @spec:gws.op.update-properties.unknown-id
    Examples:
      | operation        |
      | UpdateProperties |

    @spec:gws.op.place-in-workbin.unknown-id
    Examples:
      | operation        |
      | PlaceInWorkbin   |

    @spec:gws.op.transfer.unknown-id
    Examples:
      | operation        |
      | Transfer         |

    @spec:gws.op.start-conference.unknown-id
    Examples:
      | operation        |
      | StartConference  |

    @spec:gws.op.end-conference.unknown-id
    Examples:
      | operation        |
      | LeaveConference  |

  @spec:gws.endpoint.interaction.put.unknown-id
  Scenario: An update by PUT
    When Ana's client asks for "UpdateProperties" of an interaction that does not exist by PUT
    Then the request is refused
    And nothing has changed
