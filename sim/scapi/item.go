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
	parent   string // the client-side id of what it is a consultation about
	caseID   string
	uuid     string // as callUuid and interactionUUID tell it
	conn     string
	name     string // of the contact
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
	w := s.stateAfter(it, e)
	it.update(&e.Part)
	if w != it.state {
		it.previous, it.state = it.state, w
	}
	it.rona = ronaState(e)
	it.closed = e.Kind == center.PartClosed || e.Kind == center.PullFailed || e.Kind == center.PullWorkbinFailed
	return it
}

func (s *Session) add(p *center.Part) *item {
	s.lastID++
	it := &item{id: itoa(s.lastID), caseID: uuid(p), state: "UNKNOWN"}
	s.file(it, p)
	s.items = append(s.items, it)
	return it
}

// file puts an item into the case of what it belongs to.
func (s *Session) file(it *item, p *center.Part) {
	if parent := s.byID(p.Parent); parent != nil {
		it.parent, it.caseID = parent.id, parent.caseID
	}
	if record := s.byID(p.Record); record != nil {
		it.caseID = record.caseID
	}
}

// update takes in the part as it stands now. What is made of its contact and its ids is
// kept: an event is told without making garbage.
func (it *item) update(p *center.Part) {
	if it.name == "" || it.part.Contact != p.Contact {
		it.name = strings.TrimSpace(p.Contact.First + " " + p.Contact.Last)
	}
	if it.uuid == "" || it.part.UUID != p.UUID {
		it.uuid, it.conn = callUUID(p), connID(p)
	}
	it.part = *p
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

// remove forgets an item.
func (s *Session) remove(it *item) {
	s.items = slices.DeleteFunc(s.items, func(x *item) bool { return x == it })
	s.deselect()
}

// deselect ends the selection of a case that has no interaction left.
func (s *Session) deselect() {
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

// appendInteraction appends the JSON of an item (Service Client API Reference, Interaction
// namespace: Interaction).
func (s *Session) appendInteraction(b []byte, it *item) []byte {
	p, profile := &it.part, s.cfg.Profile
	o := object{b: b}
	o.text("interactionId", it.id)
	o.optional("parentInteractionId", it.parent)
	o.text("caseId", it.caseID)
	s.addUserData(&o, p.Data)
	addParties(&o, p.Parties)
	if p.Medium == center.Voice {
		o.text("callUuid", it.uuid)
	}
	o.text("state", profile.word(it.state))
	o.text("previousState", profile.word(previous(it)))
	o.flag("isConsultation", p.Kind == center.Consultation)
	if p.Medium == center.Voice {
		o.text("direction", direction(p))
	}
	if !isOpenMedia(p.Medium) {
		o.text("callType", profile.word(callType(p)))
	}
	if p.Medium == center.Voice {
		o.optional("ani", p.ANI)
		o.optional("dnis", p.DNIS)
		o.text("recordingState", recordingWord(p.Recording))
	}
	o.flag("isMainCaseInteraction", s.isMain(it))
	o.flag("isCaseSelected", s.selected == it.caseID)
	o.flag("isCaseExpanded", s.selected == it.caseID)
	o.text("interactionUUID", it.uuid)
	if profile.attribute(current) {
		o.optional("ronaCallState", it.rona)
		if !isOpenMedia(p.Medium) {
			o.text("connId", it.conn)
		}
		addContact(&o, it)
	}
	if p.Mode != 0 && profile.attribute(manual|current) {
		o.name("capabilities")
		o.b = appendTexts(o.b, capabilities(p, it.closed))
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

func addContact(o *object, it *item) {
	c := &it.part.Contact
	if *c == (center.Contact{}) {
		return
	}
	o.name("contact")
	contact := object{b: o.b}
	contact.text("displayName", it.name)
	contact.optional("firstName", c.First)
	contact.optional("lastName", c.Last)
	o.b = contact.end()
}

func addParties(o *object, ps []center.Party) {
	o.name("parties")
	o.b = append(o.b, '[')
	for i, p := range ps {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		party := object{b: o.b}
		party.text("name", p.Number)
		o.b = party.end()
	}
	o.b = append(o.b, ']')
}

// addUserData adds the attached data, of the keys that may be read.
func (s *Session) addUserData(o *object, data []center.Datum) {
	o.name("userData")
	read := object{b: o.b}
	for _, d := range data {
		if s.cfg.Access.read.has(d.Key) {
			read.json(d.Key, d.Value)
		}
	}
	o.b = read.end()
}

// Find returns the interaction that the desktop lists under a client-side id.
func (s *Session) Find(clientID string) (center.InteractionID, bool) {
	it := s.byClientID(clientID)
	if it == nil {
		return "", false
	}
	return it.part.ID, true
}
