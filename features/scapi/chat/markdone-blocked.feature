@chat @markdone
Feature: Blocking mark done of a chat

  Background:
    Given Ana is signed in and ready
    And Ana has an ended chat with Carla

  Rule: A chat whose mark done is blocked is not completed

    @spec:scapi.rule.markdone-blocked @spec:scapi.method.interaction.markdone.refused.blocked
    Scenario: The page's own mark done waits for the block to be lifted
      Given Ana blocks mark done of the chat with the warning "Fill in the form first"
      When Ana marks the chat done
      Then Ana's desk sees no COMPLETED
      And Ana's desk sees no REMOVED
      And Ana's desk shows the chat as IDLE

    @spec:scapi.rule.markdone-blocked
    Scenario: The agent's mark done in the desktop is blocked as well
      Given Ana blocks mark done of the chat with the warning "Fill in the form first"
      When Ana marks the chat done in the desktop
      Then Ana's desk sees no COMPLETED
      And Ana's desk sees no REMOVED

    @spec:scapi.seq.chat.10 @spec:scapi.seq.chat.11
    @spec:scapi.method.interaction.blockMarkdone @spec:scapi.method.interaction.unblockMarkdone
    Scenario: Once the block is lifted the chat is completed
      When Ana blocks mark done of the chat with the warning "Fill in the form first"
      And Ana unblocks mark done of the chat
      And Ana marks the chat done
      Then Ana's desk sees, in order:
        | event     | state     |
        | COMPLETED | COMPLETED |
        | REMOVED   | COMPLETED |
      And nothing else of these kinds
