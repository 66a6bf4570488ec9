@wire:webex @login
Feature: Lists

  Background:
    Given Ana's client has registered

  Scenario Outline: A client reads <list>
    When Ana's client reads <list>
    Then the client can read the answer

    @spec:webex.http.queues @spec:webex.http.queues.answer
    Examples: Queues
      | list       |
      | the queues |

    @spec:webex.http.entryPoints @spec:webex.http.entryPoints.answer
    Examples: Entry points
      | list             |
      | the entry points |

    @spec:webex.http.addressBook @spec:webex.http.addressBook.answer
    Examples: The address book
      | list             |
      | the address book |

    @spec:webex.http.outdialAni @spec:webex.http.outdialAni.answer
    Examples: Numbers to call from
      | list                     |
      | the numbers to call from |

  @spec:webex.rule.paging
  Scenario Outline: <list> page by page
    When Ana's client reads <list> page by page
    Then the pages have each entry once
    And the page after the last is empty

    @spec:webex.http.auxCodes @spec:webex.type.Paging.totalPages
    Examples: Codes
      | list      |
      | the codes |

    @spec:webex.http.teams @spec:webex.type.Paging.totalPages
    Examples: Teams
      | list      |
      | the teams |

    @spec:webex.http.queues
    Examples: Queues
      | list       |
      | the queues |

    @spec:webex.http.entryPoints
    Examples: Entry points
      | list             |
      | the entry points |

    @spec:webex.http.addressBook
    Examples: The address book
      | list             |
      | the address book |

    @spec:webex.http.outdialAni
    Examples: Numbers to call from
      | list                     |
      | the numbers to call from |

  @inferred
  Scenario: The queues of the center
    When Ana's client reads the queues
    Then the list has the queue Support

  @inferred
  Scenario: The routing points of the center are entry points
    When Ana's client reads the entry points
    Then the list has the entry point Main Line

  @inferred
  Scenario Outline: Nothing is found in <list>
    When Ana's client looks for "no such name" in <list>
    Then the list is empty

    Examples:
      | list             |
      | the queues       |
      | the entry points |
      | the address book |
