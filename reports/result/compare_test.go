package result_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/deskproof/deskproof/reports/result"
)

// came is a scenario with an outcome, and the items that it breaks and notes.
func came(o result.Outcome, broken, noted []string) result.Scenario {
	s := result.Scenario{ID: "a/b@scapi/union", Profile: "union", Outcome: o}
	for _, item := range broken {
		s.Claims = append(s.Claims, result.Claim{Item: item, Binding: true})
	}
	for _, item := range noted {
		s.Claims = append(s.Claims, result.Claim{Item: item})
	}
	return s
}

func TestCompare(t *testing.T) {
	const id = "a/b@scapi"
	passed, noted, missing := came(result.Passed, nil, nil), came(result.Note, nil, []string{"n"}), result.Scenario{}
	failed, worse := came(result.Failed, []string{"x"}, nil), came(result.Failed, []string{"x", "y"}, nil)
	known, broken := came(result.KnownFailure, []string{"x"}, nil), came(result.HarnessError, nil, nil)
	broken.Reason = "a wall"
	tests := map[string]struct {
		was, is result.Scenario
		want    result.Difference
	}{
		"all is as it was":           {failed, failed, result.Difference{}},
		"it fails":                   {passed, failed, result.Difference{ID: id, Change: result.NewlyFails, More: []string{"x"}}},
		"it fails by more":           {failed, worse, result.Difference{ID: id, Change: result.NewlyFails, More: []string{"y"}}},
		"it fails by less":           {worse, failed, result.Difference{ID: id, Change: result.FailsByLess, Less: []string{"y"}}},
		"it is known no more":        {known, failed, result.Difference{ID: id, Change: result.NewlyFails}},
		"it is known":                {failed, known, result.Difference{ID: id, Change: result.OutcomeOther}},
		"it passes":                  {failed, passed, result.Difference{ID: id, Change: result.NewlyPasses, Less: []string{"x"}}},
		"it is noted":                {passed, noted, result.Difference{ID: id, Change: result.OutcomeOther, More: []string{"n"}}},
		"it is noted otherwise":      {noted, came(result.Note, nil, []string{"m"}), result.Difference{ID: id, Change: result.NotesChanged, More: []string{"m"}, Less: []string{"n"}}},
		"it could not be judged":     {passed, broken, result.Difference{ID: id, Change: result.NotJudged, Reason: "a wall"}},
		"it could not be, as before": {broken, broken, result.Difference{}},
		"it is new":                  {missing, passed, result.Difference{ID: id, Change: result.NewScenario}},
		"it is new and fails":        {missing, failed, result.Difference{ID: id, Change: result.NewlyFails, More: []string{"x"}}},
		"it was not run":             {passed, missing, result.Difference{ID: id, Change: result.NotJudged}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var want []result.Difference
			if tt.want.ID != "" {
				tt.want.Old, tt.want.New = tt.was.Outcome, tt.is.Outcome
				want = append(want, tt.want)
			}
			if diff := cmp.Diff(want, result.Compare(one(tt.was), one(tt.is))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// one is a report with one scenario, or with none.
func one(s result.Scenario) *result.Report {
	r := &result.Report{End: &result.End{}}
	if s.ID != "" {
		r.Scenarios = append(r.Scenarios, s)
	}
	return r
}

func TestCompareTellsWhatIsGoneFromWhatWasLost(t *testing.T) {
	earlier := one(came(result.Passed, nil, nil))
	for name, tt := range map[string]struct {
		later result.Report
		want  result.Change
	}{
		"the suite has changed":                {result.Report{Run: result.Run{Suite: "new"}, End: &result.End{}}, result.GoneScenario},
		"the suite has changed, the run died":  {result.Report{Run: result.Run{Suite: "new"}}, result.NotJudged},
		"the suite is the same":                {result.Report{End: &result.End{}}, result.NotJudged},
		"it was interrupted before it came up": {result.Report{End: &result.End{Interrupted: true}}, result.NotJudged},
	} {
		t.Run(name, func(t *testing.T) {
			got := result.Compare(earlier, &tt.later)
			if len(got) != 1 || got[0].Change != tt.want {
				t.Errorf("got %v, want one that is %s", got, tt.want)
			}
		})
	}
}

func TestCompareSetsProfilesBesideEachOther(t *testing.T) {
	earlier, later := came(result.Passed, nil, nil), came(result.Passed, nil, nil)
	later.ID, later.Profile = "a/b@scapi/wwe-guide", "wwe-guide"
	if got := result.Compare(one(earlier), one(later)); got != nil {
		t.Errorf("got %v, want no difference", got)
	}
}
