@wire:gws @workbin
Feature: The workbins of an agent

  Background:
    Given Ana is signed in

  @spec:gws.op.me-workbins.get @spec:gws.op.me-workbins.get.success @spec:gws.endpoint.me-workbins.get @spec:gws.endpoint.me-workbins.get.answer @spec:gws.endpoint.me-workbins.get.answer.workbins
  Scenario: An agent asks for their workbins
    When Ana's client asks for their workbins
    Then the request succeeds
    And the answer has:
      | workbins | present |
