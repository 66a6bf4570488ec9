@wire:webex @voice @consult
Feature: Asking somebody about a call

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready

  Rule: A consultation is told to the agent who begins it

    @spec:webex.op.task.consult @spec:webex.op.task.consult.success @spec:webex.seq.consult.1
    @spec:webex.seq.consultTransfer.1 @spec:webex.seq.conference.1
    Scenario: The agent asks for it
      Given Ana is talking to Carla
      When Ana consults Ben about the call
      Then the request succeeds

    @spec:webex.event.AgentConsultCreated @spec:webex.seq.consult.2 @spec:webex.seq.consultTransfer.2 @spec:webex.seq.conference.2
    Scenario: A colleague is consulted
      Given Ana is talking to Carla
      When Ana consults Ben about the call
      Then Ana's desk sees, in order:
        | event               |
        | AgentConsultCreated |
      And nothing else of these kinds

    @spec:webex.seq.consult.2
    Scenario: The caller waits, and the consultation has a leg of its own
      Given Ana is talking to Carla
      When Ana consults Ben about the call
      Then Ana's desk sees, in order:
        | event               |
        | AgentConsultCreated |
      And the call at Ana's desk has:
        | media.main.isHold             | true     |
        | media.main.holdTimestamp      | present  |
        | media.consult.mType           | consult  |
        | media.consult.isHold          | false    |
        | media.consult.participants    | Ana, Ben |
        | media.consult.mediaResourceId | present  |

    @spec:webex.op.task.consult
    Scenario: Somebody outside is consulted
      Given Ana is talking to Carla
      When Ana consults Chen about the call
      Then the request succeeds

    @spec:webex.op.task.consult
    Scenario: A routing point is consulted
      Given Ana is talking to Carla
      When Ana consults the routing point Main Line about the call
      Then the request succeeds

  Rule: Whoever is consulted is offered the call, which is reserved first

    @spec:webex.event.AgentContactReserved @spec:webex.event.AgentOfferConsult @spec:webex.rule.reserveFirst
    Scenario: The consultation rings at the colleague's desk
      Given Ana is talking to Carla
      When Ana consults Ben about the call
      Then Ben's desk sees, in order:
        | event                |
        | AgentContactReserved |
        | AgentOfferConsult    |
      And Ben's desk is told in AgentOfferConsult:
        | isConsulted       | true |
        | consultingAgentId | Ana  |

    @spec:webex.event.AgentConsulting
    Scenario: The colleague answers
      Given Ana is talking to Carla
      And Ana consults Ben about the call
      When Ben answers the call
      Then Ben's desk sees, in order:
        | event           |
        | AgentConsulting |

    @spec:webex.event.AgentConsulting @spec:webex.seq.consult.3 @spec:webex.seq.consultTransfer.3 @spec:webex.seq.conference.3
    Scenario: The agent is told that the colleague has answered
      Given Ana is talking to Carla
      And Ana consults Ben about the call
      When Ben answers the call
      Then Ana's desk shows the consultation answered

    @spec:webex.op.task.consultAccept @spec:webex.op.task.consultAccept.success
    Scenario: The colleague's client accepts
      Given Ana is talking to Carla
      And Ana consults Ben about the call
      When Ben takes the consultation
      Then the request succeeds

    @spec:webex.event.AgentConsulting
    Scenario: Somebody outside answers
      Given Ana is talking to Carla
      And Ana consults Chen about the call
      When Chen answers
      Then Ana's desk shows the consultation answered

  Rule: A consultation ends, and the call goes on

    @spec:webex.op.task.consultEnd @spec:webex.op.task.consultEnd.success @spec:webex.seq.consult.4
    Scenario: The agent asks for its end
      Given Ana is consulting Ben about the call with Carla
      When Ana ends the consultation
      Then the request succeeds

    @spec:webex.event.AgentConsultEnded @spec:webex.seq.consult.5
    Scenario: The agent ends it
      Given Ana is consulting Ben about the call with Carla
      When Ana ends the consultation
      Then Ana's desk shows the consultation over
      And Ana's desk lists the call

    @spec:webex.event.AgentConsultEnded
    Scenario: The colleague no longer has the call
      Given Ana is consulting Ben about the call with Carla
      When Ana ends the consultation
      Then Ben's desk sees, in order:
        | event             |
        | AgentConsultEnded |
      And Ben's desk is told in AgentConsultEnded:
        | isConsulted | true |
      And Ben's desk no longer has the call

    @spec:webex.event.AgentConsultEnded
    Scenario: It ends while it rings
      Given Ana is talking to Carla
      And Ana consults Ben about the call
      When Ana ends the consultation
      Then Ana's desk shows the consultation over

    @spec:webex.event.AgentConsultEnded
    Scenario: Whom the agent consults ends it
      Given Ana is consulting Chen about the call with Carla
      When Chen hangs up
      Then Ana's desk shows the consultation over

    @spec:webex.seq.consult
    Scenario: The whole of it
      Given Ana is talking to Carla
      When Ana consults Ben about the call
      And Ben answers the call
      And Ana ends the consultation
      Then Ana's desk sees, in order:
        | event               |
        | AgentConsultCreated |
        | AgentConsulting     |
        | AgentConsultEnded   |

  Rule: A caller who does not wait ends all of it

    @spec:webex.event.ContactEnded
    Scenario: The caller hangs up during the consultation
      Given Ana is consulting Ben about the call with Carla
      When Carla hangs up
      Then Ana's desk sees the call end

  Rule: Nobody who is not asked is told

    @spec:webex.rule.private
    Scenario: A third agent is told nothing
      Given Cleo is signed in and ready
      And Ana is talking to Carla
      When Ana consults Ben about the call
      Then Cleo's desk sees nothing
