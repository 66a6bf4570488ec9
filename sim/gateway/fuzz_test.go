package gateway_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// FuzzREST lets Ana ask for anything: the answer is always one of the API, and nobody
// else notices.
func FuzzREST(f *testing.F) {
	f.Add("GET", "/me/interactions", "fields=*", "")
	f.Add("POST", "/me/interactions/$ID", "", `{"operationName":"UpdateProperties","properties":{"a":{"b":1},"a":null}}`)
	f.Add("POST", "/me/interactions/$ID", "", `{"operationName":"Transfer","targetId":"ben"}`)
	f.Add("POST", "/me/interactions/$ID", "", `{"operationName":"PlaceInWorkbin","workbin":{"workbinId":["x"]}}`)
	f.Add("POST", "/me/interactions/$ID", "", `{"operationName":"StartConference","agentId":7}`)
	f.Add("PUT", "/interactions/$ID", "", `{"properties":{}}`)
	f.Add("POST", "/me", "", `{"operationName":"StartContactCenterSession","channels":[null,"chat",{}]}`)
	f.Add("POST", "/me/channels/email", "", `{"operationName":"\ud800"}`)
	f.Add("POST", "/me/workbins/%2e%2e", "a=%zz&&&;", "\xff[]")
	f.Add("POST", "/notifications", "", `[{"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["long-polling"]}]`)
	f.Add("GET", "/notifications", "jsonp=a.b&message=%5B%5D", "")
	f.Fuzz(func(t *testing.T, method, path, query, body string) {
		h := build(t)
		id := h.writes()
		ben := h.do(request{method: "GET", path: "/me/channels", user: "ben"}).body

		r := httptest.NewRequest("GET", "/w/w1/api/v2/me", strings.NewReader(body))
		r.Method, r.URL.RawQuery = method, query
		r.URL.Path = "/w/w1/api/v2" + strings.ReplaceAll(path, "$ID", id)
		if raw, err := url.PathUnescape(r.URL.Path); err == nil {
			r.URL.RawPath, r.URL.Path = r.URL.Path, raw
		}
		r.SetBasicAuth("ana", "password")
		w := httptest.NewRecorder()
		h.g.At("/w/w1").ServeHTTP(w, r)

		require.Contains(t, []int{200, 204, 400, 403, 404, 405, 413, 415}, w.Code)
		if !strings.Contains(path, "notifications") && w.Body.Len() > 0 {
			assert.True(t, json.Valid(w.Body.Bytes()), w.Body.String())
			assert.Equal(t, "application/json", w.Header().Get("Content-Type"))
		}
		assert.Equal(t, ben, h.do(request{method: "GET", path: "/me/channels", user: "ben"}).body)
	})
}

// heap is how much memory is in use, in bytes.
func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func TestClientsThatKeepNothingCostNothing(t *testing.T) {
	h := build(t)
	logIn := func(times int) {
		for range times {
			r := httptest.NewRequest("GET", "/w/w1/api/v2/me", nil)
			r.SetBasicAuth("ana", "password")
			w := httptest.NewRecorder()
			h.g.At("/w/w1").ServeHTTP(w, r)
			require.Equal(t, http.StatusOK, w.Code)
		}
	}
	logIn(1000)
	before := heap()
	logIn(2000)
	assert.Less(t, heap()-before, int64(1<<20))
}

func TestHugeDataHasABound(t *testing.T) {
	h := build(t)
	id := h.writes()
	before := heap()
	value := strings.Repeat("x", 1<<19)
	refused := false
	for i := range 50 {
		body := `{"operationName":"UpdateProperties","properties":{"k` + strings.Repeat("k", i) + `":"` + value + `"}}`
		got := h.do(request{method: "POST", path: "/me/interactions/" + id, user: "ana", body: body})
		refused = refused || got.code() != 0
	}
	assert.True(t, refused)
	assert.Less(t, heap()-before, int64(8<<20))
}
