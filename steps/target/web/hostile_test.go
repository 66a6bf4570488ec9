package web_test

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
	"github.com/deskproof/deskproof/steps/target/web"
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
	return "http://" + l.Addr().String()
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
		"silent":                    {false, says(""), web.ErrNoAnswer, "no answer in time (200ms)"},
		"gone at once":              {true, says(""), web.ErrNoAnswer, "no answer: "},
		"no HTTP":                   {true, says("SSH-2.0-OpenSSH_9.2\r\n"), web.ErrNoAnswer, "malformed HTTP"},
		"a body that stops":         {true, says(head + "Content-Length: 100\r\n\r\n{"), web.ErrNoAnswer, "unexpected EOF"},
		"a body that stalls":        {false, says(head + "Content-Length: 100\r\n\r\n{"), web.ErrNoAnswer, "no answer in time (200ms)"},
		"a body without end":        {false, endless(head+"\r\n", "x"), web.ErrUnreadable, "it has over 4194304 bytes, more than is read"},
		"a body said to be huge":    {false, says(head + "Content-Length: 99999999999\r\n\r\n"), web.ErrNoAnswer, "no answer in time (200ms)"},
		"headers without end":       {false, endless(head, "X-More: of it\r\n"), web.ErrNoAnswer, "exceeded"},
		"a header without end":      {false, endless(head+"X-More: ", "x"), web.ErrNoAnswer, "exceeded"},
		"continued without end":     {false, endless("", "HTTP/1.1 100 Continue\r\n\r\n"), web.ErrNoAnswer, "no answer: "},
		"gzip":                      {false, bomb, web.ErrUnreadable, `its Content-Encoding is "gzip", which was not asked for`},
		"two lengths":               {true, says(head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}"), web.ErrNoAnswer, "no answer: "},
		"a length that is negative": {true, says(head + "Content-Length: -1\r\n\r\n{}"), web.ErrNoAnswer, "no answer: "},
		"chunks that are none":      {true, says(head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n"), web.ErrNoAnswer, "no answer: "},
		"a status that is none":     {true, says("HTTP/1.1 abc OK\r\n\r\n"), web.ErrNoAnswer, "malformed HTTP status code"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			limit := 200 * time.Millisecond
			if tt.want != "no answer in time (200ms)" {
				limit = 10 * time.Second
			}
			c := newClient(t, limit)
			_, _, err := c.post(t, raw(t, tt.closes, tt.say))
			require.ErrorIs(t, err, tt.is)
			assert.ErrorContains(t, err, tt.want)
			assert.True(t, strings.HasPrefix(err.Error(), "talk: "), err.Error())
			records := c.log.Records()
			require.Len(t, records, 2)
			assert.Equal(t, trace.Event, records[1].Dir)
			assert.True(t, strings.HasPrefix(records[1].Text, "talk (exchange 1): "), records[1].Text)
			assert.Contains(t, records[1].Text, tt.want)
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
	l.Close()
	_, _, err = newClient(t, time.Minute).post(t, "http://"+l.Addr().String())
	require.ErrorIs(t, err, target.ErrLost)
	assert.ErrorContains(t, err, "talk: target lost: client of Ana: ")
}
