package gws

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/web"
)

// socket is the WebSocket connection of a session. What came is guarded by the
// client's mutex.
type socket struct {
	ws      *websocket.Conn
	write   sync.Mutex
	arrived []arrival
	fences  map[any]bool // ids of connects of the harness's own
	err     error        // why reading ended
}

// arrival is a message that came.
type arrival struct {
	seq     int
	message trace.Object
	raw     json.RawMessage
}

// overSocket sends a batch in one frame and waits for the reply to each message. A server
// may close a connection when it likes: what could not be sent on one that was being
// closed goes out on another, and so does a fence that was under way.
func (s *Session) overSocket(ctx context.Context, held time.Duration, fence bool, batch []Fields) (Answer, error) {
	body, err := json.Marshal(batch)
	if err != nil {
		return Answer{}, err
	}
	a, err := s.overThis(ctx, held, fence, batch, body)
	if errors.Is(err, websocket.ErrCloseSent) || fence && errors.Is(err, errUnplugged) {
		a, err = s.overThis(ctx, held, fence, batch, body)
	}
	return a, err
}

// errUnplugged is why there is no answer: the connection was closed.
var errUnplugged = errors.New("the connection was closed")

// overThis is overSocket on the connection that there is, or on a new one.
func (s *Session) overThis(ctx context.Context, held time.Duration, fence bool, batch []Fields, body []byte) (Answer, error) {
	k, err := s.plugged(ctx)
	if err != nil {
		return Answer{}, err
	}
	if fence {
		s.c.web.Lock()
		k.fences[batch[0]["id"]] = true
		s.c.web.Unlock()
	}
	a, from, err := s.write(k, body, fence)
	if err != nil {
		return a, err
	}
	var end int
	var lost error
	err = s.c.web.Within(ctx, s.c.cfg.Answer+held, a.Request, func() bool {
		end, lost = answered(k.arrived[from:], batch), k.err
		return end >= 0 || lost != nil
	})
	if err != nil {
		return a, err
	}
	if end < 0 {
		return a, fmt.Errorf("%s: %w: %w: %w", a.Request, ErrNoAnswer, errUnplugged, lost)
	}
	return s.gather(a, k, from, from+end), s.c.web.Full()
}

// plugged is the session's connection, opened when it is first needed.
func (s *Session) plugged(ctx context.Context) (*socket, error) {
	s.plugging.Lock()
	defer s.plugging.Unlock()
	if k := s.plug(); k != nil {
		return k, nil
	}
	address := strings.TrimSuffix(s.c.cfg.Address, "/") + notifications
	header, err := s.c.upgradeHeader(address)
	if err != nil {
		return nil, err
	}
	ws, err := target.Socket(ctx, "ws"+strings.TrimPrefix(address, "http"), header, s.c.cfg.TLS, s.c.cfg.Dial)
	if err != nil {
		return nil, fmt.Errorf("%w: client of %s: %w", target.ErrLost, s.c.cfg.Desk, err)
	}
	s.c.web.Note("connected by WebSocket")
	k := &socket{ws: ws, fences: map[any]bool{}}
	s.c.web.Lock()
	s.socket = k
	s.c.web.Unlock()
	s.c.web.Go(func() { s.readAll(k) })
	return k, nil
}

// plug is the session's connection; nil: it has none that lives.
func (s *Session) plug() *socket {
	s.c.web.Lock()
	defer s.c.web.Unlock()
	if s.socket == nil || s.socket.err != nil {
		return nil
	}
	return s.socket
}

// upgradeHeader are the headers of a WebSocket handshake: what every request carries,
// with the login's cookies.
func (c *Client) upgradeHeader(address string) (http.Header, error) {
	r, err := c.request(context.Background(), Request{}, nil)
	if err != nil {
		return nil, err
	}
	if c.web.Broken != nil {
		return nil, c.web.Broken
	}
	for _, cookie := range c.jar.Cookies(r.URL) {
		r.AddCookie(cookie)
	}
	return r.Header, nil
}

// write writes a frame, down and out. It says after how many arrivals.
func (s *Session) write(k *socket, body []byte, fence bool) (Answer, int, error) {
	k.write.Lock()
	defer k.write.Unlock()
	s.c.web.Lock()
	a := Answer{Request: Request{Path: notifications, Raw: body}.name(), Asked: s.c.web.Put(web.Crossing{Fence: fence, Body: body})}
	from := len(k.arrived)
	s.c.web.Unlock()
	if err := s.c.web.Write(k.ws, body); err != nil {
		s.c.web.Lock()
		if k.err == nil {
			k.err = err
		}
		s.c.web.Unlock()
		return a, 0, fmt.Errorf("%s: %w: %w", a.Request, ErrNoAnswer, err)
	}
	return a, from, nil
}

// answered is where the last of the replies to a batch is; -1: one has not come.
func answered(came []arrival, batch []Fields) int {
	last := -1
	for _, m := range batch {
		at := -1
		for i, x := range came {
			if isReplyTo(x.message, m) {
				at = i
				break
			}
		}
		if at < 0 {
			return -1
		}
		last = max(last, at)
	}
	return last
}

func isReplyTo(reply trace.Object, m Fields) bool {
	id := web.Text(reply.Get("id"))
	return reply.Get("successful") != nil && web.Text(reply.Get("channel")) == m["channel"] && (id == "" || m["id"] == nil || id == m["id"])
}

// gather makes one answer of what came up to the last reply.
func (s *Session) gather(a Answer, k *socket, from, last int) Answer {
	s.c.web.Lock()
	defer s.c.web.Unlock()
	var all []json.RawMessage
	for _, x := range k.arrived[from : last+1] {
		all = append(all, x.raw)
	}
	a.Body, _ = json.Marshal(all) // it was JSON
	a.Seq = k.arrived[last].seq
	return a
}

// readAll takes in what comes until the connection ends.
func (s *Session) readAll(k *socket) {
	for {
		body, err := s.c.web.Next(k.ws)
		if err != nil {
			s.unplugged(k, err)
			return
		}
		s.received(k, body)
	}
}

func (s *Session) received(k *socket, body []byte) {
	raws, _ := web.List(body)
	batch := objectsOf(raws)
	var m web.Crossing
	m.Carry(body)
	s.c.web.Lock()
	defer s.c.web.Unlock()
	m.Fence = len(batch) == 1 && isMeta(batch[0]) && k.fences[web.Text(batch[0].Get("id"))]
	seq := s.c.web.Take(m)
	for i, x := range batch {
		k.arrived = append(k.arrived, arrival{seq, x, raws[i]})
	}
	s.c.messages = append(s.c.messages, messagesIn(batch, seq)...)
}

func (s *Session) unplugged(k *socket, err error) {
	_ = k.ws.Close() // it may be closed
	if s.c.web.Life.Err() == nil {
		s.c.web.Note("closed: " + err.Error())
	}
	s.c.web.Lock()
	defer s.c.web.Unlock()
	k.err = err
	s.c.web.Wake()
}

// hangUp closes the session's connection, if it has one of its own.
func (s *Session) hangUp() {
	s.plugging.Lock()
	defer s.plugging.Unlock()
	if k := s.plug(); k != nil {
		_ = k.ws.Close() // it may be closed
	}
}
