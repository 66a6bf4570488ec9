package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/result"
)

// What a profile does not have is not applicable, with the reason; all else passes
// without a note.
func TestTheSimulatorPassesInAProfile(t *testing.T) {
	if testing.Short() {
		t.Skip("it judges everything, twice: without -short")
	}
	for profile, wire := range map[string]string{"client-2016": "scapi", "8.5.1": "gws"} {
		t.Run(profile, func(t *testing.T) {
			s, report := judged(t, "--profile", profile, "--wire", wire)
			assert.Equal(t, 0, s.code, s.out+s.errors)
			require.NotNil(t, report)
			passed := 0
			for _, sc := range report.Scenarios {
				switch sc.Outcome {
				case result.Passed:
					passed++
				case result.NotApplicable:
					assert.NotEmpty(t, sc.Reason, sc.ID)
				default:
					t.Errorf("%s: %s: %s", sc.ID, sc.Outcome, sc.Reason)
				}
			}
			assert.Greater(t, passed, 50)
		})
	}
}
