package value_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/steps/oracle/value"
)

func TestValues(t *testing.T) {
	o, ok := value.ObjectOf(value.Of([]byte(`{"text":"a","list":["a",1,"b"],"whole":1e3,"half":0.5,"huge":1e16,"null":null}`)))
	assert.True(t, ok)
	assert.Equal(t, "a", value.Text(o["text"]))
	assert.Empty(t, value.Text(o["whole"]))
	assert.Equal(t, []string{"a", "b"}, value.Texts(o["list"]))
	for name, want := range map[string]int{"whole": 1000, "half": -1, "huge": -1, "text": -1, "none": -1} {
		assert.Equal(t, want, value.Whole(o[name]), name)
	}
	for _, raw := range []string{"", "{", "null"} {
		assert.Nil(t, value.Of([]byte(raw)), raw)
	}
}

func TestDescribe(t *testing.T) {
	tests := map[string]struct {
		value any
		want  string
	}{
		"a text":        {"a", "a"},
		"an empty text": {"", "an empty text"},
		"nothing":       {nil, "null"},
		"a number":      {json.Number("1.50"), "1.50"},
		"an object":     {value.Object{"b": true, "a": nil}, `{"a":null,"b":true}`},
		"a long text":   {strings.Repeat("ä", 41), strings.Repeat("ä", 40) + "… (82 bytes)"},
		"in mid letter": {"a" + strings.Repeat("ä", 40), "a" + strings.Repeat("ä", 39) + "… (81 bytes)"},
		"no valid text": {"a\xff", "a\uFFFD"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { assert.Equal(t, tt.want, value.Describe(tt.value)) })
	}
	assert.Equal(t, "no b", value.Seen(value.Object{"a": "x"}, "b"))
	assert.Equal(t, "x", value.Seen(value.Object{"a": "x"}, "a"))
	assert.Equal(t, "an event", value.Article("event"))
	assert.Equal(t, "a Notice", value.Article("Notice"))
}
