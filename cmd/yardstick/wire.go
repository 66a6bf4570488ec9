package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"github.com/deskproof/deskproof/sim/carrier"
	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/scapi"
	"github.com/deskproof/deskproof/sim/wire"
)

// burst is how many calls live before the reader must have read what was said of them.
const burst = 16

// wireContest brings events from Step through the encoder and the queue of a
// connection to a reader over a loopback socket, beside a WebSocket library that
// writes frames which were made once, each with a system call.
func wireContest(events int) (*contest, error) {
	ours, err := newPipe(func(w http.ResponseWriter, r *http.Request) (sender, error) {
		c, err := carrier.Upgrade(w, r, carrier.Limits{})
		return carried{c}, err
	})
	if err != nil {
		return nil, err
	}
	theirs, err := newPipe(func(w http.ResponseWriter, r *http.Request) (sender, error) {
		up := websocket.Upgrader{ReadBufferSize: 512, WriteBufferSize: 2048}
		ws, err := up.Upgrade(w, r, nil)
		return prepared{ws}, err
	})
	if err != nil {
		ours.close()
		return nil, err
	}
	d, err := newDesk()
	if err != nil {
		ours.close()
		theirs.close()
		return nil, err
	}
	ready, err := d.ready()
	if err != nil {
		ours.close()
		theirs.close()
		return nil, err
	}
	return &contest{
		unit:      "frame",
		yardstick: contender{name: "gorilla, the same frames made once", run: timed(events, func(context.Context) error { return theirs.repeat(ready, events) })},
		ours:      []contender{{name: "Step, encode, queue, socket", goal: 1.25, run: timed(events, func(context.Context) error { return ours.play(d, events) })}},
		close:     func() { ours.close(); theirs.close() },
	}, nil
}

// desk is an agent's desktop with one page that listens to everything.
type desk struct {
	*life
	session *scapi.Session
	frames  []wire.Frame
}

func newDesk() (*desk, error) {
	l, err := newLife(1)
	if err != nil {
		return nil, err
	}
	profile, err := scapi.ParseProfile("union")
	if err != nil {
		return nil, err
	}
	access, err := scapi.ParseAccess(map[string]string{"service-client-api.accepted-web-content-origins": "*", "service-client-api.user-data.read-allowed": "*"})
	if err != nil {
		return nil, err
	}
	d := &desk{life: l, session: scapi.New(scapi.Config{Agent: l.agents[0], Profile: profile, Access: access, Origin: "http://localhost"})}
	d.session.Open(0, wire.Page{ID: 1}, d, nil)
	_, err = d.session.Receive(0, wire.Frame{Page: 1, Body: []byte(
		`{"event":"subscribe","data":["interaction","markdone","agent"],"referenceId":"0","userAgent":"WWE Client","protocolVersion":2}`)}, d, nil)
	return d, err
}

// Do and Center make a desk the port of its session.
func (d *desk) Do(cmd center.Command) error { return d.step(cmd, func(*center.Event) {}) }
func (d *desk) Center() wire.Center         { return d.center }

// tell lets the agent have a call and hands what the page is told to say.
func (d *desk) tell(say func(body []byte)) error {
	return d.one(0, func(e *center.Event) {
		d.frames = d.session.Observe(d.now, e, d.frames[:0])
		for _, f := range d.frames {
			say(f.Body)
		}
	})
}

// ready is what the page is told of one call, made once.
func (d *desk) ready() ([]readyFrame, error) {
	var out []readyFrame
	var failed error
	err := d.tell(func(body []byte) {
		m, err := websocket.NewPreparedMessage(websocket.TextMessage, bytes.Clone(body))
		if err != nil {
			failed = err
		}
		out = append(out, readyFrame{m, onWire(len(body))})
	})
	if failed != nil {
		return nil, failed
	}
	return out, err
}

type readyFrame struct {
	message *websocket.PreparedMessage
	size    int
}

// onWire is the size of a whole, unmasked frame.
func onWire(body int) int {
	switch {
	case body < 126:
		return body + 2
	case body < 1<<16:
		return body + 4
	}
	return body + 10
}

// sender is a server's end of a WebSocket connection.
type sender interface {
	serve(context.Context)
}

type carried struct{ *carrier.Conn }

func (c carried) serve(ctx context.Context) {
	_ = c.Serve(ctx, func(context.Context, []byte) error { return nil }) // the reader hangs up
}

type prepared struct{ *websocket.Conn }

func (p prepared) serve(context.Context) {
	defer p.Close()
	for {
		if _, _, err := p.ReadMessage(); err != nil {
			return
		}
	}
}

// pipe is a WebSocket connection over a loopback socket, whose reader counts bytes.
type pipe struct {
	server *http.Server
	far    sender
	near   *websocket.Conn
	wrote  int

	mu      sync.Mutex
	changed sync.Cond
	read    int
	err     error
}

func newPipe(upgrade func(http.ResponseWriter, *http.Request) (sender, error)) (*pipe, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &pipe{}
	p.changed.L = &p.mu
	opened := make(chan sender, 1)
	p.server = &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s, err := upgrade(w, r); err == nil { // else dialing tells
			opened <- s
			s.serve(r.Context())
		}
	})}
	go func() { _ = p.server.Serve(l) }() // until it is closed
	if p.near, _, err = websocket.DefaultDialer.Dial("ws://"+l.Addr().String()+"/", nil); err != nil {
		_ = p.server.Close() // the first error counts
		return nil, err
	}
	p.far = <-opened
	go p.count()
	return p, nil
}

// count reads whatever comes, and does not look at it.
func (p *pipe) count() {
	buffer := make([]byte, 64<<10)
	for {
		n, err := p.near.NetConn().Read(buffer)
		p.mu.Lock()
		p.read, p.err = p.read+n, err
		p.changed.Broadcast()
		p.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// await waits until all that was written has been read.
func (p *pipe) await() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.read < p.wrote && p.err == nil {
		p.changed.Wait()
	}
	if p.read > p.wrote {
		return fmt.Errorf("%d bytes were read of %d", p.read, p.wrote)
	}
	return p.err
}

// play sends so many frames of living calls.
func (p *pipe) play(d *desk, frames int) error {
	to := p.far.(carried)
	for sent := 0; sent < frames; {
		for range burst {
			if err := d.tell(func(body []byte) { to.Send(body); sent++; p.wrote += onWire(len(body)) }); err != nil {
				return err
			}
		}
		if err := p.await(); err != nil {
			return err
		}
	}
	return nil
}

// repeat sends so many frames of those that were made once.
func (p *pipe) repeat(ready []readyFrame, frames int) error {
	to := p.far.(prepared)
	for sent := 0; sent < frames; {
		for range burst {
			for _, f := range ready {
				if err := to.WritePreparedMessage(f.message); err != nil {
					return err
				}
				sent++
				p.wrote += f.size
			}
		}
		if err := p.await(); err != nil {
			return err
		}
	}
	return nil
}

func (p *pipe) close() {
	_ = p.near.Close()   // nothing is left to say
	_ = p.server.Close() // likewise
}
