package reports_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/reports"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
)

// read returns the report of a stream under testdata.
func read(t testing.TB, name string) *result.Report {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	require.NoError(t, err)
	defer f.Close()
	r, err := result.Read(f)
	require.NoError(t, err)
	return r
}

// find returns the scenario whose name begins so.
func find(t testing.TB, r *result.Report, name string) *result.Scenario {
	t.Helper()
	for i := range r.Scenarios {
		if strings.HasPrefix(r.Scenarios[i].Name, name) {
			return &r.Scenarios[i]
		}
	}
	t.Fatalf("no scenario %s…", name)
	return nil
}

// failing returns a report of n scenarios that each fail as one in testdata does.
func failing(t testing.TB, n int) *result.Report {
	t.Helper()
	r := read(t, "run.ndjson")
	one := *find(t, r, "Calling a pulled record")
	r.Scenarios = nil
	for i := range n {
		one.ID = fmt.Sprintf("many/scenario-%05d@scapi/scapi-manual", i)
		r.Scenarios = append(r.Scenarios, one)
	}
	return r
}

// fullReports are the reports of a whole stream.
var fullReports = map[string]func(io.Writer, *result.Report) error{
	"xml":             reports.JUnit,
	"md":              reports.Summary,
	"totals.txt":      func(w io.Writer, r *result.Report) error { return reports.Totals(w, r, false) },
	"totals.ansi":     func(w io.Writer, r *result.Report) error { return reports.Totals(w, r, true) },
	"html":            reports.HTML,
	"cucumber.json":   reports.CucumberJSON,
	"messages.ndjson": reports.Messages,
	"failures.txt": func(w io.Writer, r *result.Report) error {
		return reports.Failures(w, r, false)
	},
	"failures.ansi": func(w io.Writer, r *result.Report) error {
		return reports.Failures(w, r, true)
	},
}

// failure returns how a terminal shows one scenario.
func failure(t testing.TB, s *result.Scenario) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, reports.Failures(&out, &result.Report{Scenarios: []result.Scenario{*s}}, false))
	return out.String()
}

// ownParts are those of a page that are files of their own.
var ownParts = regexp.MustCompile(`(?s)<(style|script)>.*?(</(?:style|script)>)`)

func TestReports(t *testing.T) {
	for _, stream := range []string{"run", "interrupted", "wires"} {
		for ext, write := range fullReports {
			t.Run(stream+"."+ext, func(t *testing.T) {
				r := read(t, stream+".ndjson")
				var once, again bytes.Buffer
				require.NoError(t, write(&once, r))
				require.NoError(t, write(&again, r))
				assert.Equal(t, once.String(), again.String(), "the same stream gives the same bytes")
				if once.Len() > 0 {
					golden.Equal(t, stream+"."+ext, ownParts.ReplaceAll(once.Bytes(), []byte("<$1>$2")))
				}
			})
		}
	}
}

func TestReportsSayThatTheyCouldNotBeWritten(t *testing.T) {
	r := read(t, "run.ndjson")
	for ext, write := range fullReports {
		t.Run(ext, func(t *testing.T) {
			in, out := io.Pipe()
			require.NoError(t, in.Close())
			assert.ErrorIs(t, write(out, r), io.ErrClosedPipe)
		})
	}
}

func TestFailureFitsTheTerminal(t *testing.T) {
	s := *find(t, read(t, "run.ndjson"), "Calling a pulled record")
	s.Name, s.Rule = strings.Repeat("a long name ", 20), strings.Repeat("unbroken", 40)
	s.Claims[1].Rule = strings.Repeat("rule ", 100)
	s.Claims[1].Compared.Rows[0].Seen = strings.Repeat("CAPABILITY, ", 20)
	out := failure(t, &s)
	for l := range strings.Lines(out) {
		if !strings.HasPrefix(l, "  again ") {
			assert.LessOrEqual(t, utf8.RuneCountInString(l), 101, l)
		}
	}
}

func TestAHarnessErrorIsToldBeforeFailedClaims(t *testing.T) {
	r := read(t, "run.ndjson")
	s := find(t, r, "Calling a pulled record")
	s.Outcome, s.Reason = result.HarnessError, "the stage door closed"
	for _, ext := range []string{"xml", "md", "failures.txt"} {
		var out bytes.Buffer
		require.NoError(t, fullReports[ext](&out, r))
		_, after, found := strings.Cut(out.String(), "the stage door closed")
		assert.True(t, found, ext)
		assert.Contains(t, after, "DIALING is sent after ADDED", ext)
	}
}

