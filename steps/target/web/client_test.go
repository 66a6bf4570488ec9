package web_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/web"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// client is one of Ana's, of a wire that only talks.
type client struct {
	*web.Client
	log *trace.Log
}

func newClient(t *testing.T, limit time.Duration) client {
	log := trace.NewLog()
	c := web.New(web.Config{Wire: "talk", Account: "1001", Desk: "Ana", Number: 2, Answer: limit, Log: log})
	t.Cleanup(c.Close)
	return client{c, log}
}

func (c client) post(t *testing.T, address string) (*http.Response, []byte, error) {
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader("{}"))
	require.NoError(t, err)
	x := c.Ask("talk", web.Crossing{Method: http.MethodPost, Path: "/"}, []byte("{}"))
	return c.Do(t.Context(), x, r, nil)
}

// frames are what the trace has so far.
func (c client) frames() []string {
	var out []string
	for _, r := range c.log.Records() {
		out = append(out, string(r.Dir)+" "+string(r.Frame)+r.Text)
	}
	return out
}

// A redirection is an answer like others: a login goes nowhere else.
func TestRedirectionsAreNotFollowed(t *testing.T) {
	s := httptest.NewServer(http.RedirectHandler("http://elsewhere.example/", http.StatusFound))
	defer s.Close()
	response, body, err := newClient(t, time.Minute).post(t, s.URL)
	require.NoError(t, err)
	assert.Equal(t, http.StatusFound, response.StatusCode)
	assert.Equal(t, "http://elsewhere.example/", response.Header.Get("Location"))
	assert.Empty(t, body)
}

func TestWhatTheTraceTells(t *testing.T) {
	c := newClient(t, time.Minute)
	x := c.Ask("talk", web.Crossing{Method: "PUT", Path: "/a", Headers: map[string]string{"X": "<1>"}}, []byte(`{ "a" : "<" }`))
	assert.Equal(t, web.Exchange{Name: "talk", Number: 1, Seq: 1, Limit: time.Minute}, x)
	assert.Equal(t, 2, c.Ask("talk", web.Crossing{Fence: true}, nil).Number)
	c.Lock()
	for _, body := range []string{"no <JSON>\xff", `[]`, ``} {
		var m web.Crossing
		m.Carry([]byte(body))
		c.Take(m)
	}
	c.Unlock()
	c.Note("something happened")
	assert.Equal(t, []string{
		`sent {"exchange":1,"method":"PUT","path":"/a","headers":{"X":"\u003c1\u003e"},"body":{ "a" : "<" }}`, `sent {"exchange":2}`,
		`received {"text":"no \u003cJSON\u003e\ufffd"}`, `received {"body":[]}`, `received {}`, `event something happened`,
	}, c.frames())
	r := c.log.Records()[1]
	assert.Equal(t, []any{"talk", "Ana", 2, true}, []any{r.Door, r.Desk, r.Page, r.Fence})
	p := c.Page()
	assert.Equal(t, []any{"1001", 2, 2, 3}, []any{p.Account(), p.Number(), p.Sent(), p.Read()})
	require.NoError(t, p.Wrote(t.Context(), 2))
	require.NoError(t, p.Await(t.Context(), 1000))
}

func TestHeadersOfTheTrace(t *testing.T) {
	sent := http.Header{
		"Authorization": {"Basic x"}, "Cookie": {"a=b"}, "Content-Type": {"application/json"}, "X-Usual": {"1"}, "X-Mine": {"1", "2"}, "X-Tenant": {"one"},
	}
	own := http.Header{"X-Mine": nil, "Authorization": nil}
	assert.Equal(t, map[string]string{"X-Mine": "1, 2", "X-Tenant": "one"}, web.Unusual(sent, own, "X-Usual"))
	own = http.Header{"X-Usual": nil, "Content-Type": nil}
	assert.Equal(t, map[string]string{"X-Mine": "1, 2", "X-Tenant": "one", "X-Usual": "1", "Content-Type": "application/json"}, web.Unusual(sent, own, "X-Usual"))
	assert.Equal(t, map[string]string{"Content-Type": "text/plain"}, web.Unusual(http.Header{"Content-Type": {"text/plain"}}, nil))
	got := http.Header{"Allow": {"GET", "PUT"}, "Date": {"today"}, "Vary": {"Origin"}, "Set-Cookie": {"a=b"}}
	assert.Equal(t, map[string]string{"Allow": "GET, PUT"}, web.Told(got))
	assert.Equal(t, map[string]string{"Allow": "GET, PUT", "Vary": "Origin"}, web.Told(got, "Vary"))
}

