package scapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/deskproof/deskproof/sim/wire"
)

// ErrNotJSON is why a page that sends something else than JSON is closed.
var ErrNotJSON = errors.New("frame is not JSON")

// eventNames are the events a page can subscribe to, beside messenger:CHANNEL.
var eventNames = []string{"agent", "interaction", "media", "system", "markdone", "outbound"}

// events is a set of eventNames, a bit each: however long a list a page sends, no
// more is kept of it. The messenger's channels are kept beside it.
type events uint8

func eventSet(names []string) (events, error) {
	var set events
	for _, n := range names {
		i := slices.Index(eventNames, n)
		switch {
		case i >= 0:
			set |= 1 << i
		case !strings.HasPrefix(n, channelPrefix):
			return 0, refusal("Unknown event " + n)
		}
	}
	return set, nil
}

// maxSubscriptions is how many subscriptions a page can have at once.
const maxSubscriptions = 256

// request is a request while it is handled.
type request struct {
	now  time.Duration
	page *page
	port wire.Port
	name string
	args []json.RawMessage // trailing ones may be missing; absent, null and undefined are nil
	dst  []wire.Frame      // answers and the desktop's own events
}

// Receive reads one message of a page: a request, a subscription, or something
// that is not for us, which is ignored.
func (s *Session) Receive(now time.Duration, in wire.Frame, c wire.Port, dst []wire.Frame) ([]wire.Frame, error) {
	s.said = s.said[:0]
	p := s.page(in.Page)
	if p == nil {
		return dst, nil
	}
	var m map[string]json.RawMessage
	err := json.Unmarshal(in.Body, &m)
	if _, bad := errors.AsType[*json.SyntaxError](err); bad {
		return dst, ErrNotJSON
	}
	if err != nil || !fromClient(m["userAgent"]) {
		return dst, nil // strings are the desktop's other channel, and others talk on a page too
	}
	if name, ok := text(m["request"]); ok {
		return s.request(&request{now: now, page: p, port: c, name: name, dst: dst}, m)
	}
	if name, ok := text(m["event"]); ok {
		return s.subscription(p, name, m, dst), nil
	}
	return dst, nil
}

// fromClient reports whether a message comes from the client library.
func fromClient(userAgent json.RawMessage) bool {
	ua, ok := text(userAgent)
	return ok && strings.Contains(ua, "WWE")
}

// text returns the string that raw is; false if it is something else.
func text(raw json.RawMessage) (string, bool) {
	if last := len(raw) - 1; last > 0 && raw[0] == '"' && !slices.ContainsFunc(raw[1:last], unclean) {
		return string(raw[1:last]), true // as nearly all are
	}
	var v *string
	if json.Unmarshal(raw, &v) != nil || v == nil {
		return "", false
	}
	return *v, true
}

func isNull(raw json.RawMessage) bool {
	return len(raw) == 0 || bytes.Equal(bytes.TrimSpace(raw), []byte("null"))
}

// request handles a request and answers it, if it can be answered.
func (s *Session) request(r *request, m map[string]json.RawMessage) ([]wire.Frame, error) {
	if !s.limit.admit(r.now, r.name) {
		return r.dst, nil
	}
	at := len(r.dst)
	data, err := s.run(r, m["parameters"])
	if isNull(m["referenceId"]) {
		return r.dst, nil
	}
	answer := wire.Frame{Page: r.page.id, Body: answer(m["referenceId"], data, err)}
	return slices.Insert(r.dst, at, answer), nil
}

// run checks a request from the outside in and does it.
func (s *Session) run(r *request, parameters json.RawMessage) ([]byte, error) {
	if !s.cfg.Access.grants(r.page.origin, r.name) {
		return nil, refusal("Request " + r.name + " is not granted to " + r.page.origin)
	}
	if r.page.onlyDials && !dials(r.name) {
		return nil, refusal("Request " + r.name + " is not granted to a page in a tab of its own: it may only dial")
	}
	m, ok := methods[r.name]
	if !ok || !s.cfg.Profile.has(m.in, m.since) {
		return nil, refusal("Unknown request " + r.name)
	}
	if !isNull(parameters) && json.Unmarshal(parameters, &r.args) != nil {
		return nil, refusal("Parameters of " + r.name + " are not an array")
	}
	if err := m.check(r); err != nil {
		return nil, err
	}
	return m.run(s, r)
}

// answer is the one answer to a request. It never carries event, or the client
// would take it for one; data is left out when there is no result.
func answer(reference json.RawMessage, data []byte, err error) []byte {
	var o object
	o.raw("referenceId", []byte(wire.Compact(reference)))
	switch {
	case err != nil:
		o.text("errorMessage", err.Error())
	case data != nil:
		o.raw("data", data)
	}
	return seal(&o)
}

// refusal is why a request is refused, in the words of errorMessage.
type refusal string

func (r refusal) Error() string { return string(r) }

// subscription handles subscribe and unsubscribe. The answer goes out before any
// event of the subscription, for the client registers its handler only then.
func (s *Session) subscription(p *page, name string, m map[string]json.RawMessage, dst []wire.Frame) []wire.Frame {
	var o object
	o.raw("referenceId", []byte(wire.Compact(m["referenceId"])))
	switch name {
	case "subscribe":
		id, err := s.subscribe(p, m["data"])
		if err != nil {
			o.text("errorMessage", err.Error())
		} else {
			o.text("subscriptionId", id)
		}
	case "unsubscribe":
		s.unsubscribe(p, m["data"])
	default:
		return dst
	}
	if isNull(m["referenceId"]) {
		return dst
	}
	return append(dst, wire.Frame{Page: p.id, Body: seal(&o)})
}

func (s *Session) subscribe(p *page, data json.RawMessage) (string, error) {
	if !s.cfg.Access.accepts(p.origin) {
		return "", refusal("Subscriptions are not granted to " + p.origin)
	}
	if p.onlyDials {
		return "", refusal("Subscriptions are not granted to a page in a tab of its own: it may only dial")
	}
	var names []string
	if one, ok := text(data); ok {
		names = []string{one}
	} else if json.Unmarshal(data, &names) != nil || len(names) == 0 {
		return "", refusal("Subscribe needs an event name or an array of event names")
	}
	set, err := eventSet(names)
	if err != nil {
		return "", err
	}
	channels, err := channelsOf(names)
	switch {
	case err != nil:
		return "", err
	case len(p.subscriptions) == maxSubscriptions:
		return "", refusal("Too many subscriptions: unsubscribe from some")
	case !p.tunes(len(channels)):
		return "", tooManyChannels
	}
	p.lastID++
	id := itoa(p.lastID)
	p.subscriptions = append(p.subscriptions, subscription{id, set, channels})
	return id, nil
}

// unsubscribe ends the subscription of that id; an unknown one is ignored, for the
// client never reads the answer.
func (s *Session) unsubscribe(p *page, data json.RawMessage) {
	id, _ := text(data)
	p.subscriptions = slices.DeleteFunc(p.subscriptions, func(sub subscription) bool { return sub.id == id })
}
