package webex

import (
	"strconv"

	"github.com/deskproof/deskproof/sim/center"
)

// transcription is the family, and the only event, of what is said in a contact.
const transcription = "REAL_TIME_TRANSCRIPTION"

// transcribe tells what has been written in a chat that the agent has. That chats are
// transcribed, and calls are not, is inferred; realtimeTranscripts of the configuration is
// taken to be about calls, and says that they are not.
func (s *Session) transcribe(e *center.Event) (notice, bool) {
	t := s.taskOf(e.Part.Story)
	if !s.loggedIn || t == nil || !t.assigned || len(e.Part.Log) == 0 {
		return notice{}, false
	}
	l := e.Part.Log[len(e.Part.Log)-1]
	if l.Kind != center.TextLine {
		return notice{}, false
	}
	role := "AGENT"
	if l.Agent == "" {
		role = "CUSTOMER"
	}
	id := ID(e.Part.Story)
	return notice{transcription, transcription, object{
		{"agentId", AgentID(s.cfg.User)},
		{"orgId", s.cfg.Tenant.Organization},
		{"trackingId", s.trace()},
		{"data", object{
			{"conversationId", id},
			{"role", role},
			{"content", l.Text},
			{"messageId", uuid("line", id, strconv.Itoa(l.Index))},
			{"publishTimestamp", s.epoch(l.At)},
		}},
	}}, true
}
