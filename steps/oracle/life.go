package oracle

import (
	"slices"
	"strings"
)

// desk is one agent's desktop with its pages.
type desk struct {
	pages []*page
	lives map[string]*life // by interactionId

	calling int // callPreviewRecord requests whose call has not appeared
	dialing int // other requests whose call has not appeared
}

// life is what a desk has been told of an interaction.
type life struct {
	told         []telling
	before       []string // states that it may have had before it was told of
	open         bool     // it may have had states that the desk was not told of
	call         bool     // a call; else it may be anything
	record       bool     // a preview record
	preview      bool     // a call made from one
	over         bool     // its REMOVED came
	capabilities []string // of the last event
	lasting      map[string]fact
	changed      int // the last event after which it may be another
}

// telling is a state and the page that was told of it.
type telling struct {
	state string
	page  *page
}

// callStates are what a call can be besides UNKNOWN and IDLE.
var callStates = []string{"RINGING", "DIALING", "TALKING", "HELD"}

// isRecord reports whether an interaction is a preview record, as far as this tells.
func isRecord(interaction value, media value) bool {
	callType := strings.ToUpper(interaction.get("callType").text())
	return callType == "OUTBOUND_PREVIEW" || callType == "OUTBOUND_PUSH_PREVIEW" || media.is("outboundpreview")
}

// meet finds or begins the life of the interaction that an event or an answer
// tells of, and notes its state. An id whose interaction was removed may name
// another when it is added again.
func (j *judge) meet(m *message, id string, interaction, media value) *life {
	d, state := m.page.desk, j.word(interaction.get("state"))
	l, known := d.lives[id]
	if known && l.over && adds(m.typ) {
		l, known = &life{told: l.told}, false
	} else if !known {
		l = &life{}
	}
	d.lives[id] = l
	l.record = l.record || isRecord(interaction, media)
	l.call = l.call || media.is("voice") || slices.Contains(callStates, state)
	if !known {
		l.begin(state, interaction.get("previousState"))
		d.appears(l, interaction)
	}
	l.open = l.open || m.manner == answer && !d.listens()
	l.over = l.over || m.typ == "REMOVED"
	l.tell(state, m.page)
	if j.isState(m.typ) {
		l.tell(m.typ, m.page) // ACCEPTED tells that it was accepted, whatever it has become
	}
	return l
}

func (l *life) tell(state string, p *page) {
	if state != "" && !slices.Contains(l.told, telling{state, p}) {
		l.told = append(l.told, telling{state, p})
	}
}

// adds reports whether an event of that type can be the first of an interaction.
func adds(typ string) bool {
	switch typ {
	case "ADDED", "RINGING", "DIALING", "INVITED", "INVITED_CONFERENCE", "PREVIEWING", "CREATED", "PULLED":
		return true
	}
	return false
}

// begin sees from the first state that is told what may have been before. A call
// begins for a desk when it rings or is dialed, and a record when it is offered or
// pulled. Other media may come from another desk, unless their previous state denies it.
func (l *life) begin(state string, previous value) {
	fresh := !previous.truthy() || previous.is("UNKNOWN") || previous.is("IDLE")
	switch {
	case state == "RINGING", state == "DIALING":
	case state == "INVITED" && (l.record || fresh):
	case state == "CREATED" && fresh:
	case state == "PREVIEWING" && l.record:
		l.before = []string{"INVITED"} // a pushed record that was accepted
	default:
		l.open = true
	}
}

// appears takes the next outbound call after callPreviewRecord for the call that
// was asked for. If the desk has asked for other calls as well, it cannot be told.
func (d *desk) appears(l *life, interaction value) {
	callType := strings.ToUpper(interaction.get("callType").text())
	switch {
	case l.record:
	case callType == "INTERNAL", callType == "CONSULT":
		d.dialing = max(d.dialing-1, 0)
	case callType != "OUTBOUND" && !interaction.get("direction").is("OUT") && !interaction.get("state").is("DIALING"):
	case d.calling > 0 && d.dialing > 0:
		l.open = true
		d.calling, d.dialing = 0, 0
	default:
		l.preview = d.calling > 0
		d.calling, d.dialing = max(d.calling-1, 0), max(d.dialing-1, 0)
	}
}

// greets sees a page connect. If it is the only one, the session may be new, and
// with it all interactionIds.
func (d *desk) greets(p *page) {
	if !d.another(p, func(*page) bool { return true }) {
		d.lives, d.calling, d.dialing = map[string]*life{}, 0, 0
	}
}

// misses says that a page of the desk stops listening: from now on interactions
// may have states that the desk is not told of.
func (d *desk) misses() {
	for _, l := range d.lives {
		l.open = true
	}
}

// listens reports whether a page of the desk is told of interactions.
func (d *desk) listens() bool {
	return slices.ContainsFunc(d.pages, func(p *page) bool { return !p.closed && p.times("interaction") > 0 })
}

// toldTo reports whether a page other than p was told of the state.
func (l *life) toldTo(p *page, state string) bool {
	return slices.ContainsFunc(l.told, func(t telling) bool { return t.state == state && t.page != p })
}

// movedOn reports whether the desk was told of another state than the first.
func (l *life) movedOn() bool {
	return slices.ContainsFunc(l.told, func(t telling) bool { return t.state != l.told[0].state })
}

// had reports whether the interaction can have had the state, as far as the desk was told.
func (l *life) had(state string) bool {
	switch {
	case slices.ContainsFunc(l.told, func(t telling) bool { return t.state == state }), slices.Contains(l.before, state):
		return true
	case state == "TALKING" && l.call && l.movedOn():
		return true // that it was not told is for others to say
	case state == "JOIN_PENDING" && !l.call && !l.record:
		return true // a chat that is joined at once need not tell of it
	}
	return l.open && (!l.call || slices.Contains(callStates, state))
}
