package rest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/carrier/rest"
)

func TestWhatIsRead(t *testing.T) {
	tests := map[string]struct {
		method, body string
		want         string // the frame, or why there is none
	}{
		"nothing":         {"GET", "", `{"method":"GET","path":"/x","query":"a=1","base":"http://h"}`},
		"blanks":          {"GET", " \n", `{"method":"GET","path":"/x","query":"a=1","base":"http://h"}`},
		"a HEAD":          {"HEAD", "", `{"method":"GET","path":"/x","query":"a=1","base":"http://h"}`},
		"JSON":            {"POST", `{"a":"<&>"}`, `{"method":"POST","path":"/x","query":"a=1","base":"http://h","body":{"a":"<&>"}}`},
		"text":            {"POST", `{"a":`, `{"method":"POST","path":"/x","query":"a=1","base":"http://h","text":"{\"a\":"}`},
		"no text":         {"POST", "\xff", `{"method":"POST","path":"/x","query":"a=1","base":"http://h","text":"` + "\uFFFD" + `"}`},
		"as deep as can":  {"POST", strings.Repeat("[", 100) + strings.Repeat("]", 100), `{"method":"POST","path":"/x","query":"a=1","base":"http://h","body":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}`},
		"deeper":          {"POST", strings.Repeat("[", 101) + strings.Repeat("]", 101), "400 The body is nested too deep"},
		"depth in a text": {"POST", `"` + strings.Repeat(`\"[`, 101) + `"`, `{"method":"POST","path":"/x","query":"a=1","base":"http://h","body":"` + strings.Repeat(`\"[`, 101) + `"}`},
		"too much":        {"POST", strings.Repeat("1", 1<<20+1), "413 The body is too long: at most 1 MiB is taken"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest(tt.method, "/x?a=1", strings.NewReader(tt.body))
			asked, tooMuch := rest.Read(httptest.NewRecorder(), r)
			if tooMuch != nil {
				assert.Equal(t, tt.want, fmt.Sprint(tooMuch.Status, " ", tooMuch))
				return
			}
			asked.Path, asked.Base = "/x", "http://h"
			assert.Equal(t, tt.want, string(rest.Encode(asked)))
		})
	}
}

func TestWhatIsAnswered(t *testing.T) {
	tests := map[string]struct {
		frame  string
		status int
		body   string
	}{
		"an answer":           {`{"status":202,"headers":{"Allow":"POST"},"body":{"a":1}}`, 202, `{"a":1}`},
		"without a body":      {`{"status":204}`, 204, ""},
		"with a null body":    {`{"status":200,"body":null}`, 200, "null"},
		"a status too low":    {`{"status":100}`, 200, `{"status":100}`},
		"a status too high":   {`{"status":600}`, 200, `{"status":600}`},
		"a status that is no": {`{"status":"200"}`, 200, `{"status":"200"}`},
		"a text":              {`oops`, 200, "oops"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := httptest.NewRecorder()
			rest.Answered([]byte(tt.frame)).Write(w)
			assert.Equal(t, tt.status, w.Code)
			assert.Equal(t, tt.body, w.Body.String())
			assert.Equal(t, "application/json", w.Header().Get("Content-Type"))
		})
	}
}

func TestWhereAPageIs(t *testing.T) {
	for origin, local := range map[string]bool{
		"http://localhost": true, "https://localhost:3000": true, "http://127.0.0.1:8080": true, "http://127.9.9.9": true, "http://[::1]:80": true,
		"http://localhost.example": false, "http://example": false, "null": false, "": false, "http://128.0.0.1": false, "http://[": false,
	} {
		assert.Equal(t, local, rest.IsLocal(origin), origin)
	}
}

func TestWhichPagesMayCome(t *testing.T) {
	tests := map[string]struct {
		besides []string
		origin  string
		may     bool
	}{
		"of the host":          {nil, "https://center.example:8443", true},
		"of its other port":    {nil, "https://center.example", false},
		"of this machine":      {nil, "http://localhost:3000", true},
		"of nowhere":           {nil, "null", false},
		"of another":           {[]string{"https://a.example"}, "https://b.example", false},
		"that is let in":       {[]string{"https://a.example"}, "https://a.example", true},
		"that ends alike":      {[]string{"https://a.example"}, "https://x.a.example", false},
		"every one":            {[]string{"*"}, "https://b.example", true},
		"of nowhere, let in":   {[]string{"null"}, "null", true},
		"that cannot be taken": {nil, "http://[", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, tt.may, rest.Accepts(tt.besides, tt.origin, "center.example:8443"))
		})
	}
}

// FuzzRead reads anything: what is read is JSON again, and what is not is said why.
func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"a":[1,{"b":"\\\""}]}`), "a=1")
	f.Add([]byte("\xff{"), "%zz")
	f.Fuzz(func(t *testing.T, body []byte, query string) {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(string(body)))
		r.URL.RawQuery = query
		asked, tooMuch := rest.Read(httptest.NewRecorder(), r)
		if tooMuch != nil {
			assert.Contains(t, []int{400, 408, 413}, tooMuch.Status)
			return
		}
		frame := rest.Encode(asked)
		require.True(t, json.Valid(frame), "%q", frame)
		rest.Answered(frame).Write(httptest.NewRecorder())
		rest.Answered(body).Write(httptest.NewRecorder())
	})
}
