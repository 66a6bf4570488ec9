package main

import (
	"strings"
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
	slow(t)
	tests := map[string]struct {
		args []string
		want string
	}{
		"one that there is not": {[]string{"--variant", "nope"}, `no variant is named "nope"; deskproof run --variant list names all`},
		"a slip":                {[]string{"--variant", "slow-but-in-tyme"}, `no variant is named "slow-but-in-tyme"; did you mean slow-but-in-time? deskproof`},
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

func TestWhatFaultsAndVariantsThereAre(t *testing.T) {
	tests := map[string]struct{ flag, want string }{
		"faults":   {"--fault", "held-as-talking"},
		"variants": {"--variant", "slow-but-in-time"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s, report := judged(t, tt.flag, "list")
			assert.Equal(t, 0, s.code, s.errors)
			assert.Nil(t, report, "nothing is judged")
			assert.Regexp(t, `(?m)^`+tt.want+` {2,}\S`, s.out)
		})
	}
}

// With --wire they are those of the wire, and a wire that there is not is told.
func TestWhatFaultsAndVariantsAWireHas(t *testing.T) {
	for flag, other := range map[string]string{"--fault": "held-as-talking", "--variant": "slow-but-in-time"} {
		s, _ := judged(t, "--wire", "webex", flag, "list")
		assert.Equal(t, 0, s.code, s.errors)
		assert.NotRegexp(t, `(?m)^`+other+` `, s.out)
		for line := range strings.Lines(s.out) {
			assert.Regexp(t, `^webex-\S+ {2,}\S`, line)
		}
		s, _ = judged(t, "--wire", "fax", flag, "list")
		assert.Equal(t, 2, s.code)
		assert.Contains(t, s.errors, `--wire: there is no wire "fax"`)
	}
}

// Who tries a fault on scenarios that do not touch it is told so; a variant is to pass.
func TestAFaultThatIsNotNoticed(t *testing.T) {
	const line = "the fault was not noticed by these scenarios"
	tests := map[string]struct {
		args []string
		want bool
	}{
		"elsewhere":    {[]string{"--fault", "held-as-talking", "--id", "scapi/voice/inbound/**/the-customer-hangs-up@*/*"}, true},
		"where it is":  {[]string{"--fault", "held-as-talking", "--id", "scapi/voice/inbound/**/the-agent-takes-the-call-off-hold@*/*"}, false},
		"of a variant": {[]string{"--variant", "slow-but-in-time", "--id", "scapi/voice/inbound/**/the-customer-hangs-up@*/*"}, false},
		"of none":      {[]string{"--id", "scapi/voice/inbound/**/the-customer-hangs-up@*/*"}, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s, _ := judged(t, tt.args...)
			assert.Equal(t, tt.want, strings.Contains(s.out, line), s.out)
		})
	}
}
