package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/internal/golden"
)

func TestBookShowsAnItemByItsID(t *testing.T) {
	s := deskproof(t, "book", "scapi.seq.voice-inbound.3")
	assert.Equal(t, 0, s.code, s.errors)
	golden.Equal(t, "book-item.txt", []byte(s.out))
	assert.Equal(t, s, deskproof(t, "book", "@spec:scapi.seq.voice-inbound.3"))
}

func TestBookShowsTheStepsOfASequence(t *testing.T) {
	s := deskproof(t, "book", "scapi.seq.markdone-blocked")
	assert.Equal(t, 0, s.code, s.errors)
	golden.Equal(t, "book-sequence.txt", []byte(s.out))
}

func TestBookSaysWhatARuleForbids(t *testing.T) {
	assert.Contains(t, deskproof(t, "book", "scapi.rule.markdone-blocked").out, "  forbids   MARKDONE_APPLY, REMOVED\n")
	assert.Contains(t, deskproof(t, "book", "--json", "scapi.rule.userdata-live").out, `"userData"`)
}

func TestBookFindsItemsByWords(t *testing.T) {
	tests := map[string]struct {
		words     []string
		want, not string
	}{
		"of the id":             {[]string{"outbound.push", "rejected."}, "scapi.outbound.push.rejected.1", "direct-push."},
		"of the text, any case": {[]string{"HOLD", "established"}, "scapi.method.voice.hold  ", "voice.resume"},
		"of an open question":   {[]string{"the", "print", "of", "consult"}, "scapi.ambiguity.target-vs-type", "scapi.seq"},
		"none":                  {nil, "scapi.rule.one-answer", "nothing in the book"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := deskproof(t, append([]string{"book"}, tt.words...)...)
			assert.Equal(t, 0, s.code, s.errors)
			assert.Contains(t, s.out, tt.want)
			assert.NotContains(t, s.out, tt.not)
		})
	}
}

func TestBookSaysWhenNothingMatches(t *testing.T) {
	s := deskproof(t, "book", "teleport", "call")
	assert.Equal(t, 2, s.code)
	assert.Contains(t, s.errors, `nothing in the book matches "teleport call"`)
}

func TestBookAsJSONHasEveryItemWhole(t *testing.T) {
	var entries []bookEntry
	require.NoError(t, json.Unmarshal([]byte(deskproof(t, "book", "--json").out), &entries))
	assert.Len(t, entries, strings.Count(deskproof(t, "book").out, "\n"))
	for _, e := range entries {
		assert.NotEmpty(t, e.Text, e.ID)
		assert.NotEmpty(t, e.Evidence, e.ID)
		assert.NotEmpty(t, e.Profiles, e.ID)
	}
}
