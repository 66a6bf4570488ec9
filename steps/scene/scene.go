// Package scene is what a scenario has going on whatever its wire: the target's world,
// the window of frames that it looks at, its customers, its claims.
//
// The world of each wire embeds a Scene, and registers the sentences that are about the
// stage door alone beside its own. What a scene needs of the wire it asks by Wire.
package scene

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

// Scene is what one scenario has going on. It is made anew for each scenario.
type Scene struct {
	*suite.Case
	Spec    target.Spec   // what the world is to be like; only Option and sentences before Opened change it
	Opened  *target.World // nil until World has been called
	Window  int           // trace record after which the last When began
	Windows int           // how many windows have begun

	wire     Wire
	moment   int // the step that began the window
	listened int // trace record up to which nothing more was to come
	left     leftBehind
}

// Wire is what a scene needs of the wire that it is played on.
type Wire interface {
	// Settle waits until all that was brought about has arrived.
	Settle(ctx context.Context) error
	// Notice takes in what has come, and says up to which trace record.
	Notice() int
	// Expect is told that a chat or an e-mail is about to be offered to an agent, who need
	// not have signed in; without a name, to whoever the target chooses.
	Expect(agent, kind string)
}

// New returns the scene of a scenario.
func New(c *suite.Case, wire Wire) *Scene { return &Scene{Case: c, wire: wire} }

// World opens the scenario's world when it is first needed, and returns it.
func (s *Scene) World(ctx context.Context) (*target.World, error) {
	if s.Opened != nil {
		return s.Opened, nil
	}
	s.Spec.Seed, s.Spec.Profile, s.Spec.Faults = s.Seed, s.Rules.Profile, s.Faults
	opened, err := s.Target.OpenWorld(ctx, s.Spec, s.Log)
	if err != nil {
		return nil, err
	}
	s.Opened = opened
	return opened, nil
}

// tidyTime is how long tidying may take: the world is to be closed all the same.
const tidyTime = 5 * time.Second

// End ends the world that World opened, if it did: what the scenario brought about first,
// on a target that others use too, and then the clients, so that nothing of the world
// notices them going one by one.
func (s *Scene) End(ctx context.Context, tidy func(context.Context) error, hangUp func()) error {
	if s.Opened == nil {
		return nil
	}
	short, cancel := target.Patience(ctx, tidyTime)
	defer cancel()
	err := errors.Join(tidy(short), s.Opened.Close(ctx))
	hangUp()
	return err
}

// ErrTooLate is for sentences about the center that come when it is there already.
var ErrTooLate = errors.New("say how the center is configured before anybody signs in or calls")

// NotHere is for sentences about somebody who has not signed in.
func NotHere(name string) error {
	return fmt.Errorf("%s has not signed in: say so first, as in \"Given %[1]s is signed in\"", name)
}

// ErrAskFirst is for sentences about an answer that come before anything was asked.
var ErrAskFirst = errors.New("nothing has been asked: let a client ask first")

// Option says how the center is to be configured; the world must not be open yet.
func (s *Scene) Option(name, value string) error {
	if s.Opened != nil {
		return ErrTooLate
	}
	if s.Spec.Options == nil {
		s.Spec.Options = map[string]string{}
	}
	s.Spec.Options[name] = value
	return nil
}

// Look begins a new window of frames for a step that brings something about. An And
// after a When goes on with that When's window: a check looks at what came since the last
// When. A check that asks something begins nothing.
func (s *Scene) Look() {
	n, step := s.Step()
	if n == s.moment || s.Scenario.Moment(n) == "Then" {
		return
	}
	goesOn := step.Keyword != "When" && s.Scenario.Moment(n) == "When" && s.moment > 0 && s.Scenario.Moment(s.moment) == "When"
	s.moment = n
	if !goesOn {
		s.Begin()
	}
}

// IsGiven reports whether the present step is on the way to a starting point.
func (s *Scene) IsGiven() bool {
	n, _ := s.Step()
	return s.Scenario.Moment(n) == "Given"
}

// Begin begins a new window of frames here.
func (s *Scene) Begin() {
	s.Window = s.Log.Len()
	s.Windows++
}

// Stage makes a call of the stage door and settles.
func (s *Scene) Stage(ctx context.Context, method string, params map[string]any) error {
	w, err := s.World(ctx)
	if err != nil {
		return err
	}
	s.Look()
	if _, err := w.Stage(ctx, method, params); err != nil {
		return err
	}
	return s.wire.Settle(ctx)
}

// IsShared reports whether others use the target, too: there is more than the scenario has
// begun. The world has been opened.
func (s *Scene) IsShared() bool { return s.Opened.Target().Hello.Worlds == "shared" }

// Below is " below" and where an agent's client connects on a wire, for a reason that
// scenarios have in common; empty where each world has an address of its own.
func (s *Scene) Below(wire, agent string) string {
	account, err := s.Target.Agent(agent)
	if err != nil || s.Opened == nil || !s.Target.Alone() {
		return ""
	}
	address, _, err := s.Opened.Address(wire, account.Account)
	if err != nil {
		return ""
	}
	return " below " + address
}

// Anyway makes a call of the stage door that need not be possible.
func (s *Scene) Anyway(ctx context.Context, method string, params map[string]any) error {
	_, err := s.Opened.Stage(ctx, method, params)
	if _, lacks := errors.AsType[*target.NotOfferedError](err); lacks || Cannot(err) {
		return nil
	}
	return err
}

// Cannot reports whether the stage door understood a call and could not do it.
func Cannot(err error) bool {
	e, ok := errors.AsType[*target.RefusedError](err)
	return ok && e.Cannot()
}

// IsAgent reports whether a name is in the cast; it may be a customer's otherwise.
func (s *Scene) IsAgent(name string) bool {
	_, err := s.Target.Agent(name)
	return err == nil
}

// Record makes a claim of what was expected and seen, and once more by each tag of the
// scenario that is the documented word that was expected.
func (s *Scene) Record(c result.Claim, met bool, expected, seen string, frames ...int) {
	c.Met, c.Expected, c.Seen, c.Frames = met, expected, seen, frames
	s.Claim(c)
	s.Named(c)
}

// Quote is a text as JSON has it.
func Quote(s string) string {
	b, _ := json.Marshal(s) // a string always can be
	return string(b)
}

// OrNone is a text, and "(none)" if it is empty.
func OrNone(s string) string {
	if s == "" {
		return "(none)"
	}
	return s
}

// TextOf is a JSON string's text, and any other value as it is written.
func TextOf(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}

// ObjectOf are the members of an object; of anything else there are none.
func ObjectOf(raw json.RawMessage) map[string]json.RawMessage {
	var out map[string]json.RawMessage
	_ = json.Unmarshal(raw, &out)
	return out
}