func TestFailureOfManyClaims(t *testing.T) {
	s := *find(t, read(t, "run.ndjson"), "Calling a pulled record")
	for i := range 100 {
		another := s.Claims[1]
		another.Seen = fmt.Sprint(i)
		s.Claims = append(s.Claims, another)
	}
	out := failure(t, &s)
	assert.Contains(t, out, "3 of 104")
	assert.Contains(t, out, "and 101 more failed claims\n")
	assert.Contains(t, out, "… and 81 more, which the result stream holds\n")
}

func TestFailureOfALongComparison(t *testing.T) {
	s := *find(t, read(t, "run.ndjson"), "Calling a pulled record")
	row := result.Row{Expected: "NEW_MESSAGE", Seen: "NEW_MESSAGE"}
	rows := make([]result.Row, 200)
	for i := range rows {
		rows[i] = row
	}
	rows[120] = result.Row{Expected: "ENDED", Seen: "ERROR", Differs: true}
	s.Claims[1].Compared = &result.Comparison{Desk: "Ana", Rows: rows}
	out := failure(t, &s)
	assert.Contains(t, out, "… 105 more rows")
	assert.Contains(t, out, "> ENDED")
	assert.Contains(t, out, "… 65 more rows")
	require.NoError(t, reports.Picture(io.Discard, &s))
}

func TestFailureShowsTheWireAroundAClaim(t *testing.T) {
	records := func(desks ...string) []trace.Record {
		var out []trace.Record
		for i, desk := range desks {
			r := trace.Record{Seq: i + 1, Door: "scapi", Desk: strings.Trim(desk, "~"), Dir: trace.Received}
			r.Text = fmt.Sprintf("frame %d", r.Seq)
			r.Fence = strings.HasPrefix(desk, "~")
			out = append(out, r)
		}
		return out
	}
	steps := func(records []trace.Record) []trace.Record { // one record a step
		for i := range records {
			records[i].Step = i + 1
		}
		return records
	}
	compared := func(rows ...result.Row) *result.Comparison { return &result.Comparison{Desk: "Ana", Rows: rows} }
	tests := map[string]struct {
		trace []trace.Record
		claim result.Claim
		want  []int
	}{
		"two before and two after":        {records("Ana", "Ana", "Ana", "Ana", "Ana", "Ana", "Ana"), result.Claim{Frames: []int{4}}, []int{2, 3, 4, 5, 6}},
		"of the same desk":                {records("Ana", "Ben", "Ana", "Ben", "Ana"), result.Claim{Frames: []int{3}}, []int{1, 3, 5}},
		"without fences":                  {records("Ana", "~Ana", "Ana", "~Ana", "Ana"), result.Claim{Frames: []int{3}}, []int{1, 3, 5}},
		"of two frames apart":             {records("Ana", "Ana", "Ana", "Ana", "Ana", "Ana", "Ana", "Ana", "Ana"), result.Claim{Frames: []int{1, 9}}, []int{1, 2, 3, 7, 8, 9}},
		"of the row before what misses":   {records("Ana", "Ana", "Ana", "Ana", "Ana"), result.Claim{Compared: compared(result.Row{Seen: "A", Frame: 1}, result.Row{Expected: "B", Differs: true}, result.Row{Seen: "C", Frame: 5})}, []int{1, 2, 3}},
		"nothing without a frame":         {records("Ana"), result.Claim{}, nil},
		"until then, without a frame":     {steps(records("Ana", "Ben", "Ana", "~Ana", "Ana", "Ana", "Ana", "Ana")), result.Claim{Text: "Ana's desk sees A", Step: 7}, []int{3, 5, 6, 7}},
		"nothing of a frame not recorded": {records("Ana"), result.Claim{Frames: []int{7}}, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tt.claim.Binding = true
			s := result.Scenario{Outcome: result.Failed, Claims: []result.Claim{tt.claim}, Trace: tt.trace}
			out := failure(t, &s)
			var got []int
			for _, r := range tt.trace {
				if strings.Contains(out, r.Text+"\n") {
					got = append(got, r.Seq)
				}
			}
			assert.Equal(t, tt.want, got, out)
		})
	}
}

