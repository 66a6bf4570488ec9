package scapi

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// FuzzString: any string encodes to JSON that decodes to it; bytes that are no
// UTF-8 become U+FFFD.
func FuzzString(f *testing.F) {
	for _, s := range []string{"", "plain", "\x00\x1f\x7f\"\\/\b\f\n\r\t", "é\u2028\U0001f600", "\xff\xc0\xaf", "\ufffd"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		encoded := appendString(nil, s)
		var got string
		if err := json.Unmarshal(encoded, &got); err != nil || !utf8.Valid(encoded) {
			t.Fatalf("appendString(%q): %s: %v", s, encoded, err)
		}
		if want := string([]rune(s)); got != want {
			t.Errorf("appendString(%q): %s, which is %q", s, encoded, got)
		}
	})
}

// FuzzParseOrigins: what can be read can be written and read again.
func FuzzParseOrigins(f *testing.F) {
	for _, s := range []string{"", "*", "http://a", "http://a:80 (agent.*, voice.dial), * (*)", "http://a)(", "(((,)))", "http://[::1]:8080(*)", "http://a (",
		// The worked cases of the option's description (Workspace Web Edition options).
		"http://my-web-server0, http://my-web-server1 (*), http://my-web-server2 (agent.*, voice.dial), http://my-web-server3 (agent.*, interaction.*)",
		"https://genesyspureengage.github.io (*, auth.getJwtToken)",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, value string) {
		grants, err := parseOrigins(value)
		if err != nil {
			return
		}
		var entries []string
		for _, g := range grants {
			entry := g.origin
			if len(g.filters) > 0 {
				entry += "(" + strings.Join(g.filters, ",") + ")"
			}
			entries = append(entries, entry)
		}
		again, err := parseOrigins(strings.Join(entries, ","))
		if diff := cmp.Diff(grants, again, cmp.AllowUnexported(grant{})); diff != "" || err != nil {
			t.Errorf("parseOrigins(%q) changed when written (%v, -before +after):\n%s", value, err, diff)
		}
	})
}
