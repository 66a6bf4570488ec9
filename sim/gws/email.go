package gws

import (
	"encoding/json"

	"github.com/deskproof/deskproof/sim/center"
)

// writes is an operation by which the user begins, or sends, an e-mail. What its body
// says of the e-mail is printed nowhere.
func writes(v center.Verb) func(*Session, *call) error {
	return func(s *Session, c *call) error {
		letter, err := c.letter()
		if err != nil {
			return err
		}
		return s.do(c, center.Command{Verb: v, Letter: letter})
	}
}

// letter is what a body says of an e-mail; what it leaves out stays as it is.
func (c *call) letter() (*center.Letter, error) {
	var l struct {
		Subject string          `json:"subject"`
		To      json.RawMessage `json:"to"`
		Body    string          `json:"body"`
		Plain   string          `json:"bodyAsPlainText"`
	}
	if json.Unmarshal(c.Body, &l) != nil {
		return nil, fail(missing, "Parameters subject, body and bodyAsPlainText must be texts")
	}
	to, ok := addresses(l.To)
	if !ok {
		return nil, fail(missing, "Parameter to must be an address or a list of addresses")
	}
	if l.Plain == "" {
		l.Plain = l.Body
	}
	return &center.Letter{Subject: l.Subject, To: to, Text: l.Plain}, nil
}

func addresses(raw json.RawMessage) ([]string, bool) {
	var one string
	var all []string
	switch {
	case isNull(raw):
		return nil, true
	case json.Unmarshal(raw, &one) == nil:
		return []string{one}, true
	}
	return all, json.Unmarshal(raw, &all) == nil
}

// email is what is told of an e-mail: its subject until it is accepted, then all.
func (s *Session) email(p *center.Part) object {
	o := object{{"subject", subject(p)}, {"interactionId", ID(p.ID)}}
	if standingOf(p)&undertaken == 0 || p.Letter == nil {
		return o
	}
	l := p.Letter
	return append(o,
		member{"from", l.From},
		member{"to", append([]string{}, l.To...)},
		member{"mime", "text/plain"},
		member{"body", l.Text},
		member{"bodyAsPlainText", l.Text},
		member{"receivedDate", s.date(l.Received)},
	)
}

func subject(p *center.Part) string {
	if p.Letter == nil {
		return ""
	}
	return p.Letter.Subject
}
