package trace

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// forms returns value as it is, and as JSON, Go and URLs write it, the former
// also quoted once more. Many are the same.
func forms(value string) []string {
	text, _ := json.Marshal(value) // a string always encodes
	plain, html := inner(string(quote(value))), inner(string(text))
	out := []string{value}
	all := []string{value, plain, html, ascii(plain), ascii(html), inner(strconv.QuoteToASCII(value))}
	for _, f := range slices.Clone(all) {
		upper := escaped.ReplaceAllStringFunc(f, func(s string) string { return s[:2] + strings.ToUpper(s[2:]) })
		all = append(all, upper, strings.ReplaceAll(f, "/", `\/`), strings.ReplaceAll(upper, "/", `\/`))
	}
	for _, f := range all {
		out = append(out, f, inner(strconv.Quote(f)), inner(string(quote(f))))
	}
	for _, f := range []string{url.QueryEscape(value), url.PathEscape(value)} {
		out = append(out, f, percent.ReplaceAllStringFunc(f, strings.ToLower))
	}
	return out
}

var escaped = regexp.MustCompile(`\\u[0-9a-f]{4}`)

var percent = regexp.MustCompile(`%[0-9A-F]{2}`)

func inner(quoted string) string { return quoted[1 : len(quoted)-1] }

// ascii is a JSON text with nothing but ASCII in it.
func ascii(text string) string {
	var out strings.Builder
	for _, r := range text {
		if r < 0x80 {
			out.WriteRune(r)
			continue
		}
		for _, unit := range utf16.AppendRune(nil, r) {
			fmt.Fprintf(&out, `\u%04x`, unit)
		}
	}
	return out.String()
}
