package oracle_test

import (
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/oracle"
)

// elsewhere lists the rules of the book that a trace alone cannot judge, and why.
var elsewhere = map[string]string{
	"scapi.rule.answer-is-sent":         "says what an answer does not prove: scenarios look for the effect",
	"scapi.rule.client-timeout":         "about the client library; that an answer comes in time is for the steps",
	"scapi.grammar.origins":             "needs the option and the page's origin",
	"scapi.rule.origin":                 "needs the option and the page's origin",
	"scapi.rule.method-filter":          "needs the option and the page's origin",
	"scapi.rule.jwt-explicit":           "needs the option and the page's origin",
	"scapi.rule.jwt-kept":               "needs to know how much time has passed",
	"scapi.rule.userdata-read":          "needs the option and what was attached",
	"scapi.rule.userdata-write":         "needs the option",
	"scapi.rule.userdata-live":          "an effect that must not be: the state may change while the request is on its way",
	"scapi.rule.userdata-overwrite":     "an effect: others may change the data meanwhile",
	"scapi.rule.option-wildcard":        "needs the options of the center",
	"scapi.rule.option-default-section": "needs the options of the center",
	"scapi.rule.contextual-missing":     "only a scenario knows that there is no such interaction",
	"scapi.rule.rate-limit":             "needs the option; what gets no answer is for the steps",
	"scapi.rule.state-event-only":       "an effect that must not be: the state may come from elsewhere",
	"scapi.rule.tab-dial":               "needs to know how the page is shown",
	"scapi.rule.consult-media":          "about parameters: an effect that must not be",
	"scapi.rule.ext-chat":               "about parameters",
	"scapi.rule.id-lifetime":            "needs a refresh of the desktop",
	"scapi.rule.toast-unknown-false":    "only a scenario knows that there is no such toast",
	"scapi.rule.markdone-pull":          "needs records that wait",
	"scapi.rule.markdone-push":          "needs records that wait",
	"scapi.rule.markdone-direct":        "needs records that wait",
	"scapi.rule.markdone-blocked":       "whether the block ends with its timeout is open, so only a scenario that knows the time can tell",
}

func TestEveryRuleOfTheBookIsJudgedHereOrInScenarios(t *testing.T) {
	here := map[string]bool{}
	for _, id := range oracle.Behaviours() {
		it, ok := book.SCAPI().Claim(id)
		require.True(t, ok, "%s is not in the book", id)
		assert.Contains(t, []string{"rule", "quirk"}, it.Kind, id)
		assert.False(t, here[id], "%s is there twice", id)
		assert.Empty(t, elsewhere[id], "%s is judged here", id)
		here[id] = true
	}
	known := map[string]bool{}
	for _, r := range book.SCAPI().Rules {
		known[r.ID] = true
		assert.True(t, here[r.ID] || elsewhere[r.ID] != "", "%s: judge it here, or say why only a scenario can", r.ID)
	}
	for id := range elsewhere {
		assert.True(t, known[id], "%s is not in the book", id)
	}
}

// TestEveryBehaviourHasATraceThatKeepsItAndOneThatBreaksIt: a rule that never
// finds anything, or always does, is no rule.
func TestEveryBehaviourHasATraceThatKeepsItAndOneThatBreaksIt(t *testing.T) {
	for _, id := range oracle.Behaviours() {
		keeps, breaks := false, false
		for _, e := range examples(t, "testdata/rules/"+id+".txt") {
			v := union().Judge(e.records)
			keeps = keeps || len(v.Unmet) == 0 && slices.Contains(v.Proved, id)
			breaks = breaks || slices.ContainsFunc(v.Unmet, func(c result.Claim) bool { return c.Item == id })
		}
		assert.True(t, keeps, "%s: no trace that keeps and proves it", id)
		assert.True(t, breaks, "%s: no trace that breaks it", id)
	}
	entries, err := os.ReadDir("testdata/rules")
	require.NoError(t, err)
	assert.Len(t, entries, len(oracle.Behaviours()), "a file for each rule")
}
