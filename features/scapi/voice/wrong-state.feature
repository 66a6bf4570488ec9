@voice @refusal
Feature: Requests that do not fit the state of a call

  How a refusal is answered is documented nowhere; what counts is that nothing
  happens, and that the same request works once the state is right.

  Background:
    Given Ana is signed in and ready

  Rule: Only an established call can be held

    @spec:scapi.method.voice.hold.refused.wrong-state
    Scenario Outline: A call in another state is not held
      Given Ana has a <state> call with Carla
      When Ana puts the call on hold
      Then the request is refused
      And nothing has changed at Ana's desk
      When the call with Carla comes to its end
      And Ana has a talking call with Chen
      And Ana puts the call on hold
      Then Ana's desk shows the call as HELD

      Examples:
        | state    |
        | ringing  |
        | dialing  |
        | held     |
        | released |

  Rule: Only a held call can be taken off hold

    @spec:scapi.method.voice.resume.refused.wrong-state
    Scenario Outline: A call in another state is not resumed
      Given Ana has a <state> call with Carla
      When Ana takes the call off hold
      Then the request is refused
      And nothing has changed at Ana's desk
      When the call with Carla comes to its end
      And Ana has a held call with Chen
      And Ana takes the call off hold
      Then Ana's desk shows the call as TALKING

      Examples:
        | state    |
        | ringing  |
        | dialing  |
        | talking  |
        | released |

  Rule: Only a ringing call can be answered or declined

    @spec:scapi.method.voice.answer.refused.wrong-state
    Scenario Outline: A call in another state is not answered
      Given Ana has a <state> call with Carla
      When Ana answers the call
      Then the request is refused
      And nothing has changed at Ana's desk
      When the call with Carla comes to its end
      And Ana has a ringing call with Chen
      And Ana answers the call
      Then Ana's desk shows the call as TALKING

      Examples:
        | state    |
        | dialing  |
        | talking  |
        | held     |
        | released |

    @spec:scapi.method.interaction.reject.refused.not-ringing
    Scenario Outline: A call in another state is not declined
      Given Ana has a <state> call with Carla
      When Ana declines the call
      Then the request is refused
      And nothing has changed at Ana's desk
      When the call with Carla comes to its end
      And Ana has a ringing call with Chen
      And Ana declines the call
      Then Ana's desk no longer has the call

      Examples:
        | state    |
        | dialing  |
        | talking  |
        | held     |
        | released |

  Rule: A call that has ended cannot end again

    @spec:scapi.method.voice.hangUp.refused.wrong-state
    Scenario: The agent hangs up twice
      Given Ana has a released call with Carla
      When Ana hangs up
      Then the request is refused
      And nothing has changed at Ana's desk
      When the call with Carla comes to its end
      And Ana has a talking call with Chen
      And Ana hangs up
      Then Ana's desk shows the call as IDLE

  Rule: Only a live call can be recorded

    Scenario Outline: A call in another state is not recorded
      Given Ana has a <state> call with Carla
      When Ana starts the recording
      Then the request is refused
      And nothing has changed at Ana's desk
      When the call with Carla comes to its end
      And Ana has a talking call with Chen
      And Ana starts the recording
      Then the request succeeds

      Examples:
        | state    |
        | ringing  |
        | released |
