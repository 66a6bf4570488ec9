package reports

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
)

// refused tells which requests the target refused every time that they were made, and
// not only where they had to be refused: it may be that it does not have them.
func refused(r *result.Report) string {
	names := refusedAlways(r)
	switch len(names) {
	case 0:
		return ""
	case 1:
		return names[0] + " was refused every time: if you do not have it, list it under wires.scapi.lacks"
	}
	return strings.Join(names, ", ") + " were refused every time: if you do not have them, list them under wires.scapi.lacks"
}

func refusedAlways(r *result.Report) []string {
	always := map[string]bool{}
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		if s.LeftOut > 0 {
			return nil // it may have been granted there
		}
		if s.Outcome == result.Passed {
			continue
		}
		for name, no := range refusals(s.Trace) {
			before, known := always[name]
			always[name] = no && (before || !known)
		}
	}
	maps.DeleteFunc(always, func(_ string, no bool) bool { return !no })
	for _, s := range of(r, result.Passed) {
		if len(always) > 0 {
			maps.DeleteFunc(always, func(name string, _ bool) bool { return asks(s.Trace, name) && !refusals(s.Trace)[name] })
		}
	}
	return slices.Sorted(maps.Keys(always))
}

// refusals says, by request, whether all answers to it were refusals.
func refusals(records []trace.Record) map[string]bool {
	type ref struct {
		desk string
		page int
		id   string
	}
	out, waiting := map[string]bool{}, map[ref]string{}
	for _, rec := range records {
		var e envelope
		if rec.Door == trace.Stage || json.Unmarshal(rec.Frame, &e) != nil {
			continue
		}
		at := ref{rec.Desk, rec.Page, string(e.Ref)}
		if name := text(e.Request); name != "" && rec.Dir == trace.Sent {
			waiting[at] = oneLine(name)
			continue
		}
		name, asked := waiting[at]
		if !asked || rec.Dir != trace.Received || text(e.Event) != "" {
			continue
		}
		delete(waiting, at)
		before, known := out[name]
		out[name] = e.Error != nil && (before || !known)
	}
	return out
}

// asks reports whether a request was made.
func asks(records []trace.Record, name string) bool {
	quoted, _ := json.Marshal(name) // a string always encodes
	return slices.ContainsFunc(records, func(rec trace.Record) bool {
		return rec.Dir == trace.Sent && strings.Contains(string(rec.Frame), string(quoted))
	})
}
