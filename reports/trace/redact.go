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

// secretNames are the members whose values are always redacted, in any case.
var secretNames = []string{
	"authorization", "proxy-authorization",
	"cookie", "set-cookie",
	"token", "access_token", "refresh_token", "id_token", "jwttoken",
	"password", "secret", "client_secret", "x-csrf-token",
}

// What a Redactor looks for: of a longer value its beginning, and of more values
// nothing, for then every text is redacted. Values come from the target, which
// must not be able to take the memory.
const (
	mostValue  = 1 << 10 // bytes
	mostValues = 4 << 20 // bytes of all, in every form
)

// Redactor takes user data and secrets out of frames and texts. Let it Learn
// every frame of a scenario before it rewrites the first, for a value may be
// repeated where no name tells what it is. Use one for each scenario, from one
// goroutine: what it learned would change another's report.
type Redactor struct {
	keys    map[string]bool
	values  map[string]bool // that are known; true: longer than its key
	forms   map[string]bool // to be replaced wherever they stand; true: with all that follows
	size    int             // of the forms
	matcher *matcher        // of the forms; nil: yet to be made
	met     bool            // a member to redact has been met
}

// NewRedactor returns a Redactor of the members named in keys, which are case
// sensitive, and of the texts in secrets, of four characters or more, wherever they
// stand. It also redacts members that carry credentials by their usual names, in any case: authorization,
// cookie, token, password and the like.
func NewRedactor(keys, secrets []string) *Redactor {
	r := &Redactor{keys: map[string]bool{}, values: map[string]bool{}, forms: map[string]bool{}}
	for _, k := range keys {
		r.keys[k] = k != ""
	}
	for _, s := range secrets {
		if utf8.RuneCountInString(s) >= shortest {
			r.hide(s)
		}
	}
	return r
}

// Key reports whether the value of a member of this name is redacted, however
// short it is. A short value cannot be found in a text: who puts one into a text
// asks here first.
func (r *Redactor) Key(name string) bool {
	hit := r.keys[name] || slices.ContainsFunc(secretNames, func(s string) bool { return strings.EqualFold(s, name) })
	r.met = r.met || hit
	return hit
}

// Clean reports whether Frame and Text would leave all that was learned as it is.
func (r *Redactor) Clean() bool { return !r.met && len(r.forms) == 0 }

// Learn remembers the values of the members to redact: strings of four
// characters or more, and numbers as long, at any depth below them, also in
// strings that hold JSON. A frame that is not JSON teaches the members that
// can be made out in it.
func (r *Redactor) Learn(frame json.RawMessage) {
	if !json.Valid(frame) {
		r.learnText(string(frame))
		return
	}
	r.learnJSON(frame)
}

// LearnRecord learns the frame of a record, which is JSON if it has one, and its text.
func (r *Redactor) LearnRecord(rec *Record) {
	if len(rec.Frame) > 0 {
		r.learnJSON(rec.Frame)
	}
	if rec.Text != "" {
		r.Learn(json.RawMessage(rec.Text))
	}
}

func (r *Redactor) learnJSON(frame json.RawMessage) {
	plain := func(_, _ int, text string) { r.learnText(text) }
	(&scanner{raw: string(frame), hides: r.Key, inside: r.learn, plain: plain}).value("")
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
	(&scanner{raw: string(raw), hides: r.Key, whole: whole, plain: plain}).value("")
	if done == 0 {
		return raw
	}
	out.Write(raw[done:])
	return out.Bytes()
}

// Text returns s with every learned and every secret value replaced by
// "[redacted]": as it is, as JSON, Go or a URL writes it, and its first four
// characters or more where "…" cuts it off. Values that overlap are replaced
// together. In what looks like JSON the members to redact are replaced as well.
func (r *Redactor) Text(s string) string {
	if r.size > mostValues && s != "" {
		return redacted
	}
	if r.matcher == nil {
		r.matcher = newMatcher(r.forms)
	}
	spans := r.matcher.find(s)
	r.members(s, func(_ string, value span) { spans = append(spans, value) })
	if len(spans) == 0 {
		return s
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(a.start-b.start, a.end-b.end) })
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

// learn remembers a value of the member called name, and the credentials in it.
func (r *Redactor) learn(name, value string) {
	for _, v := range append(credentials(strings.ToLower(name), value), value) {
		switch {
		case utf8.RuneCountInString(v) < shortest:
		case v == "true", v == "false", v == "null":
		case strings.Contains(redacted, v):
		default:
			r.hide(v)
		}
	}
}

// hide has a value replaced wherever it stands.
func (r *Redactor) hide(value string) {
	endless := len(value) > mostValue
	if endless {
		value = strings.ToValidUTF8(value[:mostValue], "")
	}
	if old, known := r.values[value]; known && (old || !endless) || value == "" || r.size > mostValues {
		return
	}
	r.values[value] = endless
	r.matcher = nil
	for _, form := range forms(value) {
		if _, known := r.forms[form]; !known {
			r.size += len(form)
		}
		r.forms[form] = r.forms[form] || endless
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

func quote(s string) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a string always encodes
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
