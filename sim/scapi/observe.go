package scapi

import (
	"slices"
	"time"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// eventTypes are the interaction events a fact is told in, in order (Service
// Client API Reference, "Event Type references"). A part that is new to the desktop
// is ADDED first.
var eventTypes = map[center.EventKind]string{
	center.PartDialed:       "DIALING",
	center.PartShown:        "PREVIEWING",
	center.PartEstablished:  "ESTABLISHED",
	center.PartHeld:         "HELD",
	center.PartResumed:      "ESTABLISHED",
	center.PartReleased:     "RELEASED",
	center.RecordRejected:   "STATE_CHANGE",
	center.RecordCanceled:   "STATE_CHANGE",
	center.PartClosed:       "REMOVED",
	center.DataChanged:      "ATTACHED_DATA_CHANGED",
	center.RecordingChanged: "CALL_RECORDING_STATE_CHANGED",
	center.PartiesChanged:   "PARTY_CHANGED",
}

// offerTypes are the event types of an offer, by medium.
var offerTypes = map[center.Medium]string{
	center.Voice:   "RINGING",
	center.Preview: "INVITED",
}

var campaignTypes = map[center.EventKind]string{
	center.CampaignLoaded:   "CampaignLoaded",
	center.CampaignStarted:  "CampaignStarted",
	center.CampaignStopped:  "CampaignStopped",
	center.CampaignUnloaded: "CampaignUnloaded",
}

// Observe tells the pages what happened at this agent's desk.
func (s *Session) Observe(_ time.Duration, e *center.Event, dst []wire.Frame) []wire.Frame {
	s.said = s.said[:0]
	if e.Agent != s.cfg.Agent {
		return dst
	}
	switch e.Kind {
	case center.AgentChanged:
		return s.tell(dst, "agent", appendAgent(s.data[:0], e.State))
	case center.MediumChanged:
		return s.tell(dst, "media", appendMedium(s.data[:0], e))
	case center.CampaignLoaded, center.CampaignStarted, center.CampaignStopped, center.CampaignUnloaded:
		return s.tell(dst, "outbound", appendCampaign(s.data[:0], e))
	case center.TimerSet, center.TimerCanceled:
		return dst
	}
	return s.observePart(e, dst)
}

func (s *Session) observePart(e *center.Event, dst []wire.Frame) []wire.Frame {
	it := s.item(e)
	if e.New {
		dst = s.tellOf(dst, "interaction", "ADDED", it)
	}
	name, eventType := eventOf(e)
	if eventType != "" {
		dst = s.tellOf(dst, name, eventType, it)
	}
	if it.closed {
		s.remove(it)
	}
	return dst
}

// eventOf is the name and the type of the event that tells a fact; an empty type if
// none does.
func eventOf(e *center.Event) (name, eventType string) {
	switch {
	case isWorkedOff(&e.Part):
		return "interaction", ""
	case isOpenMedia(e.Part.Medium):
		return "interaction", openMediaTypes[e.Kind]
	case e.Kind == center.PartOffered:
		return "interaction", offerTypes[e.Part.Medium]
	case e.Kind == center.DoneApplied:
		return "markdone", "MARKDONE_APPLY"
	}
	return "interaction", eventTypes[e.Kind]
}

// tellOf sends an event of an interaction. The guide's page of event types is not
// known: it tells of cases alone.
func (s *Session) tellOf(dst []wire.Frame, name, eventType string, it *item) []wire.Frame {
	if !s.cfg.Profile.attribute(manual | current) {
		return dst
	}
	o := object{b: s.data[:0]}
	o.text("eventType", eventType)
	o.text("media", mediaNames[it.part.Medium])
	o.name("interaction")
	o.b = s.appendInteraction(o.b, it)
	return s.tell(dst, name, o.end())
}

// tell sends an event to each page that has subscribed to its name, once, if the profile
// has such events. Data is kept to be written over by the next.
func (s *Session) tell(dst []wire.Frame, name string, data []byte) []wire.Frame {
	s.data = data
	if !s.cfg.Profile.tells(name) {
		return dst
	}
	var body []byte
	for _, p := range s.pages {
		if !p.hears(name) {
			continue
		}
		if body == nil {
			from := len(s.said)
			o := object{b: s.said}
			o.text("event", name)
			o.raw("data", data)
			s.said = seal(&o)
			body = s.said[from:len(s.said):len(s.said)]
		}
		dst = append(dst, wire.Frame{Page: p.id, Body: body})
	}
	return dst
}

func (p *page) hears(name string) bool {
	bit := events(1) << slices.Index(eventNames, name)
	return slices.ContainsFunc(p.subscriptions, func(sub subscription) bool { return sub.events&bit != 0 })
}

func appendAgent(b []byte, state center.AgentState) []byte {
	o := object{b: b}
	o.text("eventType", "STATE_CHANGED")
	o.text("mediaState", stateTypes[state.Kind])
	addReason(&o, state)
	return o.end()
}

// appendMedium is inferred: no document tells the shape of media events.
func appendMedium(b []byte, e *center.Event) []byte {
	o := object{b: b}
	o.text("eventType", "STATE_CHANGED")
	o.text("media", mediaNames[e.Medium])
	o.text("mediaState", stateTypes[e.State.Kind])
	addReason(&o, e.State)
	return o.end()
}

func addReason(o *object, state center.AgentState) {
	o.optional("reason", state.Reason)
	o.optional("reasonCode", state.Code)
}

func appendCampaign(b []byte, e *center.Event) []byte {
	o := object{b: b}
	o.text("eventType", campaignTypes[e.Kind])
	o.text("campaign", e.Campaign)
	if e.Kind == center.CampaignStarted {
		o.text("mode", modeWords[e.Mode])
	}
	return o.end()
}
