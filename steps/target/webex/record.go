package webex

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
)

// exchange is a request that is under way.
type exchange struct {
	request Request
	number  int
	seq     int // trace record
}

// asked is its answer as long as there is none.
func (x exchange) asked() Answer { return Answer{Request: x.request.name(), Asked: x.seq} }

// crossing is a HTTP message, a socket frame, or the beginning or the end of a socket, as
// the trace has it.
type crossing struct {
	Exchange int               `json:"exchange,omitempty"`
	Method   string            `json:"method,omitempty"`
	Service  string            `json:"service,omitempty"` // whose path it is; empty: the gateway's or the catalogue's
	Path     string            `json:"path,omitempty"`
	Query    string            `json:"query,omitempty"`
	Login    string            `json:"login,omitempty"` // what the request carries of it: none, or what the scenario made up; empty: the token
	Status   int               `json:"status,omitempty"`
	Headers  map[string]string `json:"headers,omitempty"`
	Socket   int               `json:"socket,omitempty"`
	Opened   string            `json:"opened,omitempty"`  // the address of a socket that was opened, below that of the target if it is there
	Refused  string            `json:"refused,omitempty"` // what its opening was answered with instead
	Closed   int               `json:"closed,omitempty"`  // the code with which a socket was closed; 1006: without one
	Why      string            `json:"why,omitempty"`     // what was said of that
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
	m := crossing{Method: r.method(), Service: r.Service, Path: r.Path, Query: r.Query, Login: r.login(), Headers: sentHeaders(r, header)}
	if r.URL != "" {
		m.Service, m.Path, m.Query = "", c.below(r.URL), ""
	}
	m.carry(body)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last++
	c.sent++
	m.Exchange = c.last
	c.wake()
	return exchange{request: r, number: c.last, seq: c.cfg.Log.Add(c.record(trace.Sent, m.frame(), "")).Seq}
}

// below is the part of an address that is below the client's own; all of it, if it is
// not there.
func (c *Client) below(address string) string {
	_, own, _ := strings.Cut(strings.TrimSuffix(c.cfg.Address, "/"), "://")
	if _, rest, ok := strings.Cut(address, "://"); ok && own != "" {
		if path, is := strings.CutPrefix(rest, own); is && strings.HasPrefix(path, "/") {
			return path
		}
	}
	return address
}

// login says what a request carries of its login, where that is not the token.
func (r Request) login() string {
	switch {
	case len(r.Header.Values("Authorization")) > 0:
		return "made up"
	case r.Anonymous:
		return "none"
	}
	return ""
}

// secret are the headers that never are written down, and usual those that every request
// of the SDK carries.
var (
	secret = []string{"Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie"}
	usual  = []string{"Spark-User-Agent", "Cisco-No-Http-Redirect", "Trackingid"}
)

// sentHeaders are those that a reader of the trace wants to know: what is unusual in
// this request.
func sentHeaders(r Request, header http.Header) map[string]string {
	out := map[string]string{}
	for name, values := range header {
		_, own := r.Header[name]
		isUsual := slices.Contains(usual, name) || name == "Content-Type" && header.Get(name) == jsonType
		if !slices.Contains(secret, name) && (own || !isUsual) {
			out[name] = strings.Join(values, ", ")
		}
	}
	return out
}

// told are the headers of answers that a judge asks for.
var told = []string{
	"Content-Type", "Allow", "Location", "Www-Authenticate", "Vary",
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

// got writes an answer down.
func (c *Client) got(x exchange, response *http.Response, body []byte) (Answer, error) {
	m := crossing{Exchange: x.number, Status: response.StatusCode, Headers: toldHeaders(response.Header)}
	m.carry(body)
	a := x.asked()
	a.Status, a.Header, a.Body, a.Text = m.Status, response.Header, m.Body, m.Text
	a.Header.Del("Set-Cookie")
	c.mu.Lock()
	defer c.mu.Unlock()
	a.Seq = c.cfg.Log.Add(c.record(trace.Received, m.frame(), "")).Seq
	c.read++
	c.wake()
	return a, full(c.cfg.Log)
}

// full is an error once more has come than is kept.
func full(log *trace.Log) error {
	if log.Full() {
		return target.ErrFlood
	}
	return nil
}
