@system
Feature: Dialogs and views

  A page can show another page in a dialog, and have a view in the desktop's menu bar.

  Background:
    Given Ana is signed in

  Rule: A page opens and closes dialogs

    @spec:scapi.method.system.openDialog
    Scenario: A page opens a dialog
      When Ana's page opens a dialog
      Then the request succeeds

    @spec:scapi.method.system.closeDialog
    Scenario: A page closes its dialog
      Given Ana's page opens a dialog
      When Ana's page closes the dialog
      Then the request succeeds

    @refusal
    Scenario: A dialog that the agent has closed is gone
      Given Ana's page opens a dialog
      When Ana closes the dialog
      And Ana's page closes the dialog
      Then the request is refused
      And nothing has changed at Ana's desk

  Rule: A page has a view in the menu bar

    @spec:scapi.method.system.updateViewInApplicationMenuBar
    Scenario: A page adds a view
      When Ana's page adds a view in the menu bar
      Then the request succeeds

    @spec:scapi.method.system.updateViewInApplicationMenuBar
    Scenario: A page changes its view
      Given Ana's page adds a view in the menu bar
      When Ana's page changes a view in the menu bar
      Then the request succeeds

    @spec:scapi.method.system.closeViewInApplicationMenuBar
    Scenario: A page removes its view
      Given Ana's page adds a view in the menu bar
      When Ana's page removes the view from the menu bar
      Then the request succeeds
