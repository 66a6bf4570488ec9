package gws_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/steps/target/gws"
)

// heard answers with success and keeps the headers that a request had.
func heard(headers *[]http.Header) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		*headers = append(*headers, r.Header.Clone())
		http.SetCookie(w, &http.Cookie{Name: "JSESSIONID", Value: "one-of-ana", Path: "/", HttpOnly: true})
		w.Header().Set("X-CSRF-HEADER", "X-CSRF-TOKEN")
		w.Header().Set("X-CSRF-TOKEN", "token-of-ana")
		_, _ = io.WriteString(w, `{"statusCode":0}`)
	}
}

func TestWhatARequestCarries(t *testing.T) {
	var got []http.Header
	s := serve(t)
	s.answers["GET /me"], s.answers["POST /me"] = heard(&got), heard(&got)
	c := s.client(func(cfg *gws.Config) { cfg.Header = http.Header{"X-Tenant": {"one"}} })
	for _, r := range []gws.Request{
		{Path: "/me"},
		{Path: "/me", Method: http.MethodPost, Body: map[string]any{"operationName": "Ready"}},
		{Path: "/me", ByCookie: true},
		{Path: "/me", Method: http.MethodPost, Raw: []byte("{"), Header: http.Header{"Content-Type": {"text/plain"}, "X-Csrf-Token": nil}},
		{Path: "/me", Method: http.MethodPost, Anonymous: true},
	} {
		_, err := c.Call(t.Context(), r)
		require.NoError(t, err)
	}
	const basic = "Basic YW5hOnNlY3JldA=="
	want := [][]string{
		{basic, "", "", "", "one"},
		{basic, "JSESSIONID=one-of-ana", "token-of-ana", "application/json", "one"},
		{"", "JSESSIONID=one-of-ana", "", "", "one"},
		{basic, "JSESSIONID=one-of-ana", "", "text/plain", "one"},
		{"", "", "", "", "one"},
	}
	for i, h := range got {
		assert.Equal(t, want[i], []string{h.Get("Authorization"), h.Get("Cookie"), h.Get("X-CSRF-TOKEN"), h.Get("Content-Type"), h.Get("X-Tenant")}, "request %d", i+1)
		assert.Empty(t, h.Get("Accept-Encoding"))
	}
	for _, r := range s.log.Records() {
		assert.NotContains(t, string(r.Frame), "one-of-ana", "cookies are not written down")
		assert.NotContains(t, string(r.Frame), basic)
	}
}

// A server must not make the client overwrite what it sends for its own reasons.
func TestHeadersThatAServerCannotNameForItsToken(t *testing.T) {
	for _, name := range []string{"Authorization", "Cookie", "Host", "X-CSRF TOKEN", "", "Content-Length"} {
		var got []http.Header
		s := serve(t)
		s.answers["GET /me"] = func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-CSRF-HEADER", name)
			w.Header().Set(name, "12")
		}
		s.answers["POST /me"] = heard(&got)
		c := s.client()
		_, err := c.Call(t.Context(), gws.Request{Path: "/me"})
		if err != nil { // a length that is not kept
			assert.ErrorIs(t, err, gws.ErrNoAnswer)
		}
		_, err = c.Call(t.Context(), gws.Request{Path: "/me", Method: http.MethodPost})
		require.NoError(t, err)
		assert.Equal(t, "Basic YW5hOnNlY3JldA==", got[0].Get("Authorization"), name)
	}
}

func TestWhatTheTraceTellsOfRequests(t *testing.T) {
	s := serve(t)
	answers := map[string]string{
		"GET /me":                     `{ "statusCode" : 0 }`,
		"POST /me/interactions/1":     ``,
		"PUT /interactions/1":         `no JSON "at all"` + "\xff",
		"GET /interactions":           `{"statusCode":20,"statusMessage":"Access denied"}`,
		"OPTIONS /notifications":      ``,
		"POST /notifications/connect": `[{"channel":"/meta/connect","successful":true}]`,
	}
	for name, body := range answers {
		s.answers[name] = func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json;charset=UTF-8")
			w.Header().Set("Date", "is of no use")
			switch name {
			case "GET /interactions":
				w.Header().Set("WWW-Authenticate", `Basic realm="GWS"`)
				w.WriteHeader(http.StatusUnauthorized)
			case "OPTIONS /notifications":
				w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
			case "GET /me":
				http.SetCookie(w, &http.Cookie{Name: "JSESSIONID", Value: "x"})
			}
			_, _ = io.WriteString(w, body)
		}
	}
	c := s.client()
	for _, r := range []gws.Request{
		{Path: "/me", Query: "subresources=*"},
		{Method: "POST", Path: "/me/interactions/1", Body: map[string]any{"operationName": "Accept"}},
		{Method: "PUT", Path: "/interactions/1", Raw: []byte(`{"operationName":`)},
		{Path: "/interactions", Anonymous: true, Header: http.Header{"Authorization": {"Basic wrong"}, "X-Requested-With": {"XMLHttpRequest"}}},
		{Method: "OPTIONS", Path: "/notifications", Header: http.Header{"Origin": {"http://page.example"}}},
		{Method: "POST", Path: "/notifications/connect", Body: []gws.Fields{{"channel": gws.MetaConnect}}, Header: http.Header{"Content-Type": {"text/json"}}},
	} {
		_, err := c.Call(t.Context(), r)
		require.NoError(t, err)
	}
	var out strings.Builder
	for _, r := range s.log.Records() {
		assert.Equal(t, []any{gws.Wire, "Ana", 1}, []any{r.Door, r.Desk, r.Page})
		out.WriteString(string(r.Dir) + " " + string(r.Frame) + r.Text + "\n")
	}
	golden.Equal(t, "trace.ndjson", []byte(out.String()))
}

