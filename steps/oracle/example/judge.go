package example

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle"
)

// Judge is the judge of a wire, with the rules by which most binds.
type Judge struct {
	Door  string
	Rules *oracle.Rules
	Judge func(*oracle.Rules, []trace.Record) oracle.Verdict
	Lines Lines
}

// each does something with each trace in testdata, by file.
func (j Judge) each(t testing.TB, do func(file string, e *Trace)) {
	t.Helper()
	files, err := filepath.Glob("testdata/*/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		for _, e := range read(t, file, j.Lines) {
			do(filepath.Base(file), e)
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

// Examples holds the judge against all traces.
func (j Judge) Examples(t *testing.T) {
	j.each(t, func(file string, e *Trace) {
		t.Run(file+"/"+e.Name, func(t *testing.T) { e.check(t, j.Judge(j.Rules, e.Records)) })
	})
}

func (e *Trace) check(t *testing.T, v oracle.Verdict) {
	refused := e.Verdict == "refuse"
	assert.Equal(t, refused, slices.ContainsFunc(v.Unmet, func(c result.Claim) bool { return c.Binding }), "%v", shown(v))
	if e.Verdict == "accept" {
		assert.Empty(t, v.Unmet, "%v", shown(v))
	}
	if e.Item != "" {
		found := slices.ContainsFunc(v.Unmet, func(c result.Claim) bool { return c.Item == e.Item && c.Binding == refused })
		assert.True(t, found, "no claim of %s: %v", e.Item, shown(v))
	}
	assert.Subset(t, v.Proved, e.Proves)
	for _, item := range e.Leaves {
		assert.NotContains(t, v.Proved, item)
	}
}

// Behaviours checks that each rule, of one of some kinds in the book, has a file of traces,
// one that keeps it and one that breaks it: a rule that never finds anything, or always
// does, is no rule.
func (j Judge) Behaviours(t *testing.T, rules []string, kinds ...string) {
	for _, id := range rules {
		it, ok := j.Rules.Book.Claim(id)
		require.True(t, ok, "%s is not in the book", id)
		assert.Contains(t, kinds, it.Kind, id)
		keeps, breaks := false, false
		for _, e := range read(t, "testdata/rules/"+id+".txt", j.Lines) {
			v := j.Judge(j.Rules, e.Records)
			broken := slices.ContainsFunc(v.Unmet, func(c result.Claim) bool { return c.Item == id })
			keeps = keeps || !broken && slices.Contains(v.Proved, id)
			breaks = breaks || broken
		}
		assert.True(t, keeps, "%s: no trace that keeps and proves it", id)
		assert.True(t, breaks, "%s: no trace that breaks it", id)
	}
	entries, err := os.ReadDir("testdata/rules")
	require.NoError(t, err)
	assert.Len(t, entries, len(rules), "a file for each rule")
}

// BindsNever checks that in a profile some claims bind in no trace.
func (j Judge) BindsNever(t *testing.T, profile string, those func(result.Claim) bool) {
	rules := &oracle.Rules{Book: j.Rules.Book, Profile: profile}
	j.each(t, func(file string, e *Trace) {
		for _, c := range j.Judge(rules, e.Records).Unmet {
			assert.False(t, c.Binding && those(c), "%s/%s: %s", file, e.Name, c.Item)
		}
	})
}

// OtherDoors checks that what crosses other doors is not judged.
func (j Judge) OtherDoors(t *testing.T) {
	assert.Equal(t, oracle.Verdict{}, j.Judge(j.Rules, []trace.Record{
		{Seq: 1, Door: "another", Desk: "ana", Page: 1, Dir: trace.Received, Frame: json.RawMessage(`{"exchange":1,"status":200,"body":[]}`)},
		{Seq: 2, Door: trace.Stage, Dir: trace.Received, Frame: json.RawMessage(`{}`)},
	}))
}
