package stage

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheWorldIsPartedFromTheOtherParameters(t *testing.T) {
	tests := map[string]struct{ params, id, rest string }{
		"nothing":                {``, "", ``},
		"no world":               {`{"agent":"1"}`, "", `{"agent":"1"}`},
		"the world alone":        {`{"world":"w1"}`, "w1", `{}`},
		"last":                   {`{"agent":"1","world":"w1"}`, "w1", `{"agent":"1"}`},
		"first":                  {`{"world":"w1","agent":"1"}`, "w1", `{"agent":"1"}`},
		"with blanks":            {`{"agent": "1", "world": "w1" }`, "w1", `{"agent":"1"}`},
		"with an escape":         {`{"agent":"1","world":"w\u0031"}`, "w1", `{"agent":"1"}`},
		"another's world":        {`{"data":{"x":1,"world":"w1"}}`, "", `{"data":{"x":1,"world":"w1"}}`},
		"in a list":              {`{"data":[{"world":"w1"}]}`, "", `{"data":[{"world":"w1"}]}`},
		"in a text":              {`{"from":",\"world\":\"w1"}`, "", `{"from":",\"world\":\"w1"}`},
		"a name that ends alike": {`{"agent":"1","other world":"w1"}`, "", `{"agent":"1","other world":"w1"}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			id, rest, err := splitWorld(json.RawMessage(tt.params))
			require.NoError(t, err)
			assert.Equal(t, tt.id, id)
			assert.Equal(t, tt.rest, string(rest))
		})
	}
}

// FuzzSplitWorld: without decoding comes out what comes out with it.
func FuzzSplitWorld(f *testing.F) {
	f.Add(`{"agent":"1","world":"w1"}`)
	f.Add(`{"world":"w1"}`)
	f.Add(`{"data":{"world":"w1"},"world":"w2"}`)
	f.Fuzz(func(t *testing.T, params string) {
		var m map[string]json.RawMessage
		id, rest, ok := cutWorld(json.RawMessage(params))
		if !ok || !utf8.ValidString(params) || json.Unmarshal([]byte(params), &m) != nil {
			t.Skip() // the door takes valid JSON alone
		}
		var want string
		require.NoError(t, json.Unmarshal(m["world"], &want))
		assert.Equal(t, want, id)
		assert.True(t, json.Valid(rest), "%s leaves %s", params, rest)
	})
}
