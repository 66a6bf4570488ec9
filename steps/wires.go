package steps

import (
	"fmt"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/gws"
	"github.com/deskproof/deskproof/steps/oracle"
	gwsjudge "github.com/deskproof/deskproof/steps/oracle/gws"
	webexjudge "github.com/deskproof/deskproof/steps/oracle/webex"
	"github.com/deskproof/deskproof/steps/suite"
	gwswire "github.com/deskproof/deskproof/steps/target/gws"
	"github.com/deskproof/deskproof/steps/target/scapi"
	webexwire "github.com/deskproof/deskproof/steps/target/webex"
	"github.com/deskproof/deskproof/steps/webex"
)

// wire is one that scenarios can run on, whatever profile it is judged by.
type wire struct {
	name      string
	profile   string // unless another is chosen
	book      func() *book.Book
	sentences suite.Sentences
	check     func(*oracle.Rules, *suite.Scenario) []suite.Problem
	judge     func(*oracle.Rules, []trace.Record) oracle.Verdict // nil: the rules' own
	known     suite.Definitions                                  // compiled once a process
}

// wires are all that there are, in the order in which they are told.
var wires = []*wire{
	{name: scapi.Wire, profile: "union", book: book.SCAPI, sentences: Register, check: Check},
	{name: gwswire.Wire, profile: "8.5.0", book: book.GWS, sentences: gws.Register, check: gws.Check, judge: gwsjudge.Judge},
	{name: webexwire.Wire, profile: "sdk-3.12.0", book: book.Webex, sentences: webex.Register, check: webex.Check, judge: webexjudge.Judge},
}

// Profiles reads a list of profiles, separated by commas: at most one for each wire, in any
// order. It returns them by wire; a wire that the list does not name is not there.
func Profiles(list string) (map[string]string, error) {
	out := map[string]string{}
	for _, name := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' }) {
		name = strings.TrimSpace(name)
		w, err := wireOf(name)
		if err != nil {
			return nil, err
		}
		if other, twice := out[w.name]; twice {
			return nil, fmt.Errorf("profiles %q and %q are both of the wire %s: choose one of them", other, name, w.name)
		}
		out[w.name] = name
	}
	return out, nil
}

// wireOf is the wire whose book has a profile.
func wireOf(profile string) (*wire, error) {
	var unknown error
	for _, w := range wires {
		_, err := w.book().Profile(profile)
		switch {
		case err == nil:
			return w, nil
		case unknown == nil:
			unknown = err
		default:
			var names []string
			for _, p := range w.book().Profiles {
				names = append(names, p.Name)
			}
			unknown = fmt.Errorf("%w; or of the wire %s: %s", unknown, w.name, strings.Join(names, ", "))
		}
	}
	return nil, unknown
}

// Wires returns all wires that scenarios can run on, each judged by its profile among those
// given by wire, or else by the usual one.
func Wires(profiles map[string]string, strict bool) []suite.Wire {
	var out []suite.Wire
	for _, w := range wires {
		profile := w.profile
		if chosen, ok := profiles[w.name]; ok {
			profile = chosen
		}
		out = append(out, w.in(&oracle.Rules{Book: w.book(), Profile: profile, Strict: strict}))
	}
	return out
}

// in is the wire judged by rules.
func (w *wire) in(rules *oracle.Rules) suite.Wire {
	out := suite.Wire{
		Name: w.name, Rules: rules, Sentences: w.sentences, Known: &w.known,
		Check: func(sc *suite.Scenario) []suite.Problem { return w.check(rules, sc) },
	}
	if w.judge != nil {
		out.Judge = func(records []trace.Record) oracle.Verdict { return w.judge(rules, records) }
	}
	return out
}
