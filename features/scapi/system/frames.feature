@system @pages
Feature: Frames and browser tabs

  An agent may have several pages open. Each can ask how it stands.

  Background:
    Given Ana is signed in
    And Ana opens a second page

  Rule: A page knows whether it can be seen

    @spec:scapi.method.system.amIVisible
    Scenario: A page that goes out of sight
      When Ana's second page goes out of sight
      And Ana's second page asks whether it is visible
      Then the answer is false

    @spec:scapi.method.system.amIVisible
    Scenario: A page that comes into sight again
      Given Ana's second page goes out of sight
      When Ana's second page comes into sight
      And Ana's second page asks whether it is visible
      Then the answer is true

  Rule: One browser tab leads and the others follow

    @spec:scapi.method.system.isFrameLeading @spec:scapi.method.system.isFrameFollowing
    @spec:scapi.method.system.isFrameNegotiating @spec:scapi.method.system.isFrameLeadingOrNegotiating
    Scenario: Pages say how they stand
      Then what Ana's pages say of leading agrees

    Scenario Outline: A page asks how it stands
      When Ana's first page asks whether it <what>
      Then the request succeeds

      @spec:scapi.method.system.isFrameFollowing
      Examples:
        | what    |
        | follows |

      @spec:scapi.method.system.isFrameNegotiating
      Examples:
        | what       |
        | negotiates |

      @spec:scapi.method.system.isFrameLeadingOrNegotiating
      Examples:
        | what                |
        | leads or negotiates |

      @spec:scapi.method.system.isFrameLeading
      Examples:
        | what  |
        | leads |

  Rule: One browser tab was the last active one

    @spec:scapi.method.system.isLastActiveFrame
    Scenario: The agent goes to another browser tab
      When Ana goes to the desktop of the second page
      And Ana's second page asks whether it was last active
      Then the answer is true

    Scenario: The browser tab that the agent has left
      When Ana goes to the desktop of the second page
      And Ana's first page asks whether it was last active
      Then the answer is false
