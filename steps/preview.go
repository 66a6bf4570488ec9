package steps

import (
	"context"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) previewSentences(r *suite.Registry) {
	r.Step(`^(\w+) asks for a preview record$`, w.asksForRecord, suite.Doc{
		Does:    "Lets an agent ask for the next record of the pull campaign that runs.",
		Example: "When Ana asks for a preview record",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) asks for a preview record of a campaign that does not exist$`, w.asksForNoRecord, suite.Doc{
		Does:    "Lets an agent ask for a record of a campaign that nobody has loaded.",
		Example: "When Ana asks for a preview record of a campaign that does not exist",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) (starts|stops) direct push$`, w.directPush, suite.Doc{
		Does:    "Lets an agent say that they want direct push records, or no longer.",
		Example: "When Ana starts direct push",
		Args:    []string{"the agent", "starts or stops"},
	})
	r.Step(`^(\w+) calls the record$`, w.callsRecord, suite.Doc{
		Does:    "Lets an agent call the first number of the record's chain.",
		Example: "When Ana calls the record",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) calls the second number of the record$`, w.callsSecondNumber, suite.Doc{
		Does:    "Lets an agent call the second number of the record's chain.",
		Example: "When Ana calls the second number of the record",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) rejects the record$`, w.rejectsRecord, suite.Doc{
		Does:    "Lets an agent reject a record they are previewing.",
		Example: "When Ana rejects the record",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) cancels the record$`, w.cancelsRecord, suite.Doc{
		Does:    "Lets an agent cancel a record they are previewing.",
		Example: "When Ana cancels the record",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) has been offered a (push|direct push) record$`, w.isOffered, suite.Doc{
		Does:    "Runs a campaign of that mode for the agent and lets a record for Carla be offered to them.",
		Example: "Given Ana has been offered a push record",
		Args:    []string{"the agent", "push or direct push"},
	})
	r.Step(`^(\w+) is previewing a (pull|push|direct push) record$`, w.isPreviewing, suite.Doc{
		Does:    "Brings a record for Carla of a campaign of that mode before the agent.",
		Example: "Given Ana is previewing a pull record",
		Args:    []string{"the agent", "pull, push or direct push"},
	})
	r.Step(`^(\w+) has called a (pull|push|direct push) record$`, w.hasCalledRecord, suite.Doc{
		Does:    "Brings the agent to where Carla's phone rings because of a record of that mode.",
		Example: "Given Ana has called a push record",
		Args:    []string{"the agent", "pull, push or direct push"},
	})
	r.Step(`^(\w+) is talking to the customer of a (pull|push|direct push) record$`, w.isTalkingOnRecord, suite.Doc{
		Does:    "Brings the agent into a call with Carla made from a record of that mode.",
		Example: "Given Ana is talking to the customer of a push record",
		Args:    []string{"the agent", "pull, push or direct push"},
	})
	r.Step(`^(\w+)'s call from a (pull|push|direct push) record has ended$`, w.recordCallHasEnded, suite.Doc{
		Does:    "Brings the agent behind the end of a call with Carla made from a record of that mode.",
		Example: "Given Ana's call from a push record has ended",
		Args:    []string{"the agent", "pull, push or direct push"},
	})
}

func (w *world) asksForRecord(ctx context.Context, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	if err := w.hasCampaign(); err != nil {
		return err
	}
	d.expectRecord()
	return w.do(ctx, d, target.Action{Verb: target.NextRecord, Campaign: w.Case.Target.Campaign(w.campaign)})
}

func (w *world) asksForNoRecord(ctx context.Context, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	return w.do(ctx, d, target.Action{Verb: target.NextRecord, Campaign: "No Such Campaign"})
}

func (w *world) directPush(ctx context.Context, agent, does string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	a := target.Action{Verb: target.StartDirectPush}
	if does == "stops" {
		a.Verb = target.StopDirectPush
	} else {
		d.expectRecord()
	}
	return w.do(ctx, d, a)
}

