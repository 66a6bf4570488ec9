@system @toast
Feature: Toasts

  A page can show the agent a toast, and is told which of its buttons the agent clicks.

  Background:
    Given Ana is signed in

  Rule: A toast has an id

    @spec:scapi.seq.toast.1 @spec:scapi.method.system.popupToast
    Scenario: A page shows a toast
      When Ana's page shows a toast
      Then the request succeeds

    Scenario Outline: A toast takes every documented member
      When Ana's page shows a toast with <what>
      Then the request succeeds

      @spec:scapi.method.system.popupToast.parameters.title @spec:scapi.method.system.popupToast.parameters.iconUrl
      Examples:
        | what    |
        | an icon |

      @spec:scapi.method.system.popupToast.parameters.subject
      Examples:
        | what      |
        | a subject |

      @spec:scapi.method.system.popupToast.parameters.message
      Examples:
        | what                   |
        | a message of two lines |

      @spec:scapi.method.system.popupToast.parameters.keyValues
      Examples:
        | what            |
        | keys and values |

      @spec:scapi.method.system.popupToast.parameters.buttons
      Examples:
        | what          |
        | one button    |
        | three buttons |

      @spec:scapi.method.system.popupToast.parameters.buttonShowDismiss
      Examples:
        | what             |
        | show and dismiss |

      @spec:scapi.method.system.popupToast.parameters.autoCloseTimeout
      Examples:
        | what                 |
        | a time of 20 seconds |

      @spec:scapi.method.system.popupToast.parameters.sendToMyMessage
      Examples:
        | what                  |
        | a copy in My Messages |

      @spec:scapi.method.system.popupToast.parameters.width
      Examples:
        | what    |
        | a width |

      @spec:scapi.method.system.popupToast
      Examples:
        | what       |
        | everything |

  Rule: A click on a button is reported

    @spec:scapi.seq.toast.3 @spec:scapi.event.system.CUSTOM_TOAST_BUTTON_CLICK
    Scenario: The agent clicks the only button
      Given Ana's page shows a toast with one button
      When Ana clicks the only button of the toast
      Then Ana's desk sees, in order:
        | event                     |
        | CUSTOM_TOAST_BUTTON_CLICK |
      And Ana's desk is told of the only button of the toast

    @spec:scapi.event.system.CUSTOM_TOAST_BUTTON_CLICK
    Scenario Outline: The agent clicks one of three buttons
      Given Ana's page shows a toast with three buttons
      When Ana clicks the <which> button of the toast
      Then Ana's desk is told of the <which> button of the toast

      Examples:
        | which  |
        | first  |
        | second |
        | third  |

    @spec:scapi.event.system.CUSTOM_TOAST_BUTTON_CLICK
    Scenario: The agent clicks a button of one of two toasts
      Given Ana's page shows a toast with one button
      And Ana's page shows a second toast
      When Ana clicks the only button of the first toast
      Then Ana's desk is told of the only button of the first toast

    @spec:scapi.event.system.CUSTOM_TOAST_BUTTON_CLICK
    Scenario: A page that has not subscribed shows a toast for one that has
      Given Ana opens a second page
      And Ana's page shows a toast
      When Ana clicks the first button of the toast
      Then Ana's first page hears system once
      And Ana's second page hears system not at all

  Rule: A toast can be changed

    @spec:scapi.seq.toast.4 @spec:scapi.method.system.updateToast
    Scenario: A page changes its toast
      Given Ana's page shows a toast
      When Ana's page changes the toast
      Then the answer is true

    Scenario Outline: A changed toast takes every documented member
      Given Ana's page shows a toast
      When Ana's page changes the toast to have <what>
      Then the answer is true

      @spec:scapi.method.system.updateToast.parameters.title @spec:scapi.method.system.updateToast.parameters.iconUrl
      Examples:
        | what    |
        | an icon |

      @spec:scapi.method.system.updateToast.parameters.subject
      Examples:
        | what      |
        | a subject |

      @spec:scapi.method.system.updateToast.parameters.message
      Examples:
        | what                   |
        | a message of two lines |

      @spec:scapi.method.system.updateToast.parameters.keyValues
      Examples:
        | what            |
        | keys and values |

      @spec:scapi.method.system.updateToast.parameters.buttons
      Examples:
        | what          |
        | three buttons |

      @spec:scapi.method.system.updateToast.parameters.buttonShowDismiss
      Examples:
        | what             |
        | show and dismiss |

    @spec:scapi.event.system.CUSTOM_TOAST_BUTTON_CLICK
    Scenario: The agent clicks a button that a toast was given later
      Given Ana's page shows a toast with one button
      And Ana's page changes the toast to have three buttons
      When Ana clicks the third button of the toast
      Then Ana's desk is told of the third button of the toast

  Rule: A toast can be closed

    @spec:scapi.seq.toast.5 @spec:scapi.method.system.closeToast
    Scenario: A page closes its toast
      Given Ana's page shows a toast
      When Ana's page closes the toast
      Then the answer is true

    Scenario: A toast that is closed cannot be closed again
      Given Ana's page shows a toast
      And Ana's page closes the toast
      When Ana's page closes the toast
      Then the answer is false

    Scenario: A toast that the agent has dismissed is gone
      Given Ana's page shows a toast
      When Ana dismisses the toast
      And Ana's page changes the toast
      Then the answer is false

  Rule: A toast that does not exist is false, not an error

    @spec:scapi.rule.toast-unknown-false
    Scenario Outline: A page means a toast that does not exist
      When Ana's page <does> a toast that does not exist
      Then the answer is false

      Examples:
        | does    |
        | changes |
        | closes  |

  Rule: A toast with a time closes by itself

    @spec:scapi.method.system.updateToast
    Scenario: Before its time a toast is there
      Given Ana's page shows a toast with a time of 20 seconds
      When 19 seconds pass
      And Ana's page changes the toast
      Then the answer is true

    Scenario: After its time a toast is gone
      Given Ana's page shows a toast with a time of 20 seconds
      When 20 seconds pass
      And Ana's page changes the toast
      Then the answer is false

    @spec:scapi.method.system.updateToast
    Scenario: A toast without a time stays
      Given Ana's page shows a toast
      When 3600 seconds pass
      And Ana's page changes the toast
      Then the answer is true
