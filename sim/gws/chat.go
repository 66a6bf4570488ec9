package gws

import (
	"strings"
	"time"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

func (s *Session) sendMessage(c *call) error {
	said, err := c.text("text")
	if err != nil {
		return err
	}
	return s.do(c, center.Command{Verb: center.Say, Text: said})
}

// notices are what SendNotification puts in a chat. Its body is printed nowhere: here
// it has a notificationType, or a text, which is a notice.
var notices = map[string]center.Verb{
	"TypingStarted": center.Compose,
	"TypingStopped": center.StopTyping,
}

func (s *Session) sendNotification(c *call) error {
	kind := wire.Text(c.body["notificationType"])
	if kind == "" || kind == "Notice" {
		said, err := c.text("text")
		if err != nil {
			return err
		}
		return s.do(c, center.Command{Verb: center.Notice, Text: said})
	}
	verb, ok := notices[kind]
	if !ok {
		return fail(invalid, "Parameter notificationType is none of Notice, TypingStarted, TypingStopped")
	}
	return s.do(c, center.Command{Verb: verb})
}

// requestHistory sends the user what was written so far.
func (s *Session) requestHistory(c *call) error {
	c.told = append(c.told, s.transcript(&c.part, c.part.Log))
	return nil
}

// tellLine tells what has just been added to a chat.
func (s *Session) tellLine(e *center.Event) object {
	last := len(e.Part.Log) - 1
	return s.transcript(&e.Part, e.Part.Log[last:])
}

// transcript is a message with entries of a chat's transcript. Its id is in it as well:
// what is printed has URLs alone, of a resource that is of later releases.
func (s *Session) transcript(p *center.Part, lines []center.Line) object {
	path := "/chats/" + ID(p.ID)
	o := object{
		{"messageTypeName", "MessageLogUpdated"},
		{"messageType", "MessageLogUpdated"},
		{"notificationType", "NewMessages"},
	}
	o = append(o, head(p.ID, p.Medium)...)
	if s.base != "" { // else the user has asked for nothing yet
		o = append(o, member{"chatUri", s.base + path})
	}
	return append(o, member{"chatPath", path}, member{"messages", s.entries(p.ID, lines)})
}

var lineTypes = map[center.LineKind]string{
	center.TextLine:          "Text",
	center.NoticeLine:        "Notice",
	center.JoinedLine:        "ParticipantJoined",
	center.LeftLine:          "ParticipantLeft",
	center.TypingStartedLine: "TypingStarted",
	center.TypingStoppedLine: "TypingStopped",
}

// entries are lines of a transcript.
func (s *Session) entries(id center.InteractionID, lines []center.Line) []object {
	out := make([]object, 0, len(lines))
	for _, l := range lines {
		o := object{{"index", l.Index}, {"type", lineTypes[l.Kind]}}
		if l.Text != "" {
			o = append(o, member{"text", l.Text})
		}
		out = append(out, append(o,
			member{"from", participant(id, l.Agent, l.Nickname)},
			member{"visibility", "All"},
			member{"timestamp", s.date(l.At)},
			member{"timestampSeconds", s.cfg.Begins.Add(l.At).UnixMilli()}, // milliseconds in all samples
		))
	}
	return out
}

// participants are all who are in an interaction: the customer, then agents as they
// came, the user after the others.
func (s *Session) participants(p *center.Part) []object {
	out := make([]object, 0, len(p.Parties)+1)
	for _, x := range p.Parties {
		if x.Agent == "" && p.Kind == center.Consultation {
			continue // whoever is to be consulted is not there yet
		}
		out = append(out, participant(p.ID, x.Agent, s.nickname(x)))
	}
	if standingOf(p)&invited == 0 {
		out = append(out, participant(p.ID, p.Agent, p.Nickname))
	}
	return out
}

// nickname is what a party is called: an agent who has not accepted yet, by their name.
func (s *Session) nickname(x center.Party) string {
	if x.Nickname != "" {
		return x.Nickname
	}
	if v, ok := s.port.Center().View(x.Agent); ok {
		return strings.TrimSpace(v.First + " " + v.Last)
	}
	return x.Number
}

func participant(id center.InteractionID, agent center.AgentID, nickname string) object {
	kind := "Agent"
	if agent == "" {
		kind = "Customer"
	}
	return object{{"type", kind}, {"nickname", nickname}, {"participantId", participantID(id, agent)}}
}

// date is a date as the samples print them.
func (s *Session) date(at time.Duration) string {
	return s.cfg.Begins.Add(at).Format("2006-01-02 15:04:05.000-0700")
}
