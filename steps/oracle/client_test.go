package oracle_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle"
)

// clientFiles are the names of the files with examples of clients.
func clientFiles(t testing.TB) []string {
	t.Helper()
	top, err := filepath.Glob("testdata/client/*.txt")
	require.NoError(t, err)
	rules, err := filepath.Glob("testdata/client/rules/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, rules)
	return append(top, rules...)
}

// asClient judges the client of an example, all its pages together.
func (e *example) asClient(r *oracle.Rules) oracle.Verdict {
	var v oracle.Verdict
	for _, p := range r.JudgeClient(&trace.Recording{Head: trace.Head{Options: e.options}, Records: e.records}) {
		v.Unmet = append(v.Unmet, p.Unmet...)
		v.Proved = append(v.Proved, p.Proved...)
	}
	return v
}

func TestJudgeClient(t *testing.T) {
	for _, file := range clientFiles(t) {
		for _, e := range examples(t, file) {
			t.Run(filepath.Base(file)+"/"+e.name, func(t *testing.T) {
				v := e.asClient(union())
				e.check(t, v)
				for _, id := range e.proves {
					assert.Contains(t, v.Proved, id)
				}
			})
		}
	}
}

// TestClientWording keeps what the owner of a client reads.
func TestClientWording(t *testing.T) {
	var b strings.Builder
	for _, file := range clientFiles(t) {
		for _, e := range examples(t, file) {
			if v := e.asClient(union()); len(v.Unmet) > 0 {
				fmt.Fprintf(&b, "%s\n%s\n", e.name, report(v.Unmet))
			}
		}
	}
	golden.Equal(t, "client/wording.golden", []byte(b.String()))
}

func TestEveryClientRuleHasARecordingThatKeepsItAndOneThatBreaksIt(t *testing.T) {
	for _, id := range oracle.ClientRules() {
		_, ok := book.SCAPI().Claim(id)
		require.True(t, ok, "%s is not in the book", id)
		keeps, breaks := false, false
		for _, e := range examples(t, "testdata/client/rules/"+id+".txt") {
			v := e.asClient(union())
			keeps = keeps || len(v.Unmet) == 0
			breaks = breaks || slices.ContainsFunc(v.Unmet, func(c result.Claim) bool { return c.Kind == "behaviour" && c.Item == e.item })
		}
		assert.True(t, keeps, "%s: no recording that keeps it", id)
		assert.True(t, breaks, "%s: no recording that breaks it", id)
	}
	entries, err := os.ReadDir("testdata/client/rules")
	require.NoError(t, err)
	assert.Len(t, entries, len(oracle.ClientRules()), "a file for each rule")
}

// Only what a document says of clients may fail one: everything else is a note, and
// fails under Strict alone.
func TestNothingFailsAClientThatNoDocumentSays(t *testing.T) {
	for _, file := range clientFiles(t) {
		for _, e := range examples(t, file) {
			for _, c := range e.asClient(union()).Unmet {
				weak := c.Evidence == result.Inferred || c.Evidence == result.Observed
				assert.NotEqual(t, weak, c.Binding, "%s: %s", e.name, c.Text)
				assert.NotEmpty(t, c.Item, e.name)
			}
			for _, c := range e.asClient(&oracle.Rules{Book: book.SCAPI(), Profile: "union", Strict: true}).Unmet {
				assert.True(t, c.Binding, "%s: %s", e.name, c.Text)
			}
		}
	}
}

// A client is held to its own profile: what that does not have, it cannot break.
func TestAClientIsJudgedByItsProfile(t *testing.T) {
	tests := map[string]struct {
		profile, frame string
		fails          bool
	}{
		"a parameter of the profile":              {"scapi-manual", `{"request":"voice.dial","referenceId":"0"}`, true},
		"a parameter of another profile":          {"wwe-guide", `{"request":"interaction.accept","referenceId":"0"}`, false},
		"what only the library shows, elsewhere":  {"scapi-manual", `{"request":"system.closeDialog","referenceId":"0"}`, false},
		"what only the library shows, in its own": {"client-2023", `{"request":"system.closeDialog","referenceId":"0"}`, true},
		"the envelope, in every profile":          {"wwe-guide", `{"request":"agent.get"}`, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			e := &example{}
			require.NoError(t, e.read(">> "+tt.frame))
			v := e.asClient(&oracle.Rules{Book: book.SCAPI(), Profile: tt.profile})
			require.NotEmpty(t, v.Unmet)
			assert.Equal(t, tt.fails, slices.ContainsFunc(v.Unmet, func(c result.Claim) bool { return c.Binding }), report(v.Unmet))
		})
	}
}

func TestPagesAreJudgedApart(t *testing.T) {
	e := &example{}
	for _, line := range []string{
		`* connected`, `ben * connected`, `ana/2 * connected`, `>> {"request":"agent.get"}`, `ben > no JSON`, `ben >> {"request":"agent.get","referenceId":"0"}`,
	} {
		require.NoError(t, e.read(line))
	}
	got := union().JudgeClient(&trace.Recording{Records: e.records})
	require.Len(t, got, 3)
	for i, want := range []struct {
		desk                 string
		page, frames, broken int
	}{{"ana", 1, 1, 1}, {"ben", 1, 2, 1}, {"ana", 2, 0, 0}} {
		assert.Equal(t, want.desk, got[i].Desk)
		assert.Equal(t, want.page, got[i].Page)
		assert.Equal(t, want.frames, got[i].Frames)
		assert.Len(t, got[i].Unmet, want.broken)
	}
	assert.Equal(t, []string{"scapi.method.agent.get"}, got[0].Proved)
}

func TestTheWorkedCasesOfAcceptedOrigins(t *testing.T) {
	for _, o := range book.SCAPI().Origins {
		assert.Equal(t, o.Allowed, oracle.GrantedBy(o.Value, o.Origin, o.Request), o.ID)
	}
}

func TestTheWorkedCasesOfOptionPatterns(t *testing.T) {
	for _, p := range book.SCAPI().Patterns {
		e := &example{}
		require.NoError(t, e.read(fmt.Sprintf(`>> {"request":"configuration.getOption","parameters":[%q],"referenceId":"0"}`, p.Pattern)))
		assert.Equal(t, p.Valid, len(e.asClient(union()).Unmet) == 0, p.ID)
	}
}

func FuzzJudgeClient(f *testing.F) {
	for _, file := range clientFiles(f) {
		for _, e := range examples(f, file) {
			for _, r := range e.records {
				f.Add(string(r.Frame)+r.Text, string(r.Dir), "http://a.example (agent.*)")
			}
		}
	}
	f.Fuzz(func(_ *testing.T, frame, dir, origins string) {
		r := trace.Record{Seq: 1, Door: "scapi", Desk: "ana", Page: 1, Dir: trace.Direction(dir), Text: frame, Origin: "http://a.example"}
		next := r
		next.Seq, next.Dir = 2, trace.Sent
		union().JudgeClient(&trace.Recording{
			Head:    trace.Head{Options: map[string]string{"service-client-api.accepted-web-content-origins": origins, "service-client-api.rate-limit": "1"}},
			Records: []trace.Record{r, next, next},
		})
	})
}
