package sim

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"slices"
	"sync/atomic"
	"time"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim/fault"
	"github.com/deskproof/deskproof/sim/journal"
	"github.com/deskproof/deskproof/sim/token"
	"github.com/deskproof/deskproof/sim/wire"
)

// Clock says how a world's time passes.
type Clock uint8

// The clocks.
const (
	Virtual Clock = iota // moves only when told
	Paced                // follows the wall, Config.Speed times as fast
)

// MaxSpeed is how many virtual seconds a real one can have in a paced world.
const MaxSpeed = 1000

// Config says how a world runs. Center is required; the rest may be zero.
type Config struct {
	Center  *centers.Center
	Seed    uint64          // same seed and inputs, same frames
	Clock   Clock           //
	Speed   float64         // virtual seconds a real second when Paced; 0 means 1
	Every   []Every         // what happens by itself, when Paced
	Journal *journal.Writer // nil: none is kept
	Tap     func(Crossing)  // nil: nobody listens
	Name    string          // the world's name in the journal
	Version string          // of the program, for the journal
	Log     *slog.Logger    // nil: silent
}

// Outbox is where a page's frames go. Send must not block; it is called in order,
// by one goroutine, and what it is given is good until it returns. Close or Restart is
// called at most once, with the reason, when the world ends or the desk closes the
// page; after Restart the page may come back at once.
type Outbox interface {
	Send(body []byte)
	Close(reason string)
	Restart(reason string)
}

// What calls can return, beside the center's refusals.
var (
	ErrClosed    = errors.New("the world has ended")
	ErrRealClock = errors.New("this world's clock follows the wall: serve with --clock virtual to move it")
	ErrText      = errors.New("frame is not UTF-8 text")
)

// PageClosedError says that a page that was counted on is gone.
type PageClosedError struct {
	Agent string
	Page  uint32
}

func (e *PageClosedError) Error() string {
	return fmt.Sprintf("page %d of agent %s is closed", e.Page, e.Agent)
}

// World is one center with one loop, one seed and one clock. Its methods may be
// called from any goroutine.
type World struct {
	inputs chan func(*loop)
	cancel context.CancelFunc
	ended  chan struct{}
	agents []string
	logins logins  // over GWS and Webex
	seed   *uint64 // of secrets; nil: they come from chance
	signer *token.Signer
	turns  map[string]chan struct{} // by agent: filled while a frame of theirs is on its way
	faulty atomic.Bool              // faults have been set, so that frames may have to wait
}

// loop is what the world's one goroutine owns.
type loop struct {
	cfg      Config
	m        *machine
	start    time.Time
	seq      uint64
	pages    map[pageKey]*openPage
	slow     int // frames held back, over all pages
	barriers []*barrier
	every    []*recurrence
	log      *slog.Logger
}

type pageKey struct {
	wire, agent string
	page        uint32
}

// journalled is the wire as a journal names it: SCAPI is left out.
func (k pageKey) journalled() string {
	if k.wire == wire.SCAPI {
		return ""
	}
	return k.wire
}

type openPage struct {
	pageKey
	out          Outbox
	read, handed int
	slow         []slowFrame              // counted as handed
	slowBytes    int                      // of them
	asked        map[uint32]chan<- []byte // by exchange: who waits for the answer
}

// NewWorld starts a world. It ends when ctx does or Close is called. An error says
// what in the center document does not fit.
func NewWorld(ctx context.Context, cfg Config) (*World, error) {
	m, err := newMachine(cfg.Center, cfg.Seed)
	if err != nil {
		return nil, err
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	if cfg.Speed == 0 {
		cfg.Speed = 1
	}
	if !(cfg.Speed > 0 && cfg.Speed <= MaxSpeed) { // not a number is no speed either
		return nil, fmt.Errorf("speed %v: expected more than 0 and at most %d", cfg.Speed, MaxSpeed)
	}
	every, err := recurrences(cfg)
	if err != nil {
		return nil, err
	}
	l := &loop{cfg: cfg, m: m, every: every, start: time.Now(), pages: map[pageKey]*openPage{}, log: cfg.Log}
	l.head()
	ctx, cancel := context.WithCancel(ctx)
	w := &World{inputs: make(chan func(*loop)), cancel: cancel, ended: make(chan struct{}), turns: map[string]chan struct{}{}}
	w.signer = m.desktops.as.Signer
	w.logins = loginsOf(cfg.Center)
	if cfg.Clock == Virtual {
		w.seed = &cfg.Seed
	}
	for _, a := range cfg.Center.Agents {
		if a.Handles() {
			w.agents = append(w.agents, a.ID)
		}
		w.turns[a.ID] = make(chan struct{}, 1)
	}
	go w.run(ctx, l)
	return w, nil
}

// Close ends the world and waits until its goroutine has.
func (w *World) Close() {
	w.cancel()
	<-w.ended
}

// Agents are the employee ids of the world's agents, in the order of the document.
func (w *World) Agents() []string { return slices.Clone(w.agents) }

// Keys is the JSON Web Key Set by which the tokens of the world's agents are verified.
func (w *World) Keys() []byte { return w.signer.Keys() }

// Done is closed when the world has ended.
func (w *World) Done() <-chan struct{} { return w.ended }

func (w *World) run(ctx context.Context, l *loop) {
	defer close(w.ended)
	defer w.cancel()
	defer l.end()
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		timer.Reset(l.untilSlow(l.untilNext()))
		select {
		case <-ctx.Done():
			return
		case input := <-w.inputs:
			input(l)
		case <-timer.C:
			l.tick()
		}
	}
}

