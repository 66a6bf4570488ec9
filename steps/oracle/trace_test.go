package oracle_test

import (
	"bufio"
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

// example is a trace in testdata and what the oracle must say of it. A file
// holds several, separated by empty lines:
//
//	accept: the name of a trace in which every claim is met
//	note ITEM: one in which claims are not met, none of them binding, among them one of ITEM (-: of no item)
//	refuse ITEM: one that breaks a binding claim of ITEM
//	subscribed NAMES         the page has subscribed
//	> JSON                   the page sends
//	>> JSON                  the page sends, with userAgent and protocolVersion
//	>x REASON                the page sends what its connection does not take
//	< JSON                   the page receives, with userAgent and protocolVersion unless they are there
//	<! TEXT                  the page receives exactly this
//	* TEXT                   the connection: connected, connected from ORIGIN, or closed
//	option NAME VALUE        of the center, without service-client-api.
//	at MS                    when the next lines happen
//	proves ITEMS             that the trace proves
//	leaves ITEMS             that it does not
//
// A line of another page than the first of ana begins with the desk, and the
// page if it is not the first: "ana/2 > …". "fence" makes it one of a fence, "gws" and
// "stage" one of another door.
type example struct {
	name    string
	verdict string // accept, note or refuse
	item    string
	records []trace.Record
	proves  []string
	leaves  []string
	options map[string]string
	ms      int64

	subscriptions int
}

var (
	headLine = regexp.MustCompile(`^(accept|note|refuse)(?: (\S+))?: (.+)$`)
	itemLine = regexp.MustCompile(`^(proves|leaves) (.+)$`)
	wireLine = regexp.MustCompile(`^(?:(\w+)(?:/(\d+))? )?(>[>x]?|<!?|\*|subscribed) (.+)$`)
	setLine  = regexp.MustCompile(`^(?:option (\S+) (.+)|at (\d+))$`)
)

// examples reads a file in testdata.
func examples(t testing.TB, path string) []*example {
	t.Helper()
	file, err := os.Open(path)
	require.NoError(t, err)
	defer file.Close()
	var out []*example
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" {
			continue
		}
		if m := headLine.FindStringSubmatch(line); m != nil {
			out = append(out, &example{verdict: m[1], item: m[2], name: m[3], options: map[string]string{}})
			continue
		}
		require.NotEmpty(t, out, "%s:%d: a line before the first head", path, n)
		require.NoError(t, out[len(out)-1].read(line), "%s:%d", path, n)
	}
	require.NoError(t, lines.Err())
	return out
}

func (e *example) read(line string) error {
	if m := itemLine.FindStringSubmatch(line); m != nil {
		list := &e.proves
		if m[1] == "leaves" {
			list = &e.leaves
		}
		*list = append(*list, strings.Fields(m[2])...)
		return nil
	}
	if m := setLine.FindStringSubmatch(line); m != nil {
		if m[1] != "" {
			e.options["service-client-api."+m[1]] = m[2]
		}
		e.ms, _ = strconv.ParseInt("0"+m[3], 10, 64)
		return nil
	}
	m := wireLine.FindStringSubmatch(line)
	if m == nil {
		return fmt.Errorf("no line of a trace: %s", line)
	}
	r := trace.Record{Door: "scapi", Desk: "ana", Page: 1}
	switch m[1] {
	case "":
	case "fence":
		r.Fence = true
	case "gws", "stage":
		r.Door = m[1]
	default:
		r.Desk = m[1]
	}
	if m[2] != "" {
		r.Page, _ = strconv.Atoi(m[2])
	}
	return e.cross(r, m[3], m[4])
}

// cross adds what one line says.
func (e *example) cross(r trace.Record, how, what string) error {
	switch how {
	case "*":
		r.Dir = trace.Event
		what, r.Origin, _ = strings.Cut(what, " from ")
	case ">":
		r.Dir = trace.Sent
	case ">x":
		r.Dir, r.Refused, what = trace.Sent, what, "{}"
	case ">>":
		r.Dir = trace.Sent
		if what = strings.TrimSuffix(what, "}") + `,"userAgent":"WWE Client","protocolVersion":2}`; !json.Valid([]byte(what)) {
			return fmt.Errorf("not JSON: %s", what)
		}
	case "<!":
		r.Dir = trace.Received
	case "<":
		r.Dir = trace.Received
		if what = strings.TrimSuffix(what, "}") + `,"userAgent":"WWE Server","protocolVersion":2}`; !json.Valid([]byte(what)) {
			return fmt.Errorf("not JSON: %s", what)
		}
	case "subscribed":
		e.subscriptions++
		names, _ := json.Marshal(strings.Fields(what))
		_ = e.cross(r, ">>", fmt.Sprintf(`{"event":"subscribe","data":%s,"referenceId":"s%d"}`, names, e.subscriptions))
		return e.cross(r, "<", fmt.Sprintf(`{"referenceId":"s%d","subscriptionId":"s%[1]d"}`, e.subscriptions))
	}
	r.Seq, r.Text, r.Millis = len(e.records)+1, what, e.ms
	if r.Dir != trace.Event && json.Valid([]byte(what)) {
		r.Frame, r.Text = json.RawMessage(what), ""
	}
	e.records = append(e.records, r)
	return nil
}
