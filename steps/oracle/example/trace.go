// Package example reads the traces in testdata that the judge of a wire must accept or
// refuse, and holds the judge against them.
package example

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/trace"
)

// Trace is a trace in testdata and what the judge must say of it. A file holds several,
// separated by empty lines. These lines are for every wire, the others are its own:
//
//	accept: the name of a trace in which every claim is met
//	note ITEM: one in which claims are not met, none of them binding, among them one of ITEM
//	refuse ITEM: one that breaks a binding claim of ITEM
//	at MS                        when the next lines happen
//	proves ITEMS, leaves ITEMS   that the trace does or does not prove
type Trace struct {
	Name    string
	Verdict string // accept, note or refuse
	Item    string
	Records []trace.Record
	Proves  []string
	Leaves  []string

	millis int64
}

// Lines begins a trace, and returns what reads each of its lines that is the wire's own.
type Lines func(*Trace) func(line string) error

var (
	headLine = regexp.MustCompile(`^(accept|note|refuse)(?: (\S+))?: (.+)$`)
	itemLine = regexp.MustCompile(`^(proves|leaves) (.+)$`)
	timeLine = regexp.MustCompile(`^at (\d+)$`)
)

// read reads the traces of a file.
func read(t testing.TB, path string, lines Lines) []*Trace {
	t.Helper()
	file, err := os.ReadFile(path)
	require.NoError(t, err)
	var out []*Trace
	var own func(string) error
	for n, line := range strings.Split(string(file), "\n") {
		if line == "" {
			continue
		}
		if m := headLine.FindStringSubmatch(line); m != nil {
			e := &Trace{Verdict: m[1], Item: m[2], Name: m[3]}
			out, own = append(out, e), lines(e)
			continue
		}
		require.NotEmpty(t, out, "%s:%d: a line before the first head", path, n+1)
		if !out[len(out)-1].reads(line) {
			require.NoError(t, own(line), "%s:%d", path, n+1)
		}
	}
	return out
}

// reads takes in a line that is for every wire, and reports whether it is one.
func (e *Trace) reads(line string) bool {
	if m := timeLine.FindStringSubmatch(line); m != nil {
		e.millis, _ = strconv.ParseInt(m[1], 10, 64)
		return true
	}
	m := itemLine.FindStringSubmatch(line)
	if m == nil {
		return false
	}
	list := map[string]*[]string{"proves": &e.Proves, "leaves": &e.Leaves}[m[1]]
	*list = append(*list, strings.Fields(m[2])...)
	return true
}

// Cross adds a record of a frame, which has to be JSON.
func (e *Trace) Cross(r trace.Record, frame string) error {
	if !json.Valid([]byte(frame)) {
		return fmt.Errorf("not JSON: %s", frame)
	}
	r.Seq, r.Millis, r.Frame = len(e.Records)+1, e.millis, json.RawMessage(frame)
	e.Records = append(e.Records, r)
	return nil
}

// Bodied is a body as the members of a frame have it: JSON, !TEXT, or nothing.
func Bodied(body string) string {
	if text, ok := strings.CutPrefix(body, "!"); ok {
		return fmt.Sprintf(`,"text":%q`, text)
	}
	if body == "" {
		return ""
	}
	return `,"body":` + body
}
