@wire:webex
Feature: Handing over in one step

  Background:
    Given Ana is signed in and ready

  Rule: To an agent, a number or a routing point

    @spec:webex.op.task.transferAgent @spec:webex.op.task.transferAgent.success @spec:webex.event.AgentBlindTransferred @spec:webex.seq.transfer.1
    Scenario Outline: The agent transfers <a kind> to a colleague
      Given Ben is signed in and ready
      And Ana has an accepted <kind> from Carla
      When Ana transfers the <kind> to Ben in one step
      Then the request succeeds
      And Ana's desk sees, in order:
        | event                 |
        | AgentBlindTransferred |
        | AgentWrapup           |

      @chat
      Examples:
        | a kind | kind |
        | a chat | chat |

      @email
      Examples:
        | a kind    | kind   |
        | an e-mail | e-mail |

    @voice @spec:webex.op.task.transferAgent @spec:webex.op.task.transferAgent.success @spec:webex.event.AgentBlindTransferred @spec:webex.seq.transfer.1
    Scenario Outline: The agent transfers a call to <whom>
      Given Ben is signed in and ready
      And Ana is talking to Carla
      When Ana transfers the call to <whom> in one step
      Then the request succeeds
      And Ana's desk sees, in order:
        | event                 |
        | AgentBlindTransferred |
        | AgentWrapup           |

      Examples:
        | whom                        |
        | Ben                         |
        | Chen                        |
        | the routing point Main Line |

    @voice @spec:webex.event.AgentContactReserved
    Scenario: It is offered to the colleague
      Given Ben is signed in and ready
      And Ana is talking to Carla
      When Ana transfers the call to Ben in one step
      Then the call is offered to Ben

    @voice @spec:webex.event.AgentContactAssigned
    Scenario: The colleague answers
      Given Ben is signed in and ready
      And Ana is talking to Carla
      And Ana transfers the call to Ben in one step
      When Ben answers the call
      Then Ben handles the call

    @chat @spec:webex.event.AgentContactAssigned
    Scenario: The colleague accepts a chat
      Given Ben is signed in and ready
      And Ana is chatting with Carla
      And Ana transfers the chat to Ben in one step
      When Ben accepts the chat
      Then Ben handles the chat

  Rule: To a queue

    @voice @spec:webex.op.task.transferQueue @spec:webex.op.task.transferQueue.success @spec:webex.event.AgentVteamTransferred
    @spec:webex.seq.transfer.2 @spec:webex.seq.transfer.3
    Scenario: The agent transfers a call to a queue
      Given Ana is talking to Carla
      When Ana transfers the call to the queue Support in one step
      Then the request succeeds
      And Ana's desk sees, in order:
        | event                 |
        | AgentVteamTransferred |
        | AgentWrapup           |

    @spec:webex.op.task.transferQueue @spec:webex.op.task.transferQueue.success
    Scenario Outline: The agent transfers <a kind> to a queue
      Given Ana has an accepted <kind> from Carla
      When Ana transfers the <kind> to the queue Support in one step
      Then the request succeeds

      @chat
      Examples:
        | a kind | kind |
        | a chat | chat |

      @email
      Examples:
        | a kind    | kind   |
        | an e-mail | e-mail |

    @voice @spec:webex.event.AgentContactReserved
    Scenario: It is offered to whoever the queue finds
      Given nobody else is ready
      And Ben is signed in and ready
      And Ana is talking to Carla
      When Ana transfers the call to the queue Support in one step
      Then the call is offered to Ben
      And the call at Ben's desk has:
        | currentVTeam                          | the queue Support             |
        | callProcessingDetails.QueueId         | the queue Support             |
        | callProcessingDetails.vteamId         | the queue Support             |
        | callProcessingDetails.virtualTeamName | the name of the queue Support |

  Rule: The agent wraps it up

    @voice @spec:webex.seq.transfer.4 @spec:webex.seq.transfer.5
    Scenario: The agent who transferred wraps it up
      Given Ana is talking to Carla
      And Ana transfers the call to the queue Support in one step
      When Ana wraps the call up
      Then the request succeeds
      And Ana's desk sees, in order:
        | event          |
        | AgentWrappedUp |

    @voice @spec:webex.seq.transfer
    Scenario: The whole of it
      Given Ana is talking to Carla
      When Ana transfers the call to the queue Support in one step
      And Ana wraps the call up
      Then Ana's desk sees, in order:
        | event                 |
        | AgentVteamTransferred |
        | AgentWrapup           |
        | AgentWrappedUp        |