func TestAnswers(t *testing.T) {
	tests := map[string]struct {
		status int
		body   string
		ok     bool
		code   int // -1: none
	}{
		"both":                     {200, `{"status":"ok","statusCode":0}`, true, 0},
		"the seed's":               {200, `{"status":"ok"}`, true, -1},
		"the code alone":           {200, `{"statusCode":0,"uris":[]}`, true, 0},
		"a number for a status":    {200, `{"status":0}`, true, -1},
		"no body":                  {200, ``, true, -1},
		"neither member":           {200, `{}`, false, -1},
		"a list":                   {200, `[]`, false, -1},
		"no JSON":                  {200, `ok`, false, -1},
		"a failure":                {400, `{"status":"error","errorDescription":"no","statusCode":1,"statusMessage":"missing"}`, false, 1},
		"a failure with HTTP 200":  {200, `{"statusCode":6,"statusMessage":"not found"}`, false, 6},
		"contradictory":            {200, `{"status":"ok","statusCode":2}`, false, 2},
		"contradictory otherwise":  {200, `{"status":"error","statusCode":0,"statusMessage":"no"}`, false, 0},
		"success with HTTP 500":    {500, `{"status":"ok"}`, false, -1},
		"HTTP 403 with text":       {403, `Missing or invalid Csrf token`, false, -1},
		"a code that is no number": {200, `{"statusCode":"0"}`, false, -1},
		"a code with a fraction":   {200, `{"statusCode":0.5,"statusMessage":"x"}`, false, -1},
		"a code that is 0.0":       {200, `{"statusCode":0.0}`, true, 0},
		"a code beyond all":        {200, `{"statusCode":1e300,"statusMessage":"x"}`, false, -1},
		"null":                     {200, `{"status":null,"statusCode":0}`, true, 0},
		"a code of another case":   {200, `{"StatusCode":0}`, false, -1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			a := gws.Answer{Status: tt.status}
			if json.Valid([]byte(tt.body)) {
				a.Body = json.RawMessage(tt.body)
			} else {
				a.Text = tt.body
			}
			code, there := a.Code()
			if !there {
				code = -1
			}
			got := []any{a.Succeeded(), a.Failed(), code}
			assert.Empty(t, cmp.Diff([]any{tt.ok, !tt.ok, tt.code}, got))
		})
	}
}

func TestLists(t *testing.T) {
	a := gws.Answer{Body: json.RawMessage(`{"uris":["http://h/1"],"interactions":[{"id":"1"},{"interaction":{"id":"2"}},7],"interaction":{"id":"3"}}`)}
	uris, ok := a.URIs()
	assert.True(t, ok)
	assert.Equal(t, []string{"http://h/1"}, uris)
	list, ok := a.Interactions()
	assert.True(t, ok)
	require.Len(t, list, 3)
	assert.Equal(t, []string{"1", "2", "", "3"}, []string{list[0].ID(), list[1].ID(), list[2].ID(), a.Interaction().ID()})
	for _, body := range []string{`{}`, `{"uris":null,"interactions":null}`, `{"uris":"a","interactions":{}}`, `{"uris":[1]}`, `[]`, ``} {
		a := gws.Answer{Body: json.RawMessage(body)}
		_, isUris := a.URIs()
		_, isList := a.Interactions()
		assert.False(t, isUris || isList, body)
	}
}

// The answer to an operation is called by its name, anything else by its path.
func TestNamesOfRequests(t *testing.T) {
	s := serve(t)
	c := s.client()
	for want, r := range map[string]gws.Request{
		"Accept":                       {Method: "POST", Path: "/me/interactions/1", Body: map[string]any{"operationName": "Accept"}},
		"GET /interactions/{id}":       {Path: "/interactions/1"},
		"GET /me/interactions":         {Path: "/me/interactions"},
		"PUT /interactions/{id}":       {Method: "PUT", Path: "/interactions/1", Raw: []byte("{}")},
		"POST /me/channels/{channel}":  {Method: "POST", Path: "/me/channels/chat", Raw: []byte("no JSON")},
		"/meta/connect":                {Method: "POST", Path: "/notifications", Raw: []byte(`[{"channel":"/meta/connect","id":"1"}]`)},
		"POST /notifications/anything": {Method: "POST", Path: "/notifications/anything", Raw: []byte(`[]`)},
	} {
		a, err := c.Call(t.Context(), r)
		require.NoError(t, err)
		assert.Equal(t, want, a.Request)
	}
}
