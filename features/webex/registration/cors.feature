@wire:webex @login @spec:webex.rule.cors
Feature: Pages of other origins

  A client in a browser is a page of another origin: its browser asks before each request
  whether the page may make it.

  Scenario Outline: A page may <request>
    When a page of another origin asks whether it may <request>
    Then the page may

    Examples:
      | request                    |
      | read the service catalogue |
      | read the configuration     |
      | subscribe                  |
      | log an agent in            |
      | set an agent's state       |
      | hold a call                |
      | send telemetry             |

  Scenario: A page may read what it is answered
    Given Ana's client has registered
    When Ana's client reads the agent's record from a page of another origin
    Then the client can read the answer
    And the page may read the answer
