package sim

import (
	"errors"
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/fault"
	"github.com/deskproof/deskproof/sim/journal"
	"github.com/deskproof/deskproof/sim/scapi"
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

// open opens a page on an agent's desk; the number is in.Page.
func (m *machine) open(in *journal.Input) error {
	d := m.desk(center.AgentID(in.Agent))
	if d == nil {
		return fmt.Errorf("agent %q: %w", in.Agent, ErrUnknownAgent)
	}
	if len(d.pages) >= MaxPages {
		return fmt.Errorf("agent %s: %w", in.Agent, ErrTooManyPages)
	}
	if d.session == nil {
		cfg := m.opening
		cfg.Agent, cfg.LastID = d.agent, d.lastIn
		d.session = scapi.New(cfg)
	}
	d.pages = append(d.pages, in.Page)
	d.lastID = in.Page
	m.frames = d.session.Open(m.now, wire.Page{ID: in.Page, Origin: in.Origin, Tab: in.Tab}, port{m}, m.frames[:0])
	m.send(d)
	m.plan(d)
	return nil
}

// nextPage is the number that the next page of an agent's desk gets.
func (m *machine) nextPage(agent string) uint32 {
	if d := m.desk(center.AgentID(agent)); d != nil {
		return d.lastID + 1
	}
	return 1
}

func (m *machine) receive(in *journal.Input) error {
	d, err := m.openDesk(in)
	if err != nil {
		return err
	}
	for _, f := range m.faults.Hear(fault.Frame{Agent: in.Agent, Page: in.Page, Body: []byte(in.Body)}) {
		m.frames, err = d.session.Receive(m.now, wire.Frame{Page: f.Page, Body: f.Body}, port{m}, m.frames[:0])
		m.send(d)
		m.observe()
		m.plan(d)
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *machine) close(in *journal.Input) error {
	d, err := m.openDesk(in)
	if err != nil {
		return err
	}
	d.pages = slices.DeleteFunc(d.pages, func(p uint32) bool { return p == in.Page })
	d.session.Close(m.now, in.Page)
	return nil
}

func (m *machine) openDesk(in *journal.Input) (*desk, error) {
	d := m.desk(center.AgentID(in.Agent))
	if d == nil || !slices.Contains(d.pages, in.Page) {
		return nil, fmt.Errorf("agent %q, page %d: %w", in.Agent, in.Page, errUnknownPage)
	}
	return d, nil
}

// port is what a session sees of the machine.
type port struct{ m *machine }

func (p port) Do(cmd center.Command) error { return p.m.step(cmd) }
func (p port) Center() wire.Center         { return p.m.center }
