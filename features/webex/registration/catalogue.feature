@wire:webex @login
Feature: The service catalogue

  A client is told where the contact center is by a catalogue of services, before anybody
  has signed in and after.

  @spec:webex.redirect @spec:webex.http.u2c.limited @spec:webex.http.u2c.limited.answer
  @spec:webex.http.u2c.limited.answer.serviceLinks @spec:webex.http.u2c.limited.answer.hostCatalog
  Scenario: Before signing in
    When Ana's client asks for the service catalogue before signing in
    Then the client can read the answer
    And the catalogue says where the contact center is

  @spec:webex.redirect @spec:webex.auth @spec:webex.rule.auth @spec:webex.http.u2c.postauth @spec:webex.http.u2c.postauth.answer
  @spec:webex.http.u2c.postauth.answer.serviceLinks @spec:webex.http.u2c.postauth.answer.hostCatalog
  Scenario: After signing in
    When Ana's client asks for the service catalogue after signing in
    Then the client can read the answer
    And the catalogue says where the contact center is
