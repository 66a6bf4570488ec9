@wire:webex @refusal
Feature: Operations on what the agent does not have

  Background:
    Given Ana is signed in and ready
    And Ben is signed in and ready

  Rule: A contact has to be there

    @spec:webex.rule.unknownTask
    Scenario Outline: <operation> of a contact that does not exist
      When Ana's client asks for "<operation>" of a contact that does not exist
      Then the request is refused
      And nothing has changed at Ana's desk

      Examples:
        | operation               |
        | task.accept             |
        | task.hold               |
        | task.unhold             |
        | task.recordPause        |
        | task.recordResume       |
        | task.consult            |
        | task.consultEnd         |
        | task.consultAccept      |
        | task.transferAgent      |
        | task.transferQueue      |
        | task.consultTransfer    |
        | task.conference         |
        | task.conferenceExit     |
        | task.conferenceTransfer |
        | task.end                |
        | task.wrapup             |
        | task.cancelCtq          |
        | preview.accept          |

  Rule: It has to be the agent's

    @voice @spec:webex.rule.unknownTask
    Scenario Outline: <operation> of another agent's call
      Given Ana is talking to Carla
      When Ben's client asks for "<operation>" of the call
      Then the request is refused
      And Ana's desk sees nothing

      Examples:
        | operation          |
        | task.hold          |
        | task.end           |
        | task.wrapup        |
        | task.transferAgent |
        | task.consult       |

    @email @spec:webex.rule.unknownTask
    Scenario: An e-mail that is offered to another agent
      Given Ana has an offered e-mail from Carla
      When Ben's client asks for "task.accept" of the e-mail
      Then the request is refused
      And Ana's desk sees nothing
