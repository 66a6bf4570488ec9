package sim

import (
	"errors"
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/fault"
	"github.com/deskproof/deskproof/sim/journal"
	"github.com/deskproof/deskproof/sim/wire"
)

// ErrUnknownAgent is why a desk cannot be opened, or a page is not there.
var ErrUnknownAgent = errors.New("no such agent in this center")

// MaxPages is how many pages a desk keeps open at once.
const MaxPages = 64

// ErrTooManyPages is why a desk opens no further page.
var ErrTooManyPages = errors.New("too many pages are open on this desk; close some")

var (
	errUnknownPage = errors.New("no such page")
	errNoDesktop   = errors.New("their desktop is not open")
)

// open opens a page on somebody's desk; the number is in.Page.
func (m *machine) open(in *journal.Input) error {
	l := m.login(in.Agent, in.OnWire())
	if l == nil {
		return fmt.Errorf("agent %q: %w", in.Agent, ErrUnknownAgent)
	}
	if len(l.pages) >= MaxPages {
		return fmt.Errorf("agent %s: %w", in.Agent, ErrTooManyPages)
	}
	if in.Subscription != "" && string(m.tenant.subscriptions[in.Subscription]) != in.Agent {
		return fmt.Errorf("agent %s: %w", in.Agent, ErrUnknownSubscription)
	}
	if l.session == nil {
		l.session = l.open(l.desk)
	}
	l.pages = append(l.pages, in.Page)
	l.lastID = in.Page
	m.frames = l.session.Open(m.now, wire.Page{ID: in.Page, Origin: in.Origin, Tab: in.Tab, Subscription: in.Subscription}, port{m}, m.frames[:0])
	m.send(l)
	m.plan(l)
	return nil
}

// nextPage is the number that the next page of a login gets.
func (m *machine) nextPage(agent, wire string) uint32 {
	if l := m.login(agent, wire); l != nil {
		return l.lastID + 1
	}
	return 1
}

func (m *machine) receive(in *journal.Input) error {
	l, err := m.openLogin(in)
	if err != nil {
		return err
	}
	l.asked = max(l.asked, in.Exchange)
	heard := m.faults.Hear(fault.Frame{Wire: l.wire, Agent: in.Agent, Page: in.Page, Exchange: in.Exchange, Body: []byte(in.Body)})
	for _, f := range heard {
		m.frames, err = l.session.Receive(m.now, wire.Frame{Page: f.Page, Exchange: f.Exchange, Body: f.Body}, port{m}, m.frames[:0])
		m.send(l)
		m.observe()
		m.plan(l)
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *machine) close(in *journal.Input) error {
	l, err := m.openLogin(in)
	if err != nil {
		return err
	}
	l.pages = slices.DeleteFunc(l.pages, func(p uint32) bool { return p == in.Page })
	l.session.Close(m.now, in.Page)
	m.plan(l)
	return nil
}

func (m *machine) openLogin(in *journal.Input) (*login, error) {
	l := m.login(in.Agent, in.OnWire())
	if l == nil || !slices.Contains(l.pages, in.Page) {
		return nil, fmt.Errorf("agent %q, page %d: %w", in.Agent, in.Page, errUnknownPage)
	}
	return l, nil
}

// port is what a session sees of the machine.
type port struct{ m *machine }

func (p port) Do(cmd center.Command) error { return p.m.step(cmd) }
func (p port) Center() wire.Center         { return p.m.center }
