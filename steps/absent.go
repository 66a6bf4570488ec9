package steps

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

func (w *world) absenceSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s desk sees nothing$`, w.seesNothing, suite.Doc{
		Does:    "Checks that no event at all came since the last When. What a document forbids binds; the rest does not.",
		Example: "Then Ana's desk sees nothing",
		Args:    []string{"the agent"},
		Denies:  true,
	})
	r.Step(`^(\w+)'s desk sees no ([A-Za-z_]+)$`, w.seesNo, suite.Doc{
		Does:    "Checks that no event of a type came since the last When. It binds if a tagged rule forbids it, for the interaction of the last request.",
		Example: "Then Ana's desk sees no REMOVED",
		Args:    []string{"the agent", "the event type"},
		Denies:  true,
	})
	r.Step(`^no further record comes to (\w+)$`, w.noFurtherRecord, suite.Doc{
		Does:    "Checks that no preview record has come to the agent since the last When. It binds if a tagged rule forbids it.",
		Example: "Then no further record comes to Ana",
		Args:    []string{"the agent"},
		Denies:  true,
	})
	r.Step(`^(\w+)'s desk does not see the agent become (\w+)$`, w.doesNotSeeAgent, suite.Doc{
		Does:    "Checks that no change of the agent to that state came since the last When. It binds if a tagged rule forbids it.",
		Example: "Then Ana's desk does not see the agent become PARTIAL_READY",
		Args:    []string{"the agent", "the state's type"},
		Denies:  true,
	})
}

func (w *world) seesNothing(ctx context.Context, agent string) error {
	return w.nothing(ctx, agent, func(event) bool { return true })
}

// nothing claims that no such event came since the last When: by what the tagged
// rules forbid, and for the rest by nobody.
func (w *world) nothing(ctx context.Context, agent string, is func(event) bool) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	var types []string
	for _, it := range w.Tagged() {
		types = append(types, w.Rules.Book.Forbids(it.ID)...)
	}
	slices.Sort(types)
	for _, eventType := range slices.Compact(types) {
		if w.knownEventType(eventType) == nil {
			err := w.none(ctx, d, agent+"'s desk sees no "+eventType, w.forbids(eventType), w.ofTheRequest(d, eventType))
			if err != nil {
				return err
			}
		}
	}
	return w.none(ctx, d, agent+"'s desk sees nothing", scene.Nobody, is)
}

func (w *world) seesNo(ctx context.Context, agent, eventType string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	if err := w.knownEventType(eventType); err != nil {
		return err
	}
	return w.none(ctx, d, agent+"'s desk sees no "+eventType, w.forbids(eventType), w.ofTheRequest(d, eventType))
}

// ofTheRequest are events of a type, of the interaction that the last request was
// about, or that it was to bring about: others have ways of their own.
func (w *world) ofTheRequest(d *desk, eventType string) func(event) bool {
	return func(e event) bool {
		return e.Type == eventType && (e.ID() == w.subject || w.subject == "" && d.label(e) != somebodys)
	}
}

func (w *world) noFurtherRecord(ctx context.Context, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	further := w.isFurtherRecord(d)
	err = w.none(ctx, d, "no further record comes to "+agent, w.forbids("record"), func(e event) bool { return further(e) && w.isOfTheMode(e) })
	if err != nil {
		return err
	}
	return w.none(ctx, d, "no further record of any campaign comes to "+agent, scene.Nobody, further)
}

// isFurtherRecord are the events of records that were not there before the last When.
func (w *world) isFurtherRecord(d *desk) func(event) bool {
	before := w.toldBefore(d)
	return func(e event) bool { return kindOf(e) == "record" && !before[e.ID()] }
}

// isOfTheMode reports whether a record comes as those of the scenario's campaign do: a
// pulled one is shown at once, one that is pushed directly is offered.
func (w *world) isOfTheMode(e event) bool {
	callType, _ := e.Attribute("callType")
	states := map[string]string{modeCampaign["pull"]: "PREVIEWING", modeCampaign["direct push"]: "INVITED"}
	state, known := states[w.campaign]
	return !known || e.State() == state && !strings.EqualFold(callType, "OUTBOUND_PUSH_PREVIEW")
}

func (w *world) doesNotSeeAgent(ctx context.Context, agent, stateType string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	if err := w.knownStateType(stateType); err != nil {
		return err
	}
	return w.none(ctx, d, fmt.Sprintf("%s's desk does not see the agent become %s", agent, stateType), w.forbids("agent state"), became(stateType))
}

// none claims that no such event came since the last When. What a document forbids may
// come late as well.
func (w *world) none(ctx context.Context, d *desk, text string, by scene.Says, is func(event) bool) error {
	find := func() []event { return w.which(d, w.Window, is) }
	found := find()
	if w.IsTaggedWith(by) {
		var err error
		if found, err = scene.Await(ctx, w.Scene, find); err != nil {
			return err
		}
	}
	seen, frames := shownAll(found)
	for _, claim := range w.ClaimsBy("absent", text, by) {
		w.Record(claim, len(found) == 0, "nothing", seen, frames...)
	}
	return nil
}
