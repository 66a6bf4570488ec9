package sim

import (
	"cmp"
	"encoding/json"
	"fmt"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// doerParams are the parameters of a call in which an agent does something.
type doerParams interface {
	owner() string // whose hands
	check() error
}

// inDesktop is a call in which an agent does something in the desktop.
func inDesktop[P doerParams](do func(*machine, *desk, P) error) func(*machine, json.RawMessage) (any, error) {
	return func(m *machine, params json.RawMessage) (any, error) {
		var p P
		if err := DecodeParams(params, &p); err != nil {
			return nil, err
		}
		if err := cmp.Or(need("agent", p.owner()), p.check()); err != nil {
			return nil, err
		}
		d, err := m.opened(p.owner())
		if err != nil {
			return nil, err
		}
		m.frames = m.frames[:0]
		if err := do(m, d, p); err != nil {
			return nil, err
		}
		m.send(m.login(p.owner(), wire.SCAPI))
		return nil, nil
	}
}

// opened is the desk of an agent whose desktop is open.
func (m *machine) opened(agent string) (*desk, error) {
	d := m.desk(center.AgentID(agent))
	switch {
	case d == nil:
		return nil, fmt.Errorf("agent %q: %w", agent, ErrUnknownAgent)
	case d.desktop() == nil:
		return nil, fmt.Errorf("agent %q: %w", agent, errNoDesktop)
	}
	return d, nil
}

// active says that an agent has done something in the desktop, in a call with these parameters.
func (m *machine) active(params json.RawMessage) {
	var p ownerParams
	_ = json.Unmarshal(params, &p) // the call has been done
	if d := m.desk(center.AgentID(p.Agent)); d != nil && d.desktop() != nil {
		d.desktop().Activity(m.now)
		m.plan(m.login(p.Agent, wire.SCAPI))
	}
}

type ownerParams struct {
	Agent string `json:"agent"`
}

func (p ownerParams) owner() string { return p.Agent }
func (p ownerParams) check() error  { return nil }

func beActive(*machine, *desk, ownerParams) error { return nil }

func reload(m *machine, d *desk, _ ownerParams) error {
	m.endSession(m.login(string(d.agent), wire.SCAPI), reloaded, true)
	return nil
}

type toastParams struct {
	ownerParams
	Toast string `json:"toast"`
}

func (p toastParams) check() error { return need("toast", p.Toast) }

func dismissToast(m *machine, d *desk, p toastParams) error {
	return d.desktop().DismissToast(m.faults.Meant(p.Toast))
}

type buttonParams struct {
	toastParams
	Button *int `json:"button"`
}

func (p buttonParams) check() error {
	if p.Button == nil || *p.Button < 0 {
		return fmt.Errorf("%w: button must be its index, from 0", ErrParams)
	}
	return p.toastParams.check()
}

func clickToast(m *machine, d *desk, p buttonParams) (err error) {
	m.frames, err = d.desktop().ClickToast(m.faults.Meant(p.Toast), *p.Button, m.frames)
	return err
}

type dialogParams struct {
	ownerParams
	Dialog string `json:"dialog"`
}

func (p dialogParams) check() error { return need("dialog", p.Dialog) }

func closeDialog(m *machine, d *desk, p dialogParams) error {
	return d.desktop().CloseDialog(m.faults.Meant(p.Dialog))
}

type pageParams struct {
	ownerParams
	Page uint32 `json:"page"`
}

func (p pageParams) check() error {
	if p.Page == 0 {
		return fmt.Errorf("%w: page is missing; pages are counted from 1", ErrParams)
	}
	return nil
}

func focusPage(_ *machine, d *desk, p pageParams) error { return d.desktop().Focus(p.Page) }

type showParams struct {
	pageParams
	Visible *bool `json:"visible"`
}

func (p showParams) check() error {
	if p.Visible == nil {
		return fmt.Errorf("%w: visible is missing", ErrParams)
	}
	return p.pageParams.check()
}

func showPage(_ *machine, d *desk, p showParams) error { return d.desktop().Show(p.Page, *p.Visible) }
