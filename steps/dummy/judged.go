package dummy

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

// Wires are one, of a book, whose traces no oracle reads: what is claimed is claimed by
// sentences.
func Wires(b *book.Book, profile string, sentences suite.Sentences) []suite.Wire {
	return []suite.Wire{{
		Name: b.System, Rules: &oracle.Rules{Book: b, Profile: profile}, Sentences: sentences,
		Judge: func([]trace.Record) oracle.Verdict { return oracle.Verdict{} },
	}}
}

// Load makes a scenario of its tags and steps.
func Load(t testing.TB, tags, steps string) *suite.Scenario {
	t.Helper()
	text := "Feature: f\n  " + tags + "\n  Scenario: s\n" + steps
	all, err := suite.Load(fstest.MapFS{"x.feature": {Data: []byte(text)}}, nil)
	require.NoError(t, err)
	return all[0]
}

// Judged runs a scenario against a target and returns how it came out.
func Judged(t testing.TB, file *targets.Target, wires []suite.Wire, scenario *suite.Scenario, timeout time.Duration) result.Scenario {
	t.Helper()
	runs, wrong := suite.OnWires([]*suite.Scenario{scenario}, wires)
	require.Empty(t, wrong)
	var got result.Scenario
	_, err := suite.Run(t.Context(), suite.Config{
		Scenarios: runs, Wires: wires,
		Connect: func(ctx context.Context) (*target.Target, error) {
			return target.Connect(ctx, target.Config{Target: file})
		},
		Seed: 1, Jobs: 1, Timeout: timeout, Again: func(string) string { return "" },
		Out: result.NewWriter(io.Discard), Ended: func(s *result.Scenario) { got = *s },
	})
	require.NoError(t, err)
	require.NotEmpty(t, got.Steps)
	return got
}

// Claims are the claims of a scenario whose text has this in it.
func Claims(s result.Scenario, text string) []result.Claim {
	return slices.DeleteFunc(slices.Clone(s.Claims), func(c result.Claim) bool { return !strings.Contains(c.Text, text) })
}
