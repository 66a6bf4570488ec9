package trace_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/trace"
)

func TestFrame(t *testing.T) {
	tests := map[string]struct{ frame, want string }{
		"nothing to hide": {
			`{ "event" : "interaction",  "data":{"eventType":"RINGING"} }`,
			`{ "event" : "interaction",  "data":{"eventType":"RINGING"} }`,
		},
		"user data, case sensitive": {
			`{"userData": {"Account": "DE-4711", "account": "open"}}`,
			`{"userData": {"Account": "[redacted]", "account": "open"}}`,
		},
		"a credential, in any case": {
			`{"headers":{"AUTHORIZATION":"Bearer abc","X-CSRF-Token":"q"}}`,
			`{"headers":{"AUTHORIZATION":"[redacted]","X-CSRF-Token":"[redacted]"}}`,
		},
		"an object under the key": {
			`{"Account": {"value":"DE-4711","n":[1,{"token":"x"}]}, "after":1}`,
			`{"Account": "[redacted]", "after":1}`,
		},
		"a number and a boolean under the key": {
			`[{"Account":4711.0},{"Account" :true}]`,
			`[{"Account":"[redacted]"},{"Account" :"[redacted]"}]`,
		},
		"null tells nothing": {
			`{"token":null}`,
			`{"token":null}`,
		},
		"the same key twice": {
			`{"token":"first-1","token":"second-2"}`,
			`{"token":"[redacted]","token":"[redacted]"}`,
		},
		"the value elsewhere": {
			`{"Account":"DE-4711","text":"about DE-4711 \u00e9","DE-4711":[ "x" ]}`,
			`{"Account":"[redacted]","text":"about [redacted] é","[redacted]":[ "x" ]}`,
		},
		"the value elsewhere, escaped": {
			`{"Account":"Jürgen/Müller","text":"J\u00fcrgen\/M\u00fcller <b>"}`,
			`{"Account":"[redacted]","text":"[redacted] <b>"}`,
		},
		"a learned number elsewhere": {
			`{"Account":123456,"text":"no 123456","n":9123456,"m":12}`,
			`{"Account":"[redacted]","text":"no [redacted]","n":"9[redacted]","m":12}`,
		},
		"a short value elsewhere stays": {
			`{"Account":"abc","text":"abc"}`,
			`{"Account":"[redacted]","text":"abc"}`,
		},
		"a JSON word is not learned": {
			`{"Account":"true","isConsultation":true,"text":"true"}`,
			`{"Account":"[redacted]","isConsultation":true,"text":"true"}`,
		},
		"the credentials of a header": {
			`{"authorization":"Bearer eyJhbGci","url":"/ws?access=eyJhbGci"}`,
			`{"authorization":"[redacted]","url":"/ws?access=[redacted]"}`,
		},
		"the value of a cookie": {
			`{"set-cookie":"JSESSIONID=k3v9; Max-Age=3600","ttl":3600,"text":"k3v9"}`,
			`{"set-cookie":"[redacted]","ttl":3600,"text":"[redacted]"}`,
		},
		"a secret of the environment": {
			`{"parameters":["s3cr"],"text":"S3cr s3cr"}`,
			`{"parameters":["[redacted]"],"text":"S3cr [redacted]"}`,
		},
		"a short one, which is in too many words": {`{"ms":["s3c"]}`, `{"ms":["s3c"]}`},
		"not JSON": {
			`{"token": s3cr`,
			`{"token": [redacted]`,
		},
		"a bare string": {`"s3cr"`, `"[redacted]"`},
		"a bare number": {`-12.5e3`, `-12.5e3`},
		"empty":         {``, ``},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := trace.NewRedactor([]string{"Account"}, []string{"s3cr", "s3c", ""})
			r.Learn(json.RawMessage(tt.frame))
			assert.Equal(t, tt.want, string(r.Frame(json.RawMessage(tt.frame))))
		})
	}
}

func TestText(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"nothing known":          {"expected TALKING", "expected TALKING"},
		"one value":              {"seen abcd!", "seen [redacted]!"},
		"the longer of two":      {"abcdef", "[redacted]"},
		"values that overlap":    {"xabcdefghx", "x[redacted]x"},
		"several":                {"abcd, efgh", "[redacted], [redacted]"},
		"what was redacted once": {"[redacted]", "[redacted]"},
	}
	r := trace.NewRedactor([]string{"k"}, nil)
	for _, v := range []string{"abcd", "abcdef", "efgh", "[redacted]", "dact"} {
		r.Learn(json.RawMessage(`{"k":["` + v + `"]}`))
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, tt.want, r.Text(tt.text))
		})
	}
}

