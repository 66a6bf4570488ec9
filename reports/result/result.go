// Package result is the result stream: one JSON object a line, written as a run
// goes, from which every report is made.
//
// A stream is one Run, then one Scenario for each scenario in the order in which
// they ended, then one End. A stream without an End is a run that died; what it
// holds is still good. A Writer writes it, Read reads it.
package result

import (
	"encoding/json"
	"slices"

	"github.com/deskproof/deskproof/reports/trace"
)

// Evidence says how well a claim is founded: the closed list of the book.
type Evidence string

// The closed list of evidence, strongest first.
const (
	Documented  Evidence = "documented"          // a primary document, or the client library for the envelope
	InTable     Evidence = "documented-in-table" // only in the outbound preview table
	Client      Evidence = "client"              // only in the client library or its sample
	Observed    Evidence = "observed"            // only seen in other people's code
	Inferred    Evidence = "inferred"            // deduced, not stated
	Placeholder Evidence = "placeholder"         // our own name for something undocumented
)

// Outcome is the verdict on one scenario.
type Outcome string

// The outcomes. KnownFailure is given only by a baseline.
const (
	Passed        Outcome = "passed"         // every claim was met
	Note          Outcome = "note"           // only claims that do not bind were not met
	NotApplicable Outcome = "not applicable" // the target or the profile lacks what the scenario needs, or its starting point was not reached
	KnownFailure  Outcome = "known failure"  // failed, and listed in the target's baseline
	Failed        Outcome = "failed"         // the target broke a binding claim
	HarnessError  Outcome = "harness error"  // we could not judge
)

// Outcomes lists every outcome in the order in which reports count them.
var Outcomes = []Outcome{Passed, Note, NotApplicable, KnownFailure, Failed, HarnessError}

// Claim is one thing that was checked: by a sentence of a scenario, or by the
// oracle when it read the trace.
type Claim struct {
	Item     string      `json:"item,omitempty"`     // the book's id; empty when the claim is the scenario author's own
	Kind     string      `json:"kind"`               // event, value, order, closed, absent, answer, effect, late, or the oracle's rule family
	Text     string      `json:"text"`               // what is claimed, as a sentence without a full stop
	Evidence Evidence    `json:"evidence"`           //
	Binding  bool        `json:"binding"`            // whether an unmet claim fails the target in this run's profile
	Met      bool        `json:"met"`                //
	Rule     string      `json:"rule,omitempty"`     // the documented rule, as a sentence
	Sources  []string    `json:"sources,omitempty"`  // titles of the documents that state it
	Expected string      `json:"expected,omitempty"` //
	Seen     string      `json:"seen,omitempty"`     //
	Step     int         `json:"step,omitempty"`     // the step that claimed it, from 1; 0: the oracle, after the last
	Frames   []int       `json:"frames,omitempty"`   // trace records (Seq) that show it, if any
	Compared *Comparison `json:"compared,omitempty"` // on the first unmet claim of a table: the whole table
}

// Comparison sets an expected sequence beside the one that was seen.
type Comparison struct {
	Desk string `json:"desk"` // whose desk
	Rows []Row  `json:"rows"`
}

// Row is one line of a Comparison: an expected event, a seen one, or a pair.
type Row struct {
	Expected string `json:"expected,omitempty"` // empty: tolerated or surplus
	Seen     string `json:"seen,omitempty"`     // empty: missing
	Frame    int    `json:"frame,omitempty"`    // trace record (Seq) of the seen event
	Differs  bool   `json:"differs,omitempty"`  // this row breaks a claim; the first such row is the difference to look at
}

// Step is one step of a scenario as it ran.
type Step struct {
	Keyword string `json:"keyword"` // Given, When, Then, And, But or *
	Text    string `json:"text"`
	Line    int    `json:"line"`   // in the feature file
	Status  string `json:"status"` // passed, failed, skipped
	Error   string `json:"error,omitempty"`
	Millis  int64  `json:"ms"`
}

