package coverage_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/reports/coverage"
	"github.com/deskproof/deskproof/reports/result"
)

func desk(t *testing.T) *book.Book {
	t.Helper()
	file, err := os.ReadFile("testdata/book.json")
	require.NoError(t, err)
	b, err := book.Parse(file)
	require.NoError(t, err)
	return b
}

// run is a run of three scenarios: one passes, one breaks a rule, one is not applicable.
func run(b *book.Book) *result.Report {
	return &result.Report{
		Run: result.Run{Profile: "new", Book: b.Digest(), Target: result.Target{Name: "Acme | \x1b[31mdesk"}},
		Scenarios: []result.Scenario{
			{
				ID: "desk/passes@desk/new", Profile: "new", Outcome: result.Note, Proved: []string{"desk.method.call.dial", "desk.rule.proved", "desk.type.Call", "desk.type.Call.id"},
				Claims: []result.Claim{
					{Item: "desk.rule.proved", Binding: true, Met: true},
					{Item: "desk.rule.weakened", Met: true},
					{Item: "desk.rule.guessed"},
					{Text: "the author's own", Met: true},
				},
			},
			{ID: "desk/breaks@desk/new", Profile: "new", Outcome: result.Failed, Proved: []string{"desk.rule.proved"}, Claims: []result.Claim{{Item: "desk.rule.broken", Binding: true}}},
			{ID: "desk/other@desk/new", Profile: "new", Outcome: result.NotApplicable},
		},
		End: &result.End{},
	}
}

var (
	proofs = []coverage.Proof{
		{Scenario: "desk/passes", Mutant: "deaf", Items: []string{"desk.rule.proved"}},
		{Scenario: "desk/passes", Site: "answer/call.dial/lost", Faults: []json.RawMessage{json.RawMessage("{}")}, Items: []string{"desk.method.call.dial", "desk.type.Call.id"}},
	}
	why = map[string]string{"desk.rule.inside": "Nobody sees it.", "desk.rule.proved": "It is proved all the same."}
)

func TestEveryItemHasItsGrade(t *testing.T) {
	b := desk(t)
	type said struct {
		Grade  coverage.Grade
		Result coverage.Result
		By     string
	}
	got := map[string]said{}
	for _, it := range coverage.Make(b, []*result.Report{run(b)}, proofs, why, coverage.Filter{}).Items {
		s := said{it.Grade, it.Result, ""}
		if it.Proof != nil {
			s.By = it.Proof.Item + " by " + it.Proof.By
		}
		got[it.ID] = s
	}
	lost := "answer/call.dial/lost"
	want := map[string]said{
		"desk.rule.proved":             {coverage.Proved, coverage.Met, "desk.rule.proved by mutant deaf"},
		"desk.rule.broken":             {coverage.Checked, coverage.NotMet, ""},
		"desk.rule.weakened":           {coverage.Open, "", ""},
		"desk.rule.inside":             {coverage.Unprovable, "", ""},
		"desk.rule.guessed":            {coverage.Checked, coverage.Noted, ""},
		"desk.method.call.dial":        {coverage.Proved, coverage.Met, "desk.method.call.dial by " + lost},
		"desk.method.call.dial.answer": {coverage.Open, "", ""},
		"desk.type.Call":               {coverage.Proved, coverage.Met, "desk.type.Call.id by " + lost},
		"desk.type.Call.id":            {coverage.Proved, coverage.Met, "desk.type.Call.id by " + lost},
		"desk.seq.out":                 {coverage.Open, "", ""},
		"desk.seq.out.1":               {coverage.Proved, coverage.Met, "desk.method.call.dial by " + lost},
		"desk.seq.again":               {coverage.Proved, coverage.Met, "desk.method.call.dial by " + lost},
		"desk.seq.again.1":             {coverage.Open, "", ""},
		"desk.seq.again.2":             {coverage.Proved, coverage.Met, "desk.method.call.dial by " + lost},
		"desk.seq.late":                {coverage.Checked, coverage.Met, ""},
		"desk.seq.late.1":              {coverage.Proved, coverage.Met, "desk.method.call.dial by " + lost},
		"desk.seq.late.2":              {coverage.Open, "", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatDidNotRunIsNotProved(t *testing.T) {
	b := desk(t)
	sheet := coverage.Make(b, []*result.Report{{}}, proofs, nil, coverage.Filter{})
	assert.True(t, sheet.Unended)
	assert.True(t, sheet.Outdated)
	assert.Zero(t, sheet.Documented().Proved)
	for _, it := range sheet.Items {
		assert.Nil(t, it.Proof, it.ID)
	}
}

func TestRunsInSeveralProfilesAreOne(t *testing.T) {
	b, one, other := desk(t), &result.Report{}, &result.Report{}
	one.Run.Profile, other.Run.Profile = "old", "new"
	for i := range 15 {
		id := fmt.Sprintf("desk/%02d@desk/", i)
		one.Scenarios = append(one.Scenarios, result.Scenario{ID: id + "old", Proved: []string{"desk.rule.proved"}})
		other.Scenarios = append(other.Scenarios, result.Scenario{ID: id + "new", Proved: []string{"desk.rule.proved"}})
	}
	other.Scenarios[14].Claims = []result.Claim{{Item: "desk.rule.proved", Binding: true}}
	sheet := coverage.Make(b, []*result.Report{one, other}, proofs, nil, coverage.Filter{})
	assert.Equal(t, "old, new", sheet.Profile)
	it := sheet.Items[0]
	assert.Equal(t, coverage.NotMet, it.Result)
	assert.Len(t, it.Scenarios, 20)
	assert.Equal(t, 10, it.More)
	assert.Equal(t, "desk/14@desk/new", it.Scenarios[0].ID, "what misses it comes first")
}

// What a client library alone says is a profile's, and binds in that of clients only.
func TestByProfileCountsWhatBinds(t *testing.T) {
	all := map[string]int{}
	for _, c := range coverage.Make(book.Webex(), []*result.Report{{}}, nil, nil, coverage.Filter{}).ByProfile() {
		all[c.Of] = c.All
	}
	doc := coverage.Make(book.Webex(), []*result.Report{{}}, nil, nil, coverage.Filter{Evidence: []string{"doc"}})
	assert.Equal(t, doc.Documented().All, all["documented"])
	assert.Greater(t, all["sdk-3.12.0"], all["documented"])
}

func TestAFilterChoosesItems(t *testing.T) {
	b := desk(t)
	old := coverage.Make(b, []*result.Report{run(b)}, proofs, why, coverage.Filter{Profile: "old"})
	assert.Equal(t, &coverage.Count{Of: "documented", All: 1, Proved: 1}, old.Documented())
	guessed := coverage.Make(b, []*result.Report{run(b)}, proofs, why, coverage.Filter{Evidence: []string{"inferred"}})
	assert.Zero(t, guessed.Documented().All)
	assert.Len(t, guessed.Items, 4)
}

func TestAHundredPercentIsAll(t *testing.T) {
	for want, c := range map[string]coverage.Count{
		"100.0 %": {All: 720, Proved: 718, Unprovable: 2},
		"99.8 %":  {All: 718, Proved: 717},
		"–":       {All: 2, Unprovable: 2},
	} {
		assert.Equal(t, want, c.Share())
	}
}

func TestReports(t *testing.T) {
	b := desk(t)
	sheet := coverage.Make(b, []*result.Report{run(b)}, proofs, why, coverage.Filter{Profile: "new"})
	for name, write := range map[string]func(io.Writer) error{
		"coverage.txt": sheet.Text, "coverage.md": sheet.Markdown, "coverage.json": sheet.JSON, "coverage.html": sheet.HTML,
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			require.NoError(t, write(&out))
			assert.NotContains(t, out.String(), "\x1b")
			if name == "coverage.md" || name == "coverage.html" {
				assert.NotContains(t, out.String(), "<b>")
			}
			golden.Equal(t, name, out.Bytes())
		})
	}
}

func TestAHostileStreamStaysInItsCell(t *testing.T) {
	b := desk(t)
	r := run(b)
	r.Scenarios[1].ID = "a|b`c`<b>\n\n# d\x1b"
	var out bytes.Buffer
	require.NoError(t, coverage.Make(b, []*result.Report{r}, proofs, why, coverage.Filter{}).Markdown(&out))
	assert.Contains(t, out.String(), "| `a\\|b'c'<b> # d` |")
}

func TestProofsAreReadBack(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, coverage.WriteProofs(&out, proofs))
	got, err := coverage.ReadProofs(&out)
	require.NoError(t, err)
	assert.ElementsMatch(t, proofs, got)
}

