package main

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/internal/golden"
)

func TestBookComparesProfiles(t *testing.T) {
	tests := map[string][]string{
		"book-diff-lines.txt":   {"wwe-guide", "scapi-current"},
		"book-diff-manual.txt":  {"scapi-manual", "scapi-current"},
		"book-diff-clients.txt": {"client-2021", "client-2023"},
		"book-diff-joined.txt":  {"scapi-manual+client-2020", "union"},
		"book-diff-itself.txt":  {"union", "union"},
		"book-diff-gws.txt":     {"8.5.0", "8.5.1"},
		"book-diff-webex.txt":   {"documented", "sdk-3.12.0"},
	}
	for file, profiles := range tests {
		t.Run(file, func(t *testing.T) {
			s := deskproof(t, append([]string{"book", "--diff"}, profiles...)...)
			assert.Equal(t, 0, s.code, s.errors)
			golden.Equal(t, file, []byte(s.out))
		})
	}
}

func TestBookComparesProfilesInJSON(t *testing.T) {
	s := deskproof(t, "book", "--diff", "wwe-guide", "scapi-manual", "--json")
	require.Equal(t, 0, s.code, s.errors)
	var found []difference
	require.NoError(t, json.Unmarshal([]byte(s.out), &found))
	assert.Contains(t, found, difference{
		Kind: "attribute", Item: "scapi.type.agent.Agent.roles", Name: "agent.Agent.roles",
		OnlyIn: "wwe-guide", BindsIn: "wwe-guide", Evidence: book.Documented,
	})
	back := differences(book.SCAPI(), "scapi-manual", "wwe-guide")
	assert.Equal(t, found, back, "the order of the two does not matter")
}

func TestBookComparesTwoProfilesThatThereAre(t *testing.T) {
	tests := map[string]struct {
		profiles []string
		want     string
	}{
		"none":                  {nil, "--diff compares two profiles"},
		"one":                   {[]string{"union"}, "--diff compares two profiles"},
		"three":                 {[]string{"union", "wwe-guide", "client-2016"}, "--diff compares two profiles"},
		"of two systems":        {[]string{"8.5.0", "union"}, `profile "union" is not known: choose 8.5.0, `},
		"one that there is not": {[]string{"union", "nope"}, `profile "nope" is not known`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := deskproof(t, append([]string{"book", "--diff"}, tt.profiles...)...)
			assert.Equal(t, 2, s.code)
			assert.Contains(t, s.errors, tt.want)
		})
	}
}
