package webex

import (
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/gorilla/websocket"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
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
	k.c.mu.Lock()
	k.put(body, fence, isKeepalive)
	k.c.mu.Unlock()
	return k.send(body)
}

// put writes a frame down that is about to be sent; c.mu is held.
func (k *socket) put(body []byte, fence, isKeepalive bool) {
	m := crossing{Socket: k.number}
	m.carry(body)
	record := k.c.record(trace.Sent, m.frame(), "")
	record.Fence = fence
	k.c.cfg.Log.Add(record)
	k.c.sent++
	if isKeepalive {
		k.asked = append(k.asked, fence)
	}
	k.c.wake()
}

// send writes a frame out. Frames go out one at a time, in the order in which they were
// written down: k.write is held.
func (k *socket) send(body []byte) error {
	_ = k.ws.SetWriteDeadline(time.Now().Add(k.c.cfg.Answer)) // fails only when closed: so does the write
	if err := k.ws.WriteMessage(websocket.TextMessage, body); err != nil {
		_ = k.ws.Close() // nothing more goes out on it
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
		kind, body, err := target.Read(k.ws)
		if err == nil && kind != websocket.TextMessage {
			k.c.note(fmt.Sprintf("a binary frame of %d bytes came, which no client reads", len(body)))
			body = nil
		}
		if err == nil {
			k.received(body)
			err = full(k.c.cfg.Log)
		}
		if err != nil {
			k.ended(err)
			return
		}
	}
}

func (k *socket) received(body []byte) {
	k.c.mu.Lock()
	defer k.c.mu.Unlock()
	defer k.c.wake()
	k.c.read++
	if body == nil {
		return
	}
	m := crossing{Socket: k.number}
	m.carry(body)
	record := k.c.record(trace.Received, m.frame(), "")
	frame := trace.ObjectOf(body)
	isAnswer := frame.Get("keepalive") != nil && frame.Get("type") == nil
	if isAnswer {
		record.Fence = k.answered()
	}
	n, told := noticeOf(frame, k.c.cfg.Log.Add(record).Seq, k.number)
	if told {
		k.c.notices = append(k.c.notices, n)
		k.learn(n)
	}
}

// answered counts the answer to a keepalive, and reports whether that was of the
// harness's own; c.mu is held.
func (k *socket) answered() (fence bool) {
	k.answers++
	if len(k.asked) > 0 {
		fence, k.asked = k.asked[0], k.asked[1:]
	}
	return fence
}

// learn takes in what a notification says of the socket; c.mu is held.
func (k *socket) learn(n Notice) {
	switch n.Type {
	case "Welcome":
		k.welcome = true
		k.c.profile.Agent = n.Text("agentId")
	case "AGENT_MULTI_LOGIN": // the SDK closes the socket for good
		k.leave(websocket.CloseNormalClosure)
	}
}

// leave closes the socket from our side; c.mu is held.
func (k *socket) leave(code int) {
	if k.over != nil || k.ours {
		return
	}
	k.ours = true
	m := crossing{Socket: k.number, Closed: code}
	k.c.cfg.Log.Add(k.c.record(trace.Sent, m.frame(), ""))
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
	k.c.mu.Lock()
	defer k.c.mu.Unlock()
	defer k.c.wake()
	k.over = err
	if k.ours || k.c.life.Err() != nil {
		return
	}
	m := crossing{Socket: k.number, Closed: websocket.CloseAbnormalClosure, Why: short(err.Error())}
	if said, ok := errors.AsType[*websocket.CloseError](err); ok {
		m.Closed, m.Why = said.Code, short(strings.TrimSpace(said.Text))
	}
	k.c.cfg.Log.Add(k.c.record(trace.Received, m.frame(), ""))
}
