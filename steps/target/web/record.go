package web

import (
	"encoding/json"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
)

// Crossing is a HTTP message, a frame of a socket, or the beginning or the end of one, as
// the trace has it. What a wire does not know stays empty, and is not written.
type Crossing struct {
	Fence    bool              `json:"-"` // it is the harness's own
	Exchange int               `json:"exchange,omitempty"`
	Method   string            `json:"method,omitempty"`
	Service  string            `json:"service,omitempty"` // whose path it is; empty: that of the API
	Path     string            `json:"path,omitempty"`
	Query    string            `json:"query,omitempty"`
	Login    string            `json:"login,omitempty"` // what the request carries of it: none, cookie, or what the scenario made up; empty: all
	Status   int               `json:"status,omitempty"`
	Headers  map[string]string `json:"headers,omitempty"`
	Cookies  []string          `json:"cookies,omitempty"` // the names of those that were set
	Socket   int               `json:"socket,omitempty"`
	Opened   string            `json:"opened,omitempty"`  // the address of a socket that was opened, below that of the target if it is there
	Refused  string            `json:"refused,omitempty"` // what its opening was answered with instead
	Closed   int               `json:"closed,omitempty"`  // the code with which a socket was closed; 1006: without one
	Why      string            `json:"why,omitempty"`     // what was said of that
	Body     json.RawMessage   `json:"body,omitempty"`
	Text     string            `json:"text,omitempty"` // a body that is not JSON
}

// Carry sets the body.
func (m *Crossing) Carry(body []byte) {
	switch {
	case len(body) == 0:
	case json.Valid(body):
		m.Body = body
	default:
		m.Text = string(body)
	}
}

// frame is the message as JSON: a body stays as it was written.
func (m Crossing) frame() json.RawMessage {
	body := m.Body
	m.Body = nil
	out, _ := json.Marshal(m) // texts and numbers always can be
	if body == nil {
		return out
	}
	out = out[:len(out)-1]
	if len(out) > 1 {
		out = append(out, ',')
	}
	return append(append(append(out, `"body":`...), body...), '}')
}

// Add writes down what crosses, and returns its number in the trace.
func (c *Client) Add(dir trace.Direction, m Crossing) int {
	r := c.record(dir)
	r.Frame, r.Fence = m.frame(), m.Fence
	return c.cfg.Log.Add(r).Seq
}

// Put adds a message that is about to be sent, and counts it; the mutex is held.
func (c *Client) Put(m Crossing) int {
	c.sent++
	c.Wake()
	return c.Add(trace.Sent, m)
}

// Take adds a message that has come, and counts it; the mutex is held.
func (c *Client) Take(m Crossing) int {
	c.read++
	c.Wake()
	return c.Add(trace.Received, m)
}

// Full is target.ErrFlood once more has come than is kept.
func (c *Client) Full() error {
	if c.cfg.Log.Full() {
		return target.ErrFlood
	}
	return nil
}

// Note writes down what happened besides messages.
func (c *Client) Note(text string) {
	r := c.record(trace.Event)
	r.Text = text
	c.cfg.Log.Add(r)
}

func (c *Client) record(dir trace.Direction) trace.Record {
	return trace.Record{Door: c.cfg.Wire, Desk: c.cfg.Desk, Page: c.cfg.Number, Dir: dir}
}
