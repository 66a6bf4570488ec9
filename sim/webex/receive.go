package webex

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"unicode/utf8"
)

// request is a request while it is handled.
type request struct {
	Method string          `json:"method"`
	Path   string          `json:"path"`
	Query  string          `json:"query"`
	Base   string          `json:"base"`
	Socket string          `json:"socket"`
	Body   json.RawMessage `json:"body"`
	Text   *string         `json:"text"`
	Secret string          `json:"secret"` // for what nobody must guess
	Track  string          `json:"track"`  // by what the client knows the request; empty: by nothing
	Fail   *fault          `json:"fail"`

	args []string // what the path has where the endpoint's has {}
	told []notice // what follows the answer
}

// answer is what becomes of a request.
type answer struct {
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers,omitempty"`
	Body    any               `json:"body,omitempty"`
}

// ok is the answer to a question.
func ok(body any) answer { return answer{Status: http.StatusOK, Body: body} }

// taken is the answer to an operation whose outcome is told.
func taken() answer { return answer{Status: http.StatusAccepted, Body: object{}} }

func (s *Session) answer(r *request, frame []byte) answer {
	if json.Unmarshal(frame, r) != nil || !utf8.Valid(frame) {
		return s.refuse(r, bad("The request is not JSON"))
	}
	e, err := r.endpoint()
	if err != nil {
		return s.refuse(r, err)
	}
	var a answer
	if r.Fail != nil {
		a, err = s.failAsTold(r, e)
	} else {
		a, err = e.run(s, r)
	}
	if err != nil {
		r.told = nil
		return s.refuse(r, err)
	}
	return a
}

// failure is why a request is answered with an error of HTTP.
type failure struct {
	status int
	text   string
	allow  string // the methods that the path has
}

func (f *failure) Error() string { return f.text }

func bad(text string) error { return &failure{status: http.StatusBadRequest, text: text} }

func notFound(text string) error { return &failure{status: http.StatusNotFound, text: text} }

// refuse is the answer to a request that failed, with the body that operations of tasks
// can show: by the id that the client has for the request, or else one of ours.
func (s *Session) refuse(r *request, err error) answer {
	f, isFailure := errors.AsType[*failure](err)
	if !isFailure {
		f = &failure{status: http.StatusInternalServerError, text: "Not possible"}
	}
	a := answer{Status: f.status, Body: object{
		{"errorMessage", f.text},
		{"errorType", http.StatusText(f.status)},
		{"errorData", ""},
		{"reasonCode", f.status},
		{"trackingId", cmp.Or(r.Track, s.trace())},
	}}
	if f.allow != "" {
		a.Headers = map[string]string{"Allow": f.allow}
	}
	return a
}

// object reads the body as a JSON object.
func (r *request) object() (map[string]json.RawMessage, error) {
	var body map[string]json.RawMessage
	if r.Text != nil || len(r.Body) == 0 {
		return nil, bad("The body is not JSON")
	}
	if json.Unmarshal(r.Body, &body) != nil || body == nil {
		return nil, bad("The body is not a JSON object")
	}
	return body, nil
}

// tell lets a notification follow the answer.
func (r *request) tell(n notice) { r.told = append(r.told, n) }
