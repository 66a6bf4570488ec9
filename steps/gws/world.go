package gws

import (
	"context"
	"errors"
	"fmt"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

// world is what one scenario has going on. It is made anew for each scenario.
type world struct {
	*suite.Case
	spec    target.Spec
	opened  *target.World // nil until the first sentence that needs it
	people  map[string]*person
	order   []string // people in the order in which they signed in
	window  int      // trace record after which the last When began
	moment  int      // the step that began the window
	items   []*item
	awaited awaited
	asked   request     // the last one waited for
	answer  wire.Answer // to it
	before  *snapshot   // how things were before the last request that may be refused
	bayeux  bayeux
	reply   string // the id under which a reply was announced; empty: none was
}

// Register gives a scenario its sentences and a fresh world, and returns what ends that
// world.
func Register(c *suite.Case, r *suite.Registry) func(context.Context) error {
	w := &world{Case: c, people: map[string]*person{}}
	w.peopleSentences(r)
	w.readinessSentences(r)
	w.arrivalSentences(r)
	w.operationSentences(r)
	w.chatSentences(r)
	w.emailSentences(r)
	w.amissSentences(r)
	w.endpointSentences(r)
	w.answerSentences(r)
	w.offerSentences(r)
	w.listSentences(r)
	w.dataSentences(r)
	w.memberSentences(r)
	w.workbinSentences(r)
	w.loginSentences(r)
	w.absenceSentences(r)
	w.bayeuxSentences(r)
	w.timeSentences(r)
	return w.end
}

// end closes what the scenario opened: the world first, so that nothing of it notices its
// clients going one by one.
func (w *world) end(ctx context.Context) error {
	if w.opened == nil {
		return nil
	}
	err := w.opened.Close(ctx)
	for _, name := range w.order {
		_ = w.people[name].client.Close() // the target may have closed it
	}
	return err
}

// target opens the scenario's world when it is first needed.
func (w *world) target(ctx context.Context) (*target.World, error) {
	if w.opened != nil {
		return w.opened, nil
	}
	w.spec.Seed, w.spec.Profile, w.spec.Faults = w.Seed, w.Rules.Profile, w.Faults
	opened, err := w.Case.Target.OpenWorld(ctx, w.spec, w.Log)
	if err != nil {
		return nil, err
	}
	w.opened = opened
	return opened, nil
}

// look begins a new window of messages for a step that brings something about. An And
// after a When goes on with that When's window.
func (w *world) look() {
	n, step := w.Step()
	if n == w.moment || w.Scenario.Moment(n) == "Then" { // a check that asks something begins nothing
		return
	}
	goesOn := step.Keyword != "When" && w.Scenario.Moment(n) == "When" && w.moment > 0 && w.Scenario.Moment(w.moment) == "When"
	w.moment = n
	if !goesOn {
		w.window = w.Log.Len()
	}
}

// stage makes a call of the stage door and settles.
func (w *world) stage(ctx context.Context, method string, params map[string]any) error {
	t, err := w.target(ctx)
	if err != nil {
		return err
	}
	w.look()
	if _, err := t.Stage(ctx, method, params); err != nil {
		return err
	}
	return w.settle(ctx)
}

// settle waits until all that was brought about has arrived, and notes what is new.
func (w *world) settle(ctx context.Context) error {
	err := w.opened.Settle(ctx, true)
	if w.Log.Full() {
		return target.ErrFlood
	}
	w.notice()
	return w.unanswered(err, "gws.bayeux.connect-first")
}

// isGiven reports whether the present step is on the way to a starting point.
func (w *world) isGiven() bool {
	n, _ := w.Step()
	return w.Scenario.Moment(n) == "Given"
}

// notReached ends a scenario whose starting point is not there.
func notReached(format string, args ...any) error {
	return &suite.NotReachedError{Seen: fmt.Sprintf(format, args...)}
}

var errAskFirst = errors.New("nothing has been asked: let a client ask first")
