package sim

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"math/rand/v2"
	"time"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/des"
	"github.com/deskproof/deskproof/sim/fault"
	"github.com/deskproof/deskproof/sim/journal"
	"github.com/deskproof/deskproof/sim/scapi"
	"github.com/deskproof/deskproof/sim/wire"
)

// endOfTime is the latest time in a world: timers can still be set then.
const endOfTime = 100 * 365 * 24 * time.Hour

// machine is a world without its goroutine: inputs go in, frames come out. The
// same inputs give the same frames, which is what replay rests on.
type machine struct {
	center  *center.Center
	desktop scapi.Config // as the center has it
	opening scapi.Config // of desktops that open from now on
	desks   []*desk      // in the order of the center's agents
	timers  des.Timers[timer]
	now     time.Duration
	faults  fault.Plan
	events  []center.Event
	frames  []wire.Frame
	out     []fault.Frame
	bodies  []byte // of the frames of one input
	faulty  bool   // faults are set: they may keep frames, and their bodies with them
	ended   []ending
	spoke   map[center.AgentID]bool
	head    []byte // of the frame that is remembered
}

// timer is one of the center's, or that of a desk, whose session does something then.
type timer struct {
	center center.Timer
	desk   center.AgentID // empty: the center's
}

// desk is an agent's login with the pages open on it.
type desk struct {
	agent   center.AgentID
	session *scapi.Session // nil until the first page opens, and once it has ended
	pages   []uint32
	lastID  uint32        // of its pages
	lastIn  int           // the last client-side id of the sessions before
	due     time.Duration // its timer; 0: none
	said    hash.Hash
}

func newMachine(doc *centers.Center, seed uint64) (*machine, error) {
	desktop, err := desktops(doc)
	if err != nil {
		return nil, err
	}
	stream := func(name string) *rand.Rand { return des.Stream(seed, name) }
	desktop.Signer = signer(stream("token-key"))
	c, err := center.New(centerConfig(doc, desktop.Access), stream)
	if err != nil {
		return nil, fmt.Errorf("center %s: %w", doc.Name, err)
	}
	m := &machine{center: c, desktop: desktop, opening: desktop, spoke: map[center.AgentID]bool{}}
	m.faults.Chance = stream("faults")
	for _, id := range c.Agents() {
		m.desks = append(m.desks, &desk{agent: id, said: sha256.New()})
	}
	return m, nil
}

func (m *machine) desk(id center.AgentID) *desk {
	for _, d := range m.desks {
		if d.agent == id {
			return d
		}
	}
	return nil
}

// apply takes one input: timers due by its time run first. It returns the frames
// that leave, in order, and for a stage call its result or refusal. For a frame an
// error means that its page must be closed. The frames are good until the next input.
func (m *machine) apply(in *journal.Input) (out []fault.Frame, result any, err error) {
	m.clear()
	m.runUntil(in.At)
	switch in.Kind {
	case journal.Open:
		err = m.open(in)
	case journal.Frame:
		err = m.receive(in)
	case journal.Close:
		err = m.close(in)
	case journal.Stage:
		result, err = m.stage(in)
	case journal.Clock:
	default:
		err = fmt.Errorf("unknown input %q", in.Kind)
	}
	if m.faulty {
		m.out = m.faults.Apply(m.out, m.openPages())
	}
	m.remember()
	return m.out, result, err
}

// mostBodies is how much memory a world keeps for its next frames.
const mostBodies = 256 << 10

// clear begins an input: nothing has been said.
func (m *machine) clear() {
	m.out, m.bodies, m.ended = m.out[:0], m.bodies[:0], m.ended[:0]
	if m.faulty || cap(m.bodies) > mostBodies {
		m.out, m.bodies = nil, nil
	}
}

// runUntil moves time on, running every timer that is due on the way, in order.
func (m *machine) runUntil(at time.Duration) {
	for {
		t, due, ok := m.timers.Due(at)
		if !ok {
			break
		}
		m.now = due
		if t.desk != "" {
			m.tick(m.desk(t.desk))
			continue
		}
		// The center cancels the timers of what has gone, so it takes each that is left.
		_ = m.step(center.Command{Verb: center.Expire, Timer: t.center})
		m.observe()
	}
	m.now = max(m.now, at)
}

// step applies a command; its events wait for observe.
func (m *machine) step(cmd center.Command) error {
	from := len(m.events)
	events, err := m.center.Step(m.now, cmd, m.events)
	if err != nil {
		return err
	}
	m.events = events
	for _, e := range events[from:] {
		switch e.Kind {
		case center.TimerSet:
			m.timers.Set(timer{center: e.Timer}, e.At)
		case center.TimerCanceled:
			m.timers.Cancel(timer{center: e.Timer})
		}
	}
	return nil
}

// observe lets the desks tell what has happened since the last time.
func (m *machine) observe() {
	for i := range m.events {
		e := &m.events[i]
		if d := m.desk(e.Agent); d != nil && d.session != nil {
			m.frames = d.session.Observe(m.now, e, m.frames[:0])
			m.send(d)
		}
	}
	m.events = m.events[:0]
}

// send puts what a desk has just said on its way out.
func (m *machine) send(d *desk) {
	for _, f := range m.frames {
		from := len(m.bodies)
		m.bodies = append(m.bodies, f.Body...)
		body := m.bodies[from:len(m.bodies):len(m.bodies)]
		m.out = append(m.out, fault.Frame{Agent: string(d.agent), Page: f.Page, Body: body})
	}
}

func (m *machine) openPages() []fault.Frame {
	var pages []fault.Frame
	for _, d := range m.desks {
		for _, p := range d.pages {
			pages = append(pages, fault.Frame{Agent: string(d.agent), Page: p})
		}
	}
	return pages
}

// remember adds what leaves to the digest of each desk.
func (m *machine) remember() {
	clear(m.spoke)
	for _, f := range m.out {
		d := m.desk(center.AgentID(f.Agent))
		m.head = fmt.Appendf(m.head[:0], "%d %d\n", f.Page, len(f.Body))
		d.said.Write(m.head)
		d.said.Write(f.Body)
		m.spoke[d.agent] = true
	}
}

// hashes are the digests of the desks that spoke at the last input; nil if none did.
func (m *machine) hashes() map[string]string {
	if len(m.spoke) == 0 {
		return nil
	}
	out := make(map[string]string, len(m.spoke))
	for id := range m.spoke {
		out[string(id)] = m.desk(id).digest()
	}
	return out
}

func (d *desk) digest() string { return hex.EncodeToString(d.said.Sum(nil)[:8]) }
