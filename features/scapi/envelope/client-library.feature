@envelope
Feature: What the client library relies on

  Pages use the vendor's client library, or write the same messages by hand. It has habits
  that a desktop must cope with.

  Rule: References are texts that count from nought, or the caller's own

    @spec:scapi.rule.reference-echo
    Scenario Outline: An answer is found by its reference
      Given Ana is signed in
      When Ana's page asks who they are with <what> as reference
      Then the answer carries the same reference

      @spec:scapi.q.refid-string
      Examples:
        | what       |
        | the text 0 |

      @spec:scapi.q.refid-custom
      Examples:
        | what      |
        | a number  |
        | an object |

  Rule: A request without parameters is written in several ways

    @spec:scapi.q.missing-params @spec:scapi.q.undefined-null @spec:scapi.q.event-first
    @spec:scapi.q.late-answer @spec:scapi.rule.client-timeout @spec:scapi.q.self-echo
    Scenario Outline: A page asks for something that takes no parameters
      Given Ana is signed in
      When Ana's page asks who they are with <what>
      Then the page is answered

      Examples:
        | what                        |
        | no parameters               |
        | an empty list of parameters |
        | null for its parameters     |

    @spec:scapi.q.arg-shift @spec:scapi.q.undefined-null
    Scenario: A page leaves out what is optional
      Given Ana is signed in and ready
      When Ana dials Chen
      Then the page is answered

  Rule: A failure is told by its text

    @refusal @spec:scapi.q.error-detect @spec:scapi.method.system.getAllowedServices.refused.origin
    Scenario: A page of another origin is refused
      Given the center grants the pages' origin nothing
      And Ana's desktop has a page that has subscribed to nothing
      When Ana's page asks for the allowed services
      Then the request is refused

  Rule: Events are heard from the answer to subscribe until unsubscribe

    @spec:scapi.q.subscribe-race
    Scenario: A page hears what comes after the answer
      Given Ana's desktop has a page that has subscribed to nothing
      When Ana's first page subscribes to agent
      And Ana changes state
      Then Ana's first page hears agent once

    @spec:scapi.rule.unsubscribe
    Scenario Outline: A page unsubscribes
      Given Ana's desktop has a page that has subscribed to nothing
      And Ana's first page subscribes to <names>
      And Ana's first page unsubscribes
      When Ana changes state
      Then Ana's first page hears agent not at all

      @spec:scapi.q.subscription-toplevel @spec:scapi.q.unsubscribe-no-answer
      Examples:
        | names |
        | agent |

      @spec:scapi.q.unsubscribe-array-bug
      Examples:
        | names                 |
        | agent and interaction |
