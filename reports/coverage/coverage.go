// Package coverage says which items of a book are proved: by a check that ran on the wire,
// and by a fault that takes away what it checks and is noticed.
//
// Make sets the result stream of a run beside a book, with Proofs, the list of what is
// known to be proved, which deskproof selftest coverage keeps true and writes.
package coverage

import (
	"slices"
	"strings"
	"unicode"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
)

// Grade says how far an item is covered.
type Grade string

// The grades, the best first.
const (
	Proved     Grade = "proved"       // a check ran on the wire, and a fault that takes away what it checks is noticed
	Checked    Grade = "checked only" // a check ran on the wire, and nobody knows whether it would notice anything
	Open       Grade = "not covered"  // no check ran
	Unprovable Grade = "not provable" // no check on the wire can prove it
)

// Grades lists every grade in the order in which reports count them.
var Grades = []Grade{Proved, Checked, Open, Unprovable}

// Sheet is the coverage of a book by runs.
type Sheet struct {
	System   string `json:"system"`
	Title    string `json:"title"`
	Target   string `json:"target"`
	Profile  string `json:"profile"`            // in which the runs judged
	Only     Filter `json:"only,omitzero"`      // which items are listed
	Outdated bool   `json:"outdated,omitempty"` // a run judged by another edition of the book
	Unended  bool   `json:"unended,omitempty"`  // a run did not come to its end
	Items    []Item `json:"items"`              // in the order of the book
	of       *book.Book
}

// Filter chooses items. The zero value chooses all.
type Filter struct {
	Profile  string   `json:"profile,omitempty"`  // only what it has
	Evidence []string `json:"evidence,omitempty"` // only what is so founded
}

// Item is what covers an item of the book.
type Item struct {
	ID        string        `json:"id"`
	Kind      string        `json:"kind"`
	Section   string        `json:"section"`
	Text      string        `json:"text"`
	Evidence  book.Evidence `json:"evidence"`
	Profiles  []string      `json:"profiles"`
	Grade     Grade         `json:"grade"`
	Result    Result        `json:"result,omitempty"`    // the worst of those of its scenarios
	Quotes    string        `json:"quotes,omitempty"`    // the item that it says again, whose checks and proof are its own
	Proof     *Evident      `json:"proof,omitempty"`     // of what is proved
	Why       string        `json:"why,omitempty"`       // of what is not provable
	Scenarios []Scenario    `json:"scenarios,omitempty"` // that check it, those that miss it first, then by id
	More      int           `json:"more,omitempty"`      // how many more there are, of which the results are no worse
}

// mostScenarios is how many scenarios are told of an item: some are checked by all.
const mostScenarios = 20

// Evident is the proof of an item.
type Evident struct {
	Item     string `json:"item"` // itself, the part of it that is proved, or the item that it quotes
	Scenario string `json:"scenario"`
	By       string `json:"by"` // the fault that it notices
}

// Scenario is what a scenario says of an item.
type Scenario struct {
	ID      string         `json:"id"`
	Outcome result.Outcome `json:"outcome"`
	Result  Result         `json:"result"`
}

// Result says how checks of an item came out.
type Result string

// The results, the best first.
const (
	Met    Result = "met"
	Noted  Result = "noted"   // not met, which does not bind
	NotMet Result = "not met" // which fails the target
)

var results = []Result{Met, Noted, NotMet}

// documented is the evidence of what a document of the present releases states, or a
// client library where that is what there is to keep to.
var documented = []book.Evidence{book.Documented, book.InTable, book.Seed, book.Page, book.Bayeux, book.Doc, book.NPM, book.Run}

// Documented reports whether a document states the item: such items are counted. What
// only clients show is counted apart, and what is only inferred not at all.
func (it *Item) Documented() bool { return slices.Contains(documented, it.Evidence) }

// Make sets what runs checked, each in a profile of its own, and what is known to be
// proved, beside a book. Why says of items that they cannot be proved; what is proved is,
// whatever it says.
func Make(b *book.Book, runs []*result.Report, proofs []Proof, why map[string]string, only Filter) *Sheet {
	s := &Sheet{System: b.System, Title: b.Title, Only: only, of: b}
	m := maker{b, map[string][]Scenario{}, evident(proofs), why}
	var targets, profiles []string
	for _, r := range runs {
		targets, profiles = append(targets, plain(r.Run.Target.Name)), append(profiles, plain(r.Run.Profile))
		s.Outdated = s.Outdated || !strings.Contains(r.Run.Book, b.Digest())
		s.Unended = s.Unended || r.End == nil || r.End.Interrupted || r.End.Lost != ""
		for item, scenarios := range checks(b, r) {
			m.checks[item] = merged(m.checks[item], scenarios)
		}
	}
	s.Target, s.Profile = strings.Join(slices.Compact(targets), ", "), strings.Join(slices.Compact(profiles), ", ")
	for _, id := range b.IDs() {
		it, _ := b.Claim(id)
		if only.keeps(b, it) {
			s.Items = append(s.Items, m.item(it))
		}
	}
	return s
}

func (f *Filter) keeps(b *book.Book, it book.Item) bool {
	return (f.Profile == "" || b.Has(f.Profile, it.Claim)) &&
		(len(f.Evidence) == 0 || slices.Contains(f.Evidence, string(it.Evidence)))
}

