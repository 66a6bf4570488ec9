package gws

import (
	"cmp"
	"encoding/json"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
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
	subject, err := c.optional("subject")
	if err != nil {
		return nil, err
	}
	body, err := c.optional("body")
	if err != nil {
		return nil, err
	}
	plain, err := c.optional("bodyAsPlainText")
	if err != nil {
		return nil, err
	}
	to, ok := addresses(c.body["to"])
	if !ok {
		return nil, fail(missing, "Parameter to is neither an address nor a list of addresses")
	}
	return &center.Letter{Subject: subject, To: to, Text: cmp.Or(plain, body)}, nil
}

func addresses(raw json.RawMessage) (all []string, ok bool) {
	if one := wire.Text(raw); one != "" {
		return []string{one}, true
	}
	return all, wire.IsNull(raw) || json.Unmarshal(raw, &all) == nil
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
