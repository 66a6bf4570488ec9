package suite_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/suite"
)

// twoWires are a wire that is real and one that is like it, with a sentence of its own each and
// one that both have.
func twoWires() []suite.Wire {
	speaks := func(own string) suite.Sentences {
		return func(c *suite.Case, r *suite.Registry) func(context.Context) error {
			r.Step(`^met claim$`, func() { c.Claim(result.Claim{Text: "on " + c.Wire + ", " + c.Rules.Profile, Met: true}) },
				suite.Doc{Example: "Then met claim"})
			r.Step("^"+own+"$", func() {}, suite.Doc{Example: "When " + own})
			return func(context.Context) error { return nil }
		}
	}
	judged := func([]trace.Record) oracle.Verdict { return oracle.Verdict{Proved: []string{"scapi.rule.one-answer"}} }
	return []suite.Wire{
		{Name: "scapi", Rules: &oracle.Rules{Book: book.SCAPI(), Profile: "union"}, Sentences: speaks("an event")},
		{Name: "copy", Rules: &oracle.Rules{Book: book.SCAPI(), Profile: "wwe-guide"}, Sentences: speaks("a message"), Judge: judged},
	}
}

// written makes a scenario of tags and steps, as its file has it.
func written(t *testing.T, tags, steps string) []*suite.Scenario {
	t.Helper()
	all := said(t, "@"+tags+"\n"+steps)
	all[0].Wire = ""
	return all
}

func TestAScenarioRunsOnItsWires(t *testing.T) {
	tests := map[string]struct {
		tags  string
		want  []string
		specs []string // of the first run
		wrong string
	}{
		"no wire":           {"voice", []string{"x/s-0@scapi/union"}, nil, ""},
		"one":               {"wire:copy", []string{"x/s-0@copy/wwe-guide"}, nil, ""},
		"both":              {"wire:copy @wire:scapi", []string{"x/s-0@scapi/union", "x/s-0@copy/wwe-guide"}, nil, ""},
		"one that is not":   {"wire:cpoy", nil, nil, "tag @wire:cpoy names no wire"},
		"its own ids":       {"wire:copy @wire:scapi @spec:scapi.a @spec:copy.b", []string{"x/s-0@scapi/union", "x/s-0@copy/wwe-guide"}, []string{"scapi.a"}, ""},
		"ids of another":    {"spec:copy.b", []string{"x/s-0@scapi/union"}, []string{"copy.b"}, ""},
		"ids of no wire":    {"wire:copy @spec:cpoy.b", []string{"x/s-0@copy/wwe-guide"}, []string{"cpoy.b"}, ""},
		"ids without a dot": {"wire:copy @wire:scapi @spec:copy", []string{"x/s-0@scapi/union", "x/s-0@copy/wwe-guide"}, []string{}, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			all := written(t, tt.tags, "* met claim")
			runs, wrong := suite.OnWires(all, twoWires())
			var ids []string
			for _, sc := range runs {
				ids = append(ids, sc.ID)
			}
			assert.Equal(t, tt.want, ids)
			assert.Equal(t, "x/s-0", all[0].ID, "what was loaded stays as it is")
			if tt.wrong != "" {
				require.Len(t, wrong, 1)
				assert.Equal(t, tt.wrong, wrong[0].Text)
				assert.Contains(t, wrong[0].Help, "scapi, copy")
				return
			}
			assert.Empty(t, wrong)
			assert.Equal(t, tt.specs, runs[0].Specs())
		})
	}
}

