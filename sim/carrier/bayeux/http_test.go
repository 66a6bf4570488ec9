package bayeux_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/carrier/bayeux"
)

func do(t *testing.T, s *bayeux.Server, method, target, body string) *http.Response {
	t.Helper()
	w := httptest.NewRecorder()
	s.Serve(w, httptest.NewRequest(method, target, strings.NewReader(body)), "ana")
	return w.Result()
}

// A client that goes away takes nothing along, and one that is there yet is not told
// that all is well.
func TestAPollWhoseClientHasGoneIsReleased(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		id := open(t, s, "ana", topic)
		ctx, leave := context.WithCancel(t.Context())
		status := make(chan int)
		go func() { status <- post(ctx, s, "ana", "/", text(connect(id))).StatusCode }()
		synctest.Wait()
		leave()
		assert.Equal(t, http.StatusServiceUnavailable, <-status)
		deliver(s, "ana", "one")
		time.Sleep(9 * time.Second)
		assert.Equal(t, []string{"one"}, heard(t, tell(t, s, "ana", fetch(id))))
	})
}

func TestAnAnswerThatNobodyTakesIsKept(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		id := open(t, s, "ana", topic)
		ctx, leave := context.WithCancel(t.Context())
		gone := make(chan struct{})
		go func() { defer close(gone); post(ctx, s, "ana", "/", text(connect(id))) }()
		synctest.Wait()
		leave()
		deliver(s, "ana", "one") // at the same moment
		<-gone
		assert.Equal(t, []string{"one"}, heard(t, tell(t, s, "ana", fetch(id))))
	})
}

// broken is where an answer cannot be written.
type broken struct{ http.ResponseWriter }

func (broken) Write([]byte) (int, error) { return 0, errors.New("broken") }

func TestAnAnswerThatCannotBeWrittenIsKept(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		id := open(t, s, "ana", topic)
		deliver(s, "ana", "one")
		s.Serve(broken{httptest.NewRecorder()}, httptest.NewRequest("POST", "/", strings.NewReader(text(fetch(id)))), "ana")
		deliver(s, "ana", "two")
		assert.Equal(t, []string{"one", "two"}, heard(t, tell(t, s, "ana", fetch(id))))
	})
}

// over runs a server behind a socket.
func over(t *testing.T, cfg bayeux.Config) (*bayeux.Server, string) {
	t.Helper()
	s := bayeux.New(cfg)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.Serve(w, r, "ana") }))
	t.Cleanup(func() { s.Close(); server.Close() })
	return s, server.Listener.Addr().String()
}

// raw sends a connect over a connection of its own.
func raw(t *testing.T, address, body string) *net.TCPConn {
	t.Helper()
	c, err := net.Dial("tcp", address)
	require.NoError(t, err)
	t.Cleanup(func() { c.Close() })
	ask(t, c, body)
	return c.(*net.TCPConn)
}

// ask sends a request over a connection.
func ask(t *testing.T, c net.Conn, body string) {
	t.Helper()
	_, err := fmt.Fprintf(c, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	require.NoError(t, err)
}

func TestAHalfClosedPollIsReleasedAtOnce(t *testing.T) {
	s, address := over(t, bayeux.Config{Hold: time.Hour})
	id := open(t, s, "ana", topic)
	c := raw(t, address, text(connect(id)))
	require.NoError(t, c.CloseWrite())
	_, err := io.Copy(io.Discard, c) // ends with the connection
	require.NoError(t, err)
	deliver(s, "ana", "one")
	assert.Equal(t, []string{"one"}, heard(t, tell(t, s, "ana", fetch(id))))
}

func TestAPollOutlivesTheTimesOfOtherRequests(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		l := &pipes{make(chan net.Conn), make(chan struct{})}
		server := &http.Server{ReadTimeout: time.Second, WriteTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			s.Serve(w, r, "ana")
		})}
		done := make(chan error)
		go func() { done <- server.Serve(l) }()
		id := open(t, s, "ana", topic)
		c, err := l.dial(t.Context(), "", "")
		require.NoError(t, err)
		ask(t, c, text(connect(id)))
		r, err := http.ReadResponse(bufio.NewReader(c), nil)
		require.NoError(t, err)
		assert.Empty(t, heard(t, read(t, r)))
		require.NoError(t, c.Close())
		require.NoError(t, server.Close())
		<-done
	})
}

func TestAServerThatClosesAnswersItsPolls(t *testing.T) {
	s, address := over(t, bayeux.Config{})
	id := open(t, s, "ana", topic)
	c := raw(t, address, text(connect(id)))
	again := raw(t, address, text(connect(id))) // its answer shows that the first one was there
	first, second := make(chan *http.Response, 1), make(chan *http.Response, 1)
	for answer, c := range map[chan *http.Response]net.Conn{first: c, second: again} {
		go func() {
			r, _ := http.ReadResponse(bufio.NewReader(c), nil)
			answer <- r
		}()
	}
	var left chan *http.Response
	select {
	case r := <-first:
		assert.Empty(t, heard(t, read(t, r)))
		left = second
	case r := <-second:
		assert.Empty(t, heard(t, read(t, r)))
		left = first
	}
	s.Close()
	assert.Equal(t, unknown, one(t, read(t, <-left)))
}
