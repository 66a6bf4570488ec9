package suite_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/steps/suite"
)

func TestBlanks(t *testing.T) {
	say := func(_ *suite.Case, r *suite.Registry) func(context.Context) error {
		r.Step(`^(\w+) calls (\w+|the (?:queue|skill) [A-Z]\w*)( twice)?$`, func(string, string, string) {}, suite.Doc{Args: []string{"the caller", "whom", "how often"}})
		r.Step(`^(\w+) (waves|nods)$`, func(string, string) {}, suite.Doc{Args: []string{"who", "what"}})
		r.Step(`^(\w+) sits$`, func(string) {}) // says nothing of its blanks
		return nil
	}
	catalogue := suite.NewCatalogue([]suite.Wire{{Name: "scapi", Sentences: say}})
	tests := map[string]struct {
		said string
		want []suite.Blank
	}{
		"of any word":               {"Carla calls Ana", []suite.Blank{{7, "the caller", "Carla"}, {7, "whom", "Ana"}}},
		"of any word, or something": {"Carla calls the queue Support", []suite.Blank{{7, "the caller", "Carla"}, {7, "whom", "the queue Support"}}},
		"that offers no choice":     {"Carla calls Ana twice", []suite.Blank{{7, "the caller", "Carla"}, {7, "whom", "Ana"}}},
		"that offers a choice":      {"Ana nods", []suite.Blank{{7, "who", "Ana"}}},
		"that nothing is said of":   {"Ana sits", nil},
		"of no sentence":            {"Ana dances", nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			sc := &suite.Scenario{Wire: "scapi", Steps: []suite.Step{{Keyword: "When", Text: tt.said, Line: 7}}}
			assert.Equal(t, tt.want, catalogue.Blanks(sc))
		})
	}
}
