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
	whole, _ := span(body)
	raw := [][]byte{whole}
	if whole[0] == '[' {
		raw = elements(whole, most)
	}
	switch {
	case len(raw) == 0:
		return nil, errEmpty
	case len(raw) > most:
		return nil, fmt.Errorf("the list has more than %d messages: send fewer at once", most)
	}
	out := make([]message, len(raw))
	for i := range raw {
		if err := members(raw[i], memberNames, out[i].member); err != nil {
			return nil, fmt.Errorf("message %d: %w", i+1, err)
		}
	}
	return out, nil
}

// memberNames are the members of a message that a server reads. The others may be what
// they like.
var memberNames = []string{"id", "channel", "clientId", "supportedConnectionTypes", "subscription", "advice", "ext"}

// member takes in one member of a message.
func (m *message) member(name string, value []byte) (err error) {
	switch name {
	case "id":
		m.id = bytes.Clone(value)
		if value[0] != '"' && value[0] != '-' && (value[0] < '0' || value[0] > '9') {
			return expected(name, "a text", value)
		}
	case "channel":
		m.channel, err = text(name, value)
	case "clientId":
		m.clientID, err = text(name, value)
	case "supportedConnectionTypes":
		m.types, err = texts(name, value)
	case "subscription":
		m.subscription = bytes.Clone(value)
		if value[0] == '[' {
			m.subscriptions, err = texts(name, value)
			return err
		}
		m.subscriptions = make([]string, 1)
		m.subscriptions[0], err = text(name, value)
	case "advice":
		return members(value, []string{"timeout"}, m.adviceMember)
	case "ext":
		return members(value, []string{"ack"}, m.extMember)
	}
	return err
}

func (m *message) adviceMember(_ string, value []byte) error {
	var ms float64
	if json.Unmarshal(value, &ms) != nil {
		return expected("advice.timeout", "a number of milliseconds", value)
	}
	timeout := time.Duration(min(max(ms, -1), 1e12)) * time.Millisecond
	m.timeout = &timeout
	return nil
}

// extMember reads ext.ack: a flag, or an object with one, in a handshake; the number of
// the last answer in a connect.
func (m *message) extMember(_ string, value []byte) error {
	switch value[0] {
	case 't', 'f':
		m.acks = value[0] == 't'
		return nil
	case '{':
		return members(value, []string{"enabled"}, func(_ string, value []byte) error {
			m.acks = value[0] == 't'
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

func text(name string, value []byte) (string, error) {
	if value[0] != '"' {
		return "", expected(name, "a text", value)
	}
	return unquote(value), nil
}

func texts(name string, value []byte) ([]string, error) {
	if value[0] != '[' {
		return nil, expected(name, "a list of texts", value)
	}
	out := []string{}
	for _, v := range elements(value, len(value)) {
		if v[0] != '"' {
			return nil, expected(name, "a list of texts", value)
		}
		out = append(out, unquote(v))
	}
	return out, nil
}

func expected(name, what string, got []byte) error {
	return fmt.Errorf("member %q: expected %s, got %s", name, what, short(got))
}

// short is JSON as an error shows it.
func short(value []byte) string {
	const most = 40
	if len(value) <= most {
		return string(value)
	}
	return string(cut(value, most)) + "…"
}

// cut is the beginning of a text.
func cut(s []byte, most int) []byte { return bytes.ToValidUTF8(s[:min(len(s), most)], nil) }
