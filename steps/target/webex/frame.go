package webex

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/gorilla/websocket"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target/web"
)

// keepalive sends one.
func (k *socket) keepalive(fence bool) error {
	return k.say([]byte(keepalive), fence, true)
}

// Say sends a frame as it is over the last socket.
func (c *Client) Say(body []byte) error {
	k := c.current()
	if k == nil {
		return fmt.Errorf("client of %s: it has no open socket", c.cfg.Desk)
	}
	return k.say(body, false, string(body) == keepalive)
}

// say writes a frame, down and out.
func (k *socket) say(body []byte, fence, isKeepalive bool) error {
	k.write.Lock()
	defer k.write.Unlock()
	k.c.web.Lock()
	k.put(body, fence, isKeepalive)
	k.c.web.Unlock()
	return k.send(body)
}

// put writes a frame down that is about to be sent; the mutex is held.
func (k *socket) put(body []byte, fence, isKeepalive bool) {
	m := web.Crossing{Fence: fence, Socket: k.number}
	m.Carry(body)
	k.c.web.Put(m)
	if isKeepalive {
		k.asked = append(k.asked, fence)
	}
}

// send writes a frame out. Frames go out one at a time, in the order in which they were
// written down: k.write is held.
func (k *socket) send(body []byte) error {
	if err := k.c.web.Write(k.ws, body); err != nil {
		<-k.done
		if !errors.Is(k.over, net.ErrClosed) { // what ended the reading before says more
			err = k.over
		}
		return fmt.Errorf("client of %s: %w: %w", k.c.cfg.Desk, ErrClosed, err)
	}
	return nil
}

// readAll takes in what comes until the connection ends.
func (k *socket) readAll() {
	defer close(k.done)
	for {
		body, err := k.c.web.Next(k.ws)
		if err != nil {
			k.ended(err)
			return
		}
		k.received(body)
	}
}

func (k *socket) received(body []byte) {
	frame := trace.ObjectOf(body)
	m := web.Crossing{Socket: k.number}
	m.Carry(body)
	k.c.web.Lock()
	defer k.c.web.Unlock()
	if frame.Get("keepalive") != nil && frame.Get("type") == nil {
		m.Fence = k.answered()
	}
	if n, told := noticeOf(frame, k.c.web.Take(m)); told {
		k.c.notices = append(k.c.notices, n)
		k.learn(n)
	}
}

// answered counts the answer to a keepalive, and reports whether that was of the
// harness's own; the mutex is held.
func (k *socket) answered() (fence bool) {
	k.answers++
	if len(k.asked) > 0 {
		fence, k.asked = k.asked[0], k.asked[1:]
	}
	return fence
}

// learn takes in what a notification says of the socket; the mutex is held.
func (k *socket) learn(n Notice) {
	switch n.Type {
	case "Welcome":
		k.welcome = true
		k.c.profile.Agent = n.Text("agentId")
	case "AGENT_MULTI_LOGIN": // the SDK closes the socket for good
		k.leave(websocket.CloseNormalClosure)
	}
}

// leave closes the socket from our side; the mutex is held.
func (k *socket) leave(code int) {
	if k.over != nil || k.ours {
		return
	}
	k.ours = true
	k.c.web.Add(trace.Sent, web.Crossing{Socket: k.number, Closed: code})
	if code == websocket.CloseNormalClosure {
		goodbye := websocket.FormatCloseMessage(code, "")
		_ = k.ws.WriteControl(websocket.CloseMessage, goodbye, time.Now().Add(time.Second)) // it may be gone
	}
	_ = k.ws.Close() // likewise
}

// hangUp closes the connection, whatever becomes of it.
func (k *socket) hangUp() { _ = k.ws.Close() }

// ended notes that nothing more comes.
func (k *socket) ended(err error) {
	_ = k.ws.Close() // it may be closed
	k.c.web.Lock()
	defer k.c.web.Unlock()
	defer k.c.web.Wake()
	k.over = err
	if k.ours || k.c.web.Life.Err() != nil {
		return
	}
	m := web.Crossing{Socket: k.number, Closed: websocket.CloseAbnormalClosure, Why: web.Short(err.Error())}
	if said, ok := errors.AsType[*websocket.CloseError](err); ok {
		m.Closed, m.Why = said.Code, web.Short(strings.TrimSpace(said.Text))
	}
	k.c.web.Add(trace.Received, m)
}
