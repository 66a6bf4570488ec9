package suite_test

import (
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/steps/suite"
)

// collector is how the garbage collector of this process is set.
func collector() (percent int, limit int64) {
	percent = debug.SetGCPercent(100)
	debug.SetGCPercent(percent)
	return percent, debug.SetMemoryLimit(-1)
}

func TestRelaxing(t *testing.T) {
	tests := map[string]struct {
		gogc, limit string
		percent     bool // is changed
		most        bool
	}{
		"where nothing is said":   {percent: true, most: true},
		"where GOGC is said":      {gogc: "50", most: true},
		"where GOMEMLIMIT is":     {limit: "2GiB", percent: true},
		"where all has been said": {gogc: "50", limit: "2GiB"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Setenv("GOGC", tt.gogc)
			t.Setenv("GOMEMLIMIT", tt.limit)
			percent, limit := collector()
			restore := suite.Relax()
			during, most := collector()
			assert.Equal(t, tt.percent, during != percent)
			assert.Equal(t, tt.most, most != limit)
			restore()
			during, most = collector()
			assert.Equal(t, percent, during)
			assert.Equal(t, limit, most)
		})
	}
}
