// Package target is an implementation under test as the judge meets it: a stage
// door that brings things about, worlds that it opens, and the addresses of its
// agents' desks. Each wire's client half is a package below this one.
//
// It is written from the stage door's protocol (fixtures/stage) and knows nothing
// of any implementation.
package target

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/trace"
)

// Protocol is the version of the stage door's protocol that the judge speaks.
const Protocol = 1

// ErrLost says that the target could not be reached, or died.
var ErrLost = errors.New("target lost")

// ErrFlood says that more came in one scenario than the harness keeps, so that
// nothing can be said of it.
var ErrFlood = fmt.Errorf("more than %d messages or %d MiB came in one scenario", trace.MaxRecords, trace.MaxBytes>>20)

// NotOfferedError says that the target does not offer what a scenario needs.
type NotOfferedError struct{ What string }

func (e *NotOfferedError) Error() string { return "the target does not offer " + e.What }

// RefusedError says that the stage door refused a call.
type RefusedError struct {
	Method  string
	Code    int
	Message string
}

func (e *RefusedError) Error() string {
	return fmt.Sprintf("stage door: %s: %s (code %d)", e.Method, e.Message, e.Code)
}

// Cannot reports whether the target understood the call and cannot do it now,
// which is its right; any other refusal says that something is wrong with the call.
func (e *RefusedError) Cannot() bool { return e.Code == codeCannot }

// Uncounted reports whether the target could not count what was to be counted.
func (e *RefusedError) Uncounted() bool { return e.Code == codeUncounted }

// Hello is what a stage door declares of its target.
type Hello struct {
	Name     string          `json:"name"`
	Version  string          `json:"version"`
	Protocol int             `json:"protocol"`
	Worlds   string          `json:"worlds"` // many, one or shared
	Wires    []string        `json:"wires"`
	Features []string        `json:"features"` // the methods offered, and world.…
	Can      Can             `json:"can"`
	Raw      json.RawMessage `json:"-"` // as it was said
}

// Can says what of a target can be set or asked.
type Can struct {
	Agents  bool `json:"agents"`
	Options bool `json:"options"`
	Profile bool `json:"profile"`
	Clock   bool `json:"clock"`
	Faults  bool `json:"faults"`
	Count   bool `json:"count"` // a barrier counts frames
}

// Offers reports whether the target offers a feature.
func (h *Hello) Offers(feature string) bool { return slices.Contains(h.Features, feature) }

// Config says how to reach a target. Target is required.
type Config struct {
	Target  *targets.Target
	Version string    // of the harness, for hello
	Person  io.Reader // whom a manual target asks; nil: nobody
	Prompt  io.Writer // where it asks
	Stderr  io.Writer // for what a program says there; nil: dropped
	Dial    Dialer    // for WebSockets, the stage door's and the desks'
}

// Target is one connection to a target's stage door. One goroutine uses it at a time.
type Target struct {
	cfg   Config
	door  door
	last  int
	Hello Hello
}

// door carries calls to a stage door. A broken door is ErrLost.
type door interface {
	call(ctx context.Context, id int, line []byte) (letter, error)
	close() error
}

// Connect reaches the target's stage door and says hello. An error is ErrLost, or
// says what the door does not understand.
func Connect(ctx context.Context, cfg Config) (*Target, error) {
	d, err := openDoor(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrLost, cfg.Target.Name, err)
	}
	t := &Target{cfg: cfg, door: d}
	if err := t.hello(ctx); err != nil {
		_ = t.Close() // the first error counts
		return nil, err
	}
	return t, nil
}

func openDoor(ctx context.Context, cfg Config) (door, error) {
	switch cfg.Target.Kind {
	case targets.Program:
		return startProgram(cfg)
	case targets.Manual:
		return newPerson(cfg), nil
	}
	return dialDoor(ctx, cfg)
}

func (t *Target) hello(ctx context.Context) error {
	raw, err := t.Call(ctx, "hello", map[string]any{"harness": "deskproof", "version": t.cfg.Version, "protocol": Protocol})
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, &t.Hello); err != nil {
		return fmt.Errorf("stage door of %s: hello: %w", t.cfg.Target.Name, err)
	}
	t.Hello.Raw = raw
	switch {
	case t.Hello.Protocol != Protocol:
		return fmt.Errorf("stage door of %s speaks protocol %d; this harness speaks %d", t.cfg.Target.Name, t.Hello.Protocol, Protocol)
	case !slices.Contains([]string{"many", "one", "shared"}, t.Hello.Worlds):
		return fmt.Errorf("stage door of %s: hello: worlds is %q, expected many, one or shared", t.cfg.Target.Name, t.Hello.Worlds)
	case t.Hello.Worlds == "shared" && t.cfg.Target.Settle.Mode == targets.Count:
		return fmt.Errorf("stage door of %s: worlds is shared, where pages of others count too; write settle: {mode: fence}, or quiet, instead of count", t.cfg.Target.Name)
	}
	return nil
}

// Close lets go of the stage door; a program is ended.
func (t *Target) Close() error { return t.door.close() }

// Obituary waits a moment for the program behind a target that was lost, and says why
// it ended; nil: it has not, or there is none.
func (t *Target) Obituary() error {
	p, ok := t.door.(*program)
	if !ok || !p.leave() {
		return nil
	}
	p.kill() // what it started may hold its output
	<-p.mail.ended
	return p.mail.err
}

// Alone reports whether scenarios must run one at a time.
func (t *Target) Alone() bool { return t.Hello.Worlds != "many" }

// Call makes one call of the stage door and returns its result. An error is a
// *NotOfferedError, a *RefusedError, ErrLost, or says that there was no answer in
// time or what is wrong with it. A person takes the time that they need.
func (t *Target) Call(ctx context.Context, method string, params any) (json.RawMessage, error) {
	raw, err := json.Marshal(params)
	if err != nil {
		return nil, fmt.Errorf("stage door: %s: %w", method, err)
	}
	return t.call(ctx, method, raw)
}

func (t *Target) call(ctx context.Context, method string, params json.RawMessage) (json.RawMessage, error) {
	t.last++
	line := fmt.Appendf(nil, `{"id":%d,"jsonrpc":"2.0","method":%q,"params":%s}`, t.last, method, params)
	within, cancel := ctx, context.CancelFunc(func() {})
	limit := t.cfg.Target.Timeouts.Stage
	if limit == 0 {
		limit = 10 * time.Second
	}
	if t.cfg.Target.Kind != targets.Manual {
		within, cancel = Patience(ctx, limit)
	}
	defer cancel()
	said, err := t.door.call(within, t.last, line)
	switch {
	case err == nil:
		return readAnswer(method, t.last, said)
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case within.Err() != nil && !errors.Is(err, errDeaf):
		return nil, fmt.Errorf("stage door: %s: no answer within %s", method, limit)
	}
	return nil, fmt.Errorf("%w: stage door: %s: %w", ErrLost, method, err)
}