func TestReadProofsRefuses(t *testing.T) {
	const good = `{"scenario":"a/b","mutant":"m","items":["i"]}` + "\n"
	for name, tt := range map[string]struct{ list, want string }{
		"an item twice":         {good + good, "line 2: i is proved on line 1 already"},
		"no JSON":               {good + "x\n", "line 2: expected one JSON object"},
		"an empty line":         {good + "\n" + good, "line 2: expected one JSON object"},
		"two objects a line":    {strings.TrimSpace(good) + good, "line 1: expected one JSON object a line"},
		"an unknown member":     {`{"scenario":"a","mutant":"m","items":["i"],"x":1}`, `unknown field "x"`},
		"no scenario":           {`{"mutant":"m","items":["i"]}`, "scenario is missing"},
		"no fault":              {`{"scenario":"a","items":["i"]}`, "expected a mutant, or a site with its faults"},
		"a site without faults": {`{"scenario":"a","site":"s","items":["i"]}`, "expected a mutant, or a site with its faults"},
		"two faults":            {`{"scenario":"a","mutant":"m","site":"s","faults":[{}],"items":["i"]}`, "expected a mutant, or a site with its faults"},
		"no items":              {`{"scenario":"a","mutant":"m"}`, "items: expected one id or more"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := coverage.ReadProofs(strings.NewReader(tt.list))
			assert.ErrorContains(t, err, tt.want)
		})
	}
}

func FuzzReadProofs(f *testing.F) {
	f.Add([]byte(`{"scenario":"a/b","mutant":"m","items":["i"]}`))
	f.Add([]byte(`{"scenario":"a/b","site":"s","faults":[{"do":"lose"}],"items":["i","j"]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := coverage.ReadProofs(bytes.NewReader(data))
		if err != nil {
			return
		}
		var out bytes.Buffer
		require.NoError(t, coverage.WriteProofs(&out, list))
		again, err := coverage.ReadProofs(&out)
		require.NoError(t, err)
		assert.Len(t, again, len(list))
	})
}

// What is listed as proved is in the book.
func TestTheProofsOfEverySystem(t *testing.T) {
	for _, system := range book.Systems() {
		b, err := book.Of(system)
		require.NoError(t, err)
		for _, p := range coverage.Proofs(system) {
			for _, item := range p.Items {
				if _, ok := b.Claim(item); !ok {
					t.Errorf("%s, proved by %s, is not in the book: deskproof selftest coverage --update", item, p.By())
				}
			}
		}
	}
	assert.Empty(t, coverage.Proofs("fax"))
}
