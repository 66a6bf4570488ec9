package gws

import (
	"encoding/json"
	"math"
	"net/http"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target/web"
)

// Answer is the answer to a request.
type Answer struct {
	Request string          // what was asked: the operation's name, or the method and the path with {id}
	Status  int             // of HTTP; 0: it came over WebSocket, or none came
	Header  http.Header     // without cookies
	Cookies []string        // names of those that were set
	Body    json.RawMessage // nil: there is none, or it is no JSON
	Text    string          // a body that is no JSON
	Asked   int             // trace record of the request
	Seq     int             // trace record of the answer; 0: none came
}

// Succeeded reports whether the answer is a success, in any of the documented shapes
// (Return Values): HTTP 200 and status "ok" or 0, or statusCode 0, or no body at all.
func (a Answer) Succeeded() bool {
	if a.Status != http.StatusOK || a.Text != "" {
		return false
	}
	if a.Body == nil {
		return true
	}
	status, code := a.verdicts()
	return status != bad && code != bad && (status == good || code == good)
}

// Failed reports whether it is none.
func (a Answer) Failed() bool { return !a.Succeeded() }

// word is what one of the two members says.
type word int

const (
	silent word = iota // it is not there
	good
	bad
)

// verdicts are what status and statusCode say.
func (a Answer) verdicts() (status, code word) {
	o := trace.ObjectOf(a.Body)
	return verdict(o.Get("status"), true), verdict(o.Get("statusCode"), false)
}

func verdict(raw json.RawMessage, word bool) word {
	var v any
	if raw == nil || json.Unmarshal(raw, &v) != nil || v == nil {
		return silent
	}
	if v == 0.0 || word && v == "ok" {
		return good
	}
	return bad
}

// Code is statusCode; false if there is none, or no whole number that could be one.
func (a Answer) Code() (int, bool) {
	var code *float64
	raw := trace.ObjectOf(a.Body).Get("statusCode")
	if raw == nil || json.Unmarshal(raw, &code) != nil || code == nil || *code != math.Trunc(*code) || math.Abs(*code) > 1e6 {
		return 0, false
	}
	return int(*code), true
}

// Object is the body taken apart; nil: it is no object.
func (a Answer) Object() trace.Object { return trace.ObjectOf(a.Body) }

// Interaction is the one that the answer is about, as GET /interactions/{id} gives it.
func (a Answer) Interaction() Interaction { return InteractionOf(a.Object().Get("interaction")) }

// Interactions are those of a list; false: the answer has no such list.
func (a Answer) Interactions() ([]Interaction, bool) {
	list, ok := web.List(a.Object().Get("interactions"))
	var out []Interaction
	for _, raw := range list {
		out = append(out, InteractionOf(raw))
	}
	return out, ok
}

// URIs are those of a list without fields; false: the answer has no such list, or not
// of texts alone.
func (a Answer) URIs() ([]string, bool) {
	out := []string{}
	raw := a.Object().Get("uris")
	if raw == nil || json.Unmarshal(raw, &out) != nil || out == nil {
		return nil, false
	}
	return out, true
}

// Batch are the messages of a Bayeux answer, in order; nil: it is no array of objects.
func (a Answer) Batch() []trace.Object { return batchOf(a.Body) }

// Reply is the last message of a Bayeux answer on a channel; nil: there is none.
func (a Answer) Reply(channel string) trace.Object {
	var out trace.Object
	for _, m := range a.Batch() {
		if web.Text(m.Get("channel")) == channel {
			out = m
		}
	}
	return out
}
