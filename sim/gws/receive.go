package gws

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/deskproof/deskproof/sim/wire"
)

// request is a request while it is handled.
type request struct {
	Method string          `json:"method"`
	Path   string          `json:"path"`
	Query  string          `json:"query"`
	Base   string          `json:"base"`
	Body   json.RawMessage `json:"body"`
	Text   *string         `json:"text"`

	args []string // what the path has where the endpoint's has {}
	told []object // notifications that follow the answer
}

// answer is what becomes of a request.
type answer struct {
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers,omitempty"`
	Body    any               `json:"body,omitempty"`
}

// Receive reads one request and answers it.
func (s *Session) Receive(_ time.Duration, in wire.Frame, c wire.Port, dst []wire.Frame) ([]wire.Frame, error) {
	s.port = c
	r := &request{}
	a := s.answer(r, in.Body)
	dst = append(dst, wire.Frame{Page: in.Page, Exchange: in.Exchange, Body: encode(a)})
	for _, m := range r.told {
		dst = append(dst, notification(interactionsTopic, m))
	}
	return dst, nil
}

func (s *Session) answer(r *request, frame []byte) answer {
	if json.Unmarshal(frame, r) != nil || !utf8.Valid(frame) {
		return s.refuse(r, fail(missing, "The request is not JSON"))
	}
	s.base = r.Base
	body, err := s.serve(r)
	switch {
	case err != nil:
		return s.refuse(r, err)
	case body == nil:
		return answer{Status: http.StatusOK}
	}
	return answer{Status: http.StatusOK, Body: body}
}

// refuse is the answer to a request that failed.
func (s *Session) refuse(r *request, err error) answer {
	f, ok := errors.AsType[*failure](err)
	if !ok {
		f = ofCenter(err)
	}
	a := answer{Status: f.status(), Body: f.body()}
	if r.Method != http.MethodGet {
		a.Body = s.cfg.Results.failed(f)
	}
	if f.allow != "" {
		a.Headers = map[string]string{"Allow": f.allow}
	}
	return a
}

// operation reads the body of a POST or a PUT: an object with an operationName. Other
// members are ignored unless the operation knows them.
func (r *request) operation() (string, map[string]json.RawMessage, error) {
	var body map[string]json.RawMessage
	switch {
	case r.Text != nil || len(r.Body) == 0:
		return "", nil, fail(missing, "The body is not JSON")
	case json.Unmarshal(r.Body, &body) != nil || body == nil:
		return "", nil, fail(missing, "The body is not a JSON object")
	case repeated(r.Body) != "":
		return "", nil, fail(missing, "The body has "+repeated(r.Body)+" twice")
	case wire.IsNull(body["operationName"]):
		return "", body, fail(missing, "Parameter operationName is missing")
	}
	name := wire.Text(body["operationName"])
	if name == "" {
		return "", body, fail(missing, "Parameter operationName is not a name")
	}
	return name, body, nil
}

// repeated is a member that an object has twice, as JSON; empty: it has none. Readers
// differ in which of the two they believe.
func repeated(object []byte) string {
	d := json.NewDecoder(bytes.NewReader(object))
	_, _ = d.Token() // the brace: it is an object
	seen := map[json.Token]bool{}
	for d.More() {
		name, _ := d.Token() // likewise
		if seen[name] {
			return string(encode(name))
		}
		seen[name] = true
		_ = d.Decode(new(json.RawMessage))
	}
	return ""
}

// fields are the names that a request asks for: nil if it asks for none, and all for
// a star.
func (r *request) fields() (names []string, all bool) {
	q, err := url.ParseQuery(r.Query)
	if err != nil || !q.Has("fields") {
		return nil, false
	}
	for _, n := range strings.Split(q.Get("fields"), ",") {
		if n = strings.TrimSpace(n); n == "*" {
			return nil, true
		}
		names = append(names, n)
	}
	return append(names, "id"), false
}
