package gateway

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/deskproof/deskproof/sim/wire"
)

// Limits of a request.
const (
	maxBody  = 1 << 20 // bytes
	maxDepth = 100     // of objects and arrays
)

// request is a frame to the world.
type request struct {
	Method string          `json:"method"`
	Path   string          `json:"path"`
	Query  string          `json:"query,omitempty"`
	Base   string          `json:"base"`
	Body   json.RawMessage `json:"body,omitempty"`
	Text   *string         `json:"text,omitempty"` // a body that is not JSON
}

// answer is a frame of the world.
type answer struct {
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"`
	Body    json.RawMessage   `json:"body"`
}

// rest lets the world answer a request.
func (g entrance) rest(w http.ResponseWriter, r *http.Request, v *visitor, s *session, path string) {
	asked := &request{Method: r.Method, Path: path, Query: r.URL.RawQuery, Base: g.base(r)}
	if r.Method == http.MethodHead {
		asked.Method = http.MethodGet
	}
	if f := asked.read(w, r); f != nil {
		refuse(w, r, f)
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), g.cfg.Limit)
	defer cancel()
	body, err := g.exchange(ctx, v, asked)
	if err != nil {
		g.fail(w, r, v, err)
		return
	}
	a := readAnswer(body)
	if asked.ends() && a.Status == http.StatusOK {
		g.end(w, s)
	}
	a.write(w)
}

func (g *Gateway) exchange(ctx context.Context, v *visitor, asked *request) ([]byte, error) {
	if err := g.enter(ctx, v); err != nil {
		return nil, err
	}
	return g.cfg.World.Exchange(ctx, wire.GWS, v.user, encode(asked))
}

// read reads the body of a request.
func (q *request) read(w http.ResponseWriter, r *http.Request) *failure {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if _, big := errors.AsType[*http.MaxBytesError](err); big {
		return &failure{http.StatusRequestEntityTooLarge, codeMissing, "The body is too long: at most 1 MiB is taken"}
	}
	switch {
	case err != nil:
		return &failure{http.StatusRequestTimeout, codeMissing, "The body did not come"}
	case len(bytes.TrimSpace(body)) == 0:
	case !utf8.Valid(body) || !json.Valid(body):
		text := strings.ToValidUTF8(string(body), "\uFFFD")
		q.Text = &text
	case depth(body) > maxDepth:
		return &failure{http.StatusBadRequest, codeMissing, "The body is nested too deep"}
	default:
		q.Body = body
	}
	return nil
}

// ends reports whether a request ends the user's session (Start and
// EndContactCenterSession).
func (q *request) ends() bool {
	var body struct {
		Operation string `json:"operationName"`
	}
	return q.Method == http.MethodPost && strings.Trim(q.Path, "/") == "me" &&
		json.Unmarshal(q.Body, &body) == nil && body.Operation == "EndContactCenterSession"
}

// depth is how deep JSON is nested.
func depth(raw []byte) int {
	most, now := 0, 0
	within, escaped := false, false // a text
	for _, c := range raw {
		switch {
		case escaped:
			escaped = false
		case within && c == '\\':
			escaped = true
		case c == '"':
			within = !within
		case !within && (c == '{' || c == '['):
			now++
			most = max(most, now)
		case !within && (c == '}' || c == ']'):
			now--
		}
	}
	return most
}

// readAnswer reads what the world says. What is no answer, as a fault can make it, is
// said as it is.
func readAnswer(frame []byte) answer {
	var a answer
	if err := json.Unmarshal(frame, &a); err != nil || a.Status < 200 || a.Status > 599 {
		return answer{Status: http.StatusOK, Body: frame}
	}
	return a
}

func (a *answer) write(w http.ResponseWriter) {
	for name, value := range a.Headers {
		w.Header().Set(name, value)
	}
	write(w, a.Status, a.Body)
}
