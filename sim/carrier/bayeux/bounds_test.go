package bayeux_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/carrier/bayeux"
)

func TestASessionThatDoesNotFetchIsDropped(t *testing.T) {
	tests := map[string]struct {
		limits bayeux.Limits
		logged string
	}{
		"too many messages": {bayeux.Limits{Queue: 3}, "user=ana messages=3"},
		"too many bytes":    {bayeux.Limits{Bytes: 200}, "user=ana messages=3 bytes=165"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			bubble(t, bayeux.Config{Limits: tt.limits, Log: slog.New(slog.NewTextHandler(&log, nil))}, func(t *testing.T, s *bayeux.Server) {
				slow, quick, other := open(t, s, "ana", topic), open(t, s, "ana", topic), open(t, s, "ben", topic)
				for range 3 {
					deliver(s, "ana", "one")
					assert.Equal(t, []string{"one"}, heard(t, tell(t, s, "ana", fetch(quick))))
				}
				assert.Empty(t, log.String())
				deliver(s, "ana", "two")
				assert.Equal(t, 1, strings.Count(log.String(), "bayeux session dropped"), log.String())
				assert.Contains(t, log.String(), tt.logged)
				assert.Equal(t, unknown, one(t, tell(t, s, "ana", connect(slow))))
				assert.Equal(t, []string{"two"}, heard(t, tell(t, s, "ana", fetch(quick))))
				assert.Empty(t, heard(t, tell(t, s, "ben", fetch(other))))
			})
		})
	}
}

func TestSessionsAreBounded(t *testing.T) {
	tests := map[string]struct {
		limits bayeux.Limits
		others bool
	}{
		"of a user": {bayeux.Limits{UserSessions: 2}, true},
		"in all":    {bayeux.Limits{Sessions: 2}, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			bubble(t, bayeux.Config{Limits: tt.limits, Log: slog.New(slog.NewTextHandler(&log, nil))}, func(t *testing.T, s *bayeux.Server) {
				id := open(t, s, "ana")
				open(t, s, "ana")
				tell(t, s, "ana", handshake())
				refused := one(t, tell(t, s, "ana", handshake()))
				assert.Equal(t, 1, strings.Count(log.String(), "too many sessions"), "the first is logged")
				assert.Equal(t, "403::too_many_sessions", refused["error"])
				assert.Equal(t, say{"reconnect": "none"}, refused["advice"])
				assert.Equal(t, tt.others, one(t, tell(t, s, "ben", handshake()))["successful"])
				s.End(id)
				s.End(id)
				open(t, s, "ana")
			})
		})
	}
}

// hostile are bodies that no client sends, and what each is told.
var hostile = map[string]struct{ body, want string }{
	"a text":                 {`"[]"`, `message 1: expected an object, got "[]"`},
	"null":                   {`null`, `message 1: expected an object, got null`},
	"a list of lists":        {`[[]]`, `message 1: expected an object, got []`},
	"one of several":         {`[{},7]`, `message 2: expected an object, got 7`},
	"two bodies":             {`[{}][{}]`, `the body is not JSON: expected a list of Bayeux messages`},
	"not UTF-8":              {"[{\"id\":\"\xff\"}]", `the body is not JSON: expected a list of Bayeux messages`},
	"deep":                   {strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000), `the body is not JSON: expected a list of Bayeux messages`},
	"a channel twice":        {`[{"channel":"/a","channel":"/b"}]`, `message 1: member "channel" comes twice: send it once`},
	"twice, once escaped":    {`[{"clientId":"a","client\u0049d":"b"}]`, `message 1: member "clientId" comes twice: send it once`},
	"an advice twice":        {`[{"advice":{"timeout":0,"timeout":1}}]`, `message 1: member "timeout" comes twice: send it once`},
	"a number as channel":    {`[{"channel":7}]`, `message 1: member "channel": expected a text, got 7`},
	"a list as client":       {`[{"clientId":["a"]}]`, `message 1: member "clientId": expected a text, got ["a"]`},
	"an object as id":        {`[{"id":{"a":1}}]`, `message 1: member "id": expected a text, got {"a":1}`},
	"a flag as id":           {`[{"id":true}]`, `message 1: member "id": expected a text, got true`},
	"a flag as subscription": {`[{"subscription":true}]`, `message 1: member "subscription": expected a text, got true`},
	"numbers subscribed":     {`[{"subscription":[1]}]`, `message 1: member "subscription": expected a list of texts, got [1]`},
	"a text as types":        {`[{"supportedConnectionTypes":"long-polling"}]`, `message 1: member "supportedConnectionTypes": expected a list of texts, got "long-polling"`},
	"a list as advice":       {`[{"advice":[]}]`, `message 1: expected an object, got []`},
	"a text as timeout":      {`[{"advice":{"timeout":"0"}}]`, `message 1: member "advice.timeout": expected a number of milliseconds, got "0"`},
	"a list as ext":          {`[{"ext":[1]}]`, `message 1: expected an object, got [1]`},
	"a text as ack":          {`[{"ext":{"ack":"1"}}]`, `message 1: member "ext.ack": expected a flag or a whole number, got "1"`},
	"a huge ack":             {`[{"ext":{"ack":1e99}}]`, `message 1: member "ext.ack": expected a flag or a whole number, got 1e99`},
	"a long id":              {`[{"id":[` + strings.Repeat("é", 5), `the body is not JSON: expected a list of Bayeux messages`},
	"a long value":           {`[{"id":["` + strings.Repeat("é", 50) + `"]}]`, `message 1: member "id": expected a text, got ["` + strings.Repeat("é", 19) + `…`},
	"too many messages":      {`[` + strings.Repeat("{},", 100) + `{}]`, `the list has more than 100 messages: send fewer at once`},
}

