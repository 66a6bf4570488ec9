@email
Feature: An inbound e-mail

  An e-mail comes in, the agent accepts it and marks it done.

  Background:
    Given Ana is signed in and ready

  Rule: An e-mail that is offered is an invitation

    @spec:scapi.seq.email-inbound.1 @spec:scapi.seq.email-inbound.2
    Scenario: A customer has written
      When an e-mail from Carla comes to Ana
      Then Ana's desk sees, in order:
        | event   | state   | previous state |
        | ADDED   | INVITED | UNKNOWN        |
        | INVITED | INVITED | UNKNOWN        |
      And nothing else of these kinds
      And Ana's desk shows the e-mail as INVITED

    @spec:scapi.method.interaction.getInteractions @spec:scapi.event.openmedia.INVITED
    Scenario: The e-mail is in the list of interactions
      When an e-mail from Carla comes to Ana
      Then Ana's desk lists the e-mail as INVITED

    @spec:scapi.type.interaction.Interaction.interactionUUID @spec:scapi.type.interaction.Interaction.caseId
    Scenario: The e-mail says what it is
      When an e-mail from Carla comes to Ana
      Then the e-mail at Ana's desk has:
        | interactionUUID       | present |
        | caseId                | present |
        | parties               | present |
        | isConsultation        | false   |
        | isMainCaseInteraction | true    |

    @spec:scapi.enum.interaction-state
    Scenario: The e-mail is in no state of chats
      When an e-mail from Carla comes to Ana
      Then Ana's desk has never shown the e-mail in a state of chats alone

    @spec:scapi.rule.voice-only
    Scenario: The e-mail has no direction, no numbers and no recording, which are of calls only
      When an e-mail from Carla comes to Ana
      Then the e-mail at Ana's desk has nothing that only calls have

  Rule: An accepted e-mail is the agent's

    @spec:scapi.seq.email-inbound.4 @spec:scapi.method.interaction.accept
    Scenario: The agent accepts
      Given Ana has an offered e-mail from Carla
      When Ana accepts the e-mail
      Then Ana's desk sees, in order:
        | event    | state    | previous state |
        | ACCEPTED | ACCEPTED | INVITED        |
      And nothing else of these kinds
      And Ana's desk shows the e-mail as ACCEPTED

  Rule: An e-mail that is marked done is completed and leaves the desk

    @spec:scapi.seq.email-inbound.6 @spec:scapi.seq.email-inbound.7 @spec:scapi.method.interaction.markdone
    Scenario: The page marks the e-mail done
      Given Ana has an accepted e-mail from Carla
      When Ana marks the e-mail done
      Then Ana's desk sees, in order:
        | event     | state     | previous state |
        | COMPLETED | COMPLETED | ACCEPTED       |
        | REMOVED   | COMPLETED | ACCEPTED       |
      And nothing else of these kinds
      And Ana's desk no longer has the e-mail

    @spec:scapi.seq.email-inbound.6 @spec:scapi.seq.email-inbound.7
    Scenario: The agent marks the e-mail done in the desktop
      Given Ana has an accepted e-mail from Carla
      When Ana marks the e-mail done in the desktop
      Then Ana's desk sees, in order:
        | event     | state     |
        | COMPLETED | COMPLETED |
        | REMOVED   | COMPLETED |
      And nothing else of these kinds

  Rule: What happens at one desk is not told at another

    Scenario: An offer is the invited agent's alone
      Given Ben is signed in and ready
      When an e-mail from Carla comes to Ana
      Then Ben's desk sees nothing

    Scenario: Another agent's desk stays quiet
      Given Ben is signed in and ready
      And Ana has an offered e-mail from Carla
      When Ana accepts the e-mail
      Then Ben's desk sees nothing