func TestTotalsVerdict(t *testing.T) {
	end := func(e result.End) func(*result.Report) {
		return func(r *result.Report) { r.End = &e }
	}
	tests := map[string]struct {
		change func(*result.Report)
		want   string
	}{
		"a run that died":            {func(r *result.Report) { r.End = nil }, "DIED  the run stopped without an end after 12 of 12 scenarios; 2 scenarios failed\n"},
		"passed":                     {func(r *result.Report) { r.Scenarios = r.Scenarios[9:10]; r.End.Exit = 0 }, "PASSED  no binding claim was broken (exit code 0)\n"},
		"passed but for known ones":  {func(r *result.Report) { r.Scenarios = r.Scenarios[2:3]; r.End.Exit = 0 }, "PASSED  no binding claim was broken but by 1 known failure (exit code 0)\n"},
		"nothing judged":             {func(r *result.Report) { r.Scenarios = nil; r.End.Exit = 2 }, "NOTHING JUDGED  none of 12 scenarios applies to this target: try deskproof doctor (exit code 2)\n"},
		"nothing judged by hand":     {func(r *result.Report) { r.Scenarios, r.End.Exit, r.Run.Target.Kind = nil, 2, "manual" }, "NOTHING JUDGED  none of 12 scenarios applies to this target (exit code 2)\n"},
		"nothing judged, as allowed": {func(r *result.Report) { r.Scenarios = nil; r.End.Exit = 0 }, "PASSED  nothing was judged, which was allowed (exit code 0)\n"},
		"failed, some by --strict": {func(r *result.Report) {
			r.End = &result.End{Exit: 1}
			for i := range r.Scenarios[1].Claims {
				r.Scenarios[1].Outcome = result.Failed
				r.Scenarios[1].Claims[i] = result.Claim{Evidence: result.Inferred, Binding: true}
			}
		}, "FAILED  2 of 12 scenarios failed, 1 of them only because of --strict (exit code 1)\n"},
		"failed":         {end(result.End{Exit: 1}), "FAILED  2 of 12 scenarios broke what is documented (exit code 1)\n"},
		"harness error":  {end(result.End{Exit: 3}), "HARNESS ERROR  1 of 12 scenarios could not be judged; 2 scenarios failed (exit code 3)\n"},
		"target lost":    {end(result.End{Exit: 4, Lost: "connection refused"}), "TARGET LOST  after 12 of 12 scenarios: connection refused; 2 scenarios failed (exit code 4)\n"},
		"stale baseline": {end(result.End{Exit: 5, Stale: []result.Stale{{ID: "a"}}}), "STALE BASELINE  the baseline lists what fails no more: delete it, in 1 place (exit code 5)\n"},
		"updated":        {end(result.End{Updated: &result.Updated{Added: 2, Dropped: 1}}), "BASELINE UPDATED  what fails is known from now on (exit code 0)\n"},
		"expired":        {end(result.End{Exit: 1, Updated: &result.Updated{Expired: 1}}), "FAILED  1 of 12 scenarios, known until a day that is over (exit code 1)\n"},
		"interrupted":    {end(result.End{Exit: 130, Interrupted: true}), "INTERRUPTED  after 12 of 12 scenarios; 2 scenarios failed (exit code 130)\n"},
		"another code":   {end(result.End{Exit: 9}), "ENDED  with exit code 9; 2 scenarios failed (exit code 9)\n"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := read(t, "run.ndjson")
			tt.change(r)
			var out bytes.Buffer
			require.NoError(t, reports.Totals(&out, r, false))
			assert.Equal(t, tt.want, out.String()[strings.LastIndex(out.String(), "\n  ")+3:])
		})
	}
}

func TestPicture(t *testing.T) {
	r := read(t, "run.ndjson")
	for file, name := range map[string]string{
		"picture-events.svg": "Calling a pulled record",
		"picture-values.svg": "A released call stays",
	} {
		var out bytes.Buffer
		require.NoError(t, reports.Picture(&out, find(t, r, name)))
		golden.Equal(t, file, out.Bytes())
	}
	err := reports.Picture(io.Discard, find(t, r, "An established call"))
	assert.EqualError(t, err, "picture of scenario scapi/voice/hold/only-an-established-call-can-be-held/an-established-call-is-held@scapi/scapi-manual: it is passed, without a failed claim; choose one that failed")
}

