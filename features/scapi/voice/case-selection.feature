@voice @case
Feature: Selecting a case

  Background:
    Given Ana is signed in and ready
    And Ana has a held call with Carla
    And Chen calls Ana

  Rule: Selecting a case collapses the old one, expands the new one and selects it, in this order

    @spec:scapi.seq.case-selection
    @spec:scapi.seq.case-selection.2 @spec:scapi.seq.case-selection.3 @spec:scapi.seq.case-selection.4
    @spec:scapi.method.interaction.selectCaseByCaseId
    Scenario: The agent goes from one case to another
      Given Ana selects the case of the first call
      When Ana selects the case of the second call
      Then Ana's desk sees, in order:
        | event          |
        | CASE_COLLAPSED |
        | CASE_EXPANDED  |
        | CASE_SELECTED  |
      And nothing else of these kinds
      And Ana's desk is told that the second call's case is selected
      And Ana's desk shows the second call's case as selected
      And Ana's desk shows the first call's case as not selected

    @spec:scapi.method.interaction.selectCaseByCaseId.refused.unknown-case
    Scenario: A case that does not exist is not selected
      Given Ana selects the case of the first call
      When Ana selects a case that does not exist
      Then the request is refused
      And nothing has changed at Ana's desk
      And Ana's desk shows the first call's case as selected
      When Ana selects the case of the second call
      Then Ana's desk shows the second call's case as selected
