Feature: Slips of the pen

  Scenario: Nobody knows her
    Given Anna is signed in
    And Ben is talking to Carlo
    When Ben transfers the call to the queue Suport in one step
    Then Ana's desk sees the agent become REDY

  @wire:gws
  Scenario: Over GWS
    Given Ana is signed in and ready
    When an e-mail from Carla enters the queue Invoices
    And Ana's client asks for "Acept" of the e-mail
    Then the request is refused

  @wire:webex
  Scenario: Over Webex
    Given Ana is signed in and ready
    When Ana's client asks for "task.hol" of the call
    Then the request is refused

  @wire:webex
  Scenario: No tag is about the table
    Given Ana is signed in and ready
    When Carla calls Ana
    Then Ana's desk sees, in order:
      | event                |
      | AgentContactReserved |

  @wire:webex @spec:webex.event.AgentContactReserved
  Scenario: One is
    Given Ana is signed in and ready
    When Carla calls Ana
    Then Ana's desk sees, in order:
      | event                |
      | AgentContactReserved |

  @wire:webex @inferred
  Scenario: No document says so
    Given Ana is signed in and ready
    When Carla calls Ana
    Then Ana's desk sees, in order:
      | event                |
      | AgentContactReserved |
