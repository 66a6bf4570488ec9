package steps

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/steps/suite"
)

func (w *world) absenceSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s desk sees nothing$`, w.seesNothing, suite.Doc{
		Does:    "Checks that no event at all came since the last When. What a document forbids binds; the rest does not.",
		Example: "Then Ana's desk sees nothing",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s desk sees no ([A-Za-z_]+)$`, w.seesNo, suite.Doc{
		Does:    "Checks that no event of a type came since the last When. It binds if a tagged rule forbids it, for the interaction of the last request.",
		Example: "Then Ana's desk sees no REMOVED",
		Args:    []string{"the agent", "the event type"},
	})
	r.Step(`^no further record comes to (\w+)$`, w.noFurtherRecord, suite.Doc{
		Does:    "Checks that no preview record has come to the agent since the last When. It binds if a tagged rule forbids it.",
		Example: "Then no further record comes to Ana",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s desk does not see the agent become (\w+)$`, w.doesNotSeeAgent, suite.Doc{
		Does:    "Checks that no change of the agent to that state came since the last When. It binds if a tagged rule forbids it.",
		Example: "Then Ana's desk does not see the agent become PARTIAL_READY",
		Args:    []string{"the agent", "the state's type"},
	})
}

func (w *world) seesNothing(_ context.Context, agent string) error {
	return w.nothing(agent, func(event) bool { return true })
}

// nothing claims that no such event came since the last When: by what the tagged
// rules forbid, and for the rest by nobody.
func (w *world) nothing(agent string, is func(event) bool) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	var types []string
	for _, id := range w.tagged() {
		types = append(types, w.Rules.Book.Forbids(id)...)
	}
	slices.Sort(types)
	for _, eventType := range slices.Compact(types) {
		if w.knownEventType(eventType) == nil {
			w.none(d, agent+"'s desk sees no "+eventType, w.forbids(eventType), w.ofTheRequest(eventType))
		}
	}
	w.none(d, agent+"'s desk sees nothing", nobody, is)
	return nil
}

func (w *world) seesNo(_ context.Context, agent, eventType string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	if err := w.knownEventType(eventType); err != nil {
		return err
	}
	w.none(d, agent+"'s desk sees no "+eventType, w.forbids(eventType), w.ofTheRequest(eventType))
	return nil
}

// ofTheRequest are events of a type, of the interaction that the last request was
// about: others have ways of their own.
func (w *world) ofTheRequest(eventType string) func(event) bool {
	return func(e event) bool { return e.Type == eventType && (w.subject == "" || e.ID() == w.subject) }
}

func (w *world) noFurtherRecord(_ context.Context, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	w.none(d, "no further record comes to "+agent, w.forbids("record"), w.isFurtherRecord(d))
	return nil
}

// isFurtherRecord are the events of records that were not there before the last When.
func (w *world) isFurtherRecord(d *desk) func(event) bool {
	before := map[string]bool{}
	for _, e := range w.events(d, 0) {
		if e.Seq <= w.window {
			before[e.ID()] = true
		}
	}
	return func(e event) bool { return kindOf(e) == "record" && !before[e.ID()] }
}

func (w *world) doesNotSeeAgent(_ context.Context, agent, stateType string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	if err := w.knownStateType(stateType); err != nil {
		return err
	}
	w.none(d, fmt.Sprintf("%s's desk does not see the agent become %s", agent, stateType), w.forbids("STATE_CHANGED"), became(stateType))
	return nil
}

// none claims that no such event came since the last When.
func (w *world) none(d *desk, text string, says func(id string) bool, is func(event) bool) {
	var seen []string
	var frames []int
	for _, e := range w.events(d, w.window) {
		if is(e) {
			seen = append(seen, want{}.shown(e, ""))
			frames = append(frames, e.Seq)
		}
	}
	for _, claim := range w.claimsBy("absent", text, says) {
		w.claim(claim, len(seen) == 0, "nothing", orNone(strings.Join(seen, ", ")), frames...)
	}
}
