package scapi_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// Who sends learns why the connection is gone, not only that it is.
func TestARequestToADeskThatHasSaidGoodbye(t *testing.T) {
	alone(t, func(t *testing.T, p *scapi.Page, s *server) {
		goodbye := websocket.FormatCloseMessage(websocket.CloseTryAgainLater, "too many pages")
		require.NoError(t, s.ws.WriteControl(websocket.CloseMessage, goodbye, time.Time{}))
		synctest.Wait()
		_, err := p.Request("agent.get", nil)
		require.ErrorIs(t, err, target.ErrLost)
		assert.EqualError(t, err, "target lost: desk of Ana: websocket: close 1013: too many pages")
	})
}

func TestADeskThatDoesNotReadWhatItIsSent(t *testing.T) {
	up := websocket.Upgrader{}
	over := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ws, err := up.Upgrade(w, r, nil)
		assert.NoError(t, err)
		defer ws.Close()
		<-over
	}))
	defer s.Close()
	defer close(over)
	log := trace.NewLog()
	p, err := scapi.Open(t.Context(), scapi.Config{Address: "ws" + strings.TrimPrefix(s.URL, "http"), Desk: "Ana", Log: log, Answer: 200 * time.Millisecond})
	require.NoError(t, err)
	err = p.Raw(strings.Repeat("x", 16<<20)) // more than sockets hold
	assert.EqualError(t, err, "target lost: desk of Ana: it has not read what it was sent for 200ms")
	_, err = p.Request("agent.get", nil)
	require.ErrorIs(t, err, target.ErrLost)
	_ = p.Close() // it is gone
	var closed []string
	for _, r := range log.Records() {
		if strings.HasPrefix(r.Text, "closed") {
			closed = append(closed, r.Text)
		}
	}
	assert.Equal(t, []string{"closed: it has not read what it was sent for 200ms"}, closed)
}

// What comes is kept for the judge, but not without end.
func TestADeskThatTalksWithoutEnd(t *testing.T) {
	up := websocket.Upgrader{}
	ended := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer close(ended)
		ws, err := up.Upgrade(w, r, nil)
		assert.NoError(t, err)
		defer ws.Close()
		frames := []byte(strings.Repeat("\x82\x01x", 10_000)) // binary, of a byte each
		for {
			if _, err := ws.NetConn().Write(frames); err != nil {
				return
			}
		}
	}))
	defer s.Close()
	log := trace.NewLog()
	p, err := scapi.Open(t.Context(), scapi.Config{Address: "ws" + strings.TrimPrefix(s.URL, "http"), Desk: "Ana", Log: log})
	require.NoError(t, err)
	err = p.Await(t.Context(), 2*trace.MaxRecords)
	require.ErrorIs(t, err, target.ErrFlood)
	<-ended
	_, err = p.Request("agent.get", nil)
	assert.ErrorIs(t, err, target.ErrFlood)
	_ = p.Close() // it is gone
	assert.LessOrEqual(t, log.Len(), trace.MaxRecords)
}
