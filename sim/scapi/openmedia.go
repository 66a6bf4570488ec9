package scapi

import (
	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// openMediaTypes are the interaction events in which a fact about a chat or an
// e-mail is told (Service Client API Reference, "Event Type references"). A fact
// without an event of its own is seen in the state alone.
var openMediaTypes = map[center.EventKind]string{
	center.PartOffered:       "INVITED",
	center.PartAskedIn:       "INVITED_CONFERENCE",
	center.PartWithdrawn:     "REVOKED",
	center.PartAccepted:      "ACCEPTED",
	center.PartJoining:       "JOIN_PENDING",
	center.PartUnjoined:      "JOIN_FAILED",
	center.MessageAdded:      "NEW_MESSAGE",
	center.PartComposing:     "COMPOSING",
	center.ResponseInserted:  "INSERT_STANDARD_RESPONSE",
	center.PartReleased:      "ENDED",
	center.PartDrafted:       "CREATED",
	center.PartSent:          "SENT",
	center.PartDiscarded:     "CANCELLED",
	center.PartInWorkbin:     "IN_WORKBIN",
	center.WorkbinFailed:     "IN_WORKBIN_FAILED",
	center.QueueFailed:       "IN_QUEUE_FAILED",
	center.PartPulled:        "PULLED",
	center.PullFailed:        "PULL_FAILED",
	center.PullWorkbinFailed: "PULL_WORKBIN_FAILED",
	center.PartLeft:          "LEFT_CONFERENCE",
	center.PartHandedOver:    "TRANSFER_COMPLETED",
	center.PartDisturbed:     "ERROR",
	center.PartObscured:      "UNKNOWN",
	center.DataChanged:       "ATTACHED_DATA_CHANGED",
	center.DoneApplied:       "COMPLETED",
	center.PartClosed:        "REMOVED",
}

// openMediaWords is Interaction.state (Interaction namespace). That a rejected
// invitation counts as revoked is inferred.
var openMediaWords = map[center.State]string{
	center.Offered:     "INVITED",
	center.AskedIn:     "INVITED_CONFERENCE",
	center.Rejected:    "REVOKED",
	center.Withdrawn:   "REVOKED",
	center.Accepted:    "ACCEPTED",
	center.Joining:     "JOIN_PENDING",
	center.Unjoined:    "JOIN_FAILED",
	center.Loading:     "HISTORY_IN_PROGRESS",
	center.Joined:      "HISTORY_DONE",
	center.Released:    "IDLE",
	center.Drafted:     "CREATED",
	center.Sent:        "SENT",
	center.Canceled:    "CANCELLED",
	center.Saved:       "SAVED",
	center.Stored:      "SAVED",
	center.Pulled:      "PULLED",
	center.Completed:   "COMPLETED",
	center.HandingOver: "TRANSFERRING",
	center.HandedOver:  "TRANSFER_COMPLETED",
	center.Left:        "LEFT_CONFERENCE",
	center.Disturbed:   "ERROR",
}

// isWorkedOff reports whether an e-mail is over for the agent, who has still to mark it
// done. No document has a state or an event for that: it is as it was.
func isWorkedOff(p *center.Part) bool {
	return p.Medium == center.Email && p.State == center.Released
}

func isOpenMedia(m center.Medium) bool { return m == center.Chat || m == center.Email }

// createEmail is email.create (Email namespace). Like dial, it attaches all its
// user data.
func (s *Session) createEmail(r *request) ([]byte, error) {
	data, err := userDataOf(r.args[1])
	if err != nil {
		return nil, err
	}
	return nil, s.do(r, center.Command{Verb: center.CreateEmail, Number: r.text(0), Data: data})
}

func emailMethods() map[string]method {
	return map[string]method{
		"email.create": {manual | current, 2016, []param{{"destination", isString, false}, userData}, (*Session).createEmail},
	}
}

// MoveToCase puts an interaction into the case of another one and tells the pages,
// unless it is there already. Both are named by their client-side ids, which Find knows.
func (s *Session) MoveToCase(id, to string, dst []wire.Frame) []wire.Frame {
	s.said = s.said[:0]
	it, other := s.byClientID(id), s.byClientID(to)
	if it == nil || other == nil || it.caseID == other.caseID {
		return dst
	}
	it.caseID = other.caseID
	s.deselect()
	return s.tellOf(dst, "interaction", "CASE_OR_BUNDLE_ID_CHANGED", it)
}