// Each run is judged by the rules of its wire; the stream names the profiles of those in use.
func TestARunOnTwoWires(t *testing.T) {
	t.Parallel()
	file := new(doors).serve(t)
	file.Wires = map[string]targets.Wire{"scapi": {}, "copy": {Address: "ws://localhost"}}
	on := func(tags string) *result.Report {
		got, err := judge(t, file, func(c *suite.Config) {
			c.Wires, c.Jobs = twoWires(), 1
			c.Scenarios, _ = suite.OnWires(written(t, tags, "* met claim"), c.Wires)
		})
		require.NoError(t, err)
		return got
	}
	got := on("wire:copy @wire:scapi")
	assert.Equal(t, "union,wwe-guide", got.Run.Profile)
	require.Len(t, got.Scenarios, 2)
	copied, own := got.Scenarios[0], got.Scenarios[1]
	assert.Equal(t, "on scapi, union", own.Claims[0].Text)
	assert.Empty(t, own.Proved)
	assert.Equal(t, "on copy, wwe-guide", copied.Claims[0].Text)
	assert.Equal(t, []string{"scapi.rule.one-answer"}, copied.Proved, "by the wire's own judge")
	assert.Equal(t, "copy", copied.Wire)
	assert.Equal(t, "wwe-guide", copied.Profile)

	assert.Equal(t, "wwe-guide", on("wire:copy").Run.Profile)

	file.Wires = nil
	lacks := on("wire:copy").Scenarios[0]
	assert.Equal(t, result.NotApplicable, lacks.Outcome)
	assert.Equal(t, "the target does not have the wire copy: neither its hello (wires) nor its file (wires.copy.address) names it", lacks.Reason)
}

func TestAScenarioOnNoWire(t *testing.T) {
	t.Parallel()
	_, err := judge(t, new(doors).serve(t), func(c *suite.Config) {
		c.Scenarios = written(t, "voice", "* met claim")
	})
	assert.EqualError(t, err, `scenario x/s-0 is to run on wire "": there is none`)
}

// A sentence of one wire alone cannot be said on another.
func TestASentenceOfAnotherWire(t *testing.T) {
	catalogue := suite.NewCatalogue(twoWires())
	runs, _ := suite.OnWires(written(t, "wire:copy @wire:scapi", "When an event\n* a cow"), twoWires())
	assert.Equal(t, "no sentence matches `* a cow`", catalogue.Check(runs[0])[0].Text)
	got := catalogue.Check(runs[1])
	require.Len(t, got, 2)
	assert.Equal(t, "`When an event` cannot be said on the wire copy", got[0].Text)
	assert.Contains(t, got[0].Help, "It is a sentence of scapi:")
	assert.NotContains(t, got[0].Help, "such as", "nothing is near")
	assert.Equal(t, 4, got[0].Line)

	wires := map[string][]string{}
	for _, s := range catalogue.Sentences() {
		wires[s.Example] = s.Wires
	}
	assert.Equal(t, map[string][]string{"Then met claim": {"scapi", "copy"}, "When an event": {"scapi"}, "When a message": {"copy"}}, wires)
}

// What a sentence is on other wires is told once for those that have the same.
func TestWhatASentenceIsOnOtherWires(t *testing.T) {
	wire := func(name, does string, args ...string) suite.Wire {
		return suite.Wire{Name: name, Sentences: func(_ *suite.Case, r *suite.Registry) func(context.Context) error {
			r.Step(`^(\w+) sits$`, func(string) {}, suite.Doc{Does: does, Args: args})
			return nil
		}}
	}
	catalogue := suite.NewCatalogue([]suite.Wire{wire("a", "Seats.", "who"), wire("b", "Seats.", "who"), wire("c", "Seats.", "whom"), wire("d", "Rests.", "who"), wire("e", "Rests.", "who")})
	got := catalogue.Sentences()[0]
	assert.Equal(t, []string{"a", "b", "c", "d", "e"}, got.Wires)
	assert.Equal(t, "Seats.", got.Does)
	assert.Equal(t, []suite.Other{
		{Wires: []string{"c"}, Doc: suite.Doc{Does: "Seats.", Args: []string{"whom"}}},
		{Wires: []string{"d", "e"}, Doc: suite.Doc{Does: "Rests.", Args: []string{"who"}}},
	}, got.Otherwise)
	got = catalogue.Sentences("d")[0]
	assert.Equal(t, "Rests.", got.Does)
	assert.Empty(t, got.Otherwise)
	got = catalogue.Sentences("b", "e")[0]
	assert.Equal(t, "Seats.", got.Does)
	assert.Equal(t, []suite.Other{{Wires: []string{"e"}, Doc: suite.Doc{Does: "Rests.", Args: []string{"who"}}}}, got.Otherwise)
	assert.Empty(t, catalogue.Sentences("b", "f"), "it cannot be said on all")
}
