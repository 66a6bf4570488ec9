package reports

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
)

func TestMiddle(t *testing.T) {
	const text = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	tests := map[string]struct {
		text, keep string
		want       string
	}{
		"it fits":             {text[:40], "", text[:40]},
		"too long":            {text, "", "0123456789abcdefghijklmnopqrstuvwx…VWXYZ"},
		"kept at the start":   {text, "abc", "0123456789abcdefghijklmnopqrstuvwx…VWXYZ"},
		"kept at the end":     {text, "WXYZ", "0123456789abcdefghijklmnopqrstuvwx…VWXYZ"},
		"kept in the middle":  {text, "GHI", "0123456789…uvwxyzABCDEFGHIJKLMNOPQRSTUV…"},
		"longer than the gap": {text, text[30:60], "0123456789…uvwxyzABCDEFGHIJKLMNOPQRSTUV…"},
		"kept near the end":   {text, "QRST", "0123456789…xyzABCDEFGHIJKLMNOPQRSTUVWXYZ"},
		"kept near the head":  {text, "fghijklmnopqrstuvwxyz", "0123456789…cdefghijklmnopqrstuvwxyzABCD…"},
		"not in it":           {text, "absent", "0123456789abcdefghijklmnopqrstuvwx…VWXYZ"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := middle(tt.text, 40, tt.keep)
			assert.Equal(t, tt.want, got)
			assert.LessOrEqual(t, runes(got), 40)
		})
	}
}

func TestTelling(t *testing.T) {
	const frame = `{"data":{"eventType":"HELD","interaction":{"previousState":"TALKING","capabilities":["HANGUP"],"state": "TALKING","old":{"state":"HELD"},"n":3}}}`
	tests := map[string]struct{ text, seen, want string }{
		"a member with its value":     {"HELD of the call has state HELD", "TALKING", `"state": "TALKING"`},
		"another with its value":      {"HELD of the call has state TALKING", "HELD", `"state":"HELD"`},
		"the first, of another value": {"the state is known", "TALKING, 3 times", `"state": "TALKING"`},
		"named last":                  {"the interaction has a state", "", `"state": "TALKING"`},
		"a list":                      {"HELD has capabilities [HOLD]", "[HANGUP]", `"capabilities":["HANGUP"]`},
		"a number":                    {"n is a text", "3 (a number)", `"n":3`},
		"by a path":                   {"data.interaction.capabilities is there", "nothing", `"capabilities":["HANGUP"]`},
		"a value alone":               {"something else", "in TALKING", `"TALKING"`},
		"nothing":                     {"something else", "nothing", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			c := result.Claim{Text: tt.text, Seen: tt.seen}
			assert.Equal(t, tt.want, telling(&c, trace.Record{Frame: json.RawMessage(frame)}))
		})
	}
}

func TestWrap(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string
	}{
		"nothing":                 {"", []string{""}},
		"at blanks":               {"Ana puts the  caller on\nhold", []string{"Ana puts", "the caller", "on hold"}},
		"a word that is too long": {"a scapi.outbound.pull b", []string{"a", "scapi.outb", "ound.pull", "b"}},
		"runes, not bytes":        {"äöüäöüäöüä", []string{"äöüäöüäöüä"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { assert.Equal(t, tt.want, wrap(tt.text, 10)) })
	}
}

func TestClip(t *testing.T) {
	assert.Equal(t, "short", clip("short", 5))
	assert.Equal(t, "éé… (60 bytes in all)", clip(strings.Repeat("é", 30), 25))
	assert.Equal(t, "… (60 bytes in all)", clip(strings.Repeat("é", 30), 1))
}

func TestFeaturePath(t *testing.T) {
	tests := map[string]struct{ file, want string }{
		"below features":           {"features/scapi/voice/hold.feature", "scapi/voice/hold"},
		"below the last features":  {"/a/features/b/features/hold.feature", "hold"},
		"of an embedded file":      {"scapi/voice/hold.feature", "scapi/voice/hold"},
		"as Windows writes it":     {`C:\work\features\scapi\hold.feature`, "scapi/hold"},
		"with a dot before it":     {"./mine/hold.feature", "mine/hold"},
		"another folder's name":    {"oldfeatures/hold.feature", "oldfeatures/hold"},
		"without a file, as it is": {"", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { assert.Equal(t, tt.want, featurePath(tt.file)) })
	}
}

func TestLasted(t *testing.T) {
	for millis, want := range map[int64]string{0: "0 ms", 950: "950 ms", 12_345: "12.3 s", 125_999: "2 min 5 s"} {
		assert.Equal(t, want, lasted(millis))
	}
}

func TestGist(t *testing.T) {
	tests := map[string]struct{ frame, want string }{
		"a notification":      {`{"socket":1,"body":{"type":"RoutingMessage","data":{"type":"AgentContactHeld"}}}`, `"AgentContactHeld"`},
		"a greeting":          {`{"socket":1,"body":{"type":"Welcome","data":{"agentId":"7"}}}`, ""},
		"a request":           {`{"exchange":1,"method":"POST","path":"/v1/tasks/7/hold","body":{}}`, `hold"`},
		"an answer in a list": {`{"exchange":1,"status":200,"body":[{"data":{"type":"x"}}]}`, ""},
		"a page's message":    {`{"event":"interaction","data":{"eventType":"HELD"}}`, ""},
		"no JSON":             {`oops`, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, tt.want, gist(trace.Record{Frame: json.RawMessage(tt.frame)}))
		})
	}
}
