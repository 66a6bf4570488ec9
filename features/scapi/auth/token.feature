@auth
Feature: Tokens for other services

  A page can ask the desktop for a JSON Web Token of the agent.

  Rule: A token comes with the time at which it ends

    @spec:scapi.method.auth.getJwtToken
    Scenario: A page asks for a token
      Given the center accepts the pages' origin (*, auth.getJwtToken)
      And Ana is signed in
      When Ana's page asks for a token
      Then the answer is a token and when it ends

  Rule: A token is answered again while it is valid, and then a new one

    @spec:scapi.rule.jwt-kept @spec:scapi.method.auth.getJwtToken
    Scenario: A page asks again at once
      Given the center accepts the pages' origin (*, auth.getJwtToken)
      And Ana is signed in
      And Ana's page asks for a token
      When Ana's page asks for a token
      Then the token is the same

    @spec:scapi.rule.jwt-kept @spec:scapi.method.auth.getJwtToken
    Scenario: A page asks again when the token has ended
      Given the center accepts the pages' origin (*, auth.getJwtToken)
      And Ana is signed in
      And Ana's page asks for a token
      When the token's life passes
      And Ana's page asks for a token
      Then the token is another one

  Rule: Only its full name grants a token

    @spec:scapi.rule.jwt-explicit @spec:scapi.method.auth.getJwtToken
    Scenario Outline: A token is granted by its name
      Given the center accepts <origins>
      And Ana is signed in
      When Ana's page asks for a token
      Then the request is granted

      @spec:scapi.grammar.origins.7
      Examples:
        | case            | origins                                 |
        | with all others | the pages' origin (*, auth.getJwtToken) |

      Examples:
        | case  | origins                              |
        | alone | the pages' origin (auth.getJwtToken) |

    @refusal
    @spec:scapi.rule.jwt-explicit @spec:scapi.method.auth.getJwtToken.refused.not-listed
    Scenario Outline: Nothing else grants a token
      Given the center accepts <origins>
      And Ana is signed in
      When Ana's page asks for a token
      Then the request is not granted

      @spec:scapi.grammar.origins.6
      Examples:
        | case       | origins    |
        | any origin | any origin |

      Examples:
        | case                 | origins                              |
        | a bare origin        | the pages' origin                    |
        | an asterisk          | the pages' origin (*)                |
        | the namespace        | the pages' origin (auth.*)           |
        | another namespace    | the pages' origin (agent.*, voice.*) |
