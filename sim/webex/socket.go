package webex

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"

	"github.com/deskproof/deskproof/sim/wire"
)

// registration is what a session knows of its subscriptions.
type registration struct {
	subscriptions []subscription // oldest first
}

// subscription is the right to open notification sockets.
type subscription struct {
	id         string
	multiLogin bool // others may have sockets, too
}

// maxSubscriptions is how many a session keeps: the oldest is forgotten.
const maxSubscriptions = 64

// Subscribed reports whether sockets may be opened for a subscription.
func (s *Session) Subscribed(id string) bool {
	_, known := s.subscription(id)
	return known
}

func (s *Session) subscription(id string) (subscription, bool) {
	i := slices.IndexFunc(s.subscriptions, func(b subscription) bool { return b.id == id })
	if i < 0 {
		return subscription{}, false
	}
	return s.subscriptions[i], true
}

// subscribe gives out a subscription. Its id ends in a secret that the request brings.
func (s *Session) subscribe(r *request) (answer, error) {
	body := r.body()
	multiLogin := body.flag("allowMultiLogin")
	if body.err != nil {
		return answer{}, body.err
	}
	b := subscription{"AgentDesktop-" + r.Secret, multiLogin}
	s.subscriptions = append(s.subscriptions, b)
	if n := len(s.subscriptions); n > maxSubscriptions {
		s.subscriptions = slices.Clone(s.subscriptions[n-maxSubscriptions:])
	}
	return ok(object{
		{"webSocketUrl", r.Socket + "/v1/notification/subscription/" + b.id},
		{"subscriptionId", b.id},
	}), nil
}

// registrationEndpoints are the subscription and the configuration calls.
var registrationEndpoints = slices.Concat([]endpoint{
	{http.MethodPost, "/v1/notification/subscribe", (*Session).subscribe},
}, configEndpoints, listEndpoints)

// openSocket welcomes a client. Others of the same agent are told that it has come,
// unless its subscription allows for them: they leave by themselves.
func (s *Session) openSocket(p wire.Page, dst []wire.Frame) []wire.Frame {
	b, _ := s.subscription(p.Subscription)
	if !b.multiLogin {
		dst = s.send(s.agentNotice("AGENT_MULTI_LOGIN", "AGENT_MULTI_LOGIN"), dst)
	}
	s.sockets = append(s.sockets, p.ID)
	return append(dst, wire.Frame{Page: p.ID, Body: encode(object{
		{"type", "Welcome"},
		{"data", object{{"agentId", AgentID(s.cfg.User)}}},
	})})
}

func (s *Session) closeSocket(page uint32) {
	had := len(s.sockets) > 0
	s.sockets = slices.DeleteFunc(s.sockets, func(p uint32) bool { return p == page })
	if had && len(s.sockets) == 0 {
		s.disconnected()
	}
}

// errNotJSON is why a socket is closed.
var errNotJSON = errors.New(`the frame is not a JSON object; a client says {"keepalive":"true"}`)

// receiveSocket answers a keepalive. Whatever else a client says on a socket has no
// documented meaning, and is not answered.
func (s *Session) receiveSocket(in wire.Frame, dst []wire.Frame) ([]wire.Frame, error) {
	var said map[string]json.RawMessage
	if json.Unmarshal(in.Body, &said) != nil || said == nil {
		return dst, errNotJSON
	}
	if isNull(said["keepalive"]) {
		return dst, nil
	}
	return append(dst, wire.Frame{Page: in.Page, Body: []byte(`{"keepalive":"true"}`)}), nil
}
