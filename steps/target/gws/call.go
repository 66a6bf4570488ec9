package gws

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/deskproof/deskproof/steps/target/web"
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
	if c.web.Broken != nil {
		return Answer{}, c.web.Broken
	}
	body, err := r.encode()
	if err != nil {
		return Answer{}, fmt.Errorf("%s %s: %w", r.method(), r.Path, err)
	}
	h, err := c.request(ctx, r, body)
	if err != nil {
		return Answer{}, err
	}
	x := c.put(r, h.Header, body)
	response, body, err := c.web.Do(ctx, x, h, c.cookies(r))
	if err != nil {
		return Answer{Request: x.Name, Asked: x.Seq}, err
	}
	return c.got(r, x, response, body)
}

func (r Request) method() string { return cmp.Or(r.Method, http.MethodGet) }

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
		h.Header.Set("Content-Type", "application/json")
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

// cookies are those of the login that a request may have; nil: none.
func (c *Client) cookies(r Request) http.CookieJar {
	if r.Anonymous {
		return nil
	}
	return c.jar
}

// token is the header against request forgery and its value; empty: none was learned.
func (c *Client) token() (name, value string) {
	c.web.Lock()
	defer c.web.Unlock()
	return c.csrf[0], c.csrf[1]
}

// forgeryHeader is how the header of the token may be called: a server must not make a
// client send others.
var forgeryHeader = regexp.MustCompile(`^(?i:x-[a-z0-9-]{1,60})$`)

// learn keeps the token that an answer brings (CSRF protection); the mutex is held.
func (c *Client) learn(h http.Header) {
	name := h.Get("X-CSRF-HEADER")
	if value := h.Get(name); forgeryHeader.MatchString(name) && value != "" {
		c.csrf = [2]string{name, value}
	}
}

// put writes a request down.
func (c *Client) put(r Request, header http.Header, body []byte) web.Exchange {
	x := c.web.Ask(r.name(), web.Crossing{
		Fence: r.fence, Method: r.method(), Path: r.Path, Query: r.Query, Login: r.login(), Headers: web.Unusual(header, r.Header),
	}, body)
	x.Limit += r.within
	return x
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

// got writes an answer down, and takes in what it tells.
func (c *Client) got(r Request, x web.Exchange, response *http.Response, body []byte) (Answer, error) {
	m := web.Crossing{Exchange: x.Number, Status: response.StatusCode, Headers: web.Told(response.Header, "X-Csrf-Header", "X-Csrf-Token")}
	for _, cookie := range response.Cookies() {
		m.Cookies = append(m.Cookies, cookie.Name)
	}
	m.Carry(body)
	response.Header.Del("Set-Cookie")
	a := Answer{Request: x.Name, Status: m.Status, Header: response.Header, Cookies: m.Cookies, Body: m.Body, Text: m.Text, Asked: x.Seq}
	batch := a.Batch()
	m.Fence = r.fence && !slices.ContainsFunc(batch, isEvent)
	c.web.Lock()
	defer c.web.Unlock()
	a.Seq = c.web.Take(m)
	if !r.Anonymous {
		c.learn(a.Header)
	}
	if r.isBayeux() {
		c.messages = append(c.messages, messagesIn(batch, a.Seq)...)
	}
	return a, c.web.Full()
}