func TestTextInEveryForm(t *testing.T) {
	const value = "J\"ürg <\\n> & Co."
	html, err := json.Marshal(value)
	require.NoError(t, err)
	tests := map[string]struct{ text, want string }{
		"as it is":              {"seen " + value + "!", "seen [redacted]!"},
		"quoted by Go":          {fmt.Sprintf("seen %q", value), `seen "[redacted]"`},
		"quoted as ASCII":       {fmt.Sprintf("seen %+q", value), `seen "[redacted]"`},
		"in JSON":               {`{"x": "J\"ürg <\\n> & Co."`, `{"x": "[redacted]"`},
		"in JSON for HTML":      {"x" + string(html), `x"[redacted]"`},
		"in ASCII JSON":         {`{"x": "J\"\u00fcrg <\\n> & Co."`, `{"x": "[redacted]"`},
		"in JSON, quoted":       {fmt.Sprintf("%q", `{"x":"J\"ürg <\\n> & Co."}`), `"{\"x\":\"[redacted]\"}"`},
		"in a query":            {"?a=" + url.QueryEscape(value) + "&b", "?a=[redacted]&b"},
		"in a path":             {"/" + url.PathEscape(value) + "/b", "/[redacted]/b"},
		"in small hex":          {"?a=J%22%c3%bcrg+%3c%5cn%3e+%26+Co.&b", "?a=[redacted]&b"},
		"cut":                   {"seen J\"ürg…", "seen [redacted]…"},
		"cut after four":        {"seen J\"ür…", "seen [redacted]…"},
		"cut after three":       {"seen J\"ü…", "seen J\"ü…"},
		"cut, then quoted":      {`seen "J\"ürg…"`, `seen "[redacted]…"`},
		"cut, quoted as ASCII":  {`seen "J\"\u00fcrg\u2026"`, `seen "[redacted]\u2026"`},
		"quoted, then cut":      {`seen "J\"ürg"… (300 bytes)`, `seen "[redacted]"… (300 bytes)`},
		"cut within an escape":  {`seen J\"\u00fcrg \u00…`, `seen [redacted]…`},
		"cut within quoting":    {`seen "J\"ürg <\…`, `seen "[redacted]…`},
		"not cut":               {"seen J\"ürg", "seen J\"ürg"},
		"its end is not enough": {"Co.…", "Co.…"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, tt.want, trace.NewRedactor(nil, []string{value}).Text(tt.text))
		})
	}
}

func TestTextCutWithinACharacter(t *testing.T) {
	r := trace.NewRedactor(nil, []string{"Jürgü"})
	assert.Equal(t, `"[redacted]\xc3"… (6 bytes)`, r.Text(fmt.Sprintf("%q… (6 bytes)", "Jürgü"[:6])))
}

func TestTextThatHoldsJSON(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"after a word":              {`hello {"Account": "ab", "x": 1}`, `hello {"Account": "[redacted]", "x": 1}`},
		"an escape at its end":      {`{"Account":"a\\","x":"ab"`, `{"Account":"[redacted]","x":"ab"`},
		"one after another":         {`{"Account":1}{"Account":true}`, `{"Account":[redacted]}{"Account":[redacted]}`},
		"after a quote too many":    {`it"s {"Account":"ab"}`, `it"s {"Account":"[redacted]"}`},
		"an object":                 {`x {"Account":{"a":["}"]},"x":"ab"}`, `x {"Account":[redacted],"x":"ab"}`},
		"an object cut off":         {`{"Account":{"a":["}"`, `{"Account":[redacted]`},
		"a text cut off":            {`{"Account":"ab`, `{"Account":"[redacted]`},
		"cut before the value":      {`{"Account":`, `{"Account":`},
		"null":                      {`x {"Account":null}`, `x {"Account":null}`},
		"words about a member":      {`member "Account": expected a text`, `member "Account": expected a text`},
		"in a text":                 {`"{\"Account\":\"a\\\"b\",\"x\":\"ab\"}`, `"{\"Account\":\"[redacted]\",\"x\":\"ab\"}`},
		"in a text of a frame":      {`{"body":"{\"Account\":\"ab\"}"}`, `{"body":"{\"Account\":\"[redacted]\"}"}`},
		"in a text in a text":       {`["[\"{\\\"Account\\\":\\\"ab\\\"}\"]"]`, `["[\"{\\\"Account\\\":\\\"[redacted]\\\"}\"]"]`},
		"a name that is escaped":    {`x {"A\u0063count":"ab"}`, `x {"A\u0063count":"[redacted]"}`},
		"the value elsewhere":       {`x {"Account":"long"} long`, `x {"Account":"[redacted]"} [redacted]`},
		"a value within, elsewhere": {`x {"Account":{"value":["long"]}} long value`, `x {"Account":[redacted]} [redacted] value`},
		"within what is cut off":    {`x {"Account":{"value":["long"] long value`, `x {"Account":[redacted]`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := trace.NewRedactor([]string{"Account"}, nil)
			r.Learn(json.RawMessage(tt.text))
			assert.Equal(t, tt.want, string(r.Frame(json.RawMessage(tt.text))))
		})
	}
}

