package scapi

import (
	"slices"
	"strings"

	"github.com/deskproof/deskproof/sim/center"
)

// item is an interaction in the desktop's list, with what belongs to the desktop
// alone: the client-side id, the case, and the state before this one.
type item struct {
	part     center.Part
	id       string
	caseID   string
	state    string
	previous string // the last state that was another (see Interaction.previousState)
	rona     string
	closed   bool
}

// item returns the item of an event's part, brought up to date.
func (s *Session) item(e *center.Event) *item {
	it := s.byID(e.Part.ID)
	if it == nil {
		it = s.add(&e.Part)
	}
	it.part = e.Part
	if w := stateWord(&e.Part); w != it.state {
		it.previous, it.state = it.state, w
	}
	it.rona = ronaState(e)
	it.closed = e.Kind == center.PartClosed
	return it
}

func (s *Session) add(p *center.Part) *item {
	s.lastID++
	it := &item{id: itoa(s.lastID), caseID: uuid(p), state: "UNKNOWN"}
	if record := s.byID(p.Record); record != nil {
		it.caseID = record.caseID
	}
	s.items = append(s.items, it)
	return it
}

func (s *Session) byID(id center.InteractionID) *item {
	for _, it := range s.items {
		if it.part.ID == id {
			return it
		}
	}
	return nil
}

func (s *Session) byClientID(id string) *item {
	for _, it := range s.items {
		if it.id == id {
			return it
		}
	}
	return nil
}

// remove forgets an item, and the selection of a case that has none left.
func (s *Session) remove(it *item) {
	s.items = slices.DeleteFunc(s.items, func(x *item) bool { return x == it })
	if !s.hasCase(s.selected) {
		s.selected = ""
	}
}

func (s *Session) hasCase(caseID string) bool {
	return slices.ContainsFunc(s.items, func(it *item) bool { return it.caseID == caseID })
}

// ronaState is Interaction.ronaCallState: set when an inbound call that the agent
// did not answer is released.
func ronaState(e *center.Event) string {
	if e.Kind != center.PartReleased || e.Part.Kind != center.Inbound {
		return ""
	}
	switch e.Cause {
	case center.NoAnswer:
		return "NO_ANSWER"
	case center.Redirected:
		return "REDIRECTED"
	}
	return ""
}

// interaction is the JSON of an item (Service Client API Reference, Interaction
// namespace: Interaction).
func (s *Session) interaction(it *item) []byte {
	p, has := &it.part, s.cfg.Profile.attribute
	var o object
	o.text("interactionId", it.id)
	o.text("caseId", it.caseID)
	o.raw("userData", s.userData(p.Data))
	o.raw("parties", parties(p.Parties))
	if p.Medium == center.Voice {
		o.text("callUuid", callUUID(p))
	}
	o.text("state", it.state)
	o.text("previousState", previous(it))
	o.flag("isConsultation", false)
	if p.Medium == center.Voice {
		o.text("direction", direction(p))
	}
	o.text("callType", callType(p))
	if p.Medium == center.Voice {
		o.optional("ani", p.ANI)
		o.optional("dnis", p.DNIS)
		o.text("recordingState", recordingWord(p.Recording))
	}
	o.flag("isMainCaseInteraction", s.isMain(it))
	o.flag("isCaseSelected", s.selected == it.caseID)
	o.flag("isCaseExpanded", s.selected == it.caseID)
	o.text("interactionUUID", callUUID(p))
	if has(current) {
		o.optional("ronaCallState", it.rona)
		o.text("connId", connID(p))
		addContact(&o, p.Contact)
	}
	if p.Mode != 0 && has(manual|current) {
		o.raw("capabilities", texts(capabilities(p, it.closed)))
	}
	return o.end()
}

func previous(it *item) string {
	if it.previous == "" {
		return "UNKNOWN"
	}
	return it.previous
}

// isMain reports whether an item is the first of its case.
func (s *Session) isMain(it *item) bool {
	for _, x := range s.items {
		if x.caseID == it.caseID {
			return x == it
		}
	}
	return true
}

func addContact(o *object, c center.Contact) {
	if c == (center.Contact{}) {
		return
	}
	var contact object
	contact.text("displayName", strings.TrimSpace(c.First+" "+c.Last))
	contact.optional("firstName", c.First)
	contact.optional("lastName", c.Last)
	o.raw("contact", contact.end())
}

func parties(ps []center.Party) []byte {
	items := make([][]byte, len(ps))
	for i, p := range ps {
		var o object
		o.text("name", p.Number)
		items[i] = o.end()
	}
	return array(items...)
}

// userData is the attached data, of the keys that may be read.
func (s *Session) userData(data []center.Datum) []byte {
	var o object
	for _, d := range data {
		if s.cfg.Access.read.has(d.Key) {
			o.raw(d.Key, []byte(d.Value))
		}
	}
	return o.end()
}

// Find returns the interaction that the desktop lists under a client-side id.
func (s *Session) Find(clientID string) (center.InteractionID, bool) {
	it := s.byClientID(clientID)
	if it == nil {
		return "", false
	}
	return it.part.ID, true
}