// maker makes the items of a sheet.
type maker struct {
	book   *book.Book
	checks map[string][]Scenario // by item
	proofs map[string]*Evident   // by item
	why    map[string]string
}

func (m *maker) item(it book.Item) Item {
	out := Item{
		ID: it.ID, Kind: it.Kind, Section: section(it.ID), Text: it.Text, Evidence: it.Evidence, Profiles: it.Profiles,
		Scenarios: slices.Clone(m.checks[it.ID]), Proof: m.proofs[it.ID], Quotes: m.book.Quotes(it.ID),
	}
	if out.Quotes != "" {
		out.Scenarios = merged(out.Scenarios, m.checks[out.Quotes])
		if out.Proof == nil {
			out.Proof = m.proofs[out.Quotes]
		}
	}
	if out.Proof == nil && slices.Contains(wholes, it.Kind) {
		out.Proof = m.part(it.ID)
	}
	if q, ok := it.Of.(*book.Sequence); ok && out.Proof == nil && out.Documented() {
		out.Scenarios, out.Proof = m.course(q, out.Scenarios)
	}
	slices.SortStableFunc(out.Scenarios, func(x, y Scenario) int { return slices.Index(results, y.Result) - slices.Index(results, x.Result) })
	if n := len(out.Scenarios); n > 0 {
		out.Result, out.More = out.Scenarios[0].Result, max(0, n-mostScenarios)
		out.Scenarios = out.Scenarios[:n-out.More]
	}
	switch {
	case len(out.Scenarios) > 0 && out.Proof != nil:
		out.Grade = Proved
	case m.why[it.ID] != "":
		out.Grade, out.Why, out.Proof = Unprovable, m.why[it.ID], nil
	case len(out.Scenarios) > 0:
		out.Grade = Checked
	default:
		out.Grade, out.Proof = Open, nil
	}
	return out
}

// wholes are kinds of item that say nothing beside what their parts do: a whole that
// is checked is proved with the first of its parts.
var wholes = []string{"message", "type", "enum", "answer"}

// course are the scenarios that check a sequence, which are those of its documented
// steps, and its proof: that of the last of them, if all are proved.
func (m *maker) course(q *book.Sequence, scenarios []Scenario) ([]Scenario, *Evident) {
	var proof *Evident
	whole := true
	for _, s := range q.Steps {
		it, _ := m.book.Claim(s.ID)
		step := m.item(it)
		if !step.Documented() {
			continue
		}
		scenarios, proof = merged(scenarios, step.Scenarios), step.Proof
		whole = whole && step.Grade == Proved
	}
	if !whole {
		proof = nil
	}
	return scenarios, proof
}

// part is the proof of the first part of an item that has one.
func (m *maker) part(id string) *Evident {
	for _, part := range m.book.IDs() {
		if strings.HasPrefix(part, id+".") && m.proofs[part] != nil {
			return m.proofs[part]
		}
	}
	return nil
}

func evident(proofs []Proof) map[string]*Evident {
	out := map[string]*Evident{}
	for i := range proofs {
		for _, item := range proofs[i].Items {
			out[item] = &Evident{Item: item, Scenario: proofs[i].Scenario, By: proofs[i].By()}
		}
	}
	return out
}

// merged are the scenarios of two lists, each once, by id.
func merged(a, b []Scenario) []Scenario {
	out := append(slices.Clone(a), b...)
	slices.SortFunc(out, func(x, y Scenario) int {
		if x.ID != y.ID {
			return strings.Compare(x.ID, y.ID)
		}
		return slices.Index(results, y.Result) - slices.Index(results, x.Result)
	})
	return slices.CompactFunc(out, func(x, y Scenario) bool { return x.ID == y.ID })
}

// checks are the scenarios of a run that check each item, by id.
func checks(b *book.Book, r *result.Report) map[string][]Scenario {
	out := map[string][]Scenario{}
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		found := map[string]Result{}
		for _, id := range s.Proved {
			found[id] = Met
		}
		for _, c := range s.Claims {
			it, ok := b.Claim(c.Item)
			if !ok || !c.Binding && b.Binding(s.Profile, it.Claim) {
				continue // it was weakened, and does not speak for its item
			}
			if res := of(&c); slices.Index(results, res) > slices.Index(results, found[c.Item]) {
				found[c.Item] = res
			}
		}
		for id, res := range found {
			out[id] = append(out[id], Scenario{plain(s.ID), s.Outcome, res})
		}
	}
	return out
}

func of(c *result.Claim) Result {
	switch {
	case c.Met:
		return Met
	case c.Binding:
		return NotMet
	}
	return Noted
}

// section is where an item stands: the beginning of its id.
func section(id string) string {
	parts := strings.Split(id, ".")
	n := 2
	if len(parts) > 2 && slices.Contains(grouped, parts[1]) && !slices.Contains(flat, parts[0]+"."+parts[1]) {
		n = 3
	}
	return strings.Join(parts[:min(n, len(parts))], ".")
}

// grouped are the lists of a book whose items stand in groups.
var grouped = []string{"env", "method", "event", "type", "seq", "outbound", "grammar", "option", "op", "endpoint", "msg", "field"}

// flat are those that are of one group in their book.
var flat = []string{"webex.event", "webex.seq"}

// plain is text of a target on one line, without what a terminal would obey.
func plain(text string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, text)), " ")
}
