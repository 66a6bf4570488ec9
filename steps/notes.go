package steps

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/steps/gws"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	webexwire "github.com/deskproof/deskproof/steps/target/webex"
	"github.com/deskproof/deskproof/steps/webex"
)

// Known is whom and what a target has, for Notes.
type Known struct {
	Names []string // of persons and destinations
	Of    string   // what to call the target
	Help  string   // what to do about a name that it does not have
}

// Notes tells which words in the blanks of a scenario's sentences nobody knows, though its
// steps can run: persons and destinations that the target does not have, and requests,
// events and states that the book does not have. It tells, too, of tables that no tag is
// about.
func Notes(r *oracle.Rules, sc *suite.Scenario, blanks []suite.Blank, has Known) []suite.Problem {
	var out []suite.Problem
	for _, blank := range blanks {
		p := stranger(blank, has)
		if v, ok := vocabulary[blank.Of]; ok {
			p = slip(scene.Known(v.what, blank.Value, v.words(r.Book)))
		}
		if p.Text != "" {
			p.File, p.Line, p.Note = sc.File, blank.Line, true
			out = append(out, p)
		}
	}
	if sc.Wire == webexwire.Wire {
		out = append(out, webex.Notes(r, sc)...)
	}
	return out
}

// somebody is what a blank stands for that has the name of a person or of a destination.
var somebody = regexp.MustCompile(`\b(agents?|customers?|who|whom|agent group|queue)\b|^its name in scenarios$`)

// aRoute is what stands before the name of a destination.
var aRoute = regexp.MustCompile(`^the (agent group|skill|queue|routing point) `)

// stranger tells of a name that the target does not have.
func stranger(blank suite.Blank, has Known) suite.Problem {
	name := aRoute.ReplaceAllString(blank.Value, "")
	if !somebody.MatchString(blank.Of) || slices.Contains(has.Names, name) {
		return suite.Problem{}
	}
	help := fmt.Sprintf("It has %s.", strings.Join(has.Names, ", "))
	if near, ok := targets.NearestName(name, has.Names); ok {
		help = fmt.Sprintf("It has %s, which may be meant.", near)
	}
	return suite.Problem{
		Text: fmt.Sprintf("%s has no %q: the scenario cannot be judged there", has.Of, name),
		Help: strings.TrimSpace(help + " " + has.Help),
	}
}

// vocabulary is what a word in a blank is among, by what the blank stands for.
var vocabulary = map[string]struct {
	what  string
	words func(*book.Book) []string
}{
	"the request":          {"a request", requests},
	"the operation's name": {"an operation", operations},
	"the event type":       {"an event", eventTypes},
	"the event name":       {"an event name", func(b *book.Book) []string { return values(b, "event-name") }},
	"the state's type":     {"a state of an agent", func(b *book.Book) []string { return values(b, "state-type") }},
}

// slip tells of a word that the book does not have; nil: it has.
func slip(unknown error) suite.Problem {
	if unknown == nil {
		return suite.Problem{}
	}
	return suite.Problem{Text: unknown.Error(), Help: "deskproof book WORD finds what the documents know."}
}

// requests are the names of all requests of a book.
func requests(b *book.Book) []string {
	var out []string
	for i := range b.Methods {
		out = append(out, b.Methods[i].Request)
	}
	return out
}

// operations are the names of the operations on an interaction.
func operations(b *book.Book) []string {
	if b.System == "gws" {
		return gws.Operations()
	}
	var out []string
	for i := range b.Methods {
		if b.Methods[i].Settles != nil {
			out = append(out, b.Methods[i].Request)
		}
	}
	return out
}

// eventTypes are all names under which a book has events.
func eventTypes(b *book.Book) []string {
	var out []string
	for i := range b.Events {
		out = append(out, b.Events[i].Type, b.Events[i].Event)
	}
	return out
}
