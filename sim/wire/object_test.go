package wire_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/wire"
)

// pairs are an object whose members have names and values by turns.
type pairs []any

func (p pairs) Len() int                     { return len(p) / 2 }
func (p pairs) Member(i int) (string, any)   { return p[2*i].(string), p[2*i+1] }
func (p pairs) MarshalJSON() ([]byte, error) { return wire.AppendJSON(nil, p), nil }

func TestAppendJSON(t *testing.T) {
	tests := map[string]struct {
		value any
		want  string
	}{
		"nothing":          {nil, `null`},
		"an empty object":  {pairs{}, `{}`},
		"members in order": {pairs{"b", 1, "a", int64(-2), "c", true, "d", nil}, `{"b":1,"a":-2,"c":true,"d":null}`},
		"within another":   {pairs{"a", pairs{"b", pairs{}}}, `{"a":{"b":{}}}`},
		"in a list":        {pairs{"a", []pairs{{"b", 1}, {}}}, `{"a":[{"b":1},{}]}`},
		"texts":            {[]string{"", "a b", "<&>"}, `["","a b","<&>"]`},
		"no texts":         {[]string{}, `[]`},
		"signs":            {"\"\\\n\x00\u007fé\u2028\xff", `"\"\\\n\u0000` + "\u007fé" + `\u2028\ufffd"`},
		"as it is":         {json.RawMessage(`{"a": 1}`), `{"a": 1}`},
		"a struct":         {struct{ A float64 }{0.5}, `{"A":0.5}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, "x"+tt.want, string(wire.AppendJSON([]byte("x"), tt.value)))
		})
	}
	assert.Panics(t, func() { wire.AppendJSON(nil, func() {}) })
}

// FuzzAppendJSON: a text is written as the library writes it.
func FuzzAppendJSON(f *testing.F) {
	for _, s := range []string{"", "plain", `"\`, "<&>", "é\xff\u2028\x7f"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var want bytes.Buffer
		e := json.NewEncoder(&want)
		e.SetEscapeHTML(false)
		require.NoError(t, e.Encode(pairs{s, []string{s}}))
		assert.Equal(t, want.String(), string(wire.AppendJSON(nil, map[string][]string{s: {s}}))+"\n")
		assert.Equal(t, want.String(), string(wire.AppendJSON(nil, pairs{s, []string{s}}))+"\n")
	})
}

func TestNullAndTexts(t *testing.T) {
	for raw, want := range map[string]bool{``: true, ` null `: true, `0`: false, `""`: false, `{}`: false} {
		assert.Equal(t, want, wire.IsNull(json.RawMessage(raw)), raw)
	}
	for raw, want := range map[string]string{``: "", `null`: "", `7`: "", `"a\u0062"`: "ab"} {
		assert.Equal(t, want, wire.Text(json.RawMessage(raw)), raw)
	}
}
