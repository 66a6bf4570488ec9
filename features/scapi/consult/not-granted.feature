@access @consult
Feature: Consultations, transfers and conferences that are not granted

  A filter lets only the listed requests through.

  @spec:scapi.rule.method-filter
  Scenario: A consultation that is not granted
    Given the center grants the pages' origin only "agent.*, voice.*, interaction.getByInteractionId"
    And Ana is signed in and ready
    And Ana is talking to Carla
    When Ana consults Chen about the call
    Then the request is refused
    And Ana's desk sees no DIALING

  @spec:scapi.rule.method-filter
  Scenario: A transfer in one step that is not granted
    Given the center grants the pages' origin only "agent.*, voice.*, interaction.getByInteractionId"
    And Ana is signed in and ready
    And Ana is talking to Carla
    When Ana transfers the call to Chen in one step
    Then the request is refused
    And Ana's desk sees no RELEASED

  @spec:scapi.rule.method-filter
  Scenario: A conference in one step that is not granted
    Given the center grants the pages' origin only "agent.*, voice.*, interaction.getByInteractionId"
    And Ana is signed in and ready
    And Ana is talking to Carla
    When Ana adds Chen to the call in one step
    Then the request is refused
    And Ana's desk sees no PARTY_CHANGED

  @spec:scapi.rule.method-filter
  Scenario: A transfer that may be begun and not completed
    Given the center grants the pages' origin only "agent.*, voice.*, interaction.getByInteractionId, interaction.consult"
    And Ana is signed in and ready
    And Ana is consulting Chen about the call with Carla
    When Ana completes the transfer
    Then the request is refused
    And Ana's desk sees no RELEASED

  @spec:scapi.rule.method-filter
  Scenario: A conference that may be begun and not completed
    Given the center grants the pages' origin only "agent.*, voice.*, interaction.getByInteractionId, interaction.consult"
    And Ana is signed in and ready
    And Ana is consulting Chen about the call with Carla
    When Ana completes the conference
    Then the request is refused
    And Ana's desk sees no PARTY_CHANGED

  @spec:scapi.rule.method-filter @spec:scapi.seq.consult-transfer.5
  Scenario: A consultation that is granted by its name
    Given the center grants the pages' origin only "agent.*, voice.*, interaction.getByInteractionId, interaction.consult"
    And Ana is signed in and ready
    And Ana is talking to Carla
    When Ana consults Chen about the call
    Then the request is granted
    And Ana's desk sees, in order:
      | event   | interaction  | state   |
      | DIALING | consultation | DIALING |