func TestSummaryStaysUnderTheCap(t *testing.T) {
	tests := map[string]func(r *result.Report){
		"all fail in their own way": func(r *result.Report) {
			for i := range r.Scenarios {
				c := r.Scenarios[i].Claims[1]
				c.Item = fmt.Sprint("item.", i)
				r.Scenarios[i].Claims = []result.Claim{c}
			}
		},
		"all fail at length": func(r *result.Report) {
			for i := range r.Scenarios {
				s := &r.Scenarios[i]
				s.Name, s.Feature = strings.Repeat("@", 10_000), strings.Repeat("<", 10_000)
			}
		},
		"all are harness errors of their own": func(r *result.Report) {
			outcome(r, result.HarnessError)
			for i := range r.Scenarios {
				r.Scenarios[i].Reason = fmt.Sprint("reason ", i)
			}
		},
		"all are known": func(r *result.Report) { outcome(r, result.KnownFailure) },
		"each has its own note and reason": func(r *result.Report) {
			outcome(r, result.NotApplicable)
			for i := range r.Scenarios {
				r.Scenarios[i].Reason = fmt.Sprint("reason ", i)
				r.Scenarios[i].Claims = []result.Claim{{Text: strings.Repeat("|", 1000) + fmt.Sprint(i)}}
			}
		},
	}
	for name, change := range tests {
		t.Run(name, func(t *testing.T) {
			if testing.Short() {
				t.Skip("it writes megabytes, one after the other: without -short")
			}
			r := failing(t, 5000)
			change(r)
			var out bytes.Buffer
			require.NoError(t, reports.Summary(&out, r))
			assert.LessOrEqual(t, out.Len(), 1<<20)
			assert.Regexp(t, `\n… and [0-9]+ more, which the result stream holds\.\n`, out.String())
		})
	}
}

func outcome(r *result.Report, o result.Outcome) {
	for i := range r.Scenarios {
		r.Scenarios[i].Outcome = o
	}
}

func TestFailuresOfOneCause(t *testing.T) {
	r := failing(t, 15)
	r.Scenarios = append(r.Scenarios, *find(t, read(t, "run.ndjson"), "A released call stays"))
	for i, id := range []string{"x/1", "x/2"} {
		lost := result.Scenario{ID: id, Name: fmt.Sprint("lost ", i+1), Outcome: result.HarnessError, Reason: "no answer"}
		r.Scenarios = append(r.Scenarios, lost)
	}
	tests := map[string]struct {
		write      func(io.Writer, *result.Report) error
		name, want string
	}{
		"on a terminal": {fullReports["failures.txt"], "more scenarios:\n    features/scapi/outbound/pull-preview.feature:19  Calling", "… and 4 more, which the reports name"},
		"in a summary":  {reports.Summary, "- Calling a pulled record", "The same rule in 14 more scenarios:\n\n- Calling"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			require.NoError(t, tt.write(&out, r))
			for _, text := range []string{tt.name, tt.want, "he same rule in 14 more scenarios:", "he same reason in 1 more scenario:"} {
				assert.Contains(t, out.String(), text)
			}
		})
	}
}

