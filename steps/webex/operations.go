package webex

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	wire "github.com/deskproof/deskproof/steps/target/webex"
)

// operation is the request for an operation by its name in the book, about a contact if an
// id is given. The request is answered at once; how it came out is told by a notification.
func (w *world) operation(name, id string, body map[string]any) request {
	m, ok := w.Rules.Book.Method(name)
	if !ok || m.Settles == nil {
		panic(fmt.Sprintf("steps/webex: %s is no operation of the book", name))
	}
	if body == nil {
		body = map[string]any{}
	}
	method, path, _ := strings.Cut(m.On, " ")
	return request{
		what: name, item: m.ID, about: id, resolves: eventsIn(m.Settles.Resolve), rejects: eventsIn(m.Settles.Reject),
		Request: wire.Request{Method: method, Path: strings.ReplaceAll(path, "{id}", url.PathEscape(id)), Body: body},
	}
}

// eventsIn are the events by which an outcome is told.
func eventsIn(matches []book.Match) []string {
	var out []string
	for _, m := range matches {
		out = append(out, m.Event)
	}
	return out
}

// outcome is how an operation came out.
type outcome struct {
	how    string // granted, refused, refused at once, or unsettled
	frames []int
	by     notice // that told it
}

// The outcomes of an operation.
const (
	granted       = "granted"
	refused       = "refused"
	refusedAtOnce = "refused at once"
	unsettled     = "unsettled"
)

// outcome is how the last request came out so far: by its answer if that is an error, else
// by the first notification that it waits for. A failure is known by its name alone, as
// the agent SDK knows it.
func (w *world) outcome() outcome { return w.outcomeBy(w.asker.client.Notices()) }

// outcomeBy is how the last request came out by what its client was told.
func (w *world) outcomeBy(told []notice) outcome {
	out := outcome{how: unsettled, frames: frames(w.answer)}
	switch {
	case w.answer.Failed():
		out.how = refusedAtOnce
		return out
	case len(w.asked.resolves) == 0:
		out.how = granted // no notification is waited for
		return out
	}
	for _, n := range told {
		switch {
		case n.Seq <= w.answer.Asked:
			continue
		case slices.Contains(w.asked.resolves, n.Event) && w.asked.isAbout(n):
			out.how = granted
		case slices.Contains(w.asked.rejects, n.Event):
			out.how = refused
		default:
			continue
		}
		out.by, out.frames = n, append(out.frames, n.Seq)
		return out
	}
	return out
}

// isAbout reports whether a notification is about the contact of a request, if it has one.
func (r request) isAbout(n notice) bool {
	return r.about == "" || n.ID() == r.about || n.Text("reservationInteractionId") == r.about
}
