@wire:webex @voice @consult @conference
Feature: A conference about a call

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready

  Rule: A consultation becomes a conference

    @spec:webex.op.task.conference @spec:webex.op.task.conference.success @spec:webex.seq.conference.4
    Scenario: The agent asks for it
      Given Ana is consulting Ben about the call with Carla
      When Ana completes the conference
      Then the request succeeds

    @spec:webex.event.AgentConsultConferencing @spec:webex.event.AgentConsultConferenced
    @spec:webex.seq.conference.5 @spec:webex.seq.conference.6
    Scenario: The agent is told
      Given Ana is consulting Ben about the call with Carla
      When Ana completes the conference
      Then Ana's desk sees, in order:
        | event                    |
        | AgentConsultConferencing |
        | AgentConsultConferenced  |

    @spec:webex.event.AgentConsultConferenced
    Scenario: The colleague is told
      Given Ana is consulting Ben about the call with Carla
      When Ana completes the conference
      Then Ben's desk shows the call as a conference

    @spec:webex.event.ParticipantJoinedConference
    Scenario: Who is in it already is told of one more
      Given Cleo is signed in and ready
      And Ana and Ben are in a conference about the call with Carla
      And Ana consults Cleo about the call
      And Cleo answers the call
      When Ana completes the conference
      Then Ben's desk sees, in order:
        | event                       |
        | ParticipantJoinedConference |
      And Ben's desk is told in ParticipantJoinedConference:
        | participantId | Cleo |

    @spec:webex.op.task.conference
    Scenario: Somebody outside is brought in
      Given Ana is consulting Chen about the call with Carla
      When Ana completes the conference
      Then the request succeeds

    @spec:webex.field.interaction.media.entry.participants
    Scenario: The agent is on the leg of the call, and nobody waits
      Given Ana is consulting Ben about the call with Carla
      When Ana completes the conference
      Then the call at Ana's desk has:
        | media.main.participants | Ana   |
        | media.main.isHold       | false |

  Rule: Who leaves leaves it to the others

    @spec:webex.op.task.conferenceExit @spec:webex.op.task.conferenceExit.success @spec:webex.seq.conference.7
    Scenario: The agent asks to leave
      Given Ana and Ben are in a conference about the call with Carla
      When Ana leaves the conference
      Then the request succeeds

    @spec:webex.event.ParticipantLeftConference @spec:webex.seq.conference.8 @spec:webex.seq.conference.9 @spec:webex.event.AgentWrapup
    Scenario: The agent leaves
      Given Ana and Ben are in a conference about the call with Carla
      When Ana leaves the conference
      Then Ana's desk sees, in order:
        | event                     |
        | ParticipantLeftConference |
        | AgentWrapup               |
      And the call at Ana's desk has:
        | participants.Ana.hasLeft | true |

    @spec:webex.event.ParticipantLeftConference
    Scenario: The colleague is told who has left
      Given Ana and Ben are in a conference about the call with Carla
      When Ana leaves the conference
      Then Ben's desk sees, in order:
        | event                     |
        | ParticipantLeftConference |
      And Ben's desk is told in ParticipantLeftConference:
        | participantId | Ana |
      And Ben's desk lists the call

    @spec:webex.event.ParticipantLeftConference
    Scenario: The colleague leaves
      Given Ana and Ben are in a conference about the call with Carla
      When Ben leaves the conference
      Then Ana's desk sees, in order:
        | event                     |
        | ParticipantLeftConference |
      And Ana's desk lists the call

    @spec:webex.seq.conference.10 @spec:webex.seq.conference.11
    Scenario: The agent wraps it up
      Given Ana and Ben are in a conference about the call with Carla
      And Ana leaves the conference
      When Ana wraps the call up
      Then the request succeeds
      And Ana's desk sees, in order:
        | event          |
        | AgentWrappedUp |

    @spec:webex.seq.conference
    Scenario: The whole of it
      Given Ana is talking to Carla
      When Ana consults Ben about the call
      And Ben answers the call
      And Ana completes the conference
      And Ana leaves the conference
      And Ana wraps the call up
      Then Ana's desk sees, in order:
        | event                     |
        | AgentConsultCreated       |
        | AgentConsulting           |
        | AgentConsultConferenced   |
        | ParticipantLeftConference |
        | AgentWrapup               |
        | AgentWrappedUp            |

  Rule: A conference can be handed over

    @spec:webex.op.task.conferenceTransfer @spec:webex.op.task.conferenceTransfer.success @spec:webex.event.ParticipantLeftConference
    Scenario: The agent hands it over
      Given Ana and Ben are in a conference about the call with Carla
      When Ana hands the conference over
      Then the request succeeds
      And Ana's desk no longer has the call

    @spec:webex.event.AgentConferenceTransferred
    Scenario: The colleague is told that it is handed over
      Given Ana and Ben are in a conference about the call with Carla
      When Ana hands the conference over
      Then Ben's desk sees, in order:
        | event                      |
        | AgentConferenceTransferred |

    @spec:webex.event.AgentConsultConferenceEnded
    Scenario: The colleague is told that it is a call as any other
      Given Ana and Ben are in a conference about the call with Carla
      When Ana leaves the conference
      Then Ben's desk sees, in order:
        | event                       |
        | AgentConsultConferenceEnded |

    @spec:webex.field.interaction.owner
    Scenario: The colleague owns it
      Given Ana and Ben are in a conference about the call with Carla
      When Ana hands the conference over
      Then the call at Ben's desk has:
        | owner | Ben |

  Rule: Who began it can end it for those who were brought in

    @spec:webex.op.task.consultEnd @spec:webex.op.task.consultEnd.success @spec:webex.event.AgentConsultConferenceEnded
    Scenario: The agent ends the conference
      Given Ana and Ben are in a conference about the call with Carla
      When Ana ends the conference
      Then the request succeeds
      And Ana's desk lists the call

    @spec:webex.event.AgentWrapup
    Scenario: The colleague is out of it
      Given Ana and Ben are in a conference about the call with Carla
      When Ana ends the conference
      Then Ben's desk no longer has the call

  Rule: Whoever was asked by way of a routing point learns that it is one contact

    @spec:webex.event.ContactMerged
    Scenario: The colleague had a contact of their own
      Given nobody else is ready
      And Ana is talking to Carla
      And Ana consults the routing point Main Line about the call
      And Ben answers the call
      When Ana completes the conference
      Then Ben's desk sees, in order:
        | event         |
        | ContactMerged |
      And Ben's desk is told in ContactMerged:
        | childInteractionId | present |

  Rule: Agents whom the customer has left may go on

    @spec:webex.event.ParticipantPostCallActivity
    Scenario: The customer hangs up
      Given Ana and Ben are in a conference about the call with Carla
      When Carla hangs up
      Then Ana's desk sees, in order:
        | event                       |
        | ParticipantPostCallActivity |

    @spec:webex.op.task.consultEnd.failure @spec:webex.event.AgentConsultConferenceEndFailed
    Scenario: There is no conference any more to end
      Given Ana and Ben are in a conference about the call with Carla
      And Carla hangs up
      When Ana ends the conference
      Then the request is refused
      And Ana's desk sees, in order:
        | event                           |
        | AgentConsultConferenceEndFailed |
