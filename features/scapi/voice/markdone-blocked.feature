@voice @markdone
Feature: Blocking mark done

  A page can keep the agent from marking a call done, for example until a form is
  filled in.

  Rule: A call whose mark done is blocked is not marked done

    @spec:scapi.rule.markdone-blocked @spec:scapi.method.interaction.markdone.refused.blocked
    Scenario: The page's own mark done waits for the block to be lifted
      Given Ana is signed in and ready
      And Ana has a released call with Carla
      And Ana blocks mark done of the call with the warning "Fill in the form first"
      When Ana marks the call done
      Then Ana's desk sees no REMOVED
      And Ana's desk sees no MARKDONE_APPLY
      And Ana's desk shows the call as IDLE

    @spec:scapi.rule.markdone-blocked
    Scenario: The agent's mark done in the desktop is blocked as well
      Given Ana is signed in and ready
      And Ana has a released call with Carla
      And Ana blocks mark done of the call with the warning "Fill in the form first"
      When Ana marks the call done in the desktop
      Then Ana's desk sees no REMOVED
      And Ana's desk sees no MARKDONE_APPLY

    @spec:scapi.seq.markdone-blocked.6 @spec:scapi.seq.markdone-blocked.7
    @spec:scapi.method.interaction.blockMarkdone @spec:scapi.method.interaction.unblockMarkdone
    Scenario: Once the block is lifted the call is marked done
      Given Ana is signed in and ready
      And Ana has a released call with Carla
      When Ana blocks mark done of the call with the warning "Fill in the form first"
      And Ana unblocks mark done of the call
      And Ana marks the call done
      Then Ana's desk sees, in order:
        | event          | state |
        | MARKDONE_APPLY | IDLE  |
        | REMOVED        | IDLE  |

  Rule: A block can end by itself

    @spec:scapi.seq.markdone-blocked.7
    Scenario: After its time the block no longer holds
      Given the center lets a block of mark done last 20 seconds
      And Ana is signed in and ready
      And Ana has a released call with Carla
      And Ana blocks mark done of the call with the warning "Fill in the form first"
      When 20 seconds pass
      And Ana marks the call done
      Then Ana's desk sees, in order:
        | event   | state |
        | REMOVED | IDLE  |
