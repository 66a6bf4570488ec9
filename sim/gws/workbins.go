package gws

import (
	"cmp"
	"encoding/base64"
	"encoding/json"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// workbin is a workbin that the user can use.
type workbin struct {
	name string
	view string
	kind int    // 1: the agent's own, 2: agents share it
	in   string // the center's name; empty: the agent's own
}

// id is that of a workbin as 8.5.0 publishes them: Base64, here with letters that a path
// can have.
func (w *workbin) id() string { return base64.URLEncoding.EncodeToString([]byte(w.view)) }

// workbins are the user's own, and those that agents share.
func (s *Session) workbins() []workbin {
	if !s.isAgent() {
		return nil
	}
	out := []workbin{{"Personal", "Personal/PrivateView", 1, ""}}
	for _, name := range s.port.Center().Workbins() {
		out = append(out, workbin{name, name + "/SharedView", 2, name})
	}
	return out
}

func (s *Session) workbin(name string) (workbin, error) {
	for _, w := range s.workbins() {
		if name == w.id() || name == w.name || name == w.view {
			return w, nil
		}
	}
	return workbin{}, fail(notFound, "Workbin not found")
}

// meantWorkbin is the workbin that a body identifies, which the documents leave open: by its
// id or name, or by an object with one of them.
func (s *Session) meantWorkbin(raw json.RawMessage) (workbin, error) {
	var o map[string]json.RawMessage
	_ = json.Unmarshal(raw, &o) // it may be a text
	name := cmp.Or(wire.Text(raw), wire.Text(o["workbinId"]), wire.Text(o["workbinName"]))
	if name == "" {
		return workbin{}, fail(missing, "Parameter workbin is missing")
	}
	return s.workbin(name)
}

func (s *Session) placeInWorkbin(c *call) error {
	w, err := s.meantWorkbin(c.body["workbin"])
	if err != nil {
		return err
	}
	return s.do(c, center.Command{Verb: center.Park, Place: w.in})
}

// postContent sends the user what is in a workbin.
func (s *Session) postContent(r *request, body map[string]json.RawMessage) (object, error) {
	w, err := s.meantWorkbin(body["workbin"])
	if err != nil {
		return nil, err
	}
	s.tellContent(r, w)
	return s.cfg.Results.done(), nil
}

// tellContent tells what is in a workbin. The documents promise a list of messages, and
// leaves open what is around it.
func (s *Session) tellContent(r *request, w workbin) {
	r.told = append(r.told, object{
		{"messageTypeName", "WorkbinContentMessage"},
		{"messageType", "WorkbinContentMessage"},
		{"workbin", w.id()},
		{"interactions", s.content(w)},
	})
}

func (s *Session) content(w workbin) []object {
	in, _ := s.port.Center().Workbin(w.in, s.cfg.User.ID)
	out := make([]object, 0, len(in))
	for i := range in {
		out = append(out, s.cfg.Profile.message(s.look(&in[i])))
	}
	return out
}

// getWorkbins lists the user's workbins (Workbins, 8.5.0).
func (s *Session) getWorkbins(*request) (object, error) {
	list := []object{}
	for _, w := range s.workbins() {
		list = append(list, object{
			{"workbinId", w.id()},
			{"active", 1},
			{"workbinName", w.name},
			{"viewName", w.view},
			{"workbinType", w.kind},
		})
	}
	o := found()
	if s.cfg.Profile == Release850 {
		o = append(o, member{"status", 0}) // as it prints it
	}
	return append(o, member{"workbins", list}), nil
}

// getWorkbin tells what is in a workbin (Workbins, 8.5.1).
func (s *Session) getWorkbin(r *request) (object, error) {
	w, err := s.workbin(r.args[0])
	if err != nil {
		return nil, err
	}
	return found(member{"workbinId", w.id()}, member{"interactions", s.content(w)}), nil
}

// workbinRequests are those on a workbin (Workbins, 8.5.1). What is told to those who
// have subscribed is printed for later releases alone: nothing is.
var workbinRequests = map[string]func(*Session, *call, workbin) error{
	getContent: func(s *Session, c *call, w workbin) error {
		s.tellContent(c.request, w)
		return nil
	},
	"AddInteractionToWorkbin":  (*Session).addToWorkbin,
	"PullInteraction":          (*Session).pull,
	"SubscribeWorkbinEvents":   func(*Session, *call, workbin) error { return nil },
	"UnsubscribeWorkbinEvents": func(*Session, *call, workbin) error { return nil },
}

func (s *Session) postWorkbin(r *request) (object, error) {
	name, body, err := r.operation()
	if err != nil {
		return nil, err
	}
	run, ok := workbinRequests[name]
	if !ok {
		return nil, fail(missing, "Unknown operation "+name)
	}
	w, err := s.workbin(r.args[0])
	if err != nil {
		return nil, err
	}
	if err := run(s, &call{request: r, body: body}, w); err != nil {
		return nil, err
	}
	return s.cfg.Results.done(), nil
}

func (s *Session) addToWorkbin(c *call, w workbin) error {
	id, err := c.text("interactionId")
	if err != nil {
		return err
	}
	if c.part, err = s.admit(id, "PlaceInWorkbin"); err != nil {
		return err
	}
	return s.do(c, center.Command{Verb: center.Park, Place: w.in})
}

// pull lets the user handle what waits in a workbin.
func (s *Session) pull(c *call, w workbin) error {
	id, err := c.text("interactionId")
	if err != nil {
		return err
	}
	v, ok := s.find(id)
	if !ok {
		return fail(notFound, "Interaction not found")
	}
	c.part.ID = v.ID
	if err := s.do(c, center.Command{Verb: center.PullFromWorkbin, Place: w.in, AtOnce: true}); err != nil {
		return err
	}
	if _, ok := s.mine(id); !ok {
		return fail(internal, "The server of workbins is down")
	}
	return nil
}
