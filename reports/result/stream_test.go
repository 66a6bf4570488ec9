package result_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
)

const (
	runLine  = `{"kind":"run","version":"1.0","seed":7,"target":{"name":"acme","kind":"ws"},"scenarios":2}`
	ringLine = `{"kind":"scenario","id":"a/ring@scapi/union","outcome":"passed","steps":[{"keyword":"Given","status":"passed"}]}`
	holdLine = `{"kind":"scenario","id":"a/hold@scapi/union","outcome":"failed","claims":[{"kind":"event","met":false}]}`
	endLine  = `{"kind":"end","counts":{"passed":1,"failed":1},"exit":1,"ms":12}`
)

func lines(l ...string) string { return strings.Join(l, "\n") + "\n" }

func TestRead(t *testing.T) {
	tests := map[string]struct {
		stream     string
		ids        []string
		ended, cut bool
	}{
		"a whole run":                    {lines(runLine, ringLine, holdLine, endLine), []string{"a/hold@scapi/union", "a/ring@scapi/union"}, true, false},
		"a run that died":                {lines(runLine, ringLine), []string{"a/ring@scapi/union"}, false, false},
		"a run that died within a line":  {lines(runLine, ringLine) + holdLine[:60], []string{"a/ring@scapi/union"}, false, true},
		"the last newline is missing":    {lines(runLine, ringLine) + endLine, []string{"a/ring@scapi/union"}, true, false},
		"a run that died at its start":   {lines(runLine), nil, false, false},
		"lines that end as Windows does": {strings.ReplaceAll(lines(runLine, endLine), "\n", "\r\n"), nil, true, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := result.Read(strings.NewReader(tt.stream))
			require.NoError(t, err)
			var ids []string
			for _, s := range got.Scenarios {
				ids = append(ids, s.ID)
			}
			assert.Equal(t, tt.ids, ids)
			assert.Equal(t, tt.ended, got.End != nil)
			assert.Equal(t, tt.cut, got.Cut)
			assert.Equal(t, "acme", got.Run.Target.Name)
		})
	}
}

func TestReadRefuses(t *testing.T) {
	tests := map[string]struct{ stream, want string }{
		"nothing":               {"", `holds no run: expected a whole line of kind "run" first`},
		"a cut first line":      {runLine[:20], `holds no run: expected a whole line of kind "run" first`},
		"no run first":          {lines(ringLine), `line 1: kind "scenario": expected "run" first`},
		"two runs":              {lines(runLine, runLine), "line 2: a second run"},
		"more after the end":    {lines(runLine, endLine, ringLine), `line 3: kind "scenario" after the end`},
		"an unknown kind":       {lines(runLine, `{"kind":"shard"}`), `line 2: unknown kind "shard": expected "scenario" or "end"`},
		"an empty line":         {lines(runLine, "", endLine), "line 2: is empty: expected one JSON object a line"},
		"not JSON":              {lines(runLine, `{"kind":}`), "line 2: column 9: not JSON"},
		"two on a line":         {lines(runLine, ringLine+holdLine), "not JSON"},
		"cut, but not last":     {lines(runLine, ringLine[:40], endLine), "line 2: column 41: not JSON"},
		"a list":                {lines(`[]`), "line 1: the line is a JSON array: expected an object"},
		"a wrong type":          {lines(runLine, `{"kind":"scenario","id":"a","outcome":"passed","steps":[{"line":"x"}]}`), "line 2: member steps.line is a JSON string: expected a whole number in range"},
		"a scenario twice":      {lines(runLine, ringLine, holdLine, ringLine), "line 4: scenario a/ring@scapi/union is already on line 2"},
		"no id":                 {lines(runLine, `{"kind":"scenario","outcome":"passed"}`), "line 2: scenario without an id"},
		"an unknown outcome":    {lines(runLine, `{"kind":"scenario","id":"a","outcome":"flaky"}`), `line 2: scenario a: unknown outcome "flaky": expected one of ["passed"`},
		"a number out of range": {lines(`{"kind":"run","seed":-1}`), "line 1: member seed is a JSON number -1: expected a whole number in range"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := result.Read(strings.NewReader(tt.stream))
			require.ErrorContains(t, err, tt.want)
			assert.Nil(t, got)
		})
	}
}

