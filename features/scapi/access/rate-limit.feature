@access
Feature: How many requests a minute are handled

  Rule: Requests over the limit get no answer until the quarantine delay has passed

    @spec:scapi.rule.rate-limit @spec:scapi.option.service-client-api.rate-limit
    Scenario: A request over the limit gets no answer
      Given the center allows 3 requests a minute and then waits 20 seconds
      And Ana is signed in
      And Ana's page has asked who they are 3 times
      When Ana's page asks who they are, without waiting
      Then the request gets no answer

    @spec:scapi.rule.rate-limit @spec:scapi.option.service-client-api.rate-limit-quarantine-delay
    Scenario: After the quarantine delay requests are answered again
      Given the center allows 3 requests a minute and then waits 90 seconds
      And Ana is signed in
      And Ana's page has asked who they are 3 times
      And Ana's page asks who they are, without waiting
      When 91 seconds pass
      And Ana's page asks who they are, without waiting
      Then the request gets an answer

    @spec:scapi.rule.rate-limit
    Scenario: A limit of one request leaves the others alone
      Given the center allows 2 "agent.get" requests a minute and then waits 20 seconds
      And Ana is signed in
      And Ana's page has asked who they are 2 times
      When Ana's page asks for Ana's state, without waiting
      Then the request gets an answer

    @spec:scapi.rule.rate-limit @spec:scapi.option.service-client-api.rate-limit.service-name
    Scenario: A limit of one request holds for that request
      Given the center allows 2 "agent.get" requests a minute and then waits 20 seconds
      And Ana is signed in
      And Ana's page has asked who they are 2 times
      When Ana's page asks who they are, without waiting
      Then the request gets no answer
