package main

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/samples"
	"github.com/deskproof/deskproof/reports/trace"
)

// What a document prints crosses the wire in the very shape: as a message that the
// simulator makes, or one that the suite sends.
func TestWhatIsPrintedCrossesTheWire(t *testing.T) {
	var sent, received []any
	for _, topic := range []string{"agents", "auth", "configuration", "messenger", "preview/campaign", "system/toasts", "voice/case-selection", "voice/user-data"} {
		s, report := judged(t, "--id", "scapi/"+topic+"/**")
		require.Equal(t, 0, s.code, s.out+s.errors)
		for _, sc := range report.Scenarios {
			for _, r := range sc.Trace {
				var v any
				if r.Door != "scapi" || json.Unmarshal(r.Frame, &v) != nil {
					continue
				}
				if r.Dir == trace.Sent {
					sent = append(sent, v)
				} else {
					received = append(received, v)
				}
			}
		}
	}
	require.NotEmpty(t, received)
	for _, sample := range samples.SCAPI() {
		t.Run(sample.File, func(t *testing.T) {
			var printed any
			require.NoError(t, json.Unmarshal(sample.Body, &printed))
			switch sample.Kind {
			case "event":
				assert.True(t, crosses(received, sameEvent(printed)), "no event of the simulator has that shape")
			case "answer data":
				assert.True(t, crosses(received, func(v any) bool { return covers(printed, member(v, "data")) }), "no answer of the simulator has that shape")
			case "request":
				assert.True(t, crosses(sent, sameRequest(printed)), "no request of the suite has that shape")
			case "parameter":
				list, several := printed.([]any)
				if !several {
					list = []any{printed}
				}
				for _, value := range list {
					assert.True(t, crosses(sent, func(v any) bool { return holds(v, value) }), "no request of the suite has %v", value)
				}
			default:
				t.Errorf("kind %s", sample.Kind)
			}
		})
	}
}

func crosses(frames []any, is func(any) bool) bool { return slices.ContainsFunc(frames, is) }

func member(v any, name string) any {
	object, _ := v.(map[string]any)
	return object[name]
}

// sameEvent is an event of the same name and type that has every printed member. The
// channel of a broadcast is the caller's.
func sameEvent(printed any) func(any) bool {
	name := func(v any) string {
		text, _ := member(v, "event").(string)
		prefix, _, _ := strings.Cut(text, ":")
		return prefix
	}
	typ := func(v any) any { return member(member(v, "data"), "eventType") }
	return func(v any) bool { return name(v) == name(printed) && typ(v) == typ(printed) && covers(printed, v) }
}

// sameRequest is a request of the same name whose parameters have the same types.
func sameRequest(printed any) func(any) bool {
	return func(v any) bool {
		return member(v, "request") == member(printed, "request") && member(v, "event") == member(printed, "event") &&
			alike(member(printed, "parameters"), member(v, "parameters")) && (member(printed, "data") == nil || alike(member(printed, "data"), member(v, "data")))
	}
}

// alike reports whether two values are of one JSON type, and so is each element of lists.
func alike(a, b any) bool {
	x, isList := a.([]any)
	y, also := b.([]any)
	if !isList || !also {
		return reflect.TypeOf(a) == reflect.TypeOf(b)
	}
	for i := range x {
		if i >= len(y) || !alike(x[i], y[i]) {
			return false
		}
	}
	return true
}

// covers reports whether a value has what is printed: members of the same types, and for
// each element of a list one like it. User data has the keys of its contact center.
func covers(printed, v any) bool {
	switch p := printed.(type) {
	case map[string]any:
		object, ok := v.(map[string]any)
		for name, value := range p {
			_, has := object[name]
			ok = ok && has && (name == "userData" || covers(value, object[name]))
		}
		return ok
	case []any:
		list, ok := v.([]any)
		return ok && !slices.ContainsFunc(p, func(x any) bool {
			return !slices.ContainsFunc(list, func(y any) bool { return covers(x, y) })
		})
	}
	return reflect.TypeOf(printed) == reflect.TypeOf(v)
}

// holds reports whether a value is somewhere in another.
func holds(v, value any) bool {
	if reflect.DeepEqual(v, value) {
		return true
	}
	var inner []any
	switch v := v.(type) {
	case []any:
		inner = v
	case map[string]any:
		inner = slices.Collect(maps.Values(v))
	}
	return slices.ContainsFunc(inner, func(x any) bool { return holds(x, value) })
}
