@email @refusal
Feature: Requests that do not fit the state of an e-mail

  How a refusal is answered is documented nowhere; what counts is that nothing
  happens, and that the same request works once the state is right.

  Background:
    Given Ana is signed in and ready

  Rule: Only an e-mail that is offered can be accepted or declined

    @spec:scapi.method.interaction.accept.refused.not-ringing @spec:scapi.event.openmedia.ACCEPTED
    Scenario: An e-mail is not accepted twice
      Given Ana has an accepted e-mail from Carla
      When Ana accepts the e-mail
      Then the request is refused
      And nothing has changed at Ana's desk
      When an e-mail from Chen comes to Ana
      And Ana accepts the e-mail
      Then Ana's desk sees, in order:
        | event    |
        | ACCEPTED |

    @spec:scapi.method.interaction.reject.refused.not-ringing
    Scenario: An e-mail that was accepted is not declined
      Given Ana has an accepted e-mail from Carla
      When Ana declines the e-mail
      Then the request is refused
      And nothing has changed at Ana's desk
      When an e-mail from Chen comes to Ana
      And Ana declines the e-mail
      Then Ana's desk no longer has the e-mail

    @spec:scapi.method.interaction.accept.refused.not-ringing
    Scenario: An outbound e-mail is not accepted
      Given Ana has begun an e-mail to Carla
      When Ana accepts the e-mail
      Then the request is refused
      And nothing has changed at Ana's desk
