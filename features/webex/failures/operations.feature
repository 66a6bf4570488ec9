@wire:webex @refusal
Feature: Operations that do not fit

  That they are refused is our reading. Whoever takes such a request has to tell that it
  failed, by the notification that the client waits for.

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready

  Rule: Of a call that the agent is talking on

    @voice
    Scenario Outline: <operation> of a call as it is
      Given Ana is talking to Carla
      When Ana's client asks for "<operation>" of the call
      Then the request is refused
      And nothing has changed at Ana's desk

      @spec:webex.op.task.unhold.failure @spec:webex.event.AgentContactUnHoldFailed
      Examples:
        | operation   |
        | task.unhold |

      @spec:webex.op.task.recordResume.failure @spec:webex.event.ContactRecordingResumeFailed
      Examples:
        | operation         |
        | task.recordResume |

      @spec:webex.op.task.wrapup.failure @spec:webex.event.AgentWrapupFailed
      Examples:
        | operation   |
        | task.wrapup |

      @spec:webex.op.task.accept.failure @spec:webex.event.AgentContactAssignFailed
      Examples:
        | operation   |
        | task.accept |

      @spec:webex.op.task.consultEnd.failure @spec:webex.event.AgentConsultEndFailed
      Examples:
        | operation       |
        | task.consultEnd |

      @spec:webex.op.task.consultAccept.failure
      Examples:
        | operation          |
        | task.consultAccept |

      @spec:webex.op.task.consultTransfer.failure @spec:webex.event.AgentConsultTransferFailed
      Examples:
        | operation            |
        | task.consultTransfer |

      @spec:webex.op.task.conference.failure @spec:webex.event.AgentConsultConferenceFailed
      Examples:
        | operation       |
        | task.conference |

      @spec:webex.op.task.conferenceExit.failure @spec:webex.event.ParticipantLeftConferenceFailed
      Examples:
        | operation           |
        | task.conferenceExit |

      @spec:webex.op.task.conferenceTransfer.failure @spec:webex.event.AgentConferenceTransferFailed
      Examples:
        | operation               |
        | task.conferenceTransfer |

      @spec:webex.op.task.cancelCtq.failure @spec:webex.event.AgentCtqCancelFailed
      Examples:
        | operation      |
        | task.cancelCtq |

      @spec:webex.op.task.consult.failure @spec:webex.event.AgentConsultFailed
      Examples:
        | operation    |
        | task.consult |

      @spec:webex.op.task.transferAgent.failure @spec:webex.event.AgentBlindTransferFailed
      Examples:
        | operation          |
        | task.transferAgent |

      @spec:webex.op.task.transferQueue.failure @spec:webex.event.AgentVteamTransferFailed
      Examples:
        | operation          |
        | task.transferQueue |

      @spec:webex.op.task.outdial.failure @spec:webex.event.AgentOutboundFailed
      Examples:
        | operation    |
        | task.outdial |

  Rule: Of a call in another state

    @voice @spec:webex.op.task.hold.failure @spec:webex.event.AgentContactHoldFailed
    Scenario: A call that is on hold is held again
      Given Ana has a held call with Carla
      When Ana puts the call on hold
      Then the request is refused

    @voice @spec:webex.op.task.recordPause.failure @spec:webex.event.ContactRecordingPauseFailed
    Scenario: A recording that is paused is paused again
      Given Ana's call with Carla is recorded, but paused
      When Ana pauses the recording
      Then the request is refused
      And nothing has changed at Ana's desk

    @voice @spec:webex.op.task.end.failure @spec:webex.event.AgentContactEndFailed
    Scenario: A call that has ended is ended again
      Given Ana has a released call with Carla
      When Ana hangs up
      Then the request is refused
      And nothing has changed at Ana's desk

    @voice
    Scenario Outline: <operation> of a call that rings
      Given Ana has a ringing call with Carla
      When Ana's client asks for "<operation>" of the call
      Then the request is refused
      And nothing has changed at Ana's desk

      Examples:
        | operation          |
        | task.hold          |
        | task.unhold        |
        | task.recordPause   |
        | task.consult       |
        | task.transferAgent |
        | task.transferQueue |
        | task.wrapup        |

    @voice
    Scenario Outline: <operation> of a call that has to be wrapped up
      Given Ana has a released call with Carla
      When Ana's client asks for "<operation>" of the call
      Then the request is refused
      And nothing has changed at Ana's desk

      Examples:
        | operation          |
        | task.hold          |
        | task.unhold        |
        | task.recordPause   |
        | task.consult       |
        | task.transferAgent |
        | task.transferQueue |
        | task.accept        |

  Rule: Of what is not a call

    @spec:webex.op.task.accept.failure @spec:webex.event.AgentContactAssignFailed
    Scenario Outline: An accepted <kind> is accepted again
      Given Ana has an accepted <kind> from Carla
      When Ana accepts the <kind>
      Then the request is refused
      And nothing has changed at Ana's desk

      @chat
      Examples:
        | kind |
        | chat |

      @email
      Examples:
        | kind   |
        | e-mail |

    @email
    Scenario Outline: <operation> of an e-mail that is offered
      Given Ana has an offered e-mail from Carla
      When Ana's client asks for "<operation>" of the e-mail
      Then the request is refused
      And nothing has changed at Ana's desk

      Examples:
        | operation          |
        | task.wrapup        |
        | task.transferAgent |
        | task.transferQueue |

  Rule: A consultation with somebody who cannot be reached

    @voice @consult @spec:webex.op.task.consult.failure
    Scenario Outline: The colleague <is>
      Given Ana is talking to Carla
      And <happens>
      When Ana consults Ben about the call
      Then the request is refused

      @spec:webex.event.AgentConsultFailed
      Examples:
        | is                | happens                  |
        | is talking        | Ben is talking to Chen   |

    @voice @consult @spec:webex.op.task.consult.failure @spec:webex.event.AgentConsultFailed
    Scenario: There is a consultation already
      Given Cleo is signed in and ready
      And Ana is consulting Ben about the call with Carla
      When Ana consults Cleo about the call
      Then the request is refused
      And nothing has changed at Ana's desk

    @voice @consult @spec:webex.op.task.consultEnd.failure @spec:webex.event.AgentCtqCancelFailed
    Scenario: A queue that is no longer consulted
      Given nobody else is ready
      And Ana is talking to Carla
      And Ana consults the queue Support about the call
      And Ben answers the call
      When Ana gives up the consultation with the queue Support
      Then the request is refused

    @voice @consult @spec:webex.op.task.end.failure @spec:webex.event.AgentContactEndFailed
    Scenario: A call is ended during a consultation
      Given Ana is consulting Ben about the call with Carla
      When Ana hangs up
      Then the request is refused

  Rule: A record that is somebody else's, or nobody's any more

    @preview @spec:webex.op.preview.accept.failure @spec:webex.event.CampaignPreviewAcceptFailed
    Scenario: A record is accepted twice
      Given Ana has been offered a push record
      When Ana accepts the record
      And Ana accepts the record
      Then the request is refused
