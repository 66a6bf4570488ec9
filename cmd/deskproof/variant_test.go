package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAVariantPassesUnlessTheRunIsStrict(t *testing.T) {
	const told = "scapi/agents/media/a-medium-s-change-is-reported@scapi/union"
	s, report := judged(t, "--variant", "no-media-events", "--id", told)
	assert.Equal(t, 0, s.code, s.out+s.errors)
	require.NotNil(t, report)
	assert.Equal(t, "no-media-events", report.Run.Fault)

	s, _ = judged(t, "--variant", "no-media-events", "--id", told, "--strict")
	assert.Equal(t, 1, s.code, s.out+s.errors)
	assert.Contains(t, s.out, "again  deskproof run --id "+told+" --seed 1 --variant no-media-events --strict")
}

func TestWhichVariantIsWrongIsExitCode2(t *testing.T) {
	tests := map[string]struct {
		args []string
		want string
	}{
		"one that there is not": {[]string{"--variant", "nope"}, `no variant is named "nope"; there are: `},
		"and a fault":           {[]string{"--variant", "slow-but-in-time", "--fault", "held-as-talking"}, "[fault variant]"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s, _ := judged(t, tt.args...)
			assert.Equal(t, 2, s.code)
			assert.Contains(t, s.errors, tt.want)
		})
	}
}
