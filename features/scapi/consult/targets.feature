@voice @consult
Feature: Whom a call can be sent to

  A target is a kind and a destination, or a number alone. Of whom they reach no
  more is documented than what the destination is.

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready
    And Ana is talking to Carla

  Rule: Every documented kind of target can be consulted

    @spec:scapi.method.interaction.consult @spec:scapi.method.interaction.consult.targetQuery.destination
    @spec:scapi.enum.target-type
    Scenario Outline: The agent consults a target
      When Ana consults <whom> about the call
      Then the request succeeds

      @spec:scapi.enum.target-type.AGENT
      Examples:
        | whom |
        | Ben  |

      @spec:scapi.enum.target-type.AGENT_GROUP
      Examples:
        | whom                    |
        | the agent group Service |

      @spec:scapi.enum.target-type.SKILL
      Examples:
        | whom              |
        | the skill Billing |

      @spec:scapi.enum.target-type.ROUTING_POINT
      Examples:
        | whom                        |
        | the routing point Main Line |

      @spec:scapi.enum.target-type.CUSTOM_CONTACT
      Examples:
        | whom |
        | Chen |

  Rule: Every documented kind of target can have a call transferred to it

    @spec:scapi.method.interaction.singleStepTransfer @spec:scapi.method.interaction.singleStepTransfer.targetQuery.destination
    @spec:scapi.method.interaction.singleStepTransfer.targetQuery.type
    Scenario Outline: The agent transfers the call to a target
      When Ana transfers the call to <whom> in one step
      Then the request succeeds

      @spec:scapi.enum.target-type.AGENT
      Examples:
        | whom |
        | Ben  |

      @spec:scapi.enum.target-type.AGENT_GROUP
      Examples:
        | whom                    |
        | the agent group Service |

      @spec:scapi.enum.target-type.SKILL
      Examples:
        | whom              |
        | the skill Billing |

      @spec:scapi.enum.target-type.ROUTING_POINT
      Examples:
        | whom                        |
        | the routing point Main Line |

      @spec:scapi.enum.target-type.CUSTOM_CONTACT
      Examples:
        | whom |
        | Chen |

  Rule: Every documented kind of target can be brought into a call

    @spec:scapi.method.interaction.singleStepConference @spec:scapi.method.interaction.singleStepConference.targetQuery.destination
    @spec:scapi.method.interaction.singleStepConference.targetQuery.type
    Scenario Outline: The agent adds a target to the call
      When Ana adds <whom> to the call in one step
      Then the request succeeds

      @spec:scapi.enum.target-type.AGENT
      Examples:
        | whom |
        | Ben  |

      @spec:scapi.enum.target-type.AGENT_GROUP
      Examples:
        | whom                    |
        | the agent group Service |

      @spec:scapi.enum.target-type.SKILL
      Examples:
        | whom              |
        | the skill Billing |

      @spec:scapi.enum.target-type.ROUTING_POINT
      Examples:
        | whom                        |
        | the routing point Main Line |

      @spec:scapi.enum.target-type.CUSTOM_CONTACT
      Examples:
        | whom |
        | Chen |

  Rule: A number alone is a contact to be called there

    @spec:scapi.method.interaction.consult @spec:scapi.seq.consult-transfer.5
    Scenario: The agent consults a number
      When Ana consults Chen by number about the call
      Then Ana's desk sees, in order:
        | event   | interaction  | state   | call type |
        | DIALING | consultation | DIALING | CONSULT   |
      And the consultation at Ana's desk has:
        | parties | Chen's number |

    @spec:scapi.method.interaction.singleStepTransfer @spec:scapi.seq.single-step-transfer.3
    Scenario: The agent transfers the call to a number
      When Ana transfers the call to Chen by number in one step
      And Chen answers
      Then Ana's desk sees, in order:
        | event    | interaction | state |
        | RELEASED | call        | IDLE  |

    @spec:scapi.method.interaction.singleStepConference @spec:scapi.seq.single-step-conference.4
    Scenario: The agent adds a number to the call
      When Ana adds Chen by number to the call in one step
      And Chen answers
      Then Ana's desk sees, in order:
        | event         | state   |
        | PARTY_CHANGED | TALKING |

    @spec:scapi.method.interaction.consult
    Scenario: The number may be a colleague's
      When Ana consults Ben by number about the call
      Then a call comes to Ben

  Rule: The kind of a target to consult stands under either name

    @spec:scapi.method.interaction.consult.targetQuery.target
    Scenario: The page writes it as the documents print it
      When Ana's page asks to consult Chen, naming the kind as target
      Then the consultation at Ana's desk is over voice

    @spec:scapi.method.interaction.consult.targetQuery.type
    Scenario: The page writes it as the client's sample does
      When Ana's page asks to consult Chen, naming the kind as type
      Then the consultation at Ana's desk is over voice

  Rule: User data and extensions may be left out, or empty

    @spec:scapi.method.interaction.consult
    Scenario Outline: The agent consults and says no more
      When Ana's page asks to consult Chen, <how>
      Then the request succeeds

      Examples:
        | how                                    |
        | with empty user data and extensions    |
        | without user data and extensions       |

    @spec:scapi.method.interaction.singleStepTransfer
    Scenario Outline: The agent transfers and says no more
      When Ana's page asks to transfer to Chen, <how>
      Then the request succeeds

      Examples:
        | how                                    |
        | with empty user data and extensions    |
        | without user data and extensions       |

    @spec:scapi.method.interaction.singleStepConference
    Scenario Outline: The agent adds and says no more
      When Ana's page asks to add Chen, <how>
      Then the request succeeds

      Examples:
        | how                                    |
        | with empty user data and extensions    |
        | without user data and extensions       |

  Rule: User data goes with what is sent

    @spec:scapi.method.interaction.consult
    Scenario: The consultation has the user data that it is begun with
      When Ana consults Chen about the call with the user data:
        | Topic | Renewal |
      Then Ana's desk shows the user data of the consultation:
        | Topic | Renewal |

    @spec:scapi.method.interaction.consult
    Scenario: The consulted agent sees the user data
      When Ana consults Ben about the call with the user data:
        | Topic | Renewal |
      Then Ben's desk shows the user data of the call:
        | Topic | Renewal |

    @spec:scapi.method.interaction.singleStepTransfer
    Scenario: The colleague who gets the call sees the user data
      When Ana transfers the call to Ben in one step with the user data:
        | Topic | Renewal |
      Then Ben's desk shows the user data of the call:
        | Topic | Renewal |

    @spec:scapi.method.interaction.singleStepConference
    Scenario: The colleague who is brought in sees the user data
      When Ana adds Ben to the call in one step with the user data:
        | Topic | Renewal |
      Then Ben's desk shows the user data of the call:
        | Topic | Renewal |

  Rule: Extensions go to the switch and are no user data

    @spec:scapi.method.interaction.consult
    Scenario: The agent consults with extensions
      When Ana consults Chen about the call with the extensions:
        | Priority | 1 |
      Then Ana's desk shows the user data of the consultation:
        | Priority | - |

    @spec:scapi.method.interaction.singleStepTransfer
    Scenario: The agent transfers with extensions
      When Ana transfers the call to Ben in one step with the extensions:
        | Priority | 1 |
      Then Ben's desk shows the user data of the call:
        | Priority | - |

    @spec:scapi.method.interaction.singleStepConference
    Scenario: The agent adds with extensions
      When Ana adds Ben to the call in one step with the extensions:
        | Priority | 1 |
      Then Ben's desk shows the user data of the call:
        | Priority | - |
