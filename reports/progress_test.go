package reports_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/reports"
	"github.com/deskproof/deskproof/reports/result"
)

func TestProgress(t *testing.T) {
	few := result.Outcomes
	many := make([]result.Outcome, 74)
	for i := range many {
		many[i] = result.Passed
	}
	tests := map[string]struct {
		ended      []result.Outcome
		total      int
		color, tty bool
		want       string
	}{
		"every outcome":    {ended: few, total: 6, want: ".n-kFE" + strings.Repeat(" ", 66) + "  6/6\n"},
		"in colour":        {ended: few[4:5], total: 9, color: true, want: "\x1b[31mF\x1b[0m" + strings.Repeat(" ", 71) + "  1/9\n"},
		"more than a line": {ended: many, total: 100, want: strings.Repeat(".", 72) + "   72/100\n.." + strings.Repeat(" ", 70) + "   74/100\n"},
		"exactly a line":   {ended: many[:72], total: 72, want: strings.Repeat(".", 72) + "  72/72\n"},
		"nothing":          {want: ""},
		"on a tty":         {ended: few[:2], total: 2, tty: true, want: ".n" + strings.Repeat(" ", 70) + "  2/2\n"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			p := reports.NewProgress(&out, tt.total, tt.color, tt.tty)
			for _, o := range tt.ended {
				p.Ended(&result.Scenario{Outcome: o})
			}
			p.Close()
			assert.Equal(t, tt.want, out.String())
		})
	}
}

func TestProgressOnATTYShowsEachAtOnce(t *testing.T) {
	for tty, want := range map[bool]string{true: "F", false: ""} {
		var out bytes.Buffer
		reports.NewProgress(&out, 2, false, tty).Ended(&result.Scenario{Outcome: result.Failed})
		assert.Equal(t, want, out.String())
	}
}

func TestProgressFromManyGoroutines(t *testing.T) {
	var out bytes.Buffer
	p := reports.NewProgress(&out, 720, false, false)
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			for range 72 {
				p.Ended(&result.Scenario{Outcome: result.Passed})
			}
		})
	}
	all.Wait()
	p.Close()
	assert.Equal(t, 720, strings.Count(out.String(), "."))
	assert.True(t, strings.HasSuffix(out.String(), "  720/720\n"))
}
