package bayeux

import (
	"encoding/json"
	"strconv"
)

// reply is what a server says to one message of a client. What is empty is left out,
// but for successful.
type reply struct {
	id           json.RawMessage
	channel      string
	successful   bool
	err          string
	clientID     string
	subscription json.RawMessage
	advice       string // all of it, as JSON
	ext          string // likewise
	greets       bool   // it answers a handshake: with version and connection types
}

// append appends the reply as JSON.
func (r *reply) append(b []byte) []byte {
	b = append(b, '{')
	if r.id != nil {
		b = append(append(append(b, `"id":`...), r.id...), ',')
	}
	if r.channel != "" {
		b = append(appendText(append(b, `"channel":`...), r.channel), ',')
	}
	b = strconv.AppendBool(append(b, `"successful":`...), r.successful)
	if r.err != "" {
		b = append(append(append(b, `,"error":"`...), r.err...), '"')
	}
	if r.greets {
		b = append(b, `,"version":"1.0","supportedConnectionTypes":["long-polling","callback-polling","websocket"]`...)
	}
	if r.clientID != "" {
		b = append(append(append(b, `,"clientId":"`...), r.clientID...), '"')
	}
	if r.subscription != nil {
		b = append(append(b, `,"subscription":`...), r.subscription...)
	}
	if r.advice != "" {
		b = append(append(b, `,"advice":`...), r.advice...)
	}
	if r.ext != "" {
		b = append(append(b, `,"ext":`...), r.ext...)
	}
	return append(b, '}')
}

// What a client may be advised to do.
const (
	adviseRetry     = "retry"
	adviseHandshake = "handshake"
	adviseNone      = "none"
)

// Errors as the protocol has them: code, arguments, text.
const (
	errNoChannel      = "400::channel_missing"
	errUnknownMeta    = "404::unknown_meta_channel"
	errUnknownSession = "402::session_unknown"
	errNoSubscription = "403::subscription_missing"
	errDenied         = "403::subscribe_denied"
	errTooMany        = "403::too_many_subscriptions"
	errPublish        = "403::publish_denied"
	errInvalidChannel = "405::invalid_channel"
	errTypes          = "301::connection_types_unsupported"
	errFull           = "403::too_many_sessions"
	errInternal       = "500::internal_error"
)

// advise is the advice of a kind, in milliseconds.
func (s *Server) advise(reconnect string) string {
	switch reconnect {
	case adviseRetry:
		return s.retry
	case adviseHandshake:
		return `{"reconnect":"handshake","interval":0}`
	}
	return `{"reconnect":"none"}`
}

func (m *message) reply() *reply { return &reply{id: m.id, channel: m.channel} }

func (m *message) refuse(why string) *reply {
	r := m.reply()
	r.err = why
	return r
}

// answer is what a request is answered with. The replies to connects come last: there
// are clients that hear nothing of what follows one.
type answer struct {
	replies, connects []*reply
	events            []json.RawMessage
	to                *poll // to whom the last of them are said
}

func (a *answer) batch() []json.RawMessage {
	out := make([]json.RawMessage, 0, len(a.replies)+len(a.events)+len(a.connects))
	for _, r := range a.replies {
		out = append(out, r.append(nil))
	}
	out = append(out, a.events...)
	for _, r := range a.connects {
		out = append(out, r.append(nil))
	}
	return out
}

// event is a message of a channel as it goes out.
func event(channel string, data json.RawMessage) json.RawMessage {
	b := make([]byte, 0, len(channel)+len(data)+24)
	b = append(appendText(append(b, `{"channel":`...), channel), `,"data":`...)
	return append(append(b, data...), '}')
}

// body is a batch as one list.
func body(batch []json.RawMessage) []byte {
	size := 2
	for _, m := range batch {
		size += len(m) + 1
	}
	out := append(make([]byte, 0, size), '[')
	for i, m := range batch {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, m...)
	}
	return append(out, ']')
}
