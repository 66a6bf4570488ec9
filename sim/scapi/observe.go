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
	if e.Agent != s.cfg.Agent {
		return dst
	}
	switch e.Kind {
	case center.AgentChanged:
		return s.tell(dst, "agent", agentData(e.State))
	case center.MediumChanged:
		return s.tell(dst, "media", mediumData(e))
	case center.CampaignLoaded, center.CampaignStarted, center.CampaignStopped, center.CampaignUnloaded:
		return s.tell(dst, "outbound", campaignData(e))
	case center.TimerSet, center.TimerCanceled:
		return dst
	}
	return s.observePart(e, dst)
}

func (s *Session) observePart(e *center.Event, dst []wire.Frame) []wire.Frame {
	it := s.item(e)
	if e.New {
		dst = s.tell(dst, "interaction", s.interactionData("ADDED", it))
	}
	switch e.Kind {
	case center.PartOffered:
		dst = s.tell(dst, "interaction", s.interactionData(offerTypes[e.Part.Medium], it))
	case center.DoneApplied:
		dst = s.tell(dst, "markdone", s.interactionData("MARKDONE_APPLY", it))
	default:
		dst = s.tell(dst, "interaction", s.interactionData(eventTypes[e.Kind], it))
	}
	if it.closed {
		s.remove(it)
	}
	return dst
}

// tell sends an event to each page that has subscribed to its name, once.
func (s *Session) tell(dst []wire.Frame, name string, data []byte) []wire.Frame {
	var body []byte
	for _, p := range s.pages {
		if !p.hears(name) {
			continue
		}
		if body == nil {
			var o object
			o.text("event", name)
			o.raw("data", data)
			body = seal(&o)
		}
		dst = append(dst, wire.Frame{Page: p.id, Body: body})
	}
	return dst
}

func (p *page) hears(name string) bool {
	bit := events(1) << slices.Index(eventNames, name)
	return slices.ContainsFunc(p.subscriptions, func(sub subscription) bool { return sub.events&bit != 0 })
}

func (s *Session) interactionData(eventType string, it *item) []byte {
	var o object
	o.text("eventType", eventType)
	o.text("media", mediaNames[it.part.Medium])
	o.raw("interaction", s.interaction(it))
	return o.end()
}

func agentData(state center.AgentState) []byte {
	var o object
	o.text("eventType", "STATE_CHANGED")
	o.text("mediaState", stateTypes[state.Kind])
	addReason(&o, state)
	return o.end()
}

// mediumData is inferred: no document tells the shape of media events.
func mediumData(e *center.Event) []byte {
	var o object
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

func campaignData(e *center.Event) []byte {
	var o object
	o.text("eventType", campaignTypes[e.Kind])
	o.text("campaign", e.Campaign)
	if e.Kind == center.CampaignStarted {
		o.text("mode", modeWords[e.Mode])
	}
	return o.end()
}
