package bayeux

import (
	"bytes"
	"encoding/json"
	"time"
)

// reply is what a server says to one message of a client.
type reply struct {
	ID           json.RawMessage `json:"id,omitempty"`
	Channel      string          `json:"channel,omitempty"`
	Successful   bool            `json:"successful"`
	Error        string          `json:"error,omitempty"`
	Version      string          `json:"version,omitempty"`
	ClientID     string          `json:"clientId,omitempty"`
	Types        []string        `json:"supportedConnectionTypes,omitempty"`
	Subscription json.RawMessage `json:"subscription,omitempty"`
	Advice       *advice         `json:"advice,omitempty"`
	Ext          json.RawMessage `json:"ext,omitempty"`
}

// advice is what a client should do next, in milliseconds.
type advice struct {
	Reconnect string `json:"reconnect"`
	Interval  *int64 `json:"interval,omitempty"`
	Timeout   *int64 `json:"timeout,omitempty"`
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
	errHandshake      = "403::handshake_denied"
	errInternal       = "500::internal_error"
)

// advise is the whole advice of a kind.
func (s *Server) advise(reconnect string) *advice {
	a := &advice{Reconnect: reconnect}
	if reconnect != adviseNone {
		a.Interval = new(int64)
	}
	if reconnect == adviseRetry {
		a.Timeout = new(int64)
		*a.Timeout = int64(s.cfg.Hold / time.Millisecond)
	}
	return a
}

func (m *message) reply() *reply { return &reply{ID: m.id, Channel: m.channel} }

func (m *message) refuse(why string) *reply {
	r := m.reply()
	r.Error = why
	return r
}

// answer is what a request is answered with. The replies to connects come last: there
// are clients that hear nothing of what follows one.
type answer struct {
	replies, connects []*reply
	events            []json.RawMessage
}

func (a *answer) batch() []json.RawMessage {
	out := make([]json.RawMessage, 0, len(a.replies)+len(a.events)+len(a.connects))
	for _, r := range a.replies {
		out = append(out, encode(r))
	}
	out = append(out, a.events...)
	for _, r := range a.connects {
		out = append(out, encode(r))
	}
	return out
}

// event is a message of a channel as it goes out.
func event(channel string, data json.RawMessage) json.RawMessage {
	return encode(struct {
		Channel string          `json:"channel"`
		Data    json.RawMessage `json:"data"`
	}{channel, data})
}

// encode encodes without HTML's escapes: what is said is not changed.
func encode(v any) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("bayeux: encode a message: " + err.Error()) // of the caller's data, which must be JSON
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
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
