@voice
Feature: The states of calls and those of other interactions

  Rule: What the documents say of open media alone is told of no call

    @spec:scapi.enum.interaction-state
    Scenario Outline: A call that rings is in no state of other interactions
      Given Ana is signed in and ready
      When Carla calls Ana
      Then Ana's desk has never shown the call in a state of <others> alone

      Examples:
        | others     |
        | open media |
        | chats      |
        | e-mails    |

    @spec:scapi.enum.interaction-state
    Scenario: A call that is held is in no state of open media
      Given Ana is signed in and ready
      And Ana is talking to Carla
      When Ana puts the call on hold
      Then Ana's desk has never shown the call in a state of open media alone
