package suite_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/steps"
	"github.com/deskproof/deskproof/steps/suite"
)

// No sentence, tag or table of the features that come with the program has a slip.
func TestTheFeaturesAreInOrder(t *testing.T) {
	catalogue := suite.NewCatalogue(union())
	for _, sc := range everything(t) {
		for _, p := range catalogue.Check(sc) {
			t.Errorf("%s:%d: %s", p.File, p.Line, p.Text)
		}
	}
}

// What an author reads who has mistyped a sentence.
func TestASentenceThatIsMistyped(t *testing.T) {
	t.Parallel()
	registry := suite.NewRegistry(&suite.Definitions{})
	steps.Register(&suite.Case{}, registry)
	const near = "the nearest sentence is `%s`, steps/"
	tests := map[string]struct{ step, text, help string }{
		"a letter":       {"Given Ana is singed in", "no sentence matches `Given Ana is singed in`", fmt.Sprintf(near, "Given Ana is signed in")},
		"a word":         {"When Ana puts the call on ice", "no sentence matches `When Ana puts the call on ice`", fmt.Sprintf(near, "When Ana puts the call on hold")},
		"a word too few": {"Then Ana's desk sees in order:", "no sentence matches", fmt.Sprintf(near, "Then Ana's desk sees, in order:")},
		"a word of it":   {"And Ana has Carla's e-mail", "no sentence matches", "nearest sentence is `Given Ana has Carla's e-mail in the workbin`"},
		"all of it":      {"When the moon turns blue", "no sentence matches `When the moon turns blue`", "register a new one:\n\nr.Step(`^the moon turns blue$`"},
		"no table":       {"Then Ana's desk sees, in order:", "the step has nothing below it, the sentence takes a table", "see steps/events.go:"},
		"a table":        {"Given Ana is signed in\n| a |", "the step has a table below it, the sentence takes nothing", "see steps/scene/people.go:"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := registry.Check(said(t, tt.step)[0])
			require.Len(t, got, 1)
			assert.Equal(t, "x.feature", got[0].File)
			assert.Equal(t, 3, got[0].Line)
			assert.Contains(t, got[0].Text, tt.text)
			assert.Contains(t, got[0].Help, tt.help)
		})
	}
}