func TestLearnFromWhatIsNotJSON(t *testing.T) {
	tests := map[string]string{
		"in a text of a frame":  `{"body":"{\"Account\":\"DE-4711\"}"}`,
		"cut off":               `{"Account":{"value":"DE-4711"`,
		"in a text, cut off":    `{"body":"{\"Account\":{\"value\":\"DE-4711\"`,
		"nested beyond reading": strings.Repeat("[", 20_000) + `{"Account":"DE-4711"`,
	}
	for name, frame := range tests {
		t.Run(name, func(t *testing.T) {
			r := trace.NewRedactor([]string{"Account"}, nil)
			r.Learn(json.RawMessage(frame))
			assert.Equal(t, "value of [redacted]", r.Text("value of DE-4711"))
		})
	}
}

func TestRedactorOfHugeValues(t *testing.T) {
	long := strings.Repeat("x", 2000)
	r := trace.NewRedactor(nil, []string{long + "secret"})
	assert.Equal(t, "a [redacted]", r.Text("a "+long+"secret"), "found by its beginning, hidden to the end")

	for i := range 5000 {
		r.Learn(json.RawMessage(fmt.Sprintf(`{"token":"%d%s"}`, i, long[:990])))
	}
	assert.Equal(t, "[redacted]", r.Text("anything"), "what it cannot remember it cannot spare")
	assert.Empty(t, r.Text(""))
}

func TestKey(t *testing.T) {
	r := trace.NewRedactor([]string{"Account", ""}, nil)
	for name, want := range map[string]bool{"Account": true, "account": false, "Cookie": true, "": false, "other": false} {
		assert.Equal(t, want, r.Key(name), name)
	}
}