func TestWhatIsWaitedFor(t *testing.T) {
	over, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("it was interrupted"))
	never := func() bool { return false }
	synctest.Test(t, func(t *testing.T) {
		c := newClient(t, time.Minute)
		require.NoError(t, c.Within(over, time.Second, "x", func() bool { return true }))
		require.EqualError(t, c.Within(t.Context(), time.Second, "notifications", never), "notifications: no answer in time (1s)")
		require.EqualError(t, c.Within(over, time.Second, "x", never), "it was interrupted")
		heard, err := c.Heard(t.Context(), time.Second, never)
		require.NoError(t, err)
		assert.False(t, heard)
		_, err = c.Heard(over, time.Second, never)
		require.EqualError(t, err, "it was interrupted")

		so := false
		go func() {
			time.Sleep(time.Millisecond)
			c.Lock()
			defer c.Unlock()
			so = true
			c.Wake()
		}()
		heard, err = c.Heard(t.Context(), time.Second, func() bool { return so })
		require.NoError(t, err)
		assert.True(t, heard)

		c.End()
		err = c.Within(t.Context(), time.Second, "x", never)
		require.ErrorIs(t, err, target.ErrLost)
		require.ErrorContains(t, err, "client of Ana: it is closed")
		_, err = c.Heard(t.Context(), time.Second, never)
		require.ErrorIs(t, err, target.ErrLost)
	})
}

func TestWhatEndsWithAClient(t *testing.T) {
	c := newClient(t, time.Minute)
	begun := make(chan string, 2)
	alive := func() { begun <- "alive"; <-c.Life.Done() }
	c.Keep(alive)
	c.Keep(alive)
	within, cancel := c.Patience(t.Context(), time.Minute)
	defer cancel()
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		c.End()
		<-r.Context().Done()
	}))
	defer s.Close()
	_, _, err := c.post(t, s.URL)
	require.ErrorIs(t, err, web.ErrNoAnswer)
	require.ErrorContains(t, err, "client of Ana: it was closed")
	<-within.Done()
	c.Close()
	assert.Len(t, begun, 1, "once")
	c.Keep(alive)
	c.Close()
	assert.Len(t, begun, 1, "nothing is kept any longer")
}

func TestAClientWithoutCertificates(t *testing.T) {
	c := web.New(web.Config{TLS: targets.TLS{CA: "missing.pem"}})
	defer c.Close()
	assert.ErrorContains(t, c.Broken, "tls.ca: ")
}

func TestFramesOfASocket(t *testing.T) {
	up := websocket.Upgrader{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ws, err := up.Upgrade(w, r, nil)
		if !assert.NoError(t, err) {
			return
		}
		defer ws.Close()
		for err == nil {
			var kind int
			var in io.Reader
			if kind, in, err = ws.NextReader(); err == nil {
				said, _ := io.ReadAll(in)
				_ = ws.WriteMessage(websocket.BinaryMessage, said)
				err = ws.WriteMessage(kind, said)
			}
		}
	}))
	defer s.Close()
	c := newClient(t, time.Minute)
	ws, err := target.Socket(t.Context(), "ws"+strings.TrimPrefix(s.URL, "http"), nil, targets.TLS{}, nil)
	require.NoError(t, err)
	require.NoError(t, c.Write(ws, []byte("hello")))
	body, err := c.Next(ws)
	require.NoError(t, err)
	assert.Equal(t, "hello", string(body))
	assert.Equal(t, []string{"event a binary frame of 5 bytes came, which no client reads"}, c.frames())
	assert.Equal(t, 1, c.Page().Read())
	require.NoError(t, ws.Close())
	_, err = c.Next(ws)
	require.Error(t, err)
	require.Error(t, c.Write(ws, nil))
}

// More than is kept is not read.
func TestAFlood(t *testing.T) {
	c := newClient(t, time.Minute)
	for c.Full() == nil {
		c.Note("again")
	}
	_, err := c.Next(nil)
	require.ErrorIs(t, err, target.ErrFlood)
}
