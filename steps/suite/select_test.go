package suite_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/steps/suite"
)

func TestMatchID(t *testing.T) {
	tests := map[string]struct{ yes, no []string }{
		"a/b":        {[]string{"a/b", "a/b@scapi/current"}, []string{"a/b/c", "a", "x/a/b"}},
		"a/*":        {[]string{"a/b", "a/", "a/b@w/p"}, []string{"a/b/c", "a", "b/b"}},
		"*/b*":       {[]string{"a/b", "a/bc", "/b"}, []string{"a/cb", "x/a/b"}},
		"**":         {[]string{"", "a", "a/b/c@w/p"}, nil},
		"a/**":       {[]string{"a/b", "a/b/c"}, []string{"a", "b/a/c"}},
		"**/c":       {[]string{"a/b/c", "a/c", "a/c@w/p"}, []string{"c", "a/cd"}},
		"a**c":       {[]string{"ac", "a/b/c"}, []string{"a/b/cd"}},
		"a/b@w/*":    {[]string{"a/b@w/p"}, []string{"a/b", "a/b@v/p"}},
		"**@*/p":     {[]string{"a/b@w/p"}, []string{"a/b@w/q", "a/b"}},
		"a/[b]?.c,d": {[]string{"a/[b]?.c,d"}, []string{"a/b.c,d", "a/bx.c,d"}},
		"***":        {[]string{"", "a/b"}, nil},
		"":           {[]string{""}, []string{"a"}},
		"ä\xff*":     {nil, []string{"ä"}},
	}
	for glob, tt := range tests {
		t.Run(glob, func(t *testing.T) {
			for _, id := range tt.yes {
				assert.True(t, suite.MatchID(glob, id), id)
			}
			for _, id := range tt.no {
				assert.False(t, suite.MatchID(glob, id), id)
			}
		})
	}
}

func some() []*suite.Scenario {
	return []*suite.Scenario{
		{ID: "voice/hold", Tags: []string{"@voice"}},
		{ID: "voice/mute", Tags: []string{"@voice", "@slow"}},
		{ID: "chat/accept", Tags: []string{"@chat"}},
	}
}

func TestSelect(t *testing.T) {
	tests := map[string]struct {
		ask  suite.Selection
		want []string
	}{
		"all":            {suite.Selection{}, []string{"voice/hold", "voice/mute", "chat/accept"}},
		"by tags":        {suite.Selection{Tags: "not @slow"}, []string{"voice/hold", "chat/accept"}},
		"by id":          {suite.Selection{ID: "voice/*"}, []string{"voice/hold", "voice/mute"}},
		"by tags and id": {suite.Selection{Tags: "@slow", ID: "voice/*"}, []string{"voice/mute"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := suite.Select(some(), tt.ask)
			require.NoError(t, err)
			assert.Equal(t, tt.want, ids(got))
		})
	}
}

func TestSelectNothing(t *testing.T) {
	tests := map[string]struct {
		ask  suite.Selection
		want string
	}{
		"a slip in a tag": {suite.Selection{Tags: "@voise and @slow"},
			`nothing selected: none of 3 scenarios has tags "@voise and @slow"; no scenario is tagged @voise, near is @voice`},
		"tags that never meet": {suite.Selection{Tags: "@chat and @slow"},
			`nothing selected: none of 3 scenarios has tags "@chat and @slow"; no scenario has them together`},
		"a slip in an id": {suite.Selection{ID: "voice/holt"},
			"nothing selected: none of 3 scenarios has id \"voice/holt\"; no id matches, near are:\n  voice/hold\n  voice/mute"},
		"tags and id that never meet": {suite.Selection{Tags: "@chat", ID: "voice/**"},
			`nothing selected: none of 3 scenarios has tags "@chat" and id "voice/**"; no scenario has them together`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := suite.Select(some(), tt.ask)
			assert.ErrorIs(t, err, suite.ErrNothing)
			assert.EqualError(t, err, tt.want)
		})
	}
	_, err := suite.Select(nil, suite.Selection{})
	assert.EqualError(t, err, "nothing selected: there are no scenarios")
	_, err = suite.Select(some(), suite.Selection{Tags: "("})
	assert.NotErrorIs(t, err, suite.ErrNothing)
	assert.ErrorContains(t, err, "column 2")
}

func TestOrderDependsOnIDsAndSeedAlone(t *testing.T) {
	var all []*suite.Scenario
	for i := range 20 {
		all = append(all, &suite.Scenario{ID: fmt.Sprintf("s%02d", i)})
	}
	want := ids(suite.Order(all, 7))
	assert.Equal(t, "s00 s18 s03 s16 s08", strings.Join(want[:5], " "), "the order of a seed must not change between versions")

	shuffled := slices.Clone(all)
	rand.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	before := ids(shuffled)
	assert.Equal(t, want, ids(suite.Order(shuffled, 7)))
	assert.Equal(t, before, ids(shuffled), "the scenarios given")
	assert.NotEqual(t, want, ids(suite.Order(all, 8)))
	slices.Sort(want)
	assert.Equal(t, ids(all), want)
}
