package webex_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"os"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/oracle/webex"
)

func in(profile string) *oracle.Rules { return &oracle.Rules{Book: book.Webex(), Profile: profile} }

func files(t testing.TB) []string {
	out, err := filepath.Glob("testdata/*/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, out)
	return out
}

func TestExamples(t *testing.T) {
	for _, file := range files(t) {
		for _, e := range examples(t, file) {
			t.Run(filepath.Base(file)+"/"+e.name, func(t *testing.T) {
				v := webex.Judge(in("sdk-3.12.0"), e.records)
				binding := slices.ContainsFunc(v.Unmet, func(c result.Claim) bool { return c.Binding })
				assert.Equal(t, e.verdict == "refuse", binding, "%v", shown(v))
				if e.verdict == "accept" {
					assert.Empty(t, v.Unmet, "%v", shown(v))
				}
				if e.item != "" {
					want := e.verdict == "refuse"
					assert.True(t, slices.ContainsFunc(v.Unmet, func(c result.Claim) bool { return c.Item == e.item && c.Binding == want }), "no claim of %s: %v", e.item, shown(v))
				}
				assert.Subset(t, v.Proved, e.proves)
				for _, item := range e.leaves {
					assert.NotContains(t, v.Proved, item)
				}
			})
		}
	}
}

func shown(v oracle.Verdict) []string {
	var out []string
	for _, c := range v.Unmet {
		out = append(out, fmt.Sprintf("%s (%v): %s; expected %s, seen %s", c.Item, c.Binding, c.Text, c.Expected, c.Seen))
	}
	return out
}

// TestEveryBehaviourHasATraceThatKeepsItAndOneThatBreaksIt: a rule that never finds
// anything, or always does, is no rule.
func TestEveryBehaviourHasATraceThatKeepsItAndOneThatBreaksIt(t *testing.T) {
	for _, id := range webex.Behaviours() {
		it, ok := book.Webex().Claim(id)
		require.True(t, ok, "%s is not in the book", id)
		assert.Equal(t, "rule", it.Kind, id)
		keeps, breaks := false, false
		for _, e := range examples(t, "testdata/rules/"+id+".txt") {
			v := webex.Judge(in("sdk-3.12.0"), e.records)
			broken := slices.ContainsFunc(v.Unmet, func(c result.Claim) bool { return c.Item == id })
			keeps = keeps || !broken && slices.Contains(v.Proved, id)
			breaks = breaks || broken
		}
		assert.True(t, keeps, "%s: no trace that keeps and proves it", id)
		assert.True(t, breaks, "%s: no trace that breaks it", id)
	}
	entries, err := os.ReadDir("testdata/rules")
	require.NoError(t, err)
	assert.Len(t, entries, len(webex.Behaviours()), "a file for each rule")
}

// What the package or its runs show fails nobody in the profile of the documents.
func TestWhatBindsTheSDKFailsNobodyElse(t *testing.T) {
	for _, file := range files(t) {
		for _, e := range examples(t, file) {
			for _, c := range webex.Judge(in("documented"), e.records).Unmet {
				assert.False(t, c.Binding && c.Evidence != "doc", "%s: %s", e.name, c.Item)
			}
		}
	}
}

func TestOtherDoorsAreNotJudged(t *testing.T) {
	v := webex.Judge(in("sdk-3.12.0"), []trace.Record{
		{Seq: 1, Door: "gws", Desk: "ana", Page: 1, Dir: trace.Received, Frame: json.RawMessage(`{"exchange":1,"status":200,"body":[]}`)},
		{Seq: 2, Door: trace.Stage, Dir: trace.Received, Frame: json.RawMessage(`{}`)},
	})
	assert.Equal(t, oracle.Verdict{}, v)
}
