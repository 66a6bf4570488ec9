package webex

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/deskproof/deskproof/steps/target/web"
)

// Request is one HTTP request. The zero value gets the root of the API.
type Request struct {
	Method    string      // empty: GET
	Path      string      // escaped, below the address of the service, such as /v1/agents/login
	Query     string      // without the question mark
	Service   string      // of the catalogue: Metrics, ClientLogs; empty: Gateway, or Address for a path of the catalogue itself
	URL       string      // the whole address of something else, in place of Service, Path and Query
	Body      any         // sent as JSON; nil: none
	Raw       []byte      // sent as it is, instead of Body
	Header    http.Header // replaces what the client would send; a name without values is not sent at all
	Anonymous bool        // without the token
}

// The services of the catalogue that a contact center's client asks.
const (
	Gateway    = "wcc-api-gateway"
	Metrics    = "metrics"
	ClientLogs = "clientLogs"
)

// Call makes a request and returns its answer, whatever that is. An error is
// target.ErrLost, if there is no server, ErrNoAnswer or ErrUnreadable, with an Answer
// that says what was asked, or target.ErrFlood.
func (c *Client) Call(ctx context.Context, r Request) (Answer, error) {
	if c.web.Broken != nil {
		return Answer{}, c.web.Broken
	}
	body, err := r.encode()
	if err != nil {
		return Answer{}, fmt.Errorf("%s: %w", r.name(), err)
	}
	h, err := c.request(ctx, r, body)
	if err != nil {
		return Answer{}, err
	}
	x := c.put(r, h.Header, body)
	h.Header.Set("Trackingid", fmt.Sprintf("deskproof-%d_%d", c.cfg.Number, x.Number))
	response, body, err := c.web.Do(ctx, x, h, nil)
	if err != nil {
		return Answer{Request: x.Name, Asked: x.Seq}, err
	}
	return c.got(x, response, body)
}

func (r Request) method() string { return cmp.Or(r.Method, http.MethodGet) }

func (r Request) encode() ([]byte, error) {
	if r.Raw != nil || r.Body == nil {
		return r.Raw, nil
	}
	return json.Marshal(r.Body)
}

// catalogue is below which path of Config.Address the service catalogue is.
const catalogue = "/u2c/api/v1/"

// address is where a request goes.
func (c *Client) address(r Request) string {
	if r.URL != "" {
		return r.URL
	}
	base := c.cfg.Address
	if !strings.HasPrefix(r.Path, catalogue) {
		base = c.service(r.Service)
	}
	out := strings.TrimSuffix(base, "/") + r.Path
	if r.Query != "" {
		out += "?" + r.Query
	}
	return out
}

// service is the address of a service: that of the catalogue, or else the usual one.
func (c *Client) service(name string) string {
	if name == "" {
		name = Gateway
	}
	c.web.Lock()
	defer c.web.Unlock()
	if address, ok := c.services[name]; ok {
		return address
	}
	return strings.TrimSuffix(c.cfg.Address, "/") + usualPath[name]
}

// usualPath is where services are when no catalogue was read, below the address.
var usualPath = map[string]string{Metrics: "/metrics/api/v1", ClientLogs: "/clientlogs"}

// request makes the HTTP request with all its headers.
func (c *Client) request(ctx context.Context, r Request, body []byte) (*http.Request, error) {
	address := c.address(r)
	h, err := http.NewRequestWithContext(ctx, r.method(), address, bytes.NewReader(body))
	if err != nil && r.URL != "" {
		return nil, fmt.Errorf("%s: %w: it gave an address that is none: %w", r.name(), ErrUnreadable, err)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.name(), err)
	}
	if !r.Anonymous {
		h.Header.Set("Authorization", "Bearer "+c.cfg.Token)
	}
	if c.isOwn(address) {
		for name, values := range c.cfg.Header {
			if !r.Anonymous || !strings.EqualFold(name, "Authorization") {
				h.Header[http.CanonicalHeaderKey(name)] = values
			}
		}
	}
	if body != nil {
		h.Header.Set("Content-Type", "application/json")
	}
	h.Header.Set("Spark-User-Agent", "webex/3.12.0 (web)")
	h.Header.Set("Cisco-No-Http-Redirect", "true")
	for name, values := range r.Header {
		h.Header[http.CanonicalHeaderKey(name)] = values
		if len(values) == 0 {
			h.Header.Del(name)
		}
	}
	return h, nil
}

// isOwn reports whether an address is below the client's own, and not one that merely
// begins with the same letters, such as that of another port.
func (c *Client) isOwn(address string) bool {
	own := strings.TrimSuffix(c.cfg.Address, "/")
	return address == own || strings.HasPrefix(address, own+"/")
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

// put writes a request down.
func (c *Client) put(r Request, header http.Header, body []byte) web.Exchange {
	m := web.Crossing{
		Method: r.method(), Service: r.Service, Path: r.Path, Query: r.Query, Login: r.login(),
		Headers: web.Unusual(header, r.Header, "Spark-User-Agent", "Cisco-No-Http-Redirect", "Trackingid"),
	}
	if r.URL != "" {
		m.Service, m.Path, m.Query = "", c.below(r.URL), ""
	}
	return c.web.Ask(r.name(), m, body)
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

// got writes an answer down.
func (c *Client) got(x web.Exchange, response *http.Response, body []byte) (Answer, error) {
	m := web.Crossing{Exchange: x.Number, Status: response.StatusCode, Headers: web.Told(response.Header, "Vary")}
	m.Carry(body)
	response.Header.Del("Set-Cookie")
	c.web.Lock()
	defer c.web.Unlock()
	seq := c.web.Take(m)
	return Answer{Request: x.Name, Status: m.Status, Header: response.Header, Body: m.Body, Text: m.Text, Asked: x.Seq, Seq: seq}, c.web.Full()
}
