package suite

import (
	"io"

	messages "github.com/cucumber/messages/go/v21"

	"github.com/cucumber/godog"
)

const quietName = "quiet"

func init() {
	godog.Format(quietName, "writes nothing", func(string, io.Writer) godog.Formatter { return quiet{} })
}

// quiet is a godog formatter that writes nothing and keeps nothing: hooks tell
// us all, and a formatter is shared by name between all runs of a process.
type quiet struct{}

func (quiet) TestRunStarted()                                             {}
func (quiet) Feature(*messages.GherkinDocument, string, []byte)           {}
func (quiet) Pickle(*godog.Scenario)                                      {}
func (quiet) Defined(*godog.Scenario, *godog.Step, *godog.StepDefinition) {}
func (quiet) Passed(*godog.Scenario, *godog.Step, *godog.StepDefinition)  {}
func (quiet) Skipped(*godog.Scenario, *godog.Step, *godog.StepDefinition) {}
func (quiet) Undefined(*godog.Scenario, *godog.Step, *godog.StepDefinition) {
}
func (quiet) Pending(*godog.Scenario, *godog.Step, *godog.StepDefinition)          {}
func (quiet) Failed(*godog.Scenario, *godog.Step, *godog.StepDefinition, error)    {}
func (quiet) Ambiguous(*godog.Scenario, *godog.Step, *godog.StepDefinition, error) {}
func (quiet) Summary()                                                             {}
