package webex

import (
	"slices"

	"github.com/deskproof/deskproof/sim/center"
)

// tasks is what a session knows of the agent's contacts.
type tasks struct {
	open    []*task // oldest first
	doing   *doing  // what the agent is just doing; nil: nothing
	errands []errand
	refused int // outdials that came to nothing
}

// task is what the client knows of a contact.
type task struct {
	story       center.InteractionID
	known       bool     // the client has been told that it is there
	asked       bool     // it is on offer to the agent
	dialing     bool     // the agent calls, and nobody has answered
	assigned    bool     // the agent has had it
	consulted   bool     // the agent is only consulted about it
	wrapUp      bool     // the client has been told to wrap it up
	reservation *contact // the record of a campaign that it comes from; nil: it does not
	rekeys      bool     // the client knows it, by the record
	ours        bool     // the record was accepted here
	last        contact  // as it was when somebody looked
	told        contact  // as the client was told
}

// task is the agent's task of a story; there is one from now on.
func (s *Session) task(story center.InteractionID) *task {
	if t := s.taskOf(story); t != nil {
		return t
	}
	t := &task{story: story}
	s.open = append(s.open, t)
	return t
}

func (s *Session) taskOf(story center.InteractionID) *task {
	i := slices.IndexFunc(s.open, func(t *task) bool { return t.story == story })
	if i < 0 {
		return nil
	}
	return s.open[i]
}

// drop forgets a task.
func (s *Session) drop(t *task) {
	s.open = slices.DeleteFunc(s.open, func(x *task) bool { return x == t })
}

// forget forgets all tasks, when the agent has logged out.
func (s *Session) forget() { s.tasks = tasks{refused: s.refused} }

// contact is how a task stands.
func (s *Session) contact(t *task) *contact {
	st, ok := s.port.Center().Story(t.story)
	if !ok {
		return &t.last
	}
	t.last = *s.contactOf(&st)
	return &t.last
}

// parts are what the agent has of a story: the contact itself, and a consultation.
func (s *Session) parts(story center.InteractionID) (main, aside *center.Part) {
	all := s.port.Center().Parts(s.cfg.User)
	for i := range all {
		p := &all[i]
		switch {
		case p.Story != story:
		case p.Kind == center.Consultation && p.State == center.Released:
		case p.Kind == center.Consultation:
			aside = p
		default:
			main = p
		}
	}
	return main, aside
}

// find is the agent's task with an id of this wire.
func (s *Session) find(id string) (*task, error) {
	for _, p := range s.port.Center().Parts(s.cfg.User) {
		if !s.loggedIn || id != ID(p.Story) && id != ID(p.ID) {
			continue
		}
		if t := s.task(p.Story); s.contact(t).id == id {
			return t, nil
		}
	}
	return nil, notFound("no such task")
}

// Find is the interaction in the agent's list that has an id on this wire, the contact
// itself before a consultation about it; false if the agent has none of it.
func (s *Session) Find(id string) (center.InteractionID, bool) {
	for _, t := range s.open {
		if t.last.id != id {
			continue
		}
		switch main, aside := s.parts(t.story); {
		case main != nil:
			return main.ID, true
		case aside != nil:
			return aside.ID, true
		}
	}
	return "", false
}

// openIDs are the ids of the contacts that the agent has, those included that wait
// for their wrap-up.
func (s *Session) openIDs() []string {
	out := []string{}
	for _, t := range s.mine() {
		out = append(out, s.contact(t).id)
	}
	return out
}

// mine are the tasks of all that is in the agent's list.
func (s *Session) mine() []*task {
	var out []*task
	for _, p := range s.port.Center().Parts(s.cfg.User) {
		id := shownAs(&p)
		if id == "" {
			continue
		}
		if t := s.task(id); !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// shownAs is the story as which clients know a part; empty: another stands for it. A
// record of a campaign stands for its call until that is answered.
func shownAs(p *center.Part) center.InteractionID {
	switch {
	case p.Medium == center.Preview && p.State == center.Calling:
		return ""
	case p.Record != "" && p.State == center.Dialing:
		return p.Record
	}
	return p.Story
}

// unlearn has the client told anew of every contact, before anything else of it: it may be
// another client than before.
func (s *Session) unlearn() {
	for _, t := range s.open {
		t.known = false
	}
}

// hydrate tells what the agent has, once they are known again.
func (s *Session) hydrate(r *request) {
	for _, t := range s.mine() {
		s.catchUp(t)
		r.tell(s.hydration(t, s.contact(t)))
		t.told = t.last
	}
}

// catchUp takes in how a task stands that came to be while the agent was not logged in.
func (s *Session) catchUp(t *task) {
	main, aside := s.parts(t.story)
	t.asked = main != nil && isAsked(main) || aside != nil && isAsked(aside)
	t.dialing = main != nil && main.State == center.Dialing
	for _, p := range s.port.Center().Parts(s.cfg.User) {
		if p.Record == t.story && p.State == center.Dialing {
			record, call := *s.contact(t), s.task(p.Story)
			call.dialing, call.rekeys, call.reservation = true, true, &record
		}
	}
}

// hydration lets the client know a task that it may not know.
func (s *Session) hydration(t *task, c *contact) notice {
	t.known = true
	if main, _ := s.parts(t.story); main != nil && main.Medium == center.Preview {
		return s.reservation(c)
	}
	t.wrapUp = c.state == stateWrapUp
	t.assigned = c.state != stateNew
	t.consulted = c.isConsulted
	return s.about(c, "AgentContact", member{"isConsulted", c.isConsulted})
}