func TestHostileBodiesAreRefusedWhole(t *testing.T) {
	s := bayeux.New(bayeux.Config{})
	defer s.Close()
	for name, tt := range hostile {
		t.Run(name, func(t *testing.T) {
			r := post(t.Context(), s, "ana", "/", tt.body)
			got, err := io.ReadAll(r.Body)
			require.NoError(t, err)
			assert.Equal(t, http.StatusBadRequest, r.StatusCode)
			assert.Equal(t, tt.want+"\n", string(got))
		})
	}
	r := post(t.Context(), s, "ana", "/", `[`+strings.Repeat(" ", 64<<10)+`{}]`)
	assert.Equal(t, http.StatusRequestEntityTooLarge, r.StatusCode)
}

func TestWhatAServerDoesNotReadMayBeAnything(t *testing.T) {
	deep := strings.Repeat("[", 5000) + strings.Repeat("]", 5000)
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		for name, more := range map[string]string{
			"unknown members":   `"more":{"a":1,"a":2}`,
			"a deep one":        `"more":` + deep,
			"unread ones twice": `"data":1,"data":2`,
			"nulls":             `"id":null,"clientId":null,"advice":null,"ext":null,"subscription":null,"supportedConnectionTypes":null`,
			"other advice":      `"advice":{"interval":"x","timeout":null}`,
			"other extension":   `"ext":{"timesync":[],"ack":null}`,
			"other case":        `"CHANNEL":"/meta/connect","Channel":7`,
			"data":              `"data":` + deep,
		} {
			r := post(t.Context(), s, "ana", "/", `[{"channel":"/meta/handshake",`+more+`}]`)
			assert.Equal(t, true, one(t, read(t, r))["successful"], name)
		}
	})
}

func TestOtherMethodsAreRefused(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		for _, method := range []string{"PUT", "DELETE", "HEAD", "PATCH"} {
			w := do(t, s, method, "/", "")
			assert.Equal(t, http.StatusMethodNotAllowed, w.StatusCode, method)
			assert.Equal(t, "GET, POST", w.Header.Get("Allow"))
		}
	})
}

func TestBatchesAreAltered(t *testing.T) {
	last := func(user string, batch []json.RawMessage) []json.RawMessage {
		if user == "ana" && len(batch) > 1 { // the last comes first
			return append([]json.RawMessage{batch[len(batch)-1]}, batch[:len(batch)-1]...)
		}
		return batch
	}
	bubble(t, bayeux.Config{Alter: last}, func(t *testing.T, s *bayeux.Server) {
		ana, ben := open(t, s, "ana", topic), open(t, s, "ben", topic)
		deliver(s, "ana", "one")
		deliver(s, "ben", "one")
		assert.Equal(t, topic, tell(t, s, "ana", fetch(ana))[1]["channel"])
		assert.Equal(t, topic, tell(t, s, "ben", fetch(ben))[0]["channel"])
		held := wait(t, s, "ana", connect(ana))
		deliver(s, "ana", "two")
		assert.Equal(t, topic, arrived(t, held)[1]["channel"], "also when it was held")
	})
	none := func(string, []json.RawMessage) []json.RawMessage { return nil }
	bubble(t, bayeux.Config{Alter: none}, func(t *testing.T, s *bayeux.Server) {
		assert.Empty(t, tell(t, s, "ana", handshake()), "a list that is empty is one")
	})
}

// The same source of chance gives the same ids.
func TestClientIDsComeFromTheGivenSource(t *testing.T) {
	var ids []string
	for range 2 {
		bubble(t, bayeux.Config{Rand: strings.NewReader("0123456789abcdef and so on")}, func(t *testing.T, s *bayeux.Server) {
			ids = append(ids, open(t, s, "ana"))
			assert.Equal(t, "500::internal_error", one(t, tell(t, s, "ana", handshake()))["error"], "it has run dry")
		})
	}
	assert.Equal(t, []string{"30313233343536373839616263646566", "30313233343536373839616263646566"}, ids)
}

func TestSessionsOfAUserEnd(t *testing.T) {
	tests := map[string]struct {
		end  func(*bayeux.Server, string)
		want func(id string) say
	}{
		"for good": {(*bayeux.Server).EndUser, func(id string) say {
			return say{"id": "3", "channel": "/meta/connect", "clientId": id, "successful": true, "advice": say{"reconnect": "none"}}
		}},
		"to begin again": {(*bayeux.Server).RestartUser, func(string) say { return unknown }},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
				id, idle, other := open(t, s, "ana", topic), open(t, s, "ana", topic), open(t, s, "ben", topic)
				held, kept := wait(t, s, "ana", connect(id)), wait(t, s, "ben", connect(other))
				tt.end(s, "ana")
				assert.Equal(t, tt.want(id), one(t, arrived(t, held)))
				for _, id := range []string{id, idle} {
					assert.Equal(t, unknown, one(t, tell(t, s, "ana", connect(id))))
				}
				deliver(s, "ana", "one")
				synctest.Wait()
				assert.Empty(t, kept)
				open(t, s, "ana")
			})
		})
	}
}

func TestAServerThatCloses(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		id := open(t, s, "ana", topic)
		held := wait(t, s, "ana", connect(id))
		s.Close()
		assert.Equal(t, unknown, one(t, arrived(t, held)))
		assert.Equal(t, http.StatusServiceUnavailable, post(t.Context(), s, "ana", "/", text(handshake())).StatusCode)
		deliver(s, "ana", "one")
		s.End(id)
		s.EndUser("ana")
	})
}