// Run is the first line of a stream: what was run, and against what.
type Run struct {
	Kind      string          `json:"kind"` // "run"
	Version   string          `json:"version"`
	Suite     string          `json:"suite"` // SHA-256 over the chosen features, of all shards, hex
	Book      string          `json:"book"`  // SHA-256 over the book, hex
	Profile   string          `json:"profile"`
	Target    Target          `json:"target"`
	Seed      uint64          `json:"seed"`
	Jobs      int             `json:"jobs"`
	Strict    bool            `json:"strict,omitempty"`
	Fault     string          `json:"fault,omitempty"`
	Shard     Shard           `json:"shard,omitzero"`    // which part of the chosen scenarios was run; zero: all of them
	Scenarios int             `json:"scenarios"`         // how many were chosen, of a shard those in it
	Settles   string          `json:"settles,omitempty"` // how it was known that all had arrived: count, fence, or quiet, which only listens for a while
	Hello     json.RawMessage `json:"hello,omitempty"`   // what the stage door declared
	Baseline  *Baseline       `json:"baseline,omitempty"`
}

// Target names the implementation under test.
type Target struct {
	Name   string `json:"name"`
	Kind   string `json:"kind"`             // builtin, ws, program or manual
	File   string `json:"file,omitempty"`   // as given on the command line
	Digest string `json:"digest,omitempty"` // SHA-256 of the target file, hex
}

// Scenario is the verdict on one scenario with everything needed to believe it.
type Scenario struct {
	Kind    string         `json:"kind"` // "scenario"
	ID      string         `json:"id"`   // stable across seeds, shards and machines
	Feature string         `json:"feature"`
	Rule    string         `json:"rule,omitempty"`
	Name    string         `json:"name"` // with the example row's values in place
	File    string         `json:"file"`
	Line    int            `json:"line"`
	Tags    []string       `json:"tags,omitempty"`
	Wire    string         `json:"wire"`
	Profile string         `json:"profile"`
	Outcome Outcome        `json:"outcome"`
	Reason  string         `json:"reason,omitempty"` // why not applicable, or the harness's error
	Known   *Known         `json:"known,omitempty"`  // the baseline's entry, however the scenario came out
	Seed    uint64         `json:"seed"`             // of the run; the world's own seed is derived from it and the ID
	Again   string         `json:"again"`            // the command line that runs it again
	Steps   []Step         `json:"steps"`
	Claims  []Claim        `json:"claims"`           // every claim of a sentence; of the oracle's, those not met
	Proved  []string       `json:"proved,omitempty"` // book ids with a met claim and none broken, sorted
	Trace   []trace.Record `json:"trace,omitempty"`
	LeftOut int            `json:"leftOut,omitempty"` // records that the Writer left out of Trace, which was too long
	Late    int64          `json:"late,omitempty"`    // milliseconds by which the latest event that was waited for came after the target was thought to be at rest
	Millis  int64          `json:"ms"`
}

// Begun reports whether any of its steps was run: the target has at least what the
// scenario is declared to need.
func (s *Scenario) Begun() bool {
	return slices.ContainsFunc(s.Steps, func(st Step) bool { return st.Status != "skipped" || st.Error != "" })
}

// Failures returns the claims that fail the target, in the order they were made.
func (s *Scenario) Failures() []Claim { return s.unmet(true) }

// Notes returns the claims that were not met and do not bind.
func (s *Scenario) Notes() []Claim { return s.unmet(false) }

func (s *Scenario) unmet(binding bool) []Claim {
	var out []Claim
	for _, c := range s.Claims {
		if !c.Met && c.Binding == binding {
			out = append(out, c)
		}
	}
	return out
}

// End is the last line of a stream.
type End struct {
	Kind        string          `json:"kind"` // "end"
	Counts      map[Outcome]int `json:"counts"`
	Proved      int             `json:"proved"` // distinct book ids proved, and never broken, in the run
	Exit        int             `json:"exit"`
	Interrupted bool            `json:"interrupted,omitempty"`
	Lost        string          `json:"lost,omitempty"`    // why the target was unreachable or died
	Stale       []Stale         `json:"stale,omitempty"`   // what the baseline lists and is broken no more, by line
	Updated     *Updated        `json:"updated,omitempty"` // the baseline was rewritten, by what failed
	Millis      int64           `json:"ms"`
}
