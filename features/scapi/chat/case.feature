@chat @case
Feature: The case of a chat

  Background:
    Given Ana is signed in and ready

  Rule: Selecting a case collapses the old one, expands the new one and selects it, in this order

    @spec:scapi.seq.case-selection.2 @spec:scapi.seq.case-selection.3 @spec:scapi.seq.case-selection.4
    @spec:scapi.method.interaction.selectCaseByCaseId
    Scenario: The agent goes from a call to a chat
      Given Ana has a held call with Chen
      And Ana is chatting with Carla
      And Ana selects the case of the call
      When Ana selects the case of the chat
      Then Ana's desk sees, in order:
        | event          |
        | CASE_COLLAPSED |
        | CASE_EXPANDED  |
        | CASE_SELECTED  |
      And nothing else of these kinds
      And Ana's desk is told that the chat's case is selected
      And Ana's desk shows the chat's case as selected
      And Ana's desk shows the call's case as not selected

  Rule: An interaction that comes into another case says so

    @spec:scapi.event.common.CASE_OR_BUNDLE_ID_CHANGED
    Scenario: The agent puts a chat into the case of an e-mail
      Given Ana has an accepted e-mail from Carla
      And Ana is chatting with Chen
      When Ana moves the chat into the case of the e-mail
      Then Ana's desk sees, in order:
        | event                     | interaction | state        |
        | CASE_OR_BUNDLE_ID_CHANGED | chat        | HISTORY_DONE |
      And nothing else of these kinds
      And the chat at Ana's desk is in the e-mail's case

    @spec:scapi.event.common.CASE_OR_BUNDLE_ID_CHANGED
    Scenario: The agent puts a chat into the case of a call
      Given Ana is talking to Carla
      And Ana is chatting with Chen
      When Ana moves the chat into the case of the call
      Then Ana's desk sees, in order:
        | event                     | interaction | state        |
        | CASE_OR_BUNDLE_ID_CHANGED | chat        | HISTORY_DONE |
      And nothing else of these kinds
      And the chat at Ana's desk is in the call's case