// Those come first that broke what they are about, in the order of the stream.
func TestTheOrderOfFailures(t *testing.T) {
	claim := func(item string, step int) result.Claim {
		return result.Claim{Item: item, Text: item, Step: step, Binding: true, Evidence: result.Documented}
	}
	scenario := func(name, tag string, claims ...result.Claim) result.Scenario {
		return result.Scenario{ID: "x/" + name, Name: name, Tags: []string{"@voice", "@spec:" + tag}, Outcome: result.Failed, Claims: claims}
	}
	tests := map[string]struct {
		scenarios []result.Scenario
		want      string
	}{
		"none broke its own":             {[]result.Scenario{scenario("A", "a", claim("x", 0)), scenario("B", "b", claim("y", 1))}, "A, B"},
		"a sentence found it":            {[]result.Scenario{scenario("A", "a", claim("x", 1)), scenario("B", "b", claim("b", 1)), scenario("C", "c", claim("c", 1))}, "B, C, A"},
		"only the oracle found it":       {[]result.Scenario{scenario("A", "a", claim("x", 0)), scenario("B", "b", claim("b", 0))}, "A, B"},
		"it is not the first that broke": {[]result.Scenario{scenario("A", "a", claim("x", 1)), scenario("B", "b", claim("y", 1), claim("b", 2))}, "B, A"},
		"within what has one rule":       {[]result.Scenario{scenario("A", "a", claim("b", 0)), scenario("B", "b", claim("b", 1)), scenario("C", "c", claim("b", 1))}, "B, A, C"},
		"with those of its rule": {
			[]result.Scenario{scenario("A", "a", claim("b", 0)), scenario("B", "b", claim("x", 1)), scenario("C", "b", claim("b", 1))}, "C, A, B",
		},
	}
	named := regexp.MustCompile(`(?m)^(?:FAILED  |    :0  |### |- )([A-C])\b`)
	for name, tt := range tests {
		for _, ext := range []string{"failures.txt", "md"} {
			t.Run(name+"."+ext, func(t *testing.T) {
				var out bytes.Buffer
				require.NoError(t, fullReports[ext](&out, &result.Report{Scenarios: tt.scenarios}))
				var got []string
				for _, m := range named.FindAllStringSubmatch(out.String(), -1) {
					got = append(got, m[1])
				}
				assert.Equal(t, tt.want, strings.Join(got, ", "), out.String())
			})
		}
	}
}

func TestFailureTellsARepeatedClaimShortly(t *testing.T) {
	s := *find(t, read(t, "run.ndjson"), "A released call stays")
	again := s.Failures()[0]
	again.Text, again.Step = "what the whole trace shows", 0
	s.Claims = append(s.Claims, again)
	out := failure(t, &s)
	assert.Contains(t, out, "and 1 more failed claim\n")
	assert.Equal(t, 1, strings.Count(out, again.Item))
}

func TestTotalsTellsTheCommonestReasons(t *testing.T) {
	r := &result.Report{}
	for i := range 21 { // reason 5 six times, reason 0 once
		n := 0
		for sum := 1; sum <= i; n++ {
			sum += n + 2
		}
		r.Scenarios = append(r.Scenarios, result.Scenario{Outcome: result.NotApplicable, Reason: fmt.Sprint("reason ", n)})
	}
	var out bytes.Buffer
	require.NoError(t, reports.Totals(&out, r, false))
	assert.Contains(t, out.String(), `
  not applicable because
        6  reason 5
        5  reason 4
        4  reason 3
        3  reason 2
        2  reason 1
           … and 1 more; summary.md lists all
`)
}

func TestFailureNamesTwoSources(t *testing.T) {
	s := *find(t, read(t, "run.ndjson"), "A released call stays")
	c := s.Failures()[0]
	c.Sources, c.Evidence = []string{"One", "Two", "Three", "Four"}, result.Observed
	s.Claims = []result.Claim{c}
	assert.Contains(t, failure(t, &s), "One; Two; and 2 more (observed, counted because of --strict)\n")
}

func TestNotesTellWhatWasSeen(t *testing.T) {
	note := func(expected, seen string) result.Claim {
		return result.Claim{Item: "item.1", Text: "subscribe is refused", Evidence: result.Inferred, Expected: expected, Seen: seen}
	}
	const expected = "an answer with errorMessage"
	tests := map[string]struct {
		notes          []result.Claim
		totals, inFull string
	}{
		"once": {
			[]result.Claim{note(expected, "success")},
			"1  subscribe is refused: expected an answer with errorMessage, seen success\n",
			"- subscribe is refused: expected an answer with errorMessage, seen success `item.1` (inferred): in `s0`\n",
		},
		"alike": {
			[]result.Claim{note(expected, "success"), note(expected, "success")},
			"2  subscribe is refused: expected an answer with errorMessage, seen success\n",
			"(inferred): 2 times, first in `s0`\n",
		},
		"of several things seen": {
			[]result.Claim{note(expected, "success"), note(expected, "nothing"), note(expected, "success")},
			"3  subscribe is refused: expected an answer with errorMessage, seen success, elsewhere seen\n           otherwise\n",
			"seen success `item.1` (inferred): 3 times, first in `s0`, elsewhere seen otherwise\n",
		},
		"of several things expected": {
			[]result.Claim{note("this", "that"), note("that", "this"), note("that", "this")},
			"2  subscribe is refused: expected that, seen this\n",
			"- subscribe is refused: expected this, seen that `item.1` (inferred): in `s0`\n",
		},
		"without either": {
			[]result.Claim{note("", "")},
			"1  subscribe is refused: not met\n",
			"- subscribe is refused: not met `item.1` (inferred): in `s0`\n",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := &result.Report{}
			for i, c := range tt.notes {
				r.Scenarios = append(r.Scenarios, result.Scenario{ID: fmt.Sprint("s", i), Outcome: result.Note, Claims: []result.Claim{c}})
			}
			var totals, summary bytes.Buffer
			require.NoError(t, reports.Totals(&totals, r, false))
			require.NoError(t, reports.Summary(&summary, r))
			assert.Contains(t, totals.String(), tt.totals)
			assert.Contains(t, summary.String(), tt.inFull)
		})
	}
}

