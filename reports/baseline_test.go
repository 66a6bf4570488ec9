package reports_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/result"
)

func TestWhatTheBaselineListsAndCannotBeJudged(t *testing.T) {
	known := &result.Known{File: "known.yaml", Line: 3, Items: []string{"a.b"}}
	begun, unbegun := []result.Step{{Status: "passed"}, {Status: "skipped"}}, []result.Step{{Status: "skipped"}}
	tests := map[string]struct {
		scenario result.Scenario
		end      *result.End
		want     string
	}{
		"not begun":           {result.Scenario{Known: known, Steps: unbegun}, &result.End{}, "cannot be judged here: x/y@scapi/union; delete known.yaml:3 unless another target uses it"},
		"in a run that died":  {result.Scenario{Known: known, Steps: unbegun}, nil, "delete known.yaml:3 unless"},
		"in one that updates": {result.Scenario{Known: known, Steps: unbegun}, &result.End{Updated: &result.Updated{}}, "delete it from known.yaml unless another target uses it"},
		"begun":               {result.Scenario{Known: known, Steps: begun}, &result.End{}, ""},
		"not known":           {result.Scenario{Steps: unbegun}, &result.End{}, ""},
	}
	for name, tt := range tests {
		for _, ext := range []string{"totals.txt", "md"} {
			t.Run(name+"."+ext, func(t *testing.T) {
				s := tt.scenario
				s.ID, s.Outcome = "x/y@scapi/union", result.NotApplicable
				var out bytes.Buffer
				require.NoError(t, fullReports[ext](&out, &result.Report{Scenarios: []result.Scenario{s}, End: tt.end}))
				text := strings.Join(strings.Fields(strings.ReplaceAll(out.String(), "`", "")), " ")
				if tt.want == "" {
					assert.NotContains(t, text, "cannot be judged here")
					return
				}
				assert.Contains(t, text, tt.want)
			})
		}
	}
}

func TestWhatIsStaleNamesTheCommandOnce(t *testing.T) {
	tests := map[string]struct {
		stale, failed int
		want          string
	}{
		"nothing":                    {0, 1, ""},
		"one":                        {1, 0, "or run again with --update-baseline\n"},
		"many":                       {30, 0, "or run again with --update-baseline\n"},
		"one, and something else":    {1, 1, "or run again with --update-baseline, which makes known what failed, too\n"},
		"many, and many other fails": {30, 2, "or run again with --update-baseline, which makes known what failed, too\n"},
	}
	for name, tt := range tests {
		for _, ext := range []string{"totals.txt", "md"} {
			t.Run(name+"."+ext, func(t *testing.T) {
				r := failing(t, tt.failed)
				r.End = &result.End{Exit: result.ExitStale}
				for i := range tt.stale {
					r.End.Stale = append(r.End.Stale, result.Stale{ID: fmt.Sprint("x/", i), Why: "it does not fail any more", Line: i + 1, Text: "  - id: x"})
				}
				var out bytes.Buffer
				require.NoError(t, fullReports[ext](&out, r))
				text := strings.ReplaceAll(out.String(), ".\n", "\n")
				assert.Equal(t, min(1, tt.stale), strings.Count(text, "--update-baseline"))
				assert.Contains(t, text, tt.want)
			})
		}
	}
}
