package reports

import (
	"encoding/json"
	"path"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
)

// telling is the part of rec to keep in sight, which c is about: the member that
// its text names last and that has the value that was seen, else the member
// that it names last, else the value, else nothing.
func telling(c *result.Claim, rec trace.Record) string {
	frame := flat(string(rec.Frame))
	named := ""
	words := strings.FieldsFunc(c.Text, func(r rune) bool { return strings.ContainsRune(" .,:;()[]\"'", r) })
	slices.Reverse(words)
	for _, word := range words {
		part, same := member(frame, word, c.Seen)
		if same {
			return part
		}
		if named == "" {
			named = part
		}
	}
	if named != "" {
		return named
	}
	for _, word := range append([]string{c.Seen}, strings.Fields(c.Seen)...) {
		if value := `"` + word + `"`; len(word) > 2 && strings.Contains(frame, value) {
			return value
		}
	}
	return ""
}

// gist is the part of rec to keep in sight where it is shown on one line: the event of a
// notification that names it in data.type, else the end of a request's path.
func gist(rec trace.Record) string {
	var frame struct {
		Path string
		Body json.RawMessage
	}
	var body struct{ Data struct{ Type string } }
	switch {
	case json.Unmarshal(rec.Frame, &frame) != nil:
		return ""
	case json.Unmarshal(frame.Body, &body) == nil && body.Data.Type != "":
		return `"` + body.Data.Type + `"`
	case frame.Path != "":
		return path.Base(frame.Path) + `"`
	}
	return ""
}

// member finds a member in a frame, that with the value seen if there is one. It
// returns the name and the beginning of the value.
func member(frame, name, seen string) (part string, same bool) {
	const most = 40 // bytes of the value
	seen = bare(seen)
	for at, quoted := 0, `"`+name+`"`; ; {
		i := strings.Index(frame[at:], quoted)
		if i < 0 {
			return part, false
		}
		begin := at + i
		at = begin + len(quoted)
		value, found := strings.CutPrefix(strings.TrimLeft(frame[at:], " "), ":")
		if !found {
			continue
		}
		value = strings.ToValidUTF8(value[:min(len(value), most)], "")
		if end := strings.IndexAny(value, ",}"); end >= 0 {
			value = value[:end]
		}
		end := strings.Index(frame[at:], value) + at + len(value)
		if seen != "" && strings.HasPrefix(bare(value), seen) {
			return frame[begin:end], true
		}
		if part == "" {
			part = frame[begin:end]
		}
	}
}

// bare is a value without the brackets and quotes that people leave out.
func bare(value string) string { return strings.Trim(value, ` "[]{}`) }
