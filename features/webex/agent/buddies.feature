@wire:webex @login
Feature: Who can be consulted

  Rule: The other agents who have logged in are listed

    @spec:webex.op.agent.buddies @spec:webex.op.agent.buddies.success @spec:webex.event.BuddyAgents @spec:webex.type.Buddy.state
    Scenario Outline: Who handles <contacts>
      Given Ana is signed in
      And Ben is signed in and ready
      When Ana asks who handles <contacts>
      Then the request succeeds
      And Ana is told of Ben as available

      Examples:
        | contacts        |
        | calls           |
        | chats           |
        | e-mails         |
        | social contacts |

    @spec:webex.type.Buddy.state
    Scenario: An agent who is idle
      Given Ana is signed in
      And Ben is signed in
      When Ana asks who handles calls
      Then Ana is told of Ben as idle

    @spec:webex.type.Buddy.state
    Scenario: Only those who are available
      Given Ana is signed in
      And Ben is signed in and ready
      And Cleo is signed in
      When Ana asks who handles calls and is available
      Then Ana is told of Ben as available
      And Ana is not told of Cleo

    @inferred
    Scenario: An agent is not their own buddy
      Given Ana is signed in and ready
      When Ana asks who handles calls
      Then Ana is not told of Ana

  Rule: What cannot be told is refused

    @refusal @spec:webex.op.agent.buddies.failure @spec:webex.event.BuddyAgentsRetrieveFailed
    Scenario: Who has not logged in is told of nobody
      Given Ana's client has registered
      When Ana asks who handles calls
      Then the request is refused

    @refusal @spec:webex.rule.badRequest
    Scenario Outline: Asking for contacts <how>
      Given Ana is signed in
      When Ana asks who handles contacts <how>
      Then the request is refused
      And the refusal says why

      Examples:
        | how                    |
        | of a kind that is none |
        | without saying which   |
