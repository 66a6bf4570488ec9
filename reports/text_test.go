package reports

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
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
		"kept in the middle":  {text, "GHI", "0123456789abcdefghijklmno…BCDEFGHIJKLMN…"},
		"longer than the gap": {text, text[30:60], "0123456789abcdefgh…uvwxyzABCDEFGHIJKLMN…"},
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
