package scapi

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzMatch holds patterns against what they mean as regular expressions.
func FuzzMatch(f *testing.F) {
	f.Add("voice.*", "voice.auto-answer")
	f.Add("a*b*c", "abcabc")
	f.Add("*", "")
	f.Add("a**", "a")
	f.Add("*a", "ba")
	f.Fuzz(func(t *testing.T, pattern, s string) {
		if len(pattern) > 100 || len(s) > 100 || !utf8.ValidString(pattern) || !utf8.ValidString(s) {
			t.Skip()
		}
		parts := strings.Split(pattern, "*")
		for i := range parts {
			parts[i] = regexp.QuoteMeta(parts[i])
		}
		want := regexp.MustCompile(`^(?s:` + strings.Join(parts, ".*") + `)$`).MatchString(s)
		if got := match(pattern, s); got != want {
			t.Errorf("%q fits %q: got %v, want %v", s, pattern, got, want)
		}
	})
}
