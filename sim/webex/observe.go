package webex

import (
	"time"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// Observe tells the agent what happened to what is theirs.
func (s *Session) Observe(now time.Duration, e *center.Event, dst []wire.Frame) []wire.Frame {
	s.now = now
	if e.Agent != s.cfg.User {
		return dst
	}
	switch e.Kind {
	case center.AgentChanged:
		for _, n := range s.observeState(e) {
			dst = s.send(n, dst)
		}
	case center.LineAdded:
		if n, told := s.transcribe(e); told {
			dst = s.send(n, dst)
		}
	}
	tell := tellings[e.Kind]
	if tell == nil || !s.loggedIn || e.Part.Story == "" {
		return dst
	}
	t := s.task(e.Part.Story)
	h := &happening{s: s, e: e, t: t, before: t.told}
	h.c = s.contact(t)
	tell(h)
	if h.told != nil {
		t.told = *h.c
	}
	for _, n := range h.told {
		dst = s.send(n, dst)
	}
	return dst
}

// happening is an event while it is told.
type happening struct {
	s      *Session
	e      *center.Event
	t      *task
	before contact // as it was told last
	c      *contact
	told   []notice
}

// tell adds a notification.
func (h *happening) tell(event string, more ...member) {
	h.told = append(h.told, h.s.say(h.t, h.c, event, more...)...)
}

// does reports whether the event is of what the agent is doing here.
func (h *happening) does(op string) bool {
	d := h.s.doing
	return d != nil && d.op == op && (d.task == nil || d.task == h.t)
}

// tellings are what each fact is told as; one that is not here is not told.
var tellings = map[center.EventKind]func(*happening){
	center.PartOffered:      (*happening).offered,
	center.PartAskedIn:      (*happening).offered,
	center.PartShown:        (*happening).shown,
	center.PartDialed:       (*happening).dialed,
	center.PartJoining:      (*happening).joining,
	center.PartAccepted:     (*happening).answered,
	center.PartEstablished:  (*happening).answered,
	center.PartPulled:       (*happening).pulled,
	center.PartDrafted:      (*happening).pulled,
	center.PartHeld:         (*happening).held,
	center.PartResumed:      (*happening).resumed,
	center.RecordingChanged: (*happening).recording,
	center.PartiesChanged:   (*happening).regrouped,
	center.PartReleased:     (*happening).released,
	center.PartWithdrawn:    (*happening).released,
	center.PartHandedOver:   (*happening).left,
	center.PartLeft:         (*happening).left,
	center.PartInQueue:      (*happening).left,
	center.PartInWorkbin:    (*happening).left,
	center.PartUnjoined:     (*happening).left,
	center.PartDisturbed:    (*happening).left,
	center.PartObscured:     (*happening).left,
	center.PartClosed:       (*happening).closed,
}
