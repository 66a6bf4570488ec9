package gws_test

import (
	"bufio"
	"compress/gzip"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/gws"
)

// raw answers each request with bytes of its own, and then waits for the client to go
// away, or closes.
func raw(t *testing.T, closes bool, say func(io.Writer)) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = http.ReadRequest(bufio.NewReader(conn))
			say(conn)
			if !closes {
				_, _ = io.Copy(io.Discard, conn) // until the client gives up
			}
			conn.Close()
		}
	}()
	t.Cleanup(func() { l.Close(); <-done })
	return "http://" + l.Addr().String() + "/api/v2"
}

const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

func TestHostileServers(t *testing.T) {
	endless := func(begin, more string) func(io.Writer) {
		return func(w io.Writer) {
			_, err := io.WriteString(w, begin)
			for err == nil {
				_, err = io.WriteString(w, strings.Repeat(more, 1000))
			}
		}
	}
	says := func(text string) func(io.Writer) {
		return func(w io.Writer) { _, _ = io.WriteString(w, text) }
	}
	tests := map[string]struct {
		closes bool
		say    func(io.Writer)
		is     error
		want   string
	}{
		"silent":                    {false, says(""), gws.ErrNoAnswer, "no answer in time (200ms)"},
		"gone at once":              {true, says(""), gws.ErrNoAnswer, "no answer: "},
		"no HTTP":                   {true, says("SSH-2.0-OpenSSH_9.2\r\n"), gws.ErrNoAnswer, "malformed HTTP"},
		"a body that stops":         {true, says(head + "Content-Length: 100\r\n\r\n{"), gws.ErrNoAnswer, "unexpected EOF"},
		"a body that stalls":        {false, says(head + "Content-Length: 100\r\n\r\n{"), gws.ErrNoAnswer, "no answer in time (200ms)"},
		"a body without end":        {false, endless(head+"\r\n", "x"), gws.ErrUnreadable, "it has over 4194304 bytes, more than is read"},
		"a body said to be huge":    {false, says(head + "Content-Length: 99999999999\r\n\r\n"), gws.ErrNoAnswer, "no answer in time (200ms)"},
		"headers without end":       {false, endless(head, "X-More: of it\r\n"), gws.ErrNoAnswer, "exceeded"},
		"a header without end":      {false, endless(head+"X-More: ", "x"), gws.ErrNoAnswer, "exceeded"},
		"continued without end":     {false, endless("", "HTTP/1.1 100 Continue\r\n\r\n"), gws.ErrNoAnswer, "no answer: "},
		"gzip":                      {false, bomb, gws.ErrUnreadable, `its Content-Encoding is "gzip", which was not asked for`},
		"two lengths":               {true, says(head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}"), gws.ErrNoAnswer, "no answer: "},
		"a length that is negative": {true, says(head + "Content-Length: -1\r\n\r\n{}"), gws.ErrNoAnswer, "no answer: "},
		"chunks that are none":      {true, says(head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"), gws.ErrNoAnswer, "no answer: "},
		"a status that is none":     {true, says("HTTP/1.1 abc OK\r\n\r\n"), gws.ErrNoAnswer, "malformed HTTP status code"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			log := trace.NewLog()
			limit := 200 * time.Millisecond
			if tt.want != "no answer in time (200ms)" {
				limit = 10 * time.Second
			}
			c := gws.New(gws.Config{Address: raw(t, tt.closes, tt.say), Desk: "Ana", Number: 1, Log: log, Answer: limit})
			defer c.Close()
			a, err := c.Call(t.Context(), gws.Request{Method: "POST", Path: "/me", Body: map[string]any{}})
			require.ErrorIs(t, err, tt.is)
			assert.ErrorContains(t, err, tt.want)
			assert.True(t, strings.HasPrefix(err.Error(), "POST /me: "), err.Error())
			assert.Equal(t, 1, a.Asked)
			assert.Zero(t, a.Seq)
			records := log.Records()
			require.Len(t, records, 2)
			assert.Equal(t, trace.Event, records[1].Dir)
			assert.Contains(t, records[1].Text, tt.want)
			require.ErrorIs(t, c.Listen(t.Context(), "/**"), tt.is)
		})
	}
}

// bomb is a small answer that would become a huge one.
func bomb(w io.Writer) {
	_, _ = io.WriteString(w, head+"Content-Encoding: gzip\r\n\r\n")
	z := gzip.NewWriter(w)
	_, _ = z.Write(make([]byte, 64<<20))
	_ = z.Close()
}

func TestNoServer(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := l.Addr().String()
	l.Close()
	for _, transport := range []string{gws.LongPolling, gws.WebSocket} {
		c := gws.New(gws.Config{Address: "http://" + address + "/api/v2", Desk: "Ana", Log: trace.NewLog(), Transport: transport})
		defer c.Close()
		assert.ErrorIs(t, c.Listen(t.Context(), "/**"), target.ErrLost)
	}
	for _, address := range []string{"", "center.example", "http://[::1", "ftp://center.example", "http://center\x7f.example"} {
		c := gws.New(gws.Config{Address: address, Desk: "Ana", Log: trace.NewLog()})
		defer c.Close()
		_, err := c.Call(t.Context(), gws.Request{Path: "/me"})
		assert.Error(t, err, address)
		assert.Error(t, c.NewSession(gws.WebSocket).Listen(t.Context(), "/**"), address)
	}
}

// A redirection is an answer like others: login and password go nowhere else.
func TestRedirectionsAreNotFollowed(t *testing.T) {
	s := serve(t)
	s.answers["GET /me"] = func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://elsewhere.example/", http.StatusFound)
	}
	a, err := s.client().Call(t.Context(), gws.Request{Path: "/me"})
	require.NoError(t, err)
	assert.Equal(t, http.StatusFound, a.Status)
	assert.True(t, a.Failed())
	assert.Equal(t, "http://elsewhere.example/", a.Header.Get("Location"))
}

// Cookies without end are not kept.
func TestCookiesWithoutEnd(t *testing.T) {
	var most int
	s := serve(t)
	n := 0
	s.answers["GET /me"] = func(w http.ResponseWriter, r *http.Request) {
		most = max(most, len(r.Cookies()))
		for range 30 {
			n++
			http.SetCookie(w, &http.Cookie{Name: "C" + strings.Repeat("x", n), Value: "1"})
		}
	}
	c := s.client()
	for range 5 {
		_, err := c.Call(t.Context(), gws.Request{Path: "/me"})
		require.NoError(t, err)
	}
	assert.LessOrEqual(t, most, 50)
}

// WebSocket frames that no client understands are written down, and what waits for
// something else goes on waiting.
func TestHostileFrames(t *testing.T) {
	for name, frame := range map[string]string{
		"no JSON":      `no JSON`,
		"no array":     `{"channel":"/meta/handshake","successful":true}`,
		"no objects":   `[1,null,"x"]`,
		"deep":         strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000),
		"wrong types":  `[{"channel":7,"id":[],"successful":"yes","advice":"retry","data":null}]`,
		"somebody's":   `[{"channel":"/meta/handshake","id":"other","successful":true,"clientId":"x"}]`,
		"an empty one": `[]`,
		"bad UTF-8":    "[{\"channel\":\"\xff\xfe\"}]",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := serve(t)
			s.answers["GET /notifications"] = says(t, frame)
			c := s.client(overWebSocket, func(cfg *gws.Config) { cfg.Answer = 100 * time.Millisecond })
			err := c.Listen(t.Context(), "/**")
			require.ErrorIs(t, err, gws.ErrNoAnswer)
			assert.EqualError(t, err, "notifications for Ana: /meta/handshake: no answer in time (100ms)")
			assert.Empty(t, c.Messages())
		})
	}
}
