package webex

import (
	"encoding/json"
	"net/http"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target/web"
)

// Answer is the answer to a request.
type Answer struct {
	Request string // what was asked: the operation, such as task.hold, or the method and the path with {org} and {id} for ids
	Status  int    // of HTTP; 0: none came
	Header  http.Header
	Body    json.RawMessage // nil: there is none, or it is no JSON
	Text    string          // a body that is no JSON
	Asked   int             // trace record of the request
	Seq     int             // trace record of the answer; 0: none came
}

// Succeeded reports whether the status is one that an operation accepts: below 400.
func (a Answer) Succeeded() bool { return a.Status > 0 && a.Status < http.StatusBadRequest }

// Failed reports whether it is not.
func (a Answer) Failed() bool { return !a.Succeeded() }

// Object is the body taken apart; nil: it is no object.
func (a Answer) Object() trace.Object { return trace.ObjectOf(a.Body) }

// List are the elements of the list that the answer is, or that is its member data;
// false: it is and has none.
func (a Answer) List() ([]json.RawMessage, bool) {
	if list, ok := web.List(a.Body); ok {
		return list, true
	}
	return web.List(a.Object().Get("data"))
}

// pages is meta.totalPages of a list; 1 if it does not say.
func (a Answer) pages() int {
	if n, ok := numberOf(a.Object().Object("meta").Get("totalPages")); ok && n >= 1 && n <= mostPages {
		return int(n)
	}
	return 1
}

// mostPages is how many pages of a list a client fetches at most, which a server could
// go on promising.
const mostPages = 100

// Message is what a refusal says of itself: errorMessage, else the text of a body that is
// not JSON.
func (a Answer) Message() string {
	if text := web.Text(a.Object().Get("errorMessage")); text != "" {
		return text
	}
	return a.Text
}
