package gws

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
)

// exchange is a request that is under way.
type exchange struct {
	request Request
	number  int
	seq     int // trace record
}

// asked is its answer as long as there is none.
func (x exchange) asked() Answer { return Answer{Request: x.request.name(), Asked: x.seq} }

// crossing is a HTTP message, or a WebSocket frame, as the trace has it.
type crossing struct {
	Exchange int               `json:"exchange,omitempty"`
	Method   string            `json:"method,omitempty"`
	Path     string            `json:"path,omitempty"`
	Query    string            `json:"query,omitempty"`
	Login    string            `json:"login,omitempty"` // what the request carries of it: none, cookie, or what the scenario made up; empty: all
	Status   int               `json:"status,omitempty"`
	Headers  map[string]string `json:"headers,omitempty"`
	Cookies  []string          `json:"cookies,omitempty"` // the names of those that were set
	Body     json.RawMessage   `json:"body,omitempty"`
	Text     string            `json:"text,omitempty"` // a body that is not JSON
}

// carry sets the body.
func (m *crossing) carry(body []byte) {
	switch {
	case len(body) == 0:
	case json.Valid(body):
		m.Body = body
	default:
		m.Text = string(body)
	}
}

// frame is the message as JSON: a body stays as it was written.
func (m *crossing) frame() json.RawMessage {
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

// put writes a request down.
func (c *Client) put(r Request, header http.Header, body []byte) exchange {
	m := crossing{Method: r.method(), Path: r.Path, Query: r.Query, Login: r.login(), Headers: sentHeaders(r, header)}
	m.carry(body)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last++
	c.sent++
	m.Exchange = c.last
	c.wake()
	record := c.record(trace.Sent, m.frame(), "")
	record.Fence = r.fence
	return exchange{request: r, number: c.last, seq: c.cfg.Log.Add(record).Seq}
}

// login says what a request carries of its login, where that is not everything.
func (r Request) login() string {
	switch {
	case r.Header.Values("Authorization") != nil, r.Header.Values("Cookie") != nil:
		return "made up"
	case r.Anonymous:
		return "none"
	case r.ByCookie:
		return "cookie"
	}
	return ""
}

// secret are the headers that never are written down.
var secret = []string{"Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie"}

// sentHeaders are those that a reader of the trace wants to know: what is unusual in
// this request.
func sentHeaders(r Request, header http.Header) map[string]string {
	out := map[string]string{}
	for name, values := range header {
		_, own := r.Header[name]
		usual := name == "Content-Type" && strings.HasPrefix(header.Get(name), jsonType)
		if !slices.Contains(secret, name) && (own || !usual) {
			out[name] = strings.Join(values, ", ")
		}
	}
	return out
}

// told are the headers of answers that a judge asks for.
var told = []string{
	"Content-Type", "Allow", "Location", "Www-Authenticate", "X-Csrf-Header", "X-Csrf-Token",
	"Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Access-Control-Allow-Headers", "Access-Control-Allow-Methods",
}

func toldHeaders(header http.Header) map[string]string {
	out := map[string]string{}
	for _, name := range told {
		if values := header.Values(name); len(values) > 0 {
			out[name] = strings.Join(values, ", ")
		}
	}
	return out
}

// got writes an answer down, and takes in what it tells.
func (c *Client) got(x exchange, response *http.Response, body []byte) (Answer, error) {
	m := crossing{Exchange: x.number, Status: response.StatusCode, Headers: toldHeaders(response.Header)}
	for _, cookie := range response.Cookies() {
		m.Cookies = append(m.Cookies, cookie.Name)
	}
	m.carry(body)
	a := x.asked()
	a.Status, a.Header, a.Cookies, a.Body, a.Text = m.Status, response.Header, m.Cookies, m.Body, m.Text
	a.Header.Del("Set-Cookie")
	batch := batchOf(a.Body)
	record := c.record(trace.Received, m.frame(), "")
	record.Fence = x.request.fence && !slices.ContainsFunc(batch, isEvent)
	c.mu.Lock()
	defer c.mu.Unlock()
	a.Seq = c.cfg.Log.Add(record).Seq
	c.read++
	if !x.request.Anonymous {
		c.learn(response.Header)
	}
	if x.request.isBayeux() {
		c.messages = append(c.messages, messagesIn(batch, a.Seq)...)
	}
	c.wake()
	return a, full(c.cfg.Log)
}
