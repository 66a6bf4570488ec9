@access
Feature: Which pages may use the API

  Rule: Only pages of accepted origins may use the API

    @spec:scapi.method.system.getAllowedServices.refused.origin
    Scenario: A page of another origin is not told what it may do
      Given the center grants the pages' origin nothing
      And Ana's desktop has a page that has subscribed to nothing
      When Ana's page asks for the allowed services
      Then the request is refused

    @spec:scapi.rule.origin @spec:scapi.event.voice.DIALING
    Scenario: A page of another origin changes nothing
      Given the center accepts only the pages' origin
      And Ana is signed in and ready
      And Ana opens a page of another origin
      When Ana's second page dials Chen
      Then Ana's desk sees no DIALING
      When the call with Chen comes to its end
      When Ana's first page dials Chen
      Then Ana's desk sees, in order:
        | event   | state   |
        | DIALING | DIALING |

    @spec:scapi.method.system.getAllowedServices
    Scenario: A page of an accepted origin may ask what it may do
      Given Ana is signed in
      When Ana's page asks for the allowed services
      Then the answer lists the service "agent.get"

  Rule: A filter lets only the listed requests through

    @spec:scapi.rule.method-filter
    Scenario: A request that is not listed has no effect
      Given the center grants the pages' origin only "agent.get, agent.getState, interaction.*"
      And Ana is signed in and ready
      When Ana dials Chen
      Then the request is refused
      And Ana's desk sees no DIALING

    @spec:scapi.rule.method-filter @spec:scapi.event.voice.DIALING
    Scenario: A request that is listed by its name works
      Given the center grants the pages' origin only "agent.*, voice.dial"
      And Ana is signed in and ready
      When Ana dials Chen
      Then the request is granted
      And Ana's desk sees, in order:
        | event   | state   |
        | DIALING | DIALING |

    @spec:scapi.rule.method-filter @spec:scapi.event.agent.STATE_CHANGED
    Scenario: A request that is listed by its namespace works
      Given the center grants the pages' origin only "agent.*"
      And Ana is signed in and ready
      When Ana chooses the state NOT_READY
      Then the request is granted
      And Ana's desk sees the agent become NOT_READY

    @spec:scapi.method.system.getAllowedServices
    Scenario: The allowed services are those of the filter
      Given the center grants the pages' origin only "agent.*, system.getAllowedServices"
      And Ana is signed in
      When Ana's page asks for the allowed services
      Then the answer lists the service "agent.get"
      And the answer does not list the service "voice.dial"
