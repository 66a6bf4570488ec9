@wire:gws @workbin
Feature: An e-mail in a workbin

  An agent places an e-mail in a workbin, and asks what is in there.

  Background:
    Given Ana is signed in and ready

  Rule: What is placed in a workbin is in it, and the agent no longer handles it

    @email @spec:gws.op.place-in-workbin @spec:gws.op.place-in-workbin.success @spec:gws.transition.workbin @spec:gws.seq.workbin.2 @spec:gws.seq.workbin.3
    Scenario: The agent places an e-mail in a workbin
      Given Ana has an accepted e-mail from Carla
      When Ana puts the e-mail in the workbin
      Then the request succeeds
      And Ana's desk no longer has the e-mail

    @email @spec:gws.op.get-workbin-content @spec:gws.op.get-workbin-content.success @spec:gws.seq.workbin.4
    Scenario: The agent asks what is in the workbin
      Given Ana has Carla's e-mail in the workbin
      When Ana asks what is in the workbin
      Then the request succeeds

    @email @spec:gws.msg.workbin-content @spec:gws.seq.workbin.5 @spec:gws.quirk.workbin-content @spec:gws.quirk.workbin-path
    Scenario: The content is told
      Given Ana has Carla's e-mail in the workbin
      When Ana asks what is in the workbin
      Then Ana is told that the workbin holds the e-mail

  Rule: What nobody says of workbins

    @email @inferred @spec:gws.transition.workbin.told
    Scenario: The agent is told that they no longer have it
      Given Ana has an accepted e-mail from Carla
      When Ana puts the e-mail in the workbin
      Then Ana is told that they no longer have the e-mail

    @email @inferred
    Scenario: In the workbin it is still under way
      Given Ana has Carla's e-mail in the workbin
      When Ana asks what is in the workbin
      Then Ana's desk finds the e-mail among the center's

    @inferred @spec:gws.op.get-workbin-content.empty
    Scenario: The content of an empty workbin is an empty list
      When Ana asks what is in the workbin
      Then Ana is told that the workbin is empty

    @email @inferred @spec:gws.quirk.workbin-identifier
    Scenario Outline: The workbin is named by its <identifier>
      Given Ana has an accepted e-mail from Carla
      When Ana puts the e-mail in the workbin, named by its <identifier>
      Then the request succeeds
      And Ana's desk no longer has the e-mail

      Examples:
        | identifier        |
        | id                |
        | name              |
        | id in an object   |
        | name in an object |
