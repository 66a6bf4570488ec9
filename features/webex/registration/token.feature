@wire:webex @login
Feature: The access token

  A client proves who it is by a token that names the organization.

  Background:
    Given Ana's client has registered

  @spec:webex.rule.token @spec:webex.auth @spec:webex.rule.auth
  Scenario: With the token
    When Ana's client reads the agent's record
    Then the client can read the answer

  @refusal @spec:webex.rule.unauthorized
  Scenario Outline: Reading <how>
    When Ana's client reads <part> <how>
    Then the request is refused
    And the client is told to sign in

    Examples:
      | part               | how                           |
      | the agent's record | without a token               |
      | the agent's record | with a wrong password         |
      | the agent's record | with a token of no known form |
      | the queues         | without a token               |

  @refusal @spec:webex.rule.unauthorized
  Scenario: Nobody subscribes without a token
    When Ana's client subscribes without a token
    Then the request is refused
    And the client is told to sign in
