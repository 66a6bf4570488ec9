package steps

import (
	"context"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) recordingSentences(r *suite.Registry) {
	r.Step(`^(\w+) (starts|stops|pauses|resumes) the recording$`, w.records, suite.Doc{
		Does:    "Lets an agent control the recording of their call.",
		Example: "When Ana starts the recording",
		Args:    []string{"the agent", "starts, stops, pauses or resumes"},
	})
	r.Step(`^(\w+)'s call with (\w+) is (recorded|recorded, but paused)$`, w.isRecorded, suite.Doc{
		Does:    "Brings an agent into a call with a customer whose recording has been started, and paused if so said.",
		Example: "Given Ana's call with Carla is recorded",
		Args:    []string{"the agent", "the customer", "recorded, or recorded, but paused"},
	})
}

var recordingVerbs = map[string]target.Verb{
	"starts": target.StartRecording, "stops": target.StopRecording,
	"pauses": target.PauseRecording, "resumes": target.ResumeRecording,
}

func (w *world) records(ctx context.Context, agent, does string) error {
	return w.ask(ctx, agent, "call", target.Action{Verb: recordingVerbs[does]})
}

func (w *world) isRecorded(ctx context.Context, agent, customer, how string) error {
	if err := w.hasCall(ctx, agent, "talking", customer); err != nil {
		return err
	}
	const changed = "CALL_RECORDING_STATE_CHANGED"
	legs := []leg{
		{do: func() error { return w.records(ctx, agent, "starts") }, event: changed, state: "TALKING"},
		{do: func() error { return w.records(ctx, agent, "pauses") }, event: changed, state: "TALKING"},
	}
	if how == "recorded" {
		legs = legs[:1]
	}
	return w.way(ctx, agent, "call", legs...)
}
