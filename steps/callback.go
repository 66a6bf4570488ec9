package steps

import (
	"context"
	"errors"
	"time"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) callbackSentences(r *suite.Registry) {
	r.Step(`^(\w+) reschedules the (record|call)( for themselves)?$`, w.reschedules, suite.Doc{
		Does:    "Lets an agent reschedule an outbound record, or that of the call made from it: to half past an hour that is soon, by its first number, for the campaign or for this agent alone. A target that does not say which date it is makes the scenario not applicable.",
		Example: "When Ana reschedules the record",
		Args:    []string{"the agent", "record or call", "for themselves, if it is to come to them alone"},
	})
	r.Step(`^(\w+) reschedules the record (to a date that has passed|to a day that there is not|by a number that it does not have|as nobody's callback)$`, w.reschedulesWrongly, suite.Doc{
		Does:    "Lets an agent ask for a reschedule of a record that cannot be done.",
		Example: "When Ana reschedules the record to a date that has passed",
		Args:    []string{"the agent", "what is wrong with it"},
	})
	r.Step(`^(\w+) takes the reschedule of the (record|call) back$`, w.cancelsReschedule, suite.Doc{
		Does:    "Lets an agent take back that an outbound record comes again.",
		Example: "When Ana takes the reschedule of the record back",
		Args:    []string{"the agent", "record or call"},
	})
	r.Step(`^the time of the callback comes$`, w.callbackIsDue, suite.Doc{
		Does:    "Moves the target's clock on to the date to which a record has been rescheduled.",
		Example: "When the time of the callback comes",
	})
	r.Step(`^it is a minute before the callback$`, w.callbackIsNear, suite.Doc{
		Does:    "Moves the target's clock on to a minute before the date to which a record has been rescheduled.",
		Example: "When it is a minute before the callback",
	})
}

// What is said of a callback (wwe-service-client-api.js, sample page); that it can be an
// agent's own is inferred.
const (
	ofCampaign = "CAMPAIGN"
	ofAgent    = "PERSONAL"
)

// soon is half past an hour that is at least ten minutes away: all four ways to write
// such a date without or with leading zeros are alike, but for the hour.
func soon(now time.Time) time.Time {
	const lead = 10 * time.Minute
	next := now.Truncate(time.Hour).Add(30 * time.Minute)
	if next.Sub(now) < lead {
		next = next.Add(time.Hour)
	}
	return next
}

func (w *world) reschedules(ctx context.Context, agent, kind, personal string) error {
	a := target.Action{Verb: target.Reschedule, Handle: 1, Callback: ofCampaign}
	if personal != "" {
		a.Callback = ofAgent
	}
	now, err := w.date(ctx)
	if err != nil {
		return err
	}
	a.Date = soon(now)
	if err := w.ask(ctx, agent, kind, a); err != nil {
		return err
	}
	if id := "scapi.enum.callback-type." + a.Callback; w.IsTagged(id) {
		w.claimTaken(id, w.answer.Request+" takes "+a.Callback)
	}
	w.callback = a.Date
	return nil
}

// date is the date at the desks now.
func (w *world) date(ctx context.Context) (time.Time, error) {
	t, err := w.World(ctx)
	if err != nil {
		return time.Time{}, err
	}
	return t.Date()
}

func (w *world) reschedulesWrongly(ctx context.Context, agent, how string) error {
	now, err := w.date(ctx)
	if err != nil {
		return err
	}
	a := target.Action{Verb: target.Reschedule, Handle: 1, Date: soon(now), Callback: ofCampaign}
	switch how {
	case "to a date that has passed":
		a.Date = now.AddDate(-1, 0, 0)
	case "by a number that it does not have":
		a.Handle = 99
	case "as nobody's callback":
		a.Callback = "NOBODY"
	case "to a day that there is not":
		return w.sendsWith(ctx, agent, "outbound.rescheduleRecord", "record", "rescheduleDate", "2/30/2099 9:30")
	}
	return w.ask(ctx, agent, "record", a)
}

func (w *world) cancelsReschedule(ctx context.Context, agent, kind string) error {
	return w.ask(ctx, agent, kind, target.Action{Verb: target.CancelReschedule})
}

func (w *world) callbackIsDue(ctx context.Context) error  { return w.until(ctx, 0) }
func (w *world) callbackIsNear(ctx context.Context) error { return w.until(ctx, time.Minute) }

// until moves time on to the callback, but for what is to be left.
func (w *world) until(ctx context.Context, left time.Duration) error {
	if w.callback.IsZero() {
		return errors.New(`no record has been rescheduled: say so first, as in "Given Ana reschedules the record"`)
	}
	now, err := w.date(ctx)
	if err != nil {
		return err
	}
	for _, name := range w.order {
		w.desks[name].expectRecord()
	}
	return w.Pass(ctx, w.callback.Add(-left).Sub(now))
}
