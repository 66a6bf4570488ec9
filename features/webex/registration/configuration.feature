@wire:webex @login
Feature: The configuration

  A client reads who the agent is and what they may do. Each part has to be answered so
  that the agent SDK can read it.

  Background:
    Given Ana's client has registered

  @spec:webex.rule.status
  Scenario Outline: A client reads <part>
    When Ana's client reads <part>
    Then the client can read the answer

    @spec:webex.http.user @spec:webex.http.user.answer
    Examples: Who the agent is
      | part               |
      | the agent's record |

    @spec:webex.http.org @spec:webex.http.org.answer
    Examples: The organization
      | part             |
      | the organization |

    @spec:webex.http.orgSettings @spec:webex.http.orgSettings.answer
    Examples: Its settings
      | part         |
      | the settings |

    @spec:webex.http.tenant @spec:webex.http.tenant.answer
    Examples: The tenant
      | part                       |
      | the tenant's configuration |

    @spec:webex.http.urlMapping @spec:webex.http.urlMapping.answer
    Examples: Other services
      | part                        |
      | the links to other services |

    @spec:webex.http.aiFeature @spec:webex.http.aiFeature.answer
    Examples: The assistant
      | part                     |
      | the assistant's features |

    @spec:webex.http.auxCodes @spec:webex.http.auxCodes.answer
    Examples: Codes
      | part      |
      | the codes |

    @spec:webex.http.desktopProfile @spec:webex.http.desktopProfile.answer
    Examples: The desktop
      | part                |
      | the desktop profile |

    @spec:webex.http.site @spec:webex.http.site.answer
    Examples: The site
      | part     |
      | the site |

    @spec:webex.http.teams @spec:webex.http.teams.answer
    Examples: Teams
      | part      |
      | the teams |

    @spec:webex.http.dialPlan @spec:webex.http.dialPlan.answer
    Examples: Dial plans
      | part           |
      | the dial plans |

  @spec:webex.http.user.answer.ciUserId @spec:webex.http.user.answer.firstName @spec:webex.http.user.answer.lastName
  Scenario: The record is that of the agent who was greeted
    When Ana's client reads the agent's record
    Then the answer is about Ana

  @spec:webex.http.teams.answer.data @spec:webex.type.Team.id @spec:webex.rule.teamShape
  Scenario: The teams are those of the record
    When Ana's client reads the teams
    Then the answer lists Ana's teams

  @inferred
  Scenario: There are codes for being idle and for how a contact ended
    When Ana's client reads the codes
    Then the answer lists the codes of both kinds

  @inferred @refusal
  Scenario Outline: Another organization's <part> is not told
    When Ana's client reads <part> of another organization
    Then the request is refused

    Examples:
      | part                |
      | the organization    |
      | the agent's record  |
      | the desktop profile |
      | the teams           |
      | the queues          |
