package wire_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

func encode(data []center.Datum) []byte {
	var members []string
	for _, d := range data {
		name, _ := json.Marshal(d.Key) // a string always can be
		members = append(members, string(name)+":"+d.Value)
	}
	return []byte("{" + strings.Join(members, ",") + "}")
}

// FuzzMembers: what is decoded from an object encodes to an object that decodes the same.
func FuzzMembers(f *testing.F) {
	for _, s := range []string{`{}`, `{"a":1,"b":{"c":[null]}}`, `{"a":1,"a":2}`, `{"":" ","\u0000":1e400}`, `[]`, `null`, `{"a"`, `{"\ud800":1}`, ` { "a" : 1 } `, `{"a":1}}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		data, err := wire.Members(raw)
		if !json.Valid(raw) {
			return // it has not panicked
		}
		var want map[string]json.RawMessage
		if isObject := json.Unmarshal(raw, &want) == nil && want != nil; isObject != (err == nil) {
			t.Fatalf("Members(%q): %v", raw, err)
		}
		if err != nil {
			return
		}
		if len(data) != len(want) {
			t.Errorf("Members(%q): %v, want %d of them", raw, data, len(want))
		}
		again, err := wire.Members(encode(data))
		if diff := cmp.Diff(data, again); diff != "" || err != nil {
			t.Errorf("Members(%q) changed when encoded (%v, -before +after):\n%s", raw, err, diff)
		}
	})
}
