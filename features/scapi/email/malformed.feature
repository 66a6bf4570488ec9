@email @refusal @malformed
Feature: E-mails that are not asked for as documented

  How a refusal is answered is documented nowhere; what counts is that nothing
  happens, and that the request works when it is right.

  Background:
    Given Ana is signed in and ready

  Rule: An e-mail needs an address

    @spec:scapi.event.openmedia.CREATED
    Scenario Outline: An e-mail without one
      When Ana's page sends "email.create" <how>
      Then the request is refused
      And nothing has changed at Ana's desk
      When Ana writes an e-mail to Carla
      Then Ana's desk sees, in order:
        | event   |
        | CREATED |

      Examples:
        | how                                   |
        | without its parameters                |
        | with null for its first parameter     |
        | with a number for its first parameter |

    Scenario: An e-mail whose parameters are no list
      When Ana's page sends "email.create" with an object for its parameters
      Then nothing has changed at Ana's desk

  Rule: User data is keys and values

    @spec:scapi.event.openmedia.CREATED
    Scenario Outline: An e-mail with something else
      When Ana writes an e-mail to Carla with <what> for its user data
      Then the request is refused
      And nothing has changed at Ana's desk
      When Ana writes an e-mail to Carla
      Then Ana's desk sees, in order:
        | event   |
        | CREATED |

      Examples:
        | what     |
        | a text   |
        | a number |
        | a list   |
