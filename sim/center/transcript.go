package center

import (
	"fmt"
	"time"
)

// Line is one entry of a chat's transcript.
type Line struct {
	Index    int // from 1; the oldest ones go once there is more than MaxLog
	Kind     LineKind
	Agent    AgentID // who did it; empty: the customer
	Nickname string  // of who did it
	Text     string  // of a text or a notice
	At       time.Duration
}

// LineKind is what happened in a chat.
type LineKind uint8

// The kinds of line.
const (
	TextLine LineKind = iota + 1
	NoticeLine
	JoinedLine
	LeftLine
	TypingStartedLine
	TypingStoppedLine
)

const (
	// MaxMessage is how many bytes a message of a chat has at most.
	MaxMessage = 16 << 10
	// MaxLog is how many bytes of its transcript a chat keeps.
	MaxLog = 128 << 10
	// MaxLogs is how many bytes all transcripts have together when no more is written.
	MaxLogs = 64 << 20
)

func (l *Line) size() int { return 64 + len(l.Nickname) + len(l.Text) }

// write adds a line to a chat's transcript, and tells all who handle it.
func (c *Center) write(t *thread, l Line) {
	if t.via != Chat {
		return
	}
	t.lines++
	l.Index, l.At = t.lines, c.now
	t.log = append(t.log, l)
	before := t.logged
	t.logged += l.size()
	for t.logged > MaxLog {
		t.logged -= t.log[0].size()
		t.log = t.log[1:]
	}
	c.logged += t.logged - before
	c.tellHandlers(t, LineAdded)
}

// tellHandlers reports a change of a thread to all who handle it.
func (c *Center) tellHandlers(t *thread, kind EventKind) {
	for _, s := range t.seats {
		if s.isIn() {
			c.tell(s, kind)
		}
	}
}

// line is what an agent does in a chat.
func (s *seat) line(k LineKind, text string) Line {
	return Line{Kind: k, Agent: s.agent.ID, Nickname: s.nickname, Text: text}
}

// farLine is what the customer does in a chat.
func (t *thread) farLine(k LineKind, text string) Line {
	return Line{Kind: k, Nickname: t.nickname(), Text: text}
}

// nickname is what the customer is called: by their name, or else by their number.
func (t *thread) nickname() string {
	if name := t.contact.name(); name != "" {
		return name
	}
	return t.customer
}

// mayWrite reports why nothing can be written in a chat, or nil.
func (c *Center) mayWrite(cmd *Command) error {
	switch {
	case len(cmd.Text) > MaxMessage:
		return fmt.Errorf("%s: %w", cmd.Verb, ErrTooLong)
	case c.logged >= MaxLogs:
		return fmt.Errorf("%s: %w", cmd.Verb, ErrTooManyLogs)
	}
	return nil
}