// ask runs f on the loop and waits for it.
func (w *World) ask(ctx context.Context, f func(*loop)) error {
	done := make(chan struct{})
	select {
	case w.inputs <- func(l *loop) { defer close(done); f(l) }:
		<-done // what the loop has taken it does
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-w.ended:
		return ErrClosed
	}
}

// head begins the world in the journal.
func (l *loop) head() {
	if l.cfg.Journal == nil {
		return
	}
	kept := *l.cfg.Center
	kept.Agents = slices.Clone(kept.Agents)
	for i := range kept.Agents {
		kept.Agents[i].Password = "" // no journal needs it
	}
	doc, err := json.Marshal(kept)
	if err != nil {
		panic("a center is always JSON: " + err.Error())
	}
	l.write(journal.Header{
		World: l.cfg.Name, Version: l.cfg.Version, Seed: l.cfg.Seed, Profile: l.cfg.Center.Profile, Center: doc,
	})
}

// now is the virtual time at which an input that comes now is stamped.
func (l *loop) now() time.Duration {
	if l.cfg.Clock == Virtual {
		return l.m.now
	}
	passed := min(float64(time.Since(l.start))*l.cfg.Speed, float64(endOfTime))
	return max(l.m.now, time.Duration(passed))
}

// untilNext is the real time until a timer is due, rounded up, or the loop would
// turn on the spot until it is; long, if none will be by itself.
func (l *loop) untilNext() time.Duration {
	next, ok := l.m.timers.Next()
	if r := l.nextRecurrence(); r != nil && (!ok || r.due < next) {
		next, ok = r.due, true
	}
	if !ok || l.cfg.Clock == Virtual {
		return time.Hour
	}
	left := math.Ceil(float64(next-l.now()) / l.cfg.Speed)
	return time.Duration(min(max(left, 0), float64(time.Hour)))
}

func (l *loop) tick() {
	l.release(time.Now())
	now := l.now()
	l.recur(now)
	if next, ok := l.m.timers.Next(); ok && next <= now && l.cfg.Clock != Virtual {
		_, _ = l.apply(&journal.Input{Kind: journal.Clock, At: now})
	}
}

// apply stamps and journals an input, applies it and hands out the frames.
func (l *loop) apply(in *journal.Input) (any, error) {
	if in.Kind != journal.Clock {
		in.At = l.now()
	}
	return l.applyAt(in)
}

// applyAt is apply at the time that the input has.
func (l *loop) applyAt(in *journal.Input) (any, error) {
	l.seq++
	in.Seq, in.World = l.seq, l.cfg.Name
	l.write(in)
	l.tapInput(in)
	out, result, err := l.m.apply(in)
	l.hand(out)
	l.closeEnded()
	if l.cfg.Journal == nil {
		return result, err
	}
	if h := l.m.hashes(); h != nil {
		l.write(journal.Hashes{World: l.cfg.Name, Seq: l.seq, Desks: h})
	}
	return result, err
}

func (l *loop) write(line any) {
	if l.cfg.Journal == nil {
		return
	}
	if err := l.cfg.Journal.Write(line); err != nil {
		l.log.Error("journal stopped", "err", err)
		l.cfg.Journal = nil
	}
}

func (l *loop) hand(out []fault.Frame) {
	for _, f := range out {
		if p := l.pages[pageKey{f.Wire, f.Agent, f.Page}]; p != nil {
			p.handed++
			if f.Delay > 0 || len(p.slow) > 0 {
				l.hold(p, f, time.Now().Add(f.Delay))
				continue
			}
			l.give(p, f.Exchange, f.Body)
		}
	}
}

// end closes what is still open.
func (l *loop) end() {
	l.tapEnd()
	for _, p := range l.pages {
		p.out.Close(ErrClosed.Error())
	}
	for _, b := range l.barriers {
		b.answer <- barrierAnswer{err: ErrClosed}
	}
}
