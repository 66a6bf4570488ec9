package webex

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/deskproof/deskproof/steps/target"
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
	if c.broken != nil {
		return Answer{}, c.broken
	}
	body, err := r.encode()
	if err != nil {
		return Answer{}, fmt.Errorf("%s: %w", r.name(), err)
	}
	within, cancel := target.Patience(ctx, c.cfg.Answer)
	defer cancel()
	within, stop := joined(within, c.life)
	defer stop()
	h, err := c.request(within, r, body)
	if err != nil {
		return Answer{}, err
	}
	x := c.put(r, h.Header, body)
	h.Header.Set("Trackingid", fmt.Sprintf("deskproof-%d_%d", c.cfg.Number, x.number))
	response, err := c.web.Do(h)
	if err != nil {
		return x.asked(), c.unanswered(ctx, within, x, err)
	}
	defer response.Body.Close() // it is read, or of no use
	raw, err := readBody(response)
	if err != nil {
		return x.asked(), c.unanswered(ctx, within, x, err)
	}
	return c.got(x, response, raw)
}

// joined is a context that ends with either of two.
func joined(ctx, other context.Context) (context.Context, func()) {
	both, cancel := context.WithCancelCause(ctx)
	stop := context.AfterFunc(other, func() { cancel(context.Canceled) })
	return both, func() { stop(); cancel(nil) }
}

func (r Request) method() string {
	if r.Method == "" {
		return http.MethodGet
	}
	return r.Method
}

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
	c.mu.Lock()
	defer c.mu.Unlock()
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
		h.Header.Set("Content-Type", jsonType)
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

// jsonType is what every body is.
const jsonType = "application/json"

// readBody reads an answer that a client would read.
func readBody(r *http.Response) ([]byte, error) {
	if coding := r.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		return nil, fmt.Errorf("%w: its Content-Encoding is %q, which was not asked for", ErrUnreadable, short(coding))
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, target.MaxFrame+1))
	if len(body) > target.MaxFrame {
		return nil, fmt.Errorf("%w: it has over %d bytes, more than is read", ErrUnreadable, target.MaxFrame)
	}
	return body, err
}

// unanswered notes why a request has no answer.
func (c *Client) unanswered(ctx, within context.Context, x exchange, err error) error {
	why := fmt.Errorf("%w: %w", ErrNoAnswer, err)
	opening, isNet := errors.AsType[*net.OpError](err)
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case c.life.Err() != nil:
		return fmt.Errorf("%w: client of %s: it was closed", ErrNoAnswer, c.cfg.Desk)
	case errors.Is(err, ErrUnreadable):
		why = err
	case within.Err() != nil:
		why = late(c.cfg.Answer)
	case isNet && opening.Op == "dial":
		why = fmt.Errorf("%w: client of %s: %w", target.ErrLost, c.cfg.Desk, err)
	}
	c.note(fmt.Sprintf("%s (exchange %d): %s", x.request.name(), x.number, why))
	return fmt.Errorf("%s: %w", x.request.name(), why)
}

// late says that something has not come in time.
func late(limit time.Duration) error { return fmt.Errorf("%w in time (%s)", ErrNoAnswer, limit) }

// short is the beginning of what a server says.
func short(text string) string {
	const most = 200
	return strings.ToValidUTF8(text[:min(len(text), most)], "")
}
