// Package scapi is the client half of the Service Client API: a page in an
// agent's desktop, as the client library wwe-service-client-api.js makes it. It is
// typed from the documents and shares nothing with any server.
package scapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
)

// Wire is the name of this wire.
const Wire = "scapi"

// Config says how to open a page.
type Config struct {
	Address string
	Header  http.Header
	TLS     targets.TLS
	Dial    target.Dialer
	Account string        // the agent's employee id
	Desk    string        // the agent, as the scenario calls them
	Number  int           // of the desk's pages, from 1
	Answer  time.Duration // how long an answer may take; 0: 10 s, as the client library waits
	Log     *trace.Log
}

// Page is one connection. Its methods may be called from any goroutine, but the
// order of frames is that of one caller.
type Page struct {
	cfg   Config
	ws    *websocket.Conn
	write sync.Mutex

	mu      sync.Mutex
	changed chan struct{} // closed and replaced at every change below
	last    int           // referenceId
	fences  int
	sent    int
	read    int
	frameID json.RawMessage
	asked   map[string]bool // referenceIds of requests
	answers map[string]Answer
	strays  []Stray
	mine    map[string]bool // referenceIds of fences
	err     error           // why reading ended
	closing bool            // by us
}

// Open connects a page. An error is target.ErrLost, and a *target.HandshakeError
// besides if the server would not have it.
func Open(ctx context.Context, cfg Config) (*Page, error) {
	ws, err := target.Socket(ctx, cfg.Address, cfg.Header, cfg.TLS, cfg.Dial)
	if err != nil {
		return nil, fmt.Errorf("%w: desk of %s: %w", target.ErrLost, cfg.Desk, err)
	}
	return newPage(ws, cfg), nil
}

func newPage(ws *websocket.Conn, cfg Config) *Page {
	if cfg.Answer == 0 {
		cfg.Answer = 10 * time.Second
	}
	p := &Page{cfg: cfg, ws: ws, changed: make(chan struct{}), asked: map[string]bool{}, answers: map[string]Answer{}, mine: map[string]bool{}}
	p.note("connected")
	go p.readAll()
	return p
}

// Close ends the connection.
func (p *Page) Close() error {
	p.mu.Lock()
	p.closing = true
	p.mu.Unlock()
	goodbye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	_ = p.ws.WriteControl(websocket.CloseMessage, goodbye, time.Now().Add(time.Second)) // it may be gone
	err := p.ws.Close()
	_ = p.until(context.Background(), func() bool { return p.err != nil }) // reading ends with the connection
	return err
}

// Gone reports whether the server ends the connection within so long.
func (p *Page) Gone(ctx context.Context, within time.Duration) (bool, error) {
	soon, cancel := target.PatienceCause(ctx, within, errQuiet)
	defer cancel()
	err := p.until(soon, func() bool { return p.err != nil })
	if errors.Is(err, errQuiet) {
		return false, nil
	}
	return err == nil, err
}

// Account is the agent's employee id.
func (p *Page) Account() string { return p.cfg.Account }

// Number is the number of the page among the desk's, from 1.
func (p *Page) Number() int { return p.cfg.Number }

// Sent is how many frames have been written.
func (p *Page) Sent() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sent
}

// Read is how many frames have been read.
func (p *Page) Read() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.read
}

// Await returns once so many frames have been read.
func (p *Page) Await(ctx context.Context, read int) error {
	if p.Read() >= read {
		return nil
	}
	within, cancel := target.Patience(ctx, p.cfg.Answer)
	defer cancel()
	err := p.until(within, func() bool { return p.read >= read })
	if err != nil && ctx.Err() == nil && within.Err() != nil {
		return fmt.Errorf("desk of %s: the stage door says that %d frames were handed to it; %d came within %s", p.cfg.Desk, read, p.Read(), p.cfg.Answer)
	}
	return err
}

// Quiet returns once nothing has been read for that long.
func (p *Page) Quiet(ctx context.Context, d time.Duration) error {
	for {
		before := p.Read()
		within, cancel := target.PatienceCause(ctx, d, errQuiet)
		err := p.until(within, func() bool { return p.read > before })
		cancel()
		switch {
		case errors.Is(err, errQuiet):
			return nil
		case err != nil:
			return err
		}
	}
}

var errQuiet = errors.New("nothing was heard")

// Fence asks something harmless and waits for the answer, whatever it is. The
// scenario's judge does not look at either.
func (p *Page) Fence(ctx context.Context) error {
	p.mu.Lock()
	p.fences++
	ref := strconv.Quote("fence-" + strconv.Itoa(p.fences))
	p.mine[ref] = true
	p.mu.Unlock()
	sent, err := p.Custom("agent.get", nil, json.RawMessage(ref))
	if err != nil {
		return err
	}
	if _, err = sent.Wait(ctx); errors.Is(err, ErrNoAnswer) {
		return fmt.Errorf("desk of %s: a fence (agent.get) got no answer: %w", p.cfg.Desk, err)
	}
	return err
}

func (p *Page) readAll() {
	for {
		kind, body, err := target.Read(p.ws)
		if err != nil {
			p.ended(err)
			return
		}
		if kind == websocket.TextMessage {
			p.received(body)
		} else {
			p.binary(len(body))
		}
		if p.cfg.Log.Full() {
			p.ended(target.ErrFlood)
			_ = p.ws.Close() // whatever else comes
			return
		}
	}
}

// binary notes a frame that the client library would not understand.
func (p *Page) binary(size int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.noteLocked(fmt.Sprintf("a binary frame of %d bytes came, which no client reads", size))
	p.read++
	p.wake()
}

// received writes a frame down and lets those who wait for it know. The body is the
// page's to keep.
func (p *Page) received(body []byte) {
	r := trace.Record{Door: Wire, Desk: p.cfg.Desk, Page: p.cfg.Number, Dir: trace.Received}
	if json.Valid(body) {
		r.Frame = body
	} else {
		r.Text = string(body)
	}
	f := look(r.Object())
	p.mu.Lock()
	defer p.mu.Unlock()
	r.Fence = p.mine[f.ref] && !f.isEvent
	r = p.cfg.Log.Add(r)
	p.read++
	switch {
	case f.isAnswer() && !p.asked[f.ref]:
		p.strays = append(p.strays, Stray{Reference: f.ref, Seq: r.Seq})
	case f.isAnswer():
		if _, twice := p.answers[f.ref]; !twice {
			p.answers[f.ref] = f.answer(r.Seq)
		}
	case f.isFrameID():
		p.frameID = f.members.Get("frameId")
	}
	p.wake()
}

func (p *Page) ended(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.err = err
	if !p.closing {
		p.noteLocked("closed: " + err.Error())
	}
	p.wake()
}

// wake lets everybody who waits look again; p.mu is held.
func (p *Page) wake() {
	close(p.changed)
	p.changed = make(chan struct{})
}

// until waits for a condition, which is evaluated under p.mu.
func (p *Page) until(ctx context.Context, is func() bool) error {
	for {
		p.mu.Lock()
		if is() {
			p.mu.Unlock()
			return nil
		}
		err, changed := p.err, p.changed
		p.mu.Unlock()
		if err != nil {
			return fmt.Errorf("%w: desk of %s: %w", target.ErrLost, p.cfg.Desk, err)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

func (p *Page) note(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.noteLocked(text)
}

func (p *Page) noteLocked(text string) {
	p.cfg.Log.Add(trace.Record{Door: Wire, Desk: p.cfg.Desk, Page: p.cfg.Number, Dir: trace.Event, Text: text})
}
