package scapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/websocket"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
)

// Answer is the answer to a request, or that there was none.
type Answer struct {
	Request      string          // what was asked, such as voice.hold, or subscribe
	Reference    string          // the request's referenceId, as JSON; empty: it has none
	Given        bool            // an answer came in time
	Refused      bool            // it carries errorMessage
	Message      string          // errorMessage
	Data         json.RawMessage // the result; nil: the answer has no data
	Subscription json.RawMessage // subscriptionId
	Asked        int             // trace record of the request
	Seq          int             // trace record of the answer; 0: none came
	Strays       []Stray         // if none came: what came since, and is an answer to nothing
}

// Stray is an answer to nothing that the page has asked.
type Stray struct {
	Reference string // its referenceId, as JSON
	Seq       int    // trace record
	Alike     bool   // it is that of the request, but for its JSON type
}

// ErrNoAnswer says that no answer came in time.
var ErrNoAnswer = errors.New("no answer in time")

// Sent is a request on its way.
type Sent struct {
	p     *Page
	name  string
	ref   string
	asked int
}

// Request sends a request as the client library does and returns at once. A nil
// list of parameters sends none.
func (p *Page) Request(name string, params []any) (*Sent, error) {
	if params == nil {
		return p.Custom(name, nil, p.nextRef())
	}
	return p.Custom(name, params, p.nextRef())
}

// Custom is Request with parameters that may be something else than a list, and a
// referenceId of the caller's own, any JSON value. Either is not sent if it is nil.
func (p *Page) Custom(name string, params any, ref json.RawMessage) (*Sent, error) {
	m := []member{{"request", name}}
	if params != nil {
		m = append(m, member{"parameters", params})
	}
	return p.send(name, m, ref)
}

// Subscribe asks for events by name. One name is sent as a string, several as an
// array, as the caller of the client library would give them.
func (p *Page) Subscribe(names ...string) (*Sent, error) {
	var data any = names
	if len(names) == 1 {
		data = names[0]
	}
	return p.send("subscribe", []member{{"event", "subscribe"}, {"data", data}}, p.nextRef())
}

// Unsubscribe ends a subscription. The client library waits for no answer.
func (p *Page) Unsubscribe(id json.RawMessage) error {
	_, err := p.send("unsubscribe", []member{{"event", "unsubscribe"}, {"data", id}}, p.nextRef())
	return err
}

// Raw sends text as it is.
func (p *Page) Raw(text string) error {
	_, err := p.put([]byte(text), look(trace.ObjectOf(json.RawMessage(text))).ref, false)
	return err
}

// deaf notes that the desk does not read, once.
func (p *Page) deaf(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.closing {
		p.noteLocked("closed: " + err.Error())
	}
	p.closing = true
}

// nextRef counts from "0", a decimal string, as the client library does.
func (p *Page) nextRef() json.RawMessage {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last++
	return json.RawMessage(strconv.Quote(strconv.Itoa(p.last - 1)))
}

// member is one member of a message; they go out in the order given.
type member struct {
	name  string
	value any
}

// send completes a message of the client and sends it.
func (p *Page) send(name string, m []member, ref json.RawMessage) (*Sent, error) {
	if ref != nil {
		m = append(m, member{"referenceId", ref})
	}
	m = append(m, member{"userAgent", "WWE Client"}, member{"protocolVersion", 2})
	p.mu.Lock()
	if p.frameID != nil {
		m = append(m, member{"frameId", p.frameID})
	}
	fence := p.mine[string(ref)]
	p.mu.Unlock()
	body, err := encode(m)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	seq, err := p.put(body, reference(ref), fence)
	if err != nil {
		return nil, err
	}
	return &Sent{p: p, name: name, ref: reference(ref), asked: seq}, nil
}

func encode(m []member) ([]byte, error) {
	var b []byte
	for i, x := range m {
		value, err := json.Marshal(x.value)
		if err != nil {
			return nil, err
		}
		b = strconv.AppendQuote(append(b, "{,"[min(i, 1)]), x.name)
		b = append(append(b, ':'), value...)
	}
	return append(b, '}'), nil
}

// put writes a frame, down and out, and returns its trace record. What it asks is
// known before an answer can come.
func (p *Page) put(body []byte, ref string, fence bool) (int, error) {
	p.write.Lock()
	defer p.write.Unlock()
	p.mu.Lock()
	r := p.cfg.Log.Add(trace.Record{
		Door: Wire, Desk: p.cfg.Desk, Page: p.cfg.Number, Dir: trace.Sent, Text: string(body), Fence: fence,
	})
	p.asked[ref] = true
	delete(p.answers, ref) // one with a reference of before is not this one's
	p.sent++
	p.mu.Unlock()
	_ = p.ws.SetWriteDeadline(time.Now().Add(p.cfg.Answer)) // fails only when closed: so does the write
	if err := p.ws.WriteMessage(websocket.TextMessage, body); err != nil {
		return 0, fmt.Errorf("%w: desk of %s: %w", target.ErrLost, p.cfg.Desk, p.unwritten(err))
	}
	return r.Seq, nil
}

// unwritten says why a frame could not be written: what was read last tells it better
// than that the connection is closed.
func (p *Page) unwritten(err error) error {
	if e, ok := errors.AsType[net.Error](err); ok && e.Timeout() {
		err = fmt.Errorf("it has not read what it was sent for %s", p.cfg.Answer)
		p.deaf(err)
	}
	_ = p.ws.Close()                                                // it may be closed
	_ = p.until(context.Background(), func() bool { return false }) // reading ends with the connection
	p.mu.Lock()
	defer p.mu.Unlock()
	if errors.Is(p.err, net.ErrClosed) { // by us
		return err
	}
	return p.err
}

// Wait returns the answer. None within the page's limit is ErrNoAnswer, with an
// Answer that says what was asked; so is one whose referenceId differs in its JSON
// type alone, at once.
func (s *Sent) Wait(ctx context.Context) (Answer, error) {
	within, cancel := target.Patience(ctx, s.p.cfg.Answer)
	defer cancel()
	err := s.p.until(within, func() bool {
		_, ok := s.p.answers[s.ref]
		return ok || slices.ContainsFunc(s.strays(), func(x Stray) bool { return x.Alike })
	})
	a := s.Now()
	switch {
	case err == nil && !a.Given:
		return a, fmt.Errorf("%s: %w: its referenceId came back in another JSON type", s.name, ErrNoAnswer)
	case err == nil:
		return a, nil
	case ctx.Err() != nil:
		return a, context.Cause(ctx)
	case within.Err() != nil:
		return a, fmt.Errorf("%s: %w (%s)", s.name, ErrNoAnswer, s.p.cfg.Answer)
	}
	return a, err
}

// Now returns the answer if it has come.
func (s *Sent) Now() Answer {
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	a := s.p.answers[s.ref]
	a.Request, a.Reference, a.Asked = s.name, s.ref, s.asked
	if !a.Given {
		a.Strays = s.strays()
	}
	return a
}

// strays are those since the request was sent; p.mu is held.
func (s *Sent) strays() []Stray {
	var out []Stray
	for _, x := range s.p.strays {
		if x.Seq > s.asked {
			x.Alike = strings.Trim(x.Reference, `"`) == strings.Trim(s.ref, `"`)
			out = append(out, x)
		}
	}
	return out
}
