@wire:gws
Feature: Lists of interactions

  Background:
    Given Ana is signed in and ready

  Rule: An agent's list has what the agent handles

    @email @spec:gws.endpoint.me-interactions.get @spec:gws.endpoint.me-interactions.get.answer @spec:gws.endpoint.me-interactions.get.answer.uris
    @spec:gws.endpoint.me-interactions.get.role-agent @spec:gws.quirk.uri-path @spec:gws.seq.roles.3
    Scenario: The addresses of the agent's interactions
      Given Ana has an accepted e-mail from Carla
      When Ana's client asks for their interactions
      Then the request succeeds
      And the answer lists the address of the e-mail

    @email @spec:gws.endpoint.me-interactions.get-fields @spec:gws.endpoint.me-interactions.get-fields.answer @spec:gws.endpoint.me-interactions.get-fields.answer.interactions
    @spec:gws.endpoint.me-interactions.get-fields.role-agent
    Scenario: The agent's interactions in full
      Given Ana has an accepted e-mail from Carla
      When Ana's client asks for their interactions in full
      Then the request succeeds
      And the answer lists the e-mail in full

    @email @chat @spec:gws.endpoint.me-interactions.get
    Scenario: All that the agent handles
      Given Ana has an accepted e-mail from Carla
      And Ana is chatting with Chen
      When Ana's client asks for their interactions
      Then the answer lists the address of the e-mail
      And the answer lists the address of the chat

    @email @spec:gws.endpoint.me-interactions.get
    Scenario: What another agent handles is not there
      Given Ben is signed in and ready
      And Ana has an accepted e-mail from Carla
      When Ben's client asks for their interactions
      Then Ben's desk no longer has the e-mail

    @spec:gws.endpoint.me-interactions.get.answer.uris
    Scenario: A list of nothing
      When Ana's client asks for their interactions
      Then the request succeeds
      And the answer is an empty list

    @spec:gws.endpoint.me-interactions.get-fields.answer.interactions
    Scenario: A list of nothing in full
      When Ana's client asks for their interactions in full
      Then the request succeeds
      And the answer is an empty list

    @email @inferred
    Scenario: What is only offered is not there yet
      Given Ana has an offered e-mail from Carla
      When Ana's client asks for their interactions
      Then the answer is an empty list

  Rule: The center's list has all that is under way

    @email @spec:gws.endpoint.interactions.get @spec:gws.endpoint.interactions.get.answer @spec:gws.endpoint.interactions.get.answer.uris @spec:gws.endpoint.interactions.get.role-agent
    Scenario: The addresses of the center's interactions
      Given Ana has an accepted e-mail from Carla
      When Ana's client asks for the center's interactions
      Then the request succeeds
      And the answer lists the address of the e-mail

    @email @spec:gws.endpoint.interactions.get-fields @spec:gws.endpoint.interactions.get-fields.answer @spec:gws.endpoint.interactions.get-fields.answer.interactions @spec:gws.endpoint.interactions.get-fields.role-agent
    Scenario: The center's interactions in full
      Given Ana has an accepted e-mail from Carla
      When Ana's client asks for the center's interactions in full
      Then the request succeeds
      And the answer lists the e-mail in full

    @email @spec:gws.endpoint.interactions.get @spec:gws.endpoint.interactions.get.role-agent
    Scenario: What another agent handles is there
      Given Ben is signed in
      And Ana has an accepted e-mail from Carla
      When Ben's client asks for the center's interactions
      Then the request succeeds
      And the answer lists the address of the e-mail

    @email @inferred
    Scenario: What is only offered is there
      Given Ana has an offered e-mail from Carla
      When Ana's client asks for the center's interactions
      Then the answer lists the address of the e-mail
