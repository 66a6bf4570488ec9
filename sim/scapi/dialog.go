package scapi

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/sim/center"
)

// dialog is a page that the desktop shows in a dialog.
type dialog struct{ id, url, label string }

// ErrUnknownDialog is why an agent cannot close a dialog.
var ErrUnknownDialog = errors.New("no such dialog is open")

// How many dialogs a desktop shows, and views its menu bar has, at once.
const (
	maxDialogs = 16
	maxViews   = 64
)

var dialogShape = shape{{"label", isString, true}, {"width", isString, true}, {"height", isString, true}}

// openDialog is system.openDialog (client library of 2023 and its sample page).
func (s *Session) openDialog(r *request) ([]byte, error) {
	m, err := dialogShape.read(r, r.args[1])
	if err != nil {
		return nil, err
	}
	if len(s.dialogs) >= maxDialogs {
		return nil, refusal(fmt.Sprintf("Too many dialogs: %d are open", maxDialogs))
	}
	d := dialog{id: "wweCustomDialog" + itoa(s.newDialogs)}
	s.newDialogs++
	placeholders := s.placeholders(r, d.id)
	label, _ := text(m["label"])
	d.url, d.label = placeholders.Replace(r.text(0)), placeholders.Replace(label)
	s.dialogs = append(s.dialogs, d)
	return appendString(nil, d.id), nil
}

// placeholders are what the desktop writes in place of a dialog's placeholders. The
// sample page has $Dialog.Id$ and $Agent.FullName$; the others are inferred.
func (s *Session) placeholders(r *request, id string) *strings.Replacer {
	a, _ := r.port.Center().View(s.cfg.Agent)
	return strings.NewReplacer(
		"$Dialog.Id$", id,
		"$Agent.FullName$", fullName(a),
		"$Agent.FirstName$", a.First,
		"$Agent.LastName$", a.Last,
		"$Agent.UserName$", a.User,
		"$Agent.EmployeeId$", string(a.ID),
	)
}

func fullName(a center.AgentView) string { return strings.TrimSpace(a.First + " " + a.Last) }

func (s *Session) closeDialog(r *request) ([]byte, error) {
	if s.CloseDialog(r.text(0)) != nil {
		return nil, refusal("Dialog " + r.text(0) + " not found")
	}
	return nil, nil
}

// CloseDialog takes a dialog away.
func (s *Session) CloseDialog(id string) error {
	i := slices.IndexFunc(s.dialogs, func(d dialog) bool { return d.id == id })
	if i < 0 {
		return fmt.Errorf("dialog %q: %w", id, ErrUnknownDialog)
	}
	s.dialogs = slices.Delete(s.dialogs, i, i+1)
	return nil
}

var viewShape = shape{
	{"name", isString, false}, {"iconUrl", isString, true}, {"label", isString, true}, {"shortLabel", isString, true},
	{"tooltip", isString, true}, {"backgroundColor", isString, true}, {"labelColor", isString, true},
}

// maxViewName is how long the name of a view may be, in bytes: it alone is kept.
const maxViewName = 256

// updateView is system.updateViewInApplicationMenuBar: a name that is new adds a view.
func (s *Session) updateView(r *request) ([]byte, error) {
	m, err := viewShape.read(r, r.args[0])
	if err != nil {
		return nil, err
	}
	name, _ := text(m["name"])
	switch {
	case slices.Contains(s.views, name):
		return nil, nil
	case len(name) > maxViewName:
		return nil, refusal(fmt.Sprintf("Member name of %s is longer than %d bytes", r.name, maxViewName))
	case len(s.views) >= maxViews:
		return nil, refusal(fmt.Sprintf("Too many views: %d are in the menu bar", maxViews))
	}
	s.views = append(s.views, name)
	return nil, nil
}

func (s *Session) closeView(r *request) ([]byte, error) {
	i := slices.Index(s.views, r.text(0))
	if i < 0 {
		return nil, refusal("View " + r.text(0) + " not found")
	}
	s.views = slices.Delete(s.views, i, i+1)
	return nil, nil
}
