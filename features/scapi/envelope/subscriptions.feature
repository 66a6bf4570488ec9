@envelope
Feature: Subscriptions

  Rule: A page hears the events it has subscribed to

    @spec:scapi.rule.subscribed-only
    Scenario: A page that has subscribed to nothing hears nothing
      Given Ana's desktop has a page that has subscribed to nothing
      When Ana changes state
      Then Ana's first page hears agent not at all

    @spec:scapi.event.agent.STATE_CHANGED
    Scenario: A page subscribes to one event name
      Given Ana's desktop has a page that has subscribed to nothing
      And Ana's first page subscribes to agent
      When Ana changes state
      Then Ana's first page hears agent once

    Scenario Outline: A page can subscribe to every documented event name
      Given Ana's desktop has a page that has subscribed to nothing
      When Ana's first page subscribes to <event name>
      Then the request succeeds

      @spec:scapi.enum.event-name @spec:scapi.enum.event-name.interaction
      Examples:
        | event name  |
        | interaction |

      @spec:scapi.enum.event-name.agent
      Examples:
        | event name |
        | agent      |

      @spec:scapi.enum.event-name.media
      Examples:
        | event name |
        | media      |

      @spec:scapi.enum.event-name.system
      Examples:
        | event name |
        | system     |

      @spec:scapi.enum.event-name.markdone
      Examples:
        | event name |
        | markdone   |

      @spec:scapi.enum.event-name.outbound
      Examples:
        | event name |
        | outbound   |

      @spec:scapi.enum.event-name.messenger
      Examples:
        | event name       |
        | the channel News |

    @spec:scapi.rule.subscribe-first @spec:scapi.event.agent.STATE_CHANGED
    Scenario: A page is answered before it hears anything
      Given Ana's desktop has a page that has subscribed to nothing
      When Ana's first page subscribes to agent
      And Ana changes state
      Then Ana's first page hears agent once

    @spec:scapi.rule.subscribed-only
    Scenario: A page hears only the names it asked for
      Given Ana's desktop has a page that has subscribed to nothing
      And Ana's first page subscribes to agent
      When Carla calls Ana
      Then Ana's first page hears interaction not at all

  Rule: A page hears an event once, however often it has subscribed

    @spec:scapi.rule.one-per-page
    Scenario: A page subscribes twice
      Given Ana's desktop has a page that has subscribed to nothing
      And Ana's first page subscribes to agent twice
      When Ana changes state
      Then Ana's first page hears agent once

  Rule: A subscription ends when the page says so

    @spec:scapi.rule.unsubscribe
    Scenario: A page unsubscribes
      Given Ana's desktop has a page that has subscribed to nothing
      And Ana's first page subscribes to agent
      And Ana's first page unsubscribes
      When Ana changes state
      Then Ana's first page hears agent not at all

  Rule: Every page of a desktop has its own subscriptions

    @spec:scapi.rule.subscribed-only
    Scenario: Only the page that asked hears
      Given Ana is signed in
      And Ana opens a second page
      When Ana changes state
      Then Ana's first page hears agent once
      And Ana's second page hears agent not at all

    @spec:scapi.event.agent.STATE_CHANGED
    Scenario: Both pages hear what both asked for
      Given Ana is signed in
      And Ana opens a second page
      And Ana's second page subscribes to agent
      When Ana changes state
      Then Ana's first page hears agent once
      And Ana's second page hears agent once

  Rule: An event that does not exist cannot be subscribed to

    Scenario: A page subscribes to an event that does not exist
      Given Ana is signed in
      When Ana's page subscribes to an event that does not exist
      Then the request is refused
      And nothing has changed at Ana's desk
      When Ana changes state
      Then Ana's first page hears agent once
