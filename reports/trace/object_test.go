package trace_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/trace"
)

func TestTakingObjectsApart(t *testing.T) {
	o := trace.ObjectOf(json.RawMessage(` { "a" : [ {"b":"]"} , "\"" , -1.5e3 ] ,"c":null,"a": "twice" , "\u0064":{"e":{}} } `))
	require.Len(t, o, 4)
	assert.Equal(t, `[ {"b":"]"} , "\"" , -1.5e3 ]`, string(o[0].Value))
	assert.Equal(t, `"twice"`, string(o.Get("a")), "the last counts")
	assert.Equal(t, `null`, string(o.Get("c")))
	assert.Nil(t, o.Get("b"))
	assert.Equal(t, `{}`, string(o.Object("d").Get("e")))
	assert.Nil(t, o.Object("a"), "a text is no object")
	assert.Nil(t, o.Object("none"))
	assert.NotNil(t, trace.ObjectOf(json.RawMessage(`{}`)))
	for _, other := range []string{``, `[{}]`, `"{}"`, `7`, `null`, `{"a":1`, `{}{}`} {
		assert.Nil(t, trace.ObjectOf(json.RawMessage(other)), "%s", other)
	}
}

func TestRecordsAsObjects(t *testing.T) {
	frame := trace.Record{Frame: json.RawMessage(`{"a":1}`)}
	text := trace.Record{Text: `{"a":2}`}
	none := trace.Record{Text: "connected"}
	assert.Equal(t, "1", string(frame.Object().Get("a")))
	assert.Equal(t, "2", string(text.Object().Get("a")))
	assert.Nil(t, none.Object())
}

// What is taken apart is what a decoder makes of it.
func FuzzObjects(f *testing.F) {
	for _, seed := range []string{`{"a":{"b":[1,"}"]},"a":null}`, "{\"\xff\":\"\\u0000\"}", `{"\ud800":0}`, `[]`, `{"a" : 1e9 }`, `{`, ``} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var want map[string]json.RawMessage
		if json.Unmarshal(raw, &want) != nil {
			want = nil
		}
		got := trace.ObjectOf(raw)
		require.Equal(t, want == nil, got == nil)
		for _, m := range got {
			require.Equal(t, string(want[m.Name]), string(got.Get(m.Name)))
		}
		for name, value := range want {
			require.Equal(t, string(value), string(got.Get(name)), "%q", name)
		}
	})
}
