package suite_test

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cucumber/godog"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/steps/suite"
)

const benchmarked = `  Scenario: call %d
    Given an agent "a" with skill "billing"
    And a queue "q" with priority 4
    When a call from "+390200001" arrives in queue "q"
    Then the call is offered to agent "a" within 2 seconds
    When agent "a" answers the call
    Then the agent "a" state is "talking"
    When the customer hangs up after 30 seconds
    Then agent "a" receives event "released"
`

func two(string, string) error     { return nil }
func one(string) error             { return nil }
func text(string, int) error       { return nil }
func number(int) error             { return nil }
func offer(string, int) error      { return nil }
func padding(string, string) error { return nil }

type definition struct {
	expr string
	fn   any
}

// definitions returns the eight that the scenario uses among n alike.
func definitions(n int) []definition {
	defs := []definition{
		{`^an agent "([^"]*)" with skill "([^"]*)"$`, two},
		{`^a queue "([^"]*)" with priority (\d+)$`, text},
		{`^a call from "([^"]*)" arrives in queue "([^"]*)"$`, two},
		{`^the call is offered to agent "([^"]*)" within (\d+) seconds$`, offer},
		{`^agent "([^"]*)" answers the call$`, one},
		{`^the agent "([^"]*)" state is "([^"]*)"$`, two},
		{`^the customer hangs up after (\d+) seconds$`, number},
		{`^agent "([^"]*)" receives event "([^"]*)"$`, two},
	}
	for i := len(defs); i < n; i++ {
		defs = append(defs, definition{fmt.Sprintf(`^agent "([^"]*)" does thing %d with "([^"]*)"$`, i), padding})
	}
	return defs
}

// BenchmarkExecute sets one scenario of eight steps that do nothing beside what
// godog alone takes for it: many scenarios in one run, compiled expressions.
func BenchmarkExecute(b *testing.B) {
	for _, n := range []int{50, 500} {
		defs := definitions(n)
		b.Run(fmt.Sprintf("ours/%d", n), func(b *testing.B) { ours(b, defs, true) })
		b.Run(fmt.Sprintf("unfiltered/%d", n), func(b *testing.B) { ours(b, defs, false) })
		b.Run(fmt.Sprintf("bare/%d", n), func(b *testing.B) { bare(b, defs) })
	}
}

func ours(b *testing.B, defs []definition, filter bool) {
	feature := "Feature: f\n" + fmt.Sprintf(benchmarked, 0)
	all, err := suite.Load(fstest.MapFS{"f.feature": {Data: []byte(feature)}}, nil)
	require.NoError(b, err)
	var shared suite.Definitions
	b.ReportAllocs()
	for b.Loop() {
		r := suite.NewRegistry(&shared)
		for _, d := range defs {
			r.Step(d.expr, d.fn)
		}
		_, err := suite.Execute(context.Background(), all[0], func(sc *godog.ScenarioContext) {
			if filter {
				r.Bind(sc, all[0].Steps...)
			} else {
				r.Bind(sc)
			}
		}, nil)
		require.NoError(b, err)
	}
}

// bare counts a run of a hundred scenarios as that many rounds.
func bare(b *testing.B, defs []definition) {
	const scenarios = 100
	var feature strings.Builder
	feature.WriteString("Feature: f\n")
	for i := range scenarios {
		fmt.Fprintf(&feature, benchmarked, i)
	}
	compiled := make([]*regexp.Regexp, len(defs))
	for i, d := range defs {
		compiled[i] = regexp.MustCompile(d.expr)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for n := 0; n < b.N; n += scenarios {
		code := godog.TestSuite{
			ScenarioInitializer: func(sc *godog.ScenarioContext) {
				for i, d := range defs {
					sc.Step(compiled[i], d.fn)
				}
			},
			Options: &godog.Options{Format: "progress", Output: io.Discard, Strict: true, Concurrency: 1,
				FeatureContents: []godog.Feature{{Name: "f", Contents: []byte(feature.String())}}},
		}.Run()
		require.Zero(b, code)
	}
}
