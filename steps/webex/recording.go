package webex

import (
	"context"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) recordingSentences(r *suite.Registry) {
	r.Step(`^(\w+) (starts|stops|pauses|resumes) the recording$`, w.records, suite.Doc{
		Does:    "Lets an agent control the recording of their call; on this wire it can be paused and resumed alone.",
		Example: "When Ana pauses the recording",
		Args:    []string{"the agent", "starts, stops, pauses or resumes"},
	})
	r.Step(`^(\w+)'s call with (\w+) is (recorded|recorded, but paused)$`, w.isRecorded, suite.Doc{
		Does:    "Brings an agent into a call with a customer whose recording has been started, and paused if so said.",
		Example: "Given Ana's call with Carla is recorded",
		Args:    []string{"the agent", "the customer", "recorded, or recorded, but paused"},
	})
	r.Step(`^the center records no calls$`, w.recordsNothing, suite.Doc{
		Does:    "Lets the center record no calls; before anybody signs in.",
		Example: "Given the center records no calls",
	})
}

func (w *world) records(ctx context.Context, agent, does string) error {
	switch does {
	case "pauses":
		return w.operates(ctx, agent, "task.recordPause", "call", nil)
	case "resumes":
		return w.operates(ctx, agent, "task.recordResume", "call", map[string]any{"autoResumed": false})
	}
	return &target.NotOfferedError{What: "a request by which an agent " + does + " a recording on this wire"}
}

func (w *world) isRecorded(ctx context.Context, agent, customer, how string) error {
	if err := w.hasCall(ctx, agent, "talking", customer); err != nil {
		return err
	}
	_, it, err := w.both(ctx, agent, "call")
	if err != nil {
		return err
	}
	if err := w.saysRecorded(it); err != nil || how == "recorded" {
		return err
	}
	return w.way(ctx, agent, "call", leg{func() error { return w.records(ctx, agent, "pauses") }, "ContactRecordingPaused"})
}

// recordOption says whether calls are recorded.
const recordOption = "webex/record"

// saysRecorded is an error unless a call is recorded: as it is told of it, which it need not
// be, or else as the target file says of all calls.
func (w *world) saysRecorded(it *item) error {
	switch textOf(it.contact().Object("callProcessingDetails").Get("recordInProgress")) {
	case "true":
		return nil
	case "":
		if w.Target.File().Options[recordOption] == "true" {
			return nil
		}
		return &target.NotOfferedError{What: "calls that are known to be recorded (option " + recordOption + " of the target file)"}
	}
	return suite.NotReached("the call is not recorded, as it is told")
}

func (w *world) recordsNothing() error { return w.Option(recordOption, "false") }