func TestTotalsTellsAReasonWhole(t *testing.T) {
	reason := "world.open: the target file's customers are Ana, Ben and Chris, and the campaign Autumn is to call Chris, then Dora, with what the file does not list it"
	r := &result.Report{Scenarios: []result.Scenario{{Outcome: result.NotApplicable, Reason: reason}}}
	var out bytes.Buffer
	require.NoError(t, reports.Totals(&out, r, false))
	assert.Contains(t, out.String(), `
        1  world.open: the target file's customers are Ana, Ben and Chris, and the campaign Autumn
           is to call Chris, then Dora, with what the file does not list it
`)
}

func TestReportsTellThatEventsWereLate(t *testing.T) {
	const barrier = "let its barrier wait for them, or set settle (mode: quiet) in the target file"
	tests := map[string]struct {
		late    []int64
		settles string
		want    string
	}{
		"one scenario":          {[]int64{0, 52}, "fence", "1 scenario waited for events that came up to 52 ms after the target was at rest: " + barrier},
		"several":               {[]int64{7, 1300, 0, 52}, "fence", "3 scenarios waited for events that came up to 1.3 s after the target was at rest: " + barrier},
		"after a quiet moment":  {[]int64{52}, "quiet", "1 scenario waited for events that came up to 52 ms after the target was at rest: set settle.quiet higher in the target file"},
		"none, so nothing said": {[]int64{0, 0}, "fence", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := &result.Report{Run: result.Run{Settles: tt.settles}}
			for _, late := range tt.late {
				r.Scenarios = append(r.Scenarios, result.Scenario{Outcome: result.Passed, Late: late})
			}
			var totals, summary bytes.Buffer
			require.NoError(t, reports.Totals(&totals, r, false))
			require.NoError(t, reports.Summary(&summary, r))
			if tt.want == "" {
				assert.NotContains(t, totals.String()+summary.String(), "late")
				return
			}
			assert.Contains(t, strings.Join(strings.Fields(totals.String()), " "), "late "+tt.want)
			assert.Contains(t, summary.String(), "| late | "+tt.want+" |\n")
		})
	}
}

func TestSummaryListsAllNotesAndReasons(t *testing.T) {
	r := &result.Report{}
	for i := range 500 {
		long := fmt.Sprintf("%03d %s", i, strings.Repeat("word ", 80))
		note := result.Claim{Text: long, Evidence: result.Inferred, Expected: "this", Seen: "that"}
		r.Scenarios = append(r.Scenarios,
			result.Scenario{ID: fmt.Sprint("n", i), Outcome: result.Note, Claims: []result.Claim{note}},
			result.Scenario{ID: fmt.Sprint("a", i), Outcome: result.NotApplicable, Reason: long})
	}
	var out bytes.Buffer
	require.NoError(t, reports.Summary(&out, r))
	assert.NotContains(t, out.String(), "… and ")
	assert.Contains(t, out.String(), "in `n499`\n")
	assert.Contains(t, out.String(), "in `a499`\n")
}

