package webex

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// Subscriptions are those that the sessions of a center have given out, and to whom. All
// of them are owned by one goroutine.
type Subscriptions map[string]center.AgentID

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
	s.cfg.Subscriptions[b.id] = s.cfg.User
	if n := len(s.subscriptions); n > maxSubscriptions {
		delete(s.cfg.Subscriptions, s.subscriptions[0].id)
		s.subscriptions = slices.Clone(s.subscriptions[1:])
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

// Sockets are the pages of the open notification sockets, oldest first: to them goes what
// is said unasked.
func (s *Session) Sockets() []uint32 { return s.sockets }

// Attended reports whether somebody works there: they are notified, and have logged in at
// a phone.
func (s *Session) Attended() bool { return len(s.sockets) > 0 && s.loggedIn }

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
	if wire.IsNull(said["keepalive"]) {
		return dst, nil
	}
	return append(dst, wire.Frame{Page: in.Page, Body: []byte(`{"keepalive":"true"}`)}), nil
}
