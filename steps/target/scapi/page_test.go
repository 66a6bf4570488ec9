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

func TestOpen(t *testing.T) {
	came := make(chan *http.Request, 1)
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Origin") == "" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		ws, err := up.Upgrade(w, r, nil)
		assert.NoError(t, err)
		defer ws.Close()
		came <- r
		_, _, _ = ws.ReadMessage()
	}))
	defer s.Close()
	cfg := scapi.Config{
		Address: "ws" + strings.TrimPrefix(s.URL, "http") + "/desk?agent=1001", Header: http.Header{"Origin": {"http://here"}, "X-Token": {"t"}},
		Account: "1001", Desk: "Ana", Number: 2, Log: trace.NewLog(),
	}
	p, err := scapi.Open(t.Context(), cfg)
	require.NoError(t, err)
	r := <-came
	assert.Equal(t, "/desk?agent=1001", r.RequestURI)
	assert.Equal(t, []string{"http://here", "t"}, []string{r.Header.Get("Origin"), r.Header.Get("X-Token")})
	assert.Equal(t, []any{"1001", 2}, []any{p.Account(), p.Number()})
	require.NoError(t, p.Close())
	assert.Equal(t, 1, cfg.Log.Len(), "that we closed it is nothing to write down")

	cfg.Header = nil
	_, err = scapi.Open(t.Context(), cfg)
	require.ErrorIs(t, err, target.ErrLost)
	var refused *target.HandshakeError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, "403 Forbidden", refused.Status)
	assert.ErrorContains(t, err, "target lost: desk of Ana: connect ws://")
}

func TestAwaitWaitsForFramesThatComeLate(t *testing.T) {
	alone(t, func(t *testing.T, p *scapi.Page, s *server) {
		require.NoError(t, p.Await(t.Context(), 0))
		go func() {
			for range 3 {
				time.Sleep(3 * time.Second)
				s.write(websocket.TextMessage, "{}")
			}
		}()
		begin := time.Now()
		require.NoError(t, p.Await(t.Context(), 2))
		assert.Equal(t, 6*time.Second, time.Since(begin))
		assert.Equal(t, 2, p.Read())
		err := p.Await(t.Context(), 4)
		assert.EqualError(t, err, "desk of Ana: the stage door says that 4 frames were handed to it; 3 came within 10s")
		assert.Equal(t, 16*time.Second, time.Since(begin))
	})
}

func TestQuietBeginsAnewWithEachFrame(t *testing.T) {
	alone(t, func(t *testing.T, p *scapi.Page, s *server) {
		go func() {
			for range 3 {
				time.Sleep(400 * time.Millisecond)
				s.write(websocket.TextMessage, "{}")
			}
		}()
		begin := time.Now()
		require.NoError(t, p.Quiet(t.Context(), 500*time.Millisecond))
		assert.Equal(t, 1700*time.Millisecond, time.Since(begin))
	})
}

func TestAFenceIsMarkedAndNotTheScenariosOwn(t *testing.T) {
	alone(t, func(t *testing.T, p *scapi.Page, s *server) {
		fenced := make(chan error, 1)
		for i, answer := range []string{`{"referenceId":"fence-1","data":{}}`, `{"referenceId":"fence-2","errorMessage":"not granted"}`} {
			go func() { fenced <- p.Fence(t.Context()) }()
			assert.Contains(t, s.hear(), `{"request":"agent.get","referenceId":"fence-`)
			s.say(`{"event":"agent","data":{"eventType":"STATE_CHANGED"},"referenceId":"fence-1"}`)
			synctest.Wait()
			assert.Empty(t, fenced, "an event is no answer")
			s.say(answer)
			require.NoError(t, <-fenced, i)
		}
		_, err := p.Request("agent.get", nil)
		require.NoError(t, err)
		assert.Contains(t, s.hear(), `"referenceId":"0"`)
		var fences []bool
		for _, r := range s.log.Records() {
			fences = append(fences, r.Fence)
		}
		assert.Equal(t, []bool{false, true, false, true, true, false, true, false}, fences)
	})
}

func TestAFenceWithoutAnswer(t *testing.T) {
	alone(t, func(t *testing.T, p *scapi.Page, _ *server) {
		err := p.Fence(t.Context())
		require.ErrorIs(t, err, scapi.ErrNoAnswer)
		assert.EqualError(t, err, "desk of Ana: a fence (agent.get) got no answer: agent.get: no answer in time (10s)")
	})
}

// Whoever waits learns that the connection is gone, and so does whoever sends.
func TestTheConnectionIsLost(t *testing.T) {
	waits := map[string]func(*testing.T, *scapi.Page) error{
		"for an answer": func(t *testing.T, p *scapi.Page) error {
			sent, err := p.Request("agent.get", nil)
			require.NoError(t, err)
			_, err = sent.Wait(t.Context())
			return err
		},
		"for frames":  func(t *testing.T, p *scapi.Page) error { return p.Await(t.Context(), 1) },
		"for a fence": func(t *testing.T, p *scapi.Page) error { return p.Fence(t.Context()) },
		"for silence": func(t *testing.T, p *scapi.Page) error { return p.Quiet(t.Context(), time.Minute) },
	}
	for name, wait := range waits {
		t.Run(name, func(t *testing.T) {
			alone(t, func(t *testing.T, p *scapi.Page, s *server) {
				waited := make(chan error, 1)
				go func() { waited <- wait(t, p) }()
				synctest.Wait()
				goodbye := websocket.FormatCloseMessage(websocket.CloseGoingAway, "moving on")
				require.NoError(t, s.ws.WriteControl(websocket.CloseMessage, goodbye, time.Time{}))
				s.ws.Close()
				err := <-waited
				require.ErrorIs(t, err, target.ErrLost)
				assert.ErrorContains(t, err, "desk of Ana: websocket: close 1001 (going away): moving on")
				_, err = p.Request("agent.get", nil)
				require.ErrorIs(t, err, target.ErrLost)
				require.ErrorIs(t, p.Await(t.Context(), 1), target.ErrLost)
				records := s.log.Records()
				closed := records[len(records)-2]
				assert.Equal(t, []any{trace.Event, "closed: websocket: close 1001 (going away): moving on"}, []any{closed.Dir, closed.Text})
			})
		})
	}
}

func TestAnAnswerThatCameBeforeTheEndIsGiven(t *testing.T) {
	alone(t, func(t *testing.T, p *scapi.Page, s *server) {
		sent, err := p.Request("agent.get", nil)
		require.NoError(t, err)
		s.say(`{"referenceId":"0"}`)
		s.ws.Close()
		synctest.Wait()
		a, err := sent.Wait(t.Context())
		require.NoError(t, err)
		assert.True(t, a.Given)
	})
}

func TestAFrameThatIsTooLong(t *testing.T) {
	up := websocket.Upgrader{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ws, err := up.Upgrade(w, r, nil)
		assert.NoError(t, err)
		defer ws.Close()
		_ = ws.WriteMessage(websocket.TextMessage, make([]byte, target.MaxFrame+1)) // it is cut off
	}))
	defer s.Close()
	p, err := scapi.Open(t.Context(), scapi.Config{Address: "ws" + strings.TrimPrefix(s.URL, "http"), Desk: "Ana", Log: trace.NewLog()})
	require.NoError(t, err)
	assert.EqualError(t, p.Await(t.Context(), 1), "target lost: desk of Ana: a message over 4194304 bytes came, more than is read")
	_ = p.Close() // it is gone
}
