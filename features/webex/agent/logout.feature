@wire:webex @login
Feature: Logging out

  @spec:webex.op.agent.logout @spec:webex.op.agent.logout.success @spec:webex.event.AgentLogoutSuccess
  @spec:webex.seq.logout @spec:webex.seq.logout.1 @spec:webex.seq.logout.2
  Scenario: An agent logs out
    Given Ana is signed in
    When Ana logs out
    Then the request succeeds
    And Ana's desk sees, in order:
      | event              |
      | AgentLogoutSuccess |

  @refusal @spec:webex.op.agent.logout.failure @spec:webex.event.AgentLogoutFailed
  Scenario: Who has not logged in does not log out
    Given Ana's client has registered
    When Ana logs out
    Then the request is refused

  @refusal @inferred @chat
  Scenario: Who still has a contact does not log out
    Given Ana is signed in and ready
    And Ana has an accepted chat from Carla
    When Ana logs out
    Then the request is refused
    And Ana's desk lists the chat

  @inferred
  Scenario: An agent logs in again
    Given Ana is signed in
    And Ana logs out
    When Ana logs in
    Then the request succeeds

  @inferred
  Scenario: Others are not told
    Given Ana is signed in and ready
    And Ben is signed in and ready
    When Ana logs out
    Then Ben's desk sees nothing

  @spec:webex.op.agent.reload.failure @spec:webex.event.AgentReloginFailed
  Scenario: After a logout there is no login to take up
    Given Ana is signed in
    And Ana logs out
    When Ana's connection is lost and made again
    Then Ana's client is told whether there is a login to take up