func TestWriterRoundTrip(t *testing.T) {
	var out bytes.Buffer
	w := result.NewWriter(&out)
	run := result.Run{Version: "1", Seed: 1 << 63, Hello: json.RawMessage(`{"worlds":"many"}`)}
	long := result.Scenario{
		ID: "a/long", Outcome: result.Failed,
		Claims: []result.Claim{{Kind: "event", Text: "a <b> & c", Compared: &result.Comparison{Desk: "Ana"}}},
		Trace:  []trace.Record{{Seq: 1, Frame: json.RawMessage(`{"text":"<` + strings.Repeat("x", 1<<17) + `>"}`)}},
	}
	end := result.End{Counts: map[result.Outcome]int{result.Failed: 1}, Exit: 1, Stale: []result.Stale{{ID: "a/ring", Line: 3, Text: "  - id: a/ring"}}}
	require.NoError(t, w.Run(run))
	require.NoError(t, w.Scenario(long))
	require.NoError(t, w.End(end))

	got, err := result.Read(&out)
	require.NoError(t, err)
	run.Kind, long.Kind, end.Kind = "run", "scenario", "end"
	want := &result.Report{Run: run, Scenarios: []result.Scenario{long}, End: &end}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
}

// pieces keeps what each Write was given, and fails from the nth on.
type pieces struct {
	got  []string
	fail int
}

func (p *pieces) Write(b []byte) (int, error) {
	if p.fail > 0 && len(p.got) >= p.fail {
		return 0, errors.New("disk full")
	}
	p.got = append(p.got, string(b))
	return len(b), nil
}

func TestWriterWritesWholeLines(t *testing.T) {
	var p pieces
	w := result.NewWriter(&p)
	var all sync.WaitGroup
	for i := range 50 {
		all.Go(func() {
			assert.NoError(t, w.Scenario(result.Scenario{ID: fmt.Sprint(i), Name: "two\nlines"}))
		})
	}
	all.Wait()
	require.Len(t, p.got, 50)
	for _, line := range p.got {
		assert.True(t, strings.HasPrefix(line, `{"kind":"scenario"`), line)
		assert.Equal(t, len(line)-1, strings.IndexByte(line, '\n'), line)
	}
}

func TestWriterWritesUTF8(t *testing.T) {
	var out bytes.Buffer
	w := result.NewWriter(&out)
	require.NoError(t, w.Run(result.Run{Hello: json.RawMessage("{\"a\":\"\xff\"}"), Fault: "\xc3"}))
	require.NoError(t, w.Scenario(result.Scenario{
		ID: "a", Outcome: result.Passed, Reason: "b\xff",
		Trace: []trace.Record{{Frame: json.RawMessage("{\"k\xe2\x82\":[\"\xf0\x9f\"]}")}},
	}))
	assert.True(t, utf8.Valid(out.Bytes()), out.String())
	got, err := result.Read(&out)
	require.NoError(t, err)
	assert.Equal(t, `{"a":"�"}`, string(got.Run.Hello))
	assert.Equal(t, `{"k�":["�"]}`, string(got.Scenarios[0].Trace[0].Frame))
}

func TestStreamOfADeepFrame(t *testing.T) {
	frame := strings.Repeat("[", 9998) + strings.Repeat("]", 9998)
	r := trace.NewLog().Add(trace.Record{Dir: trace.Received, Text: frame})
	var out bytes.Buffer
	w := result.NewWriter(&out)
	require.NoError(t, w.Run(result.Run{Hello: json.RawMessage(frame)}))
	require.NoError(t, w.Scenario(result.Scenario{ID: "a", Outcome: result.Passed, Trace: []trace.Record{r}}))
	got, err := result.Read(&out)
	require.NoError(t, err)
	assert.Equal(t, frame, got.Scenarios[0].Trace[0].Text)
}

