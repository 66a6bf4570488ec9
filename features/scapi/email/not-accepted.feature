@email
Feature: An e-mail that the agent does not accept

  Background:
    Given Ana is signed in and ready

  Rule: An offer that nobody accepts is revoked

    @spec:scapi.seq.openmedia-rona.4 @spec:scapi.seq.openmedia-rona.5
    Scenario: The offer's time is over
      Given Ana has an offered e-mail from Carla
      When nobody accepts until the end of the offer
      Then Ana's desk sees, in order:
        | event   | state   | previous state |
        | REVOKED | REVOKED | INVITED        |
        | REMOVED | REVOKED | INVITED        |
      And nothing else of these kinds
      And Ana's desk no longer has the e-mail

  Rule: What is not accepted leaves the desk

    @spec:scapi.method.interaction.reject
    Scenario: The agent declines
      Given Ana has an offered e-mail from Carla
      When Ana declines the e-mail
      Then Ana's desk no longer has the e-mail
