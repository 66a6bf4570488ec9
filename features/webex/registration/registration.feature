@wire:webex @login
Feature: Registration

  What a client does before anything else: it finds the contact center, asks for
  notifications, reads the configuration, and asks whether there is a login to take up.

  @spec:webex.seq.register @spec:webex.seq.register.1 @spec:webex.seq.register.2 @spec:webex.seq.register.3 @spec:webex.seq.register.4
  @spec:webex.seq.register.5 @spec:webex.seq.register.6 @spec:webex.seq.register.7 @spec:webex.seq.register.8 @spec:webex.seq.register.9
  @spec:webex.seq.register.10 @spec:webex.seq.register.11
  Scenario: A client registers
    When Ana's client registers
    Then Ana's client is registered
    And Ana's client is told whether there is a login to take up

  @spec:webex.op.agent.reload @spec:webex.op.agent.reload.failure @spec:webex.event.AgentReloginFailed @spec:webex.http.reload @spec:webex.http.reload.answer
  Scenario: Nobody has logged in
    When Ana's client registers
    Then Ana's client is registered
    And Ana's client is told whether there is a login to take up

  @spec:webex.seq.register
  Scenario Outline: <agent> registers beside others
    Given Ana's client has registered
    When <agent>'s client registers
    Then <agent>'s client is registered

    Examples:
      | agent |
      | Ben   |
      | Cleo  |