func TestWriterShortensALongTrace(t *testing.T) {
	frame := json.RawMessage(`"` + strings.Repeat("x", 1<<10) + `"`)
	long := result.Scenario{ID: "a", Outcome: result.Failed, Claims: []result.Claim{
		{Frames: []int{9000}, Compared: &result.Comparison{Rows: []result.Row{{Frame: 5000}, {}}}},
		{Frames: []int{7000}, Met: true},
	}}
	for i := range 10_000 {
		long.Trace = append(long.Trace, trace.Record{Seq: i + 1, Frame: frame})
	}
	var out bytes.Buffer
	w := result.NewWriter(&out)
	require.NoError(t, w.Run(result.Run{}))
	require.NoError(t, w.Scenario(long))
	assert.Len(t, long.Trace, 10_000)
	got, err := result.Read(&out)
	require.NoError(t, err)
	s := got.Scenarios[0]
	var seqs []int
	for _, r := range s.Trace {
		seqs = append(seqs, r.Seq)
	}
	n := len(seqs)
	assert.Equal(t, 10_000-n, s.LeftOut)
	assert.Equal(t, []int{4995, 4996, 4997, 4998, 4999, 5000, 5001, 5002, 5003, 5004, 5005}, seqs[n-22:n-11])
	assert.Equal(t, 9005, seqs[n-1])
	assert.Equal(t, n-22, seqs[n-23], "the others are the first")
	assert.InDelta(t, 2<<20, n*(1<<10+100), 8<<10)
}

func TestWriterStopsAtTheFirstError(t *testing.T) {
	p := pieces{fail: 1}
	w := result.NewWriter(&p)
	require.NoError(t, w.Run(result.Run{}))
	require.EqualError(t, w.Scenario(result.Scenario{ID: "a"}), "write scenario a to the result stream: disk full")
	p.fail = 0
	require.ErrorContains(t, w.End(result.End{}), "write scenario a")
	assert.Len(t, p.got, 1)
}

func TestWriterRefusesWhatIsNotJSON(t *testing.T) {
	var p pieces
	w := result.NewWriter(&p)
	bad := result.Scenario{ID: "a", Trace: []trace.Record{{Frame: json.RawMessage("{")}}}
	require.ErrorContains(t, w.Scenario(bad), "write scenario a to the result stream")
	require.NoError(t, w.End(result.End{}))
	assert.Len(t, p.got, 1)
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(lines(runLine, ringLine, holdLine, endLine)))
	f.Add([]byte(lines(runLine, ringLine) + holdLine[:60]))
	f.Add([]byte(`{"kind":"run","hello":{"a":[1, 2]}}`))
	f.Add([]byte(runLine + "\n{\"kind\":\"scenario\",\"id\":\"x\",\"outcome\":\"note\",\"trace\":[{\"frame\":\"\u2028\"}]}"))
	f.Fuzz(func(t *testing.T, stream []byte) {
		first, err := result.Read(bytes.NewReader(stream))
		if err != nil {
			return
		}
		once := write(t, first)
		second, err := result.Read(bytes.NewReader(once))
		require.NoError(t, err)
		assert.Equal(t, string(once), string(write(t, second)))
	})
}

func write(t *testing.T, r *result.Report) []byte {
	t.Helper()
	var out bytes.Buffer
	w := result.NewWriter(&out)
	require.NoError(t, w.Run(r.Run))
	for _, s := range r.Scenarios {
		require.NoError(t, w.Scenario(s))
	}
	if r.End != nil {
		require.NoError(t, w.End(*r.End))
	}
	return out.Bytes()
}
