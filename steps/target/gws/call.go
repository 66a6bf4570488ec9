package gws

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
)

// Request is one HTTP request. The zero value gets the root of the API.
type Request struct {
	Method    string        // empty: GET
	Path      string        // below the address of the API, such as /me/interactions
	Query     string        // without the question mark
	Body      any           // sent as JSON; nil: none
	Raw       []byte        // sent as it is, instead of Body
	Header    http.Header   // replaces what the client would send; a name without values is not sent at all
	Anonymous bool          // neither user and password nor cookies
	ByCookie  bool          // cookies alone
	fence     bool          // the harness's own
	within    time.Duration // how much longer than others its answer may take
}

// Call makes a request and returns its answer, whatever that is. An error is
// target.ErrLost, if there is no server, ErrNoAnswer or ErrUnreadable, with an Answer
// that says what was asked, or target.ErrFlood.
func (c *Client) Call(ctx context.Context, r Request) (Answer, error) {
	if c.broken != nil {
		return Answer{}, c.broken
	}
	body, err := r.encode()
	if err != nil {
		return Answer{}, fmt.Errorf("%s %s: %w", r.method(), r.Path, err)
	}
	within, cancel := target.Patience(ctx, c.cfg.Answer+r.within)
	defer cancel()
	within, stop := joined(within, c.life)
	defer stop()
	h, err := c.request(within, r, body)
	if err != nil {
		return Answer{}, err
	}
	x := c.put(r, h.Header, body)
	response, err := c.browser(r).Do(h)
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

// writes reports whether the request is one of those that need a token.
func (r Request) writes() bool {
	return r.method() == http.MethodPost || r.method() == http.MethodPut || r.method() == http.MethodDelete
}

// request makes the HTTP request with all its headers but cookies.
func (c *Client) request(ctx context.Context, r Request, body []byte) (*http.Request, error) {
	url := strings.TrimSuffix(c.cfg.Address, "/") + r.Path
	if r.Query != "" {
		url += "?" + r.Query
	}
	h, err := http.NewRequestWithContext(ctx, r.method(), url, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", r.method(), r.Path, err)
	}
	for name, values := range c.cfg.Header {
		h.Header[http.CanonicalHeaderKey(name)] = values
	}
	if body != nil {
		h.Header.Set("Content-Type", jsonType)
	}
	if !r.Anonymous && !r.ByCookie {
		h.SetBasicAuth(c.cfg.User, c.cfg.Password)
	}
	if name, token := c.token(); name != "" && r.writes() && !r.Anonymous {
		h.Header.Set(name, token)
	}
	for name, values := range r.Header {
		h.Header[http.CanonicalHeaderKey(name)] = values
		if len(values) == 0 {
			h.Header.Del(name)
		}
	}
	return h, nil
}

// jsonType is what every body is.
const jsonType = "application/json"

// browser is what makes a request: with the cookies of the login, or without any.
func (c *Client) browser(r Request) *http.Client {
	web := c.web
	if r.Anonymous {
		web.Jar = nil
	}
	return &web
}

// token is the header against request forgery and its value; empty: none was learned.
func (c *Client) token() (name, value string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.csrf[0], c.csrf[1]
}

// forgeryHeader is how the header of the token may be called: a server must not make a
// client send others.
var forgeryHeader = regexp.MustCompile(`^(?i:x-[a-z0-9-]{1,60})$`)

// learn keeps the token that an answer brings (CSRF protection); c.mu is held.
func (c *Client) learn(h http.Header) {
	name := h.Get("X-CSRF-HEADER")
	if value := h.Get(name); forgeryHeader.MatchString(name) && value != "" {
		c.csrf = [2]string{name, value}
	}
}

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
		why = fmt.Errorf("%w in time (%s)", ErrNoAnswer, c.cfg.Answer+x.request.within)
	case isNet && opening.Op == "dial":
		why = fmt.Errorf("%w: client of %s: %w", target.ErrLost, c.cfg.Desk, err)
	}
	c.note(fmt.Sprintf("%s (exchange %d): %s", x.request.name(), x.number, why))
	return fmt.Errorf("%s: %w", x.request.name(), why)
}

// short is the beginning of what a server says.
func short(text string) string {
	const most = 200
	return strings.ToValidUTF8(text[:min(len(text), most)], "")
}

// full is an error once more has come than is kept.
func full(log *trace.Log) error {
	if log.Full() {
		return target.ErrFlood
	}
	return nil
}
