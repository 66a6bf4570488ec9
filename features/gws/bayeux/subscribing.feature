@wire:gws @bayeux
Feature: Subscribing to notifications

  A session is told of what it has subscribed to, by names in which an asterisk may
  stand for others.

  Rule: A subscription is granted and repeated

    @spec:gws.bayeux.subscribe
    Scenario Outline: However it is asked for
      Given Ana is ready at a client that has subscribed to nothing
      When Ana's client subscribes to <what> <how>
      Then the subscriptions are granted

      Examples:
        | what                                    | how                            |
        | the agent's interactions                | in a message for each          |
        | the agent's interactions                | in one message                 |
        | the agent's interactions and everything | in one message                 |
        | the agent's interactions and everything | in a message for each          |
        | the agent's interactions and everything | in two messages of one request |

    @spec:gws.bayeux.subscribe
    @spec:gws.bayeux.once
    Scenario: What was asked for in one request is told
      Given Ana is ready at a client that has subscribed to nothing
      And Ana's client subscribes to the agent's interactions and everything in two messages of one request
      When an e-mail from Carla comes to Ana
      Then Ana's client hears of the offer of the e-mail once

  Rule: An asterisk stands for one segment of a name, two for any number

    @spec:gws.bayeux.subscribe-wildcard
    Scenario Outline: A message comes once, however many subscriptions match
      Given Ana is ready at a client that has subscribed to <what>
      When an e-mail from Carla comes to Ana
      Then Ana's client hears of the offer of the e-mail once

      Examples:
        | what                                    |
        | everything                              |
        | all that is the agent's own             |
        | the agent's interactions and everything |

  Rule: The agent's interactions have other names, too

    @spec:gws.bayeux.subscribe.alias
    Scenario Outline: A message carries the name that was subscribed to
      Given Ana is ready at a client that has subscribed to the agent's interactions <by>
      When an e-mail from Carla comes to Ana
      Then Ana's client hears of the offer of the e-mail once
      And the message carries the name that Ana's client subscribed to

      Examples:
        | by                      |
        | with a slash at the end |
        | by their short name     |

  Rule: A session is told of nothing else

    @spec:gws.bayeux.subscribed-only
    Scenario Outline: Other subscriptions bring no offers
      Given Ana is ready at a client that has subscribed to <what>
      When an e-mail from Carla comes to Ana
      Then Ana's client hears nothing of the offer of the e-mail

      Examples:
        | what                            |
        | nothing                         |
        | the states of the agent's media |

    @spec:gws.bayeux.unsubscribe
    @spec:gws.bayeux.subscribed-only
    Scenario: Who has unsubscribed is told nothing more
      Given Ana is ready at a client that has subscribed to the agent's interactions
      And Ana's client unsubscribes from the agent's interactions
      When an e-mail from Carla comes to Ana
      Then Ana's client hears nothing of the offer of the e-mail

    @spec:gws.bayeux.unsubscribe
    Scenario Outline: Unsubscribing is granted, with a subscription or without
      Given Ana is ready at a client that has subscribed to <before>
      When Ana's client unsubscribes from the agent's interactions
      Then unsubscribing is granted

      Examples:
        | before                   |
        | the agent's interactions |
        | nothing                  |

  Rule: A subscription that cannot be is not granted

    @spec:gws.bayeux.subscribe-errors
    @spec:gws.bayeux.subscribe-errors.text
    @spec:gws.bayeux.error-format
    Scenario Outline: A wrong name, or none
      Given Ana is signed in
      When Ana's client subscribes to <what>
      Then the subscription is not granted

      Examples:
        | what                             |
        | no name at all                   |
        | a channel of the protocol itself |
        | a name without its first slash   |
