package trace

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// redacted stands where a value was.
const redacted = "[redacted]"

// shortest is the length from which a value is replaced wherever it stands.
// Shorter ones are in too many innocent words.
const shortest = 4

// secretNames are the members whose values are always redacted, in lower case.
var secretNames = map[string]bool{
	"authorization": true, "proxy-authorization": true,
	"cookie": true, "set-cookie": true,
	"token": true, "access_token": true, "refresh_token": true, "id_token": true, "jwttoken": true,
	"password": true, "secret": true, "client_secret": true, "x-csrf-token": true,
}

// Redactor takes user data and secrets out of frames and texts. Let it Learn
// every frame of a scenario before it rewrites the first, for a value may be
// repeated where no name tells what it is. Use one for each scenario, from one
// goroutine: what it learned would change another's report.
type Redactor struct {
	keys   map[string]bool
	values map[string]bool // to be replaced wherever they stand
}

// NewRedactor returns a Redactor of the members named in keys, which are case
// sensitive, and of the texts in secrets wherever they stand. It also redacts
// members that carry credentials by their usual names, in any case: authorization,
// cookie, token, password and the like.
func NewRedactor(keys, secrets []string) *Redactor {
	r := &Redactor{keys: map[string]bool{}, values: map[string]bool{}}
	for _, k := range keys {
		r.keys[k] = k != ""
	}
	for _, s := range secrets {
		if s != "" {
			r.values[s] = true
		}
	}
	return r
}

// Learn remembers the values of the members to redact: strings of four
// characters or more, and numbers as long, at any depth below them. A frame
// that is not JSON teaches nothing.
func (r *Redactor) Learn(frame json.RawMessage) {
	if json.Valid(frame) {
		(&scanner{raw: frame, hides: r.hides, inside: r.learn}).value("")
	}
}

// Frame returns raw with the value of every member to redact, and every learned
// or secret value elsewhere, replaced by "[redacted]". All other bytes stay as
// they are. A null stays, for it tells nothing. What is not JSON is treated as text.
func (r *Redactor) Frame(raw json.RawMessage) json.RawMessage {
	if !json.Valid(raw) {
		return json.RawMessage(r.Text(string(raw)))
	}
	var out bytes.Buffer
	done := 0
	replace := func(start, end int, with string) {
		out.Write(raw[done:start])
		out.Write(quote(with))
		done = end
	}
	whole := func(start, end int) { replace(start, end, redacted) }
	plain := func(start, end int, text string) {
		if clean := r.Text(text); clean != text {
			replace(start, end, clean)
		}
	}
	(&scanner{raw: raw, hides: r.hides, whole: whole, plain: plain}).value("")
	if done == 0 {
		return raw
	}
	out.Write(raw[done:])
	return out.Bytes()
}

// Text returns s with every learned and every secret value replaced by
// "[redacted]". Values that overlap are replaced together.
func (r *Redactor) Text(s string) string {
	spans := r.find(s)
	if len(spans) == 0 {
		return s
	}
	var out strings.Builder
	done := 0
	for _, sp := range spans {
		if sp.start >= done {
			out.WriteString(s[done:sp.start])
			out.WriteString(redacted)
		}
		done = max(done, sp.end)
	}
	out.WriteString(s[done:])
	return out.String()
}

type span struct{ start, end int }

// find returns where the values to replace stand in s, by start.
func (r *Redactor) find(s string) []span {
	var spans []span
	for v := range r.values {
		for from := 0; ; {
			i := strings.Index(s[from:], v)
			if i < 0 {
				break
			}
			spans = append(spans, span{from + i, from + i + len(v)})
			from += i + 1
		}
	}
	slices.SortFunc(spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end))
	})
	return spans
}

// learn remembers a value of the member called name, and the credentials in it.
func (r *Redactor) learn(name, value string) {
	for _, v := range append(credentials(strings.ToLower(name), value), value) {
		switch {
		case utf8.RuneCountInString(v) < shortest:
		case v == "true", v == "false", v == "null":
		case strings.Contains(redacted, v):
		default:
			r.values[v] = true
		}
	}
}

// credentials returns the parts of a header that are secret on their own.
func credentials(name, value string) []string {
	switch name {
	case "authorization", "proxy-authorization":
		_, after, _ := strings.Cut(value, " ") // "Bearer …"
		return []string{after}
	case "set-cookie":
		value, _, _ = strings.Cut(value, ";") // then come its attributes
	case "cookie":
	default:
		return nil
	}
	var out []string
	for pair := range strings.SplitSeq(value, ";") {
		_, v, _ := strings.Cut(pair, "=")
		out = append(out, strings.TrimSpace(v))
	}
	return out
}

// hides reports whether the value of the member called name is redacted.
func (r *Redactor) hides(name string) bool {
	return r.keys[name] || secretNames[strings.ToLower(name)]
}

func quote(s string) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a string always encodes
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
