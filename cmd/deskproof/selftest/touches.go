package selftest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/sim/fault"
)

// scapi is the wire whose frames are in a trace as faults meet them.
const scapi = "scapi"

// Touches reports whether faults would change anything in a scenario with this trace,
// which was recorded without any. A scenario in which they would not goes the same way
// with them. Of faults that no frame shows, and of other wires than the Service Client
// API, nobody can tell: they may.
func Touches(raw []json.RawMessage, records []trace.Record) (bool, error) {
	faults := make([]fault.Fault, len(raw))
	for i := range raw {
		if err := json.Unmarshal(raw[i], &faults[i]); err != nil {
			return false, fmt.Errorf("fault %d: %w", i+1, err)
		}
	}
	var plan fault.Plan
	if err := plan.Set(faults); err != nil {
		return false, err
	}
	if slices.ContainsFunc(faults, func(f fault.Fault) bool { return f.Do == fault.Option }) || slices.ContainsFunc(records, isElsewhere) {
		return true, nil
	}
	may := slices.ContainsFunc(faults, func(f fault.Fault) bool { return mayTouch(f, records) })
	return may && touches(&plan, records), nil
}

func isElsewhere(r trace.Record) bool { return r.Door != scapi && r.Door != trace.Stage }

// mayTouch reports whether all that a fault looks for is in a trace, to tell soon that
// it is not.
func mayTouch(f fault.Fault, records []trace.Record) bool {
	for _, word := range []string{f.On.Event, f.On.Type, f.On.Media, f.On.State, f.On.Previous, f.On.CallType, f.On.Request, strings.Trim(string(f.Is), `"[]{} `)} {
		if !slices.ContainsFunc(records, func(r trace.Record) bool { return bytes.Contains(r.Frame, []byte(word)) }) {
			return false
		}
	}
	return true
}

func touches(plan *fault.Plan, records []trace.Record) bool {
	var pages, moment []fault.Frame // those that are open; what came since the last request
	changes := func() bool {
		was := moment
		moment = nil
		return !slices.EqualFunc(was, plan.Apply(was, pages), sameFrame)
	}
	for _, r := range records {
		f := fault.Frame{Agent: r.Desk, Page: uint32(r.Page), Body: r.Frame}
		switch {
		case r.Door == trace.Stage && r.Dir == trace.Sent && changes():
			return true
		case r.Door != scapi:
		case r.Dir == trace.Event:
			pages = append(pages, fault.Frame{Agent: r.Desk, Page: uint32(r.Page)})
		case r.Frame == nil:
		case r.Dir == trace.Received:
			moment = append(moment, f)
		case changes() || !slices.EqualFunc([]fault.Frame{f}, plan.Hear(f), sameFrame):
			return true
		}
	}
	return changes()
}

func sameFrame(a, b fault.Frame) bool {
	return a.Agent == b.Agent && a.Page == b.Page && a.Delay == b.Delay && bytes.Equal(a.Body, b.Body)
}
