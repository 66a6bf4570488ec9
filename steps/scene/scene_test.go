package scene_test

import (
	"encoding/json"
	"testing"

	messages "github.com/cucumber/messages/go/v21"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

// table makes the table below a step.
func table(cells ...[]string) *scene.Table {
	t := &scene.Table{}
	for _, row := range cells {
		r := &messages.PickleTableRow{}
		for _, cell := range row {
			r.Cells = append(r.Cells, &messages.PickleTableCell{Value: cell})
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

func TestObject(t *testing.T) {
	tests := map[string]struct {
		table *scene.Table
		want  string
		err   string
	}{
		"nothing":          {table(), "{}", ""},
		"in its order":     {table([]string{"b", "1"}, []string{"a", `"`}), `{"b":"1","a":"\""}`, ""},
		"a key twice":      {table([]string{"a", "1"}, []string{"a", "2"}), "", `key "a" is there twice`},
		"a column too few": {table([]string{"a"}), "", "the table needs two columns: key and value"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := scene.Object(tt.table)
			if tt.err != "" {
				assert.EqualError(t, err, tt.err)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, tt.want, string(got))
		})
	}
}

func TestHeaded(t *testing.T) {
	tests := map[string]struct {
		cells [][]string
		want  []map[string]string
		err   string
	}{
		"rows by their columns": {[][]string{{"event", "state"}, {"HELD", "HELD"}}, []map[string]string{{"event": "HELD", "state": "HELD"}}, ""},
		"no row":                {[][]string{{"event"}}, nil, "the table needs a heading and at least one row"},
		"a strange column":      {[][]string{{"event", "color"}, {"", ""}}, nil, `unknown column "color": expected some of event, state`},
		"a column twice":        {[][]string{{"event", "event"}, {"", ""}}, nil, `column "event" is there twice`},
		"a column too few":      {[][]string{{"state"}, {""}}, nil, `the table needs a column "event"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := scene.Headed(tt.cells, []string{"event"}, "state")
			if tt.err != "" {
				assert.EqualError(t, err, tt.err)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestWords(t *testing.T) {
	assert.Equal(t, []string{"A", "B"}, scene.Words(" A,B ,-,"))
	assert.Empty(t, scene.Words("-"))
	assert.NoError(t, scene.Known("a state", "HELD", []string{"IDLE", "HELD"}))
	assert.EqualError(t, scene.Known("a state", "HOLD", []string{"IDLE", "", "HELD", "IDLE"}), `"HOLD" is not a state that the documents know: expected one of HELD, IDLE`)
}

func TestValuesOfJSON(t *testing.T) {
	for raw, want := range map[string]string{`"a"`: "a", `7`: "7", `null`: "", `{"a":1}`: `{"a":1}`} {
		assert.Equal(t, want, scene.TextOf(json.RawMessage(raw)), raw)
	}
	assert.Len(t, scene.ObjectOf(json.RawMessage(`{"a":1}`)), 1)
	assert.Empty(t, scene.ObjectOf(json.RawMessage(`[1]`)))
}

// tagged is the scene of a scenario with these tags, and what it claims.
func tagged(tags ...string) *scene.Scene {
	return scene.New(&suite.Case{
		Scenario: &suite.Scenario{Wire: "scapi", Tags: tags, Steps: []suite.Step{{Keyword: "Then"}}},
		Rules:    &oracle.Rules{Book: book.SCAPI(), Profile: "union"},
	}, nil)
}

// A tag lends its evidence to what it says, and to nothing else.
func TestClaimsAreFoundedOnTags(t *testing.T) {
	const rule, event = "scapi.rule.one-answer", "scapi.event.voice.HELD"
	s := tagged("@spec:"+rule, "@spec:"+event, "@spec:gws.op.accept", "@wire:scapi", "@wire:gws")
	assert.True(t, s.IsTagged(event))
	assert.False(t, s.IsTagged("gws.op.accept"), "it is of another wire's book")
	if assert.Len(t, s.Tagged(), 1) {
		assert.Equal(t, rule, s.Tagged()[0].ID)
	}

	summary := func(claims []result.Claim) map[string]bool {
		out := map[string]bool{}
		for _, c := range claims {
			out[c.Item] = c.Binding
		}
		return out
	}
	assert.Equal(t, map[string]bool{rule: true}, summary(s.ClaimsBy("answer", "x", scene.Only(rule))))
	assert.Equal(t, map[string]bool{rule: false}, summary(s.ClaimsBy("answer", "x", scene.Nobody)))
	assert.Equal(t, map[string]bool{event: true}, summary(s.ClaimsFor("event", "x", scene.Only(event))))
	assert.Equal(t, map[string]bool{"": false}, summary(s.ClaimsFor("event", "x", scene.Nobody)))
	assert.Equal(t, map[string]bool{"": false}, summary(tagged().ClaimsBy("event", "x", scene.Only(rule))))
}

func TestCheck(t *testing.T) {
	rules := &oracle.Rules{Book: book.SCAPI(), Profile: "union"}
	sc := &suite.Scenario{Wire: "scapi", File: "x.feature", Line: 3, Tags: []string{"@spec:scapi.rule.one-answr"}, Steps: []suite.Step{{Keyword: "When"}, {Keyword: "And"}}}
	got := scene.Check(rules, sc)
	require.Len(t, got, 2)
	assert.Equal(t, "tag @spec:scapi.rule.one-answr names nothing in the book", got[0].Text)
	assert.Contains(t, got[0].Help, "@spec:scapi.rule.one-answer")
	assert.Equal(t, "the scenario has no Then: it checks nothing", got[1].Text)
	sc.Tags = []string{"@spec:webex.seq.transfer.2"}
	assert.Contains(t, scene.Check(rules, sc)[0].Help, "It is of webex: a scenario for that wire is tagged @wire:webex;")
	sc.Tags, sc.Steps[1].Keyword = nil, "Then"
	assert.Empty(t, scene.Check(rules, sc))
}
