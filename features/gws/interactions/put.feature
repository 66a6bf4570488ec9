@wire:gws @email
Feature: Updating an interaction by PUT

  The documents say that there is such a request, and not what its body is: here it is that of
  an operation.

  Background:
    Given Ana is signed in and ready
    And Ana has an accepted e-mail from Carla

  @inferred @spec:gws.quirk.put @spec:gws.endpoint.interaction.put.answer
  Scenario: Properties are set
    When Ana updates the e-mail by PUT:
      | Topic | Renewal |
    Then the request succeeds
    And whoever looks the e-mail up at Ana's desk finds the user data:
      | Topic | Renewal |

  @inferred @spec:gws.quirk.put
  Scenario: An operation is asked for
    When Ana's client asks for "StopProcessing" of the e-mail by PUT
    Then Ana's desk no longer has the e-mail
