@wire:gws @login @email
Feature: Protection against forged requests

  It is optional. Where it is on, what changes something carries a token that the answer to a
  question has given.

  Background:
    Given the center is protected against forged requests
    And Ana is signed in and ready

  @spec:gws.auth.csrf.token
  Scenario: The token is given
    When Ana's client asks for their own record
    Then the answer gives the token

  @refusal @spec:gws.auth.csrf
  Scenario: An operation without the token
    Given Ana has an offered e-mail from Carla
    When Ana's client asks for "Accept" of the e-mail without the token
    Then the request is refused
    And nothing has changed

  @refusal @spec:gws.auth.csrf.text
  Scenario: What is refused says why
    Given Ana has an offered e-mail from Carla
    When Ana's client asks for "Accept" of the e-mail without the token
    Then the answer says that the token is missing

  @refusal @spec:gws.auth.csrf
  Scenario: An update by PUT without the token
    Given Ana has an accepted e-mail from Carla
    When Ana's client asks for "UpdateProperties" of the e-mail by PUT, without the token
    Then the request is refused
    And nothing has changed

  @spec:gws.op.accept
  Scenario: An operation with the token
    Given Ana has an offered e-mail from Carla
    When Ana accepts the e-mail
    Then the request succeeds
    And Ana's desk lists the e-mail

  @spec:gws.endpoint.me-interactions.get
  Scenario: A question needs no token
    When Ana's client asks for their interactions without the token
    Then the request succeeds
