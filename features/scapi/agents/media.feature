@agent @media
Feature: The agent's media

  Background:
    Given Ana is signed in and ready

  @spec:scapi.method.media.getMediaList
  Scenario: A page asks for all media
    When Ana's page asks for the media
    Then the answer lists the medium voice

  @spec:scapi.method.media.getMediaByName
  Scenario: A page asks for one medium
    When Ana's page asks for the medium voice
    Then the answer is the medium voice

  @spec:scapi.method.media.getMediaByName.refused.unknown-media
  Scenario: A medium that does not exist
    When Ana's page asks for the medium telegraph
    Then the request is refused
    And nothing has changed at Ana's desk
    When Ana's page asks for the medium voice
    Then the answer is the medium voice

  @spec:scapi.method.media.setState
  Scenario: One medium gets another state
    When Ana chooses the state NOT_READY for the medium voice
    Then Ana's medium voice is in state NOT_READY

  @spec:scapi.rule.state-event-only @spec:scapi.method.media.setState.refused.event-only
  Scenario: A medium cannot get a state that is only reported
    When Ana chooses the state OUT_OF_SERVICE, which is only reported, for the medium voice
    Then the request is refused
    And Ana's medium voice is not in state OUT_OF_SERVICE
    And Ana's medium voice is in state READY
    When Ana chooses the state NOT_READY for the medium voice
    Then Ana's medium voice is in state NOT_READY

  @spec:scapi.event.media.STATE_CHANGED
  Scenario: A medium's change is reported
    When Ana chooses the state NOT_READY for the medium voice
    Then Ana's desk sees the medium voice become NOT_READY

  @spec:scapi.method.media.setState.refused.unknown-media
  Scenario: A medium that does not exist gets no state
    When Ana chooses the state NOT_READY for the medium telegraph
    Then the request is refused
    And nothing has changed at Ana's desk
    When Ana chooses the state NOT_READY for the medium voice
    Then Ana's medium voice is in state NOT_READY