// FuzzText puts a secret into a text in each of its forms, whole and cut.
func FuzzText(f *testing.F) {
	f.Add("a", "s3cr3t", "b", 4)
	f.Add(`{"`, `"ü<\`, `":{"`, 5)
	f.Add("s3cs3c", "s3cs3x", "…", 5)
	f.Add("\\", "a b/c%", "\"", 4)
	f.Fuzz(func(t *testing.T, before, secret, after string, at int) {
		if !utf8.ValidString(secret) || utf8.RuneCountInString(secret) < 4 || len(secret) > 1<<10 ||
			strings.ContainsAny(secret, "[]") || strings.Contains("[redacted]", secret) {
			return // it may arise anew beside a replacement
		}
		r := trace.NewRedactor([]string{"Key"}, []string{secret})
		runes := []rune(secret)
		cut := string(runes[:4+max(0, at)%(len(runes)-3)])
		html, err := json.Marshal(secret)
		require.NoError(t, err)
		inner := func(quoted string) string { return quoted[1 : len(quoted)-1] }
		for _, form := range []string{
			secret, inner(fmt.Sprintf("%q", secret)), inner(fmt.Sprintf("%+q", secret)), inner(string(html)), url.QueryEscape(secret), url.PathEscape(secret),
		} {
			if got := r.Text(before + form + after); strings.Contains(got, form) && !strings.Contains("[redacted]", form) {
				t.Fatalf("Text(%q) = %q, which still holds %q", before+form+after, got, form)
			}
		}
		if got := r.Text(before + cut + "…" + after); strings.Contains(got, cut+"…") && !strings.Contains("[redacted]", cut) {
			t.Fatalf("Text(%q) = %q, which still holds %q", before+cut+"…"+after, got, cut)
		}
	})
}

func BenchmarkFrame(b *testing.B) {
	r := trace.NewRedactor([]string{"Account"}, []string{"s3cr3t"})
	for i := range 1000 {
		r.Learn(json.RawMessage(fmt.Sprintf(`{"Account":"DE-%d"}`, i)))
	}
	frame := []byte("[" + strings.Repeat(`{"event":"interaction","data":{"Account":"DE-47","text":"of \"DE-48\" … and s3cr3"}},`, 12_000) + "1]")
	b.SetBytes(int64(len(frame)))
	for b.Loop() {
		r.Frame(frame)
	}
}

func FuzzRedactor(f *testing.F) {
	f.Add([]byte(`{"token":"abcdef","x":["abcdef",{"y\u0061bcdef":1}]}`), "abcdef")
	f.Add([]byte(`{"Key":{"a":[12345,"q\"uo\\te"]},"n":12345.5}`), "q")
	f.Add([]byte(`{"cookie":"a=bcde; f=ghij","bcde":null}`), "")
	f.Add([]byte(" [ ] "), "x")
	f.Add([]byte(`{"":{"token" : -1e-9 }}`), "")
	f.Fuzz(func(t *testing.T, frame []byte, secret string) {
		r := trace.NewRedactor([]string{"Key", ""}, []string{secret})
		r.Learn(frame)
		clean := r.Clean()
		got := r.Frame(frame)
		if clean && string(got) != string(frame) {
			t.Fatalf("Frame(%q) = %q, though there was nothing to redact", frame, got)
		}
		if !json.Valid(frame) {
			return
		}
		if !json.Valid(got) {
			t.Fatalf("Frame(%s) = %s, which is not JSON", frame, got)
		}
		for _, v := range hidden(t, frame) {
			for _, s := range texts(t, got) {
				if strings.Contains(strings.ReplaceAll(s, "[redacted]", "\x00"), v) {
					t.Fatalf("Frame(%s) = %s, which still holds %q", frame, got, v)
				}
			}
		}
	})
}

// hidden returns the texts in frame that Learn must learn, found by another way
// than Learn's. Values with brackets are left out: they may arise anew beside a
// replacement.
func hidden(t *testing.T, frame []byte) []string {
	t.Helper()
	var out []string
	visit(t, frame, func(name string, v any) {
		if l := strings.ToLower(name); l != "token" && l != "cookie" && name != "Key" {
			return
		}
		b, err := json.Marshal(v)
		assert.NoError(t, err)
		for _, s := range texts(t, b) {
			known := s == "true" || s == "false" || s == "null" || strings.Contains("[redacted]", s)
			if len([]rune(s)) >= 4 && !strings.ContainsAny(s, "[]\x00") && !known {
				out = append(out, s)
			}
		}
	})
	return out
}

// texts returns the strings and numbers in frame.
func texts(t *testing.T, frame []byte) []string {
	t.Helper()
	var out []string
	visit(t, frame, func(_ string, v any) {
		switch v := v.(type) {
		case string:
			out = append(out, v)
		case json.Number:
			out = append(out, v.String())
		}
	})
	return out
}

// visit calls f for each value in frame with the name of the member it is.
func visit(t *testing.T, frame []byte, f func(name string, v any)) {
	t.Helper()
	var v any
	dec := json.NewDecoder(bytes.NewReader(frame))
	dec.UseNumber()
	assert.NoError(t, dec.Decode(&v))
	var walk func(name string, v any)
	walk = func(name string, v any) {
		f(name, v)
		switch v := v.(type) {
		case map[string]any:
			for k, e := range v {
				walk(k, e)
			}
		case []any:
			for _, e := range v {
				walk("", e)
			}
		}
	}
	walk("", v)
}

func TestClean(t *testing.T) {
	tests := map[string]struct {
		secrets []string
		frame   string
		want    bool
	}{
		"nothing":                           {nil, `{"a":"b"}`, true},
		"a secret":                          {[]string{"s3cr3t"}, `{"a":"b"}`, false},
		"a member":                          {nil, `{"a":{"Token":"abcdef"}}`, false},
		"a member whose value is no secret": {nil, `{"token":1}`, false},
		"a member in a text":                {nil, `{"a":"{\"token\":\"abcdef\"}"}`, false},
		"a member of what is no JSON":       {nil, `a "token": "abc`, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := trace.NewRedactor(nil, tt.secrets)
			r.Learn(json.RawMessage(tt.frame))
			assert.Equal(t, tt.want, r.Clean())
			if tt.want {
				assert.Equal(t, tt.frame, string(r.Frame(json.RawMessage(tt.frame))))
			}
		})
	}
}
