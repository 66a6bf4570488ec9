package bayeux

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"
)

// message is what a client says, as far as a server reads it.
type message struct {
	id            json.RawMessage // as it came, to be repeated; nil: none
	channel       string
	clientID      string
	types         []string // of connections; nil: not said
	subscription  json.RawMessage
	subscriptions []string
	timeout       *time.Duration // that the client advises for its connect
	acks          bool           // the client acknowledges messages
	ack           *int           // the last answer that it has
}

// errEmpty is said of a list without messages.
var errEmpty = errors.New("the list is empty: expected at least one Bayeux message")

// decode reads the messages of a request or of a frame: a list, or one alone. It is
// taken whole or refused whole.
func decode(body []byte, most int) ([]message, error) {
	if !utf8.Valid(body) || !json.Valid(body) {
		return nil, errors.New("the body is not JSON: expected a list of Bayeux messages")
	}
	raw := []json.RawMessage{body}
	if bytes.TrimLeft(body, " \t\r\n")[0] == '[' {
		if err := json.Unmarshal(body, &raw); err != nil {
			return nil, err
		}
	}
	switch {
	case len(raw) == 0:
		return nil, errEmpty
	case len(raw) > most:
		return nil, fmt.Errorf("the list has %d messages: send at most %d at once", len(raw), most)
	}
	out := make([]message, len(raw))
	for i := range raw {
		if err := members(raw[i], out[i].member); err != nil {
			return nil, fmt.Errorf("message %d: %w", i+1, err)
		}
	}
	return out, nil
}

// member takes in one member of a message; those that a server does not read may be
// what they like.
func (m *message) member(name string, value json.RawMessage) error {
	switch name {
	case "id":
		m.id = bytes.Clone(value)
		if value[0] != '"' && value[0] != '-' && (value[0] < '0' || value[0] > '9') {
			return expected(name, "a text", value)
		}
	case "channel":
		return text(name, value, &m.channel)
	case "clientId":
		return text(name, value, &m.clientID)
	case "supportedConnectionTypes":
		return list(name, value, &m.types)
	case "subscription":
		m.subscription = bytes.Clone(value)
		if value[0] == '[' {
			return list(name, value, &m.subscriptions)
		}
		m.subscriptions = make([]string, 1)
		return text(name, value, &m.subscriptions[0])
	case "advice":
		return members(value, m.advice)
	case "ext":
		return members(value, m.extension)
	}
	return nil
}

func (m *message) advice(name string, value json.RawMessage) error {
	if name != "timeout" {
		return nil
	}
	var ms float64
	if json.Unmarshal(value, &ms) != nil {
		return expected("advice.timeout", "a number of milliseconds", value)
	}
	timeout := time.Duration(min(max(ms, -1), 1e12)) * time.Millisecond
	m.timeout = &timeout
	return nil
}

// extension reads ext.ack: a flag, or an object with one, in a handshake; the number of
// the last answer in a connect.
func (m *message) extension(name string, value json.RawMessage) error {
	if name != "ack" {
		return nil
	}
	switch value[0] {
	case 't', 'f':
		m.acks = value[0] == 't'
		return nil
	case '{':
		return members(value, func(name string, value json.RawMessage) error {
			m.acks = m.acks || name == "enabled" && value[0] == 't'
			return nil
		})
	}
	var ack int
	if json.Unmarshal(value, &ack) != nil {
		return expected("ext.ack", "a flag or a whole number", value)
	}
	m.ack = &ack
	return nil
}

// members calls take with each member of an object that is not null. The object is
// valid JSON; that a name comes twice is an error, since readers differ in which of
// the two they believe.
func members(object json.RawMessage, take func(name string, value json.RawMessage) error) error {
	d := json.NewDecoder(bytes.NewReader(object))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return fmt.Errorf("expected an object, got %s", short(object))
	}
	seen := map[string]bool{}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return err
		}
		key := name.(string) // a member's name always is
		if seen[key] {
			return fmt.Errorf("member %q comes twice: send it once", key)
		}
		seen[key] = true
		if value[0] == 'n' {
			continue
		}
		if err := take(key, value); err != nil {
			return err
		}
	}
	return nil
}

func text(name string, value json.RawMessage, into *string) error {
	if json.Unmarshal(value, into) != nil {
		return expected(name, "a text", value)
	}
	return nil
}

func list(name string, value json.RawMessage, into *[]string) error {
	if json.Unmarshal(value, into) != nil {
		return expected(name, "a list of texts", value)
	}
	return nil
}

func expected(name, what string, got json.RawMessage) error {
	return fmt.Errorf("member %q: expected %s, got %s", name, what, short(got))
}

// short is JSON as an error shows it.
func short(value json.RawMessage) string {
	const most = 40
	if len(value) <= most {
		return string(value)
	}
	return string(cut(value, most)) + "…"
}

// cut is the beginning of a text.
func cut(s []byte, most int) []byte { return bytes.ToValidUTF8(s[:min(len(s), most)], nil) }
