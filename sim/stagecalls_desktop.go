package sim

import (
	"encoding/json"
	"fmt"

	"github.com/deskproof/deskproof/sim/center"
)

// ownerParams is whose desktop a call is about.
type ownerParams struct {
	Agent string `json:"agent"`
}

func (p ownerParams) owner() string { return p.Agent }

// hands is a call in which an agent does something in the desktop.
func hands[P interface{ owner() string }](do func(*machine, *desk, P) error) func(*machine, json.RawMessage) (any, error) {
	return func(m *machine, params json.RawMessage) (any, error) {
		var p P
		if err := DecodeParams(params, &p); err != nil {
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
		m.send(d)
		return nil, nil
	}
}

// active says that an agent has done something in the desktop, in a call with these parameters.
func (m *machine) active(params json.RawMessage) {
	var p ownerParams
	_ = json.Unmarshal(params, &p) // the call has been done
	if d := m.desk(center.AgentID(p.Agent)); d != nil && d.session != nil {
		d.session.Activity(m.now)
		m.plan(d)
	}
}

// opened is the desk of an agent, on which pages are or have been open.
func (m *machine) opened(agent string) (*desk, error) {
	if err := need("agent", agent); err != nil {
		return nil, err
	}
	d := m.desk(center.AgentID(agent))
	switch {
	case d == nil:
		return nil, fmt.Errorf("agent %q: %w", agent, ErrUnknownAgent)
	case d.session == nil:
		return nil, fmt.Errorf("agent %q: %w", agent, errNoDesktop)
	}
	return d, nil
}

type toastParams struct {
	ownerParams
	Toast  string `json:"toast"`
	Button *int   `json:"button"`
}

func clickToast(m *machine, d *desk, p toastParams) (err error) {
	if err := need("toast", p.Toast); err != nil {
		return err
	}
	if p.Button == nil || *p.Button < 0 {
		return fmt.Errorf("%w: button must be its index, from 0", ErrParams)
	}
	m.frames, err = d.session.ClickToast(p.Toast, *p.Button, m.frames)
	return err
}

type dismissParams struct {
	ownerParams
	Toast string `json:"toast"`
}

func dismissToast(_ *machine, d *desk, p dismissParams) error {
	if err := need("toast", p.Toast); err != nil {
		return err
	}
	return d.session.DismissToast(p.Toast)
}

type dialogParams struct {
	ownerParams
	Dialog string `json:"dialog"`
}

func closeDialog(_ *machine, d *desk, p dialogParams) error {
	if err := need("dialog", p.Dialog); err != nil {
		return err
	}
	return d.session.CloseDialog(p.Dialog)
}

type showParams struct {
	ownerParams
	Page    uint32 `json:"page"`
	Visible *bool  `json:"visible"`
}

func showPage(_ *machine, d *desk, p showParams) error {
	if p.Visible == nil {
		return fmt.Errorf("%w: visible is missing", ErrParams)
	}
	return d.session.Show(p.Page, *p.Visible)
}

type focusParams struct {
	ownerParams
	Page uint32 `json:"page"`
}

func focusPage(_ *machine, d *desk, p focusParams) error { return d.session.Focus(p.Page) }

func beActive(*machine, *desk, ownerParams) error { return nil }

func reload(m *machine, d *desk, _ ownerParams) error {
	m.endSession(d, reloaded, true)
	return nil
}
