@wire:webex @login
Feature: Telemetry and logs

  The agent SDK sends measurements by itself, and a log after each operation that failed.

  Background:
    Given Ana's client has registered

  @spec:webex.http.metrics @spec:webex.http.metrics.answer
  Scenario: Telemetry is taken
    When Ana's client sends telemetry
    Then it is taken

  @spec:webex.http.logs.urls @spec:webex.http.logs.urls.answer @spec:webex.http.logs.urls.answer.tempURL
  Scenario: A client is told where a log goes
    When Ana's client asks where a log can be put
    Then the answer says where the log goes

  @spec:webex.http.logs.put @spec:webex.http.logs.put.answer
  Scenario: A log is taken, without a token
    Given Ana's client asks where a log can be put
    When Ana's client puts the log there
    Then it is taken

  @spec:webex.http.logs.meta @spec:webex.http.logs.meta.answer
  Scenario: What a log is about is taken
    When Ana's client says what the log is about
    Then it is taken
