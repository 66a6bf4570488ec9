package sim

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/des"
	"github.com/deskproof/deskproof/sim/fault"
	"github.com/deskproof/deskproof/sim/journal"
	"github.com/deskproof/deskproof/sim/wire"
)

// endOfTime is the latest time in a world: timers can still be set then.
const endOfTime = 100 * 365 * 24 * time.Hour

// machine is a world without its goroutine: inputs go in, frames come out. The
// same inputs give the same frames, which is what replay rests on.
type machine struct {
	center   *center.Center
	desktops *desktops
	users    *users
	tenant   *tenant
	desks    []*desk // in the order of the center's agents; then those who are none
	byAgent  map[center.AgentID]*desk
	timers   des.Timers[timer]
	now      time.Duration
	faults   fault.Plan
	events   []center.Event
	frames   []wire.Frame
	out      []fault.Frame
	bodies   []byte // of the frames of one input
	faulty   bool   // faults are set: they may keep frames, and their bodies with them
	ended    []ending
	spoke    map[*login]bool
	head     []byte // of the frame that is remembered
}

// timer is one of the center's, or that of a login, whose session does something then.
type timer struct {
	center center.Timer
	desk   center.AgentID // empty: the center's
	wire   string
}

func newMachine(doc *centers.Center, seed uint64) (*machine, error) {
	stream := func(name string) *rand.Rand { return des.Stream(seed, name) }
	desktops, err := newDesktops(doc, stream("token-key"))
	if err != nil {
		return nil, err
	}
	users, err := newUsers(doc)
	if err != nil {
		return nil, err
	}
	tenant, err := newTenant(doc)
	if err != nil {
		return nil, err
	}
	c, err := center.New(centerConfig(doc, desktops.blockTimeout()), stream)
	if err != nil {
		return nil, fmt.Errorf("center %s: %w", doc.Name, err)
	}
	m := &machine{
		center: c, desktops: desktops, users: users, tenant: tenant,
		byAgent: map[center.AgentID]*desk{}, spoke: map[*login]bool{},
	}
	m.faults.Chance = stream("faults")
	for _, id := range c.Agents() {
		m.seat(newDesk(id, dialect{wire.SCAPI, desktops.open}, dialect{wire.GWS, users.open}, dialect{wire.Webex, tenant.open}))
	}
	for _, id := range idlers(doc) {
		m.seat(newDesk(id, dialect{wire.GWS, users.open}))
	}
	return m, nil
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
	m.runUntil(m.now) // what a session is to do at once
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
			m.tick(m.login(string(t.desk), t.wire))
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
		d := m.desk(e.Agent)
		if d == nil {
			continue
		}
		for _, l := range d.logins {
			if l.session != nil {
				m.frames = l.session.Observe(m.now, e, m.frames[:0])
				m.send(l)
				m.plan(l)
			}
		}
	}
	m.events = m.events[:0]
}

// send puts what a login has just said on its way out.
func (m *machine) send(l *login) {
	for _, f := range m.frames {
		from := len(m.bodies)
		m.bodies = append(m.bodies, f.Body...)
		body := m.bodies[from:len(m.bodies):len(m.bodies)]
		m.out = append(m.out, fault.Frame{Wire: l.wire, Agent: l.agent(), Page: f.Page, Exchange: f.Exchange, Body: body})
	}
}

func (m *machine) openPages() []fault.Frame {
	var pages []fault.Frame
	for _, d := range m.desks {
		for _, l := range d.logins {
			for _, p := range l.told() {
				pages = append(pages, fault.Frame{Wire: l.wire, Agent: l.agent(), Page: p})
			}
		}
	}
	return pages
}

// remember adds what leaves to the digest of each login.
func (m *machine) remember() {
	clear(m.spoke)
	for _, f := range m.out {
		l := m.login(f.Agent, f.Wire)
		m.head = fmt.Appendf(m.head[:0], "%d %d\n", f.Page, len(f.Body))
		if f.Exchange != 0 {
			m.head = fmt.Appendf(m.head, "answer %d\n", f.Exchange)
		}
		l.said.Write(m.head)
		l.said.Write(f.Body)
		m.spoke[l] = true
	}
}

// hashes are the digests of the logins that spoke at the last input; nil if none did.
func (m *machine) hashes() map[string]string {
	if len(m.spoke) == 0 {
		return nil
	}
	out := make(map[string]string, len(m.spoke))
	for l := range m.spoke {
		out[l.name()] = l.digest()
	}
	return out
}