func TestAKnownFailureIsToldWithItsReason(t *testing.T) {
	failed := []result.Claim{{Item: "a.b", Binding: true}, {Item: "c.d", Binding: true}}
	tests := map[string]struct {
		outcome result.Outcome
		known   *result.Known
		want    string
	}{
		"known":                {result.KnownFailure, &result.Known{Items: []string{"a.b", "c.d"}, Reason: "being\nmended"}, "known.yaml:7: being mended"},
		"with a link":          {result.KnownFailure, &result.Known{Reason: "mended", Link: "https://a.example/1", Expires: "2027-01-31"}, "known.yaml:7: mended (until 2027-01-31) https://a.example/1"},
		"failed otherwise":     {result.Failed, &result.Known{Items: []string{"a.b"}, Reason: "mended"}, "known.yaml:7 does not list c.d"},
		"failed quite another": {result.Failed, &result.Known{Items: []string{"e.f"}, Reason: "mended"}, "known.yaml:7 does not list a.b, c.d"},
		"expired":              {result.Failed, &result.Known{Items: []string{"a.b"}, Reason: "mended", Expires: "2026-01-31", Expired: true}, "known.yaml:7 has expired on 2026-01-31, fix what is broken or give it a later day: mended"},
		"without an entry":     {result.Failed, nil, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if tt.known != nil {
				tt.known.File, tt.known.Line = "known.yaml", 7
			}
			r := &result.Report{Scenarios: []result.Scenario{{ID: "x", Outcome: tt.outcome, Claims: failed, Known: tt.known}}}
			var xml bytes.Buffer
			require.NoError(t, reports.JUnit(&xml, r))
			said := strings.Join(strings.Fields(xml.String()), " ")
			if tt.want == "" {
				assert.NotContains(t, said, "known")
			} else {
				assert.Contains(t, said, tt.want)
			}
		})
	}
}

func TestOfManyStaleEntriesATerminalShowsTheFirst(t *testing.T) {
	r := read(t, "run.ndjson")
	one := r.End.Stale[0]
	r.End.Stale = nil
	for i := range 30 {
		one.Line = 1000 + i
		r.End.Stale = append(r.End.Stale, one)
	}
	var totals, summary bytes.Buffer
	require.NoError(t, reports.Totals(&totals, r, false))
	assert.Contains(t, totals.String(), "known.yaml:1009:")
	assert.NotContains(t, totals.String(), "known.yaml:1010:")
	assert.Contains(t, totals.String(), "… and 20 more; summary.md lists all")
	require.NoError(t, reports.Summary(&summary, r))
	assert.Contains(t, summary.String(), "known.yaml:1029:")
}

// A target that died is not called an error of the harness, and what it said last is told once.
func TestALostTarget(t *testing.T) {
	const why = "target lost: stage door: world.open: desk ended: exit status 1; the last that it said on stderr: boom\nbang"
	tests := map[string]struct {
		reason string
		lost   bool
	}{
		"during a step":         {why, true},
		"at the end":            {"what the scenario opened could not be closed: " + why, true},
		"as a door may call it": {"stage door: world.open: " + why + " (code -32001)", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := read(t, "run.ndjson")
			find(t, r, "An accepted chat is joined").Reason = tt.reason
			r.End.Exit, r.End.Lost = result.ExitLost, tt.reason
			outs := map[string]string{}
			for _, ext := range []string{"md", "failures.txt", "totals.txt"} {
				var out bytes.Buffer
				require.NoError(t, fullReports[ext](&out, r))
				outs[ext] = out.String()
			}
			assert.Equal(t, tt.lost, strings.Contains(outs["failures.txt"], "TARGET LOST  An accepted chat is joined"))
			assert.Equal(t, !tt.lost, strings.Contains(outs["failures.txt"], "HARNESS ERROR  An accepted chat is joined"))
			assert.Equal(t, tt.lost, strings.Contains(outs["md"], "## Target lost\n\n### An accepted chat is joined"))
			assert.Equal(t, 1, strings.Count(outs["md"], "bang"))
			assert.Equal(t, 1, strings.Count(outs["failures.txt"], "bang"))
			assert.NotContains(t, outs["totals.txt"], "bang")
			assert.Contains(t, strings.Join(strings.Fields(outs["totals.txt"]), " "), "world.open: desk ended: exit status 1; 2 scenarios failed (exit code 4)")
		})
	}
}

func TestALostTargetThatNoScenarioTells(t *testing.T) {
	r := read(t, "run.ndjson")
	r.End.Exit, r.End.Lost = result.ExitLost, "target lost: desk: start node: the last that it said on stderr: boom"
	var out bytes.Buffer
	require.NoError(t, reports.Totals(&out, r, false))
	assert.Contains(t, out.String(), "boom")
}
