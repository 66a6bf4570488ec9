package center

import (
	"slices"
	"strings"
	"time"
)

// Letter is what an e-mail says. One that a center has told of is never written to again.
type Letter struct {
	Subject  string
	From     string
	To       []string
	Text     string
	Received time.Duration // when it arrived; of an outbound one: when it was begun
}

// with is a letter with the members of another that are not empty; nil has none.
func (l Letter) with(o *Letter) Letter {
	if o == nil {
		return l
	}
	if o.Subject != "" {
		l.Subject = o.Subject
	}
	if o.From != "" {
		l.From = o.From
	}
	if len(o.To) > 0 {
		l.To = slices.Clone(o.To)
	}
	if o.Text != "" {
		l.Text = o.Text
	}
	return l
}

func (l *Letter) size() int {
	if l == nil {
		return 0
	}
	n := len(l.Subject) + len(l.From) + len(l.Text)
	for _, to := range l.To {
		n += len(to)
	}
	return n
}

// answer is what an answer to an e-mail says at first. It comes from where the e-mail
// was sent to; a forwarded one has no address yet.
func answer(l Letter, v Verb) Letter {
	own := ""
	if len(l.To) > 0 {
		own = l.To[0]
	}
	switch v {
	case Forward:
		return Letter{Subject: prefixed("Fwd: ", l.Subject), From: own, Text: l.Text}
	case ReplyAll:
		return Letter{Subject: prefixed("Re: ", l.Subject), From: own, To: append([]string{l.From}, l.To[min(1, len(l.To)):]...)}
	}
	return Letter{Subject: prefixed("Re: ", l.Subject), From: own, To: []string{l.From}}
}

func prefixed(prefix, subject string) string {
	if strings.HasPrefix(subject, prefix) {
		return subject
	}
	return prefix + subject
}

// addressee is whom an e-mail is sent to first; empty: nobody yet.
func (l Letter) addressee() string {
	if len(l.To) == 0 {
		return ""
	}
	return l.To[0]
}
