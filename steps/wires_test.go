package steps_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/steps"
)

func TestProfiles(t *testing.T) {
	tests := map[string]struct {
		list string
		want map[string]string
		err  string
	}{
		"none":            {"", map[string]string{}, ""},
		"one":             {"scapi-manual", map[string]string{"scapi": "scapi-manual"}, ""},
		"a line and more": {"scapi-manual+client-2016", map[string]string{"scapi": "scapi-manual+client-2016"}, ""},
		"with blanks":     {" union ,", map[string]string{"scapi": "union"}, ""},
		"two of one wire": {"union,scapi-manual", nil, `profiles "union" and "scapi-manual" are both of the wire scapi: choose one of them`},
		"one that is not": {"unoin", nil, `profile "unoin" is not known: choose wwe-guide, `},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := steps.Profiles(tt.list)
			if tt.err != "" {
				assert.ErrorContains(t, err, tt.err)
				return
			}
			assert.NoError(t, err)
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestAWireIsJudgedByItsProfile(t *testing.T) {
	assert.Equal(t, "union", steps.Wires(nil, false)[0].Rules.Profile)
	chosen := steps.Wires(map[string]string{"scapi": "wwe-guide"}, true)[0].Rules
	assert.Equal(t, "wwe-guide", chosen.Profile)
	assert.True(t, chosen.Strict)
}