func (w *world) callsRecord(ctx context.Context, agent string) error {
	return w.callRecord(ctx, agent, 1)
}

func (w *world) callsSecondNumber(ctx context.Context, agent string) error {
	return w.callRecord(ctx, agent, 2)
}

func (w *world) callRecord(ctx context.Context, agent string, handle int) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	d.expectCall("OUT", "")
	return w.ask(ctx, agent, "record", target.Action{Verb: target.CallRecord, Handle: handle})
}

func (w *world) rejectsRecord(ctx context.Context, agent string) error {
	return w.ask(ctx, agent, "record", target.Action{Verb: target.RejectRecord})
}

func (w *world) cancelsRecord(ctx context.Context, agent string) error {
	return w.ask(ctx, agent, "record", target.Action{Verb: target.CancelRecord})
}

// modeCampaign is the campaign that the sentences about one mode run.
var modeCampaign = map[string]string{"pull": "Spring Pull", "push": "Spring Push", "direct push": "Spring Direct"}

// recordEvents are the event and state by which a record shows itself, by mode.
var recordEvents = map[string][2]string{
	"pull": {"PREVIEWING", "PREVIEWING"}, "push": {"INVITED", "INVITED"}, "direct push": {"INVITED", "INVITED"},
}

// offers are the stretches of the way to a record that shows itself.
func (w *world) offers(ctx context.Context, agent, mode string) []leg {
	show := func() error { return w.runs(ctx, mode, modeCampaign[mode], agent) }
	arrive := func() error { return w.recordArrives(ctx, "Carla") }
	first := leg{event: recordEvents[mode][0], state: recordEvents[mode][1]}
	first.do = func() error {
		if err := show(); err != nil {
			return err
		}
		d, err := w.desk(agent)
		if err != nil {
			return err
		}
		switch mode {
		case "pull":
			if err := arrive(); err != nil {
				return err
			}
			return w.asksForRecord(ctx, agent)
		case "push":
			d.expectRecord()
			return arrive()
		}
		if err := arrive(); err != nil {
			return err
		}
		return w.directPush(ctx, agent, "starts")
	}
	return []leg{first}
}

// previews are the stretches of the way to a record before the agent.
func (w *world) previews(ctx context.Context, agent, mode string) []leg {
	legs := w.offers(ctx, agent, mode)
	if mode == "pull" {
		return legs
	}
	return append(legs, leg{do: func() error { return w.accepts(ctx, agent, "record") }, event: "PREVIEWING", state: "PREVIEWING"})
}

func (w *world) isOffered(ctx context.Context, agent, mode string) error {
	return w.way(ctx, agent, "record", w.offers(ctx, agent, mode)...)
}

func (w *world) isPreviewing(ctx context.Context, agent, mode string) error {
	return w.way(ctx, agent, "record", w.previews(ctx, agent, mode)...)
}

func (w *world) hasCalledRecord(ctx context.Context, agent, mode string) error {
	if err := w.isPreviewing(ctx, agent, mode); err != nil {
		return err
	}
	return w.way(ctx, agent, "call", leg{do: func() error { return w.callsRecord(ctx, agent) }, event: "DIALING", state: "DIALING"})
}

func (w *world) isTalkingOnRecord(ctx context.Context, agent, mode string) error {
	if err := w.hasCalledRecord(ctx, agent, mode); err != nil {
		return err
	}
	answered := leg{do: func() error { return w.PicksUp(ctx, "Carla") }, event: "ESTABLISHED", state: "TALKING"}
	if mode == "pull" {
		answered.item = "scapi.seq.pull-preview.8" // the table of pull preview has no row for it
	}
	return w.way(ctx, agent, "call", answered)
}

func (w *world) recordCallHasEnded(ctx context.Context, agent, mode string) error {
	if err := w.isTalkingOnRecord(ctx, agent, mode); err != nil {
		return err
	}
	return w.way(ctx, agent, "call", leg{do: func() error { return w.hangsUp(ctx, agent) }, event: "RELEASED", state: "IDLE"})
}
