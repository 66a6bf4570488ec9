package gws

import (
	"time"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// The topics of notifications.
const (
	interactionsTopic = "/v2/me/interactions"
	channelsTopic     = "/v2/me/channels"
)

// Observe tells the user what happened to what is theirs.
func (s *Session) Observe(_ time.Duration, e *center.Event, dst []wire.Frame) []wire.Frame {
	if e.Agent != s.cfg.User.ID {
		return dst
	}
	if e.Kind == center.MediumChanged && mediaNames[e.Medium] != "" {
		return append(dst, notification(channelsTopic, channelChanged(e)))
	}
	if !isTold(&e.Part) {
		return dst
	}
	if tell := tellings[e.Kind]; tell != nil {
		if data := tell(s, e); data != nil {
			dst = append(dst, notification(interactionsTopic, data))
		}
	}
	if e.Kind == center.PartClosed {
		s.remember(e.Part.ID)
	}
	return dst
}

// notification is a message for the user's Bayeux sessions.
func notification(topic string, data object) wire.Frame {
	return wire.Frame{Page: 1, Body: encode(object{{"channel", topic}, {"data", data}})}
}

// tellings are what each fact is told as; one that is not here is not told.
var tellings = map[center.EventKind]func(*Session, *center.Event) object{
	center.PartOffered:    (*Session).tellState,
	center.PartAskedIn:    (*Session).tellState,
	center.PartAccepted:   (*Session).tellState,
	center.PartPulled:     (*Session).tellState,
	center.PartDrafted:    (*Session).tellState,
	center.PartJoining:    (*Session).tellNew,
	center.PartUnjoined:   (*Session).tellState,
	center.PartDisturbed:  (*Session).tellState,
	center.PartObscured:   (*Session).tellState,
	center.PartReleased:   (*Session).tellEnd,
	center.PartHandedOver: (*Session).tellOwed,
	center.PartLeft:       (*Session).tellOwed,
	center.PartWithdrawn:  (*Session).tellRevoked,
	center.PartClosed:     (*Session).tellCompleted,
	center.DataChanged:    (*Session).tellProperties,
	center.PartiesChanged: (*Session).tellParticipants,
	center.LineAdded:      (*Session).tellLine,
}

func (s *Session) tellState(e *center.Event) object {
	return s.cfg.Profile.message(s.state(&e.Part))
}

// tellNew tells of what the user has begun by themselves.
func (s *Session) tellNew(e *center.Event) object {
	if !e.New {
		return nil
	}
	return s.tellState(e)
}

// tellEnd tells of a chat that has ended, unless it is over for the user with that.
func (s *Session) tellEnd(e *center.Event) object {
	if s.stopping == e.Part.ID || e.Part.Kind == center.Consultation {
		return nil
	}
	return s.tellState(e)
}

// tellOwed tells of what the user has left to others and not finished yet.
func (s *Session) tellOwed(e *center.Event) object {
	if !e.Part.Owes {
		return nil
	}
	return s.tellState(e)
}

func (s *Session) tellRevoked(e *center.Event) object {
	return s.cfg.Profile.message(s.over(&e.Part, "Revoked"))
}

// tellCompleted tells that the user has an interaction no more. That there is such a
// message is inferred; what was revoked needs none.
func (s *Session) tellCompleted(e *center.Event) object {
	s.stopping = ""
	if e.Part.State == center.Withdrawn {
		return nil
	}
	return s.cfg.Profile.message(s.over(&e.Part, "Completed"))
}

// tellProperties tells of new attached data, to those who handle the interaction.
func (s *Session) tellProperties(e *center.Event) object {
	if standingOf(&e.Part)&undertaken == 0 {
		return nil
	}
	return s.cfg.Profile.message(s.state(&e.Part), member{"notificationType", "PropertiesUpdated"})
}

// tellParticipants tells of an agent who has come, or left.
func (s *Session) tellParticipants(e *center.Event) object {
	if e.Gone {
		return s.cfg.Profile.message(s.left(&e.Part, e.Other))
	}
	return s.cfg.Profile.message(s.state(&e.Part), member{"notificationType", "ParticipantsUpdated"})
}
