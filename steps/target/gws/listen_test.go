package gws_test

import (
	"context"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target/gws"
)

var transports = map[string]string{"by long polling": gws.LongPolling, "by WebSocket": gws.WebSocket}

func TestAListeningClientIsToldWhatIsQueued(t *testing.T) {
	for name, transport := range transports {
		t.Run(name, func(t *testing.T) {
			s := serve(t)
			c, _ := s.listening(transport)
			assert.Equal(t, []string{gws.MetaHandshake, gws.MetaConnect, gws.MetaSubscribe}, s.asks())
			assert.Empty(t, c.Messages())
			s.tell(invited)
			s.tell(`{"id":"2","state":"Revoked","capabilities":[]}`)
			require.NoError(t, c.Fence(t.Context()))
			got := c.Messages()
			require.Len(t, got, 2)
			assert.Equal(t, "/v2/me/interactions", got[0].Channel)
			assert.Equal(t, []string{"00009a8T8Y130123", "Invited", "email"}, []string{got[0].ID(), got[0].State(), got[0].Medium()})
			assert.Equal(t, "Revoked", got[1].State())
			assert.Equal(t, s.log.Len(), got[1].Seq, "the last thing that crossed")
		})
	}
}

// A fence's frames are the harness's own, but what it was told in one is judged.
func TestFencesAreMarkedInTheTrace(t *testing.T) {
	for name, transport := range transports {
		t.Run(name, func(t *testing.T) {
			s := serve(t)
			c, _ := s.listening(transport)
			before := s.log.Len()
			require.NoError(t, c.Fence(t.Context()))
			s.tell(invited)
			require.NoError(t, c.Fence(t.Context()))
			var marks []bool
			for _, r := range s.log.After(before) {
				marks = append(marks, r.Fence)
			}
			assert.Equal(t, []bool{true, true, true, false}, marks)
		})
	}
}

// Whoever waited has been read as well, and what came after.
func TestALetGoEndsAWait(t *testing.T) {
	s := serve(t)
	c, session := s.listening(gws.LongPolling)
	sent := c.Sent()
	h := session.Wait(t.Context(), nil)
	require.NoError(t, c.Wrote(t.Context(), sent+1))
	require.Eventually(t, func() bool { return len(s.asks()) == 4 }, time.Minute, time.Millisecond)
	s.tell(invited)
	s.tell(invited)
	require.NoError(t, c.LetGo(t.Context()))
	assert.True(t, h.Answered())
	assert.Len(t, c.Messages(), 2)
	require.NoError(t, session.Listen(t.Context(), "/v2/me/interactions"))
	require.NoError(t, c.LetGo(t.Context()), "nobody waits")
}

func TestAHeldConnectIsAnsweredWhenThereIsSomethingToTell(t *testing.T) {
	for name, transport := range transports {
		t.Run(name, func(t *testing.T) {
			s := serve(t)
			c, session := s.listening(transport)
			h := session.Wait(t.Context(), nil)
			require.NoError(t, c.Fence(t.Context()), "it is passed over")
			assert.False(t, h.Answered())
			s.tell(invited)
			a, err := h.Answer(t.Context())
			require.NoError(t, err)
			assert.True(t, h.Answered())
			require.Len(t, a.Batch(), 2)
			assert.Equal(t, "true", string(a.Reply(gws.MetaConnect).Get("successful")))
			assert.Len(t, c.Messages(), 1)
			require.NoError(t, c.Fence(t.Context()))
		})
	}
}

func TestASessionThatTheServerForgot(t *testing.T) {
	for name, transport := range transports {
		t.Run(name, func(t *testing.T) {
			s := serve(t)
			c, session := s.listening(transport)
			first := session.ID()
			s.forget()
			require.NoError(t, c.Fence(t.Context()))
			assert.Empty(t, session.ID())
			assert.Equal(t, "/meta/connect was refused: 402::session_unknown", session.Over())
			require.NoError(t, c.Fence(t.Context()), "there is nothing to fence")
			require.NoError(t, session.Listen(t.Context(), "/v2/me/interactions"))
			assert.NotEqual(t, first, session.ID())
			assert.Empty(t, session.Over())
		})
	}
}

func TestASessionThatIsDisconnected(t *testing.T) {
	s := serve(t)
	c, session := s.listening(gws.LongPolling)
	h := session.Wait(t.Context(), nil)
	for range 100 { // until it is held
		s.mu.Lock()
		held := s.held != nil
		s.mu.Unlock()
		if held {
			break
		}
		_, err := c.Call(t.Context(), gws.Request{Path: "/me"})
		require.NoError(t, err)
	}
	_, err := session.Disconnect(t.Context())
	require.NoError(t, err)
	_, err = h.Answer(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "it was disconnected", session.Over())
}

func TestAcknowledgementsAreGivenBack(t *testing.T) {
	s := serve(t)
	s.acks = true
	c := s.client()
	session := c.NewSession("")
	_, err := session.Handshake(t.Context(), gws.Fields{"ext": map[string]any{"ack": true}})
	require.NoError(t, err)
	var given []string
	for range 3 {
		_, err := session.Fetch(t.Context(), nil)
		require.NoError(t, err)
		records := s.log.Records()
		given = append(given, string(records[len(records)-2].Frame))
	}
	for i, want := range []string{`"ext":{"ack":0}`, `"ext":{"ack":1}`, `"ext":{"ack":2}`} {
		assert.Contains(t, given[i], want)
	}
}

// A server that agrees to what was not asked gets no acknowledgements.
func TestAcknowledgementsThatNobodyAskedFor(t *testing.T) {
	s := serve(t)
	s.acks = true
	s.listening(gws.LongPolling)
	for _, r := range s.log.Records() {
		if r.Dir == trace.Sent {
			assert.NotContains(t, string(r.Frame), "ext")
		}
	}
}

func TestRefusedListeners(t *testing.T) {
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
	}
	tests := map[string]struct {
		answer http.HandlerFunc
		want   string
	}{
		"by HTTP":            {answer(401, `{"statusCode":20}`), "/meta/handshake was refused: HTTP 401"},
		"by Bayeux":          {answer(200, `[{"channel":"/meta/handshake","successful":false,"error":"403::handshake_denied"}]`), "/meta/handshake was refused: 403::handshake_denied"},
		"by an empty answer": {answer(200, `[]`), "/meta/handshake was refused: the answer has no reply to it"},
		"by no array":        {answer(200, `{"channel":"/meta/handshake"}`), "/meta/handshake was refused: the answer has no reply to it"},
		"without a clientId": {answer(200, `[{"channel":"/meta/handshake","successful":true}]`), "/meta/handshake was refused: the reply has no clientId"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := serve(t)
			s.answers["POST /notifications"] = tt.answer
			err := s.client().Listen(t.Context(), "/v2/me/interactions")
			var refused *gws.RefusedError
			require.ErrorAs(t, err, &refused)
			assert.EqualError(t, err, "notifications for Ana: "+tt.want)
		})
	}
}

// A session is kept alive, and the keeper tells what it fetches.
func TestAnIdleClientKeepsItsSession(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{t: t, answers: map[string]http.HandlerFunc{}, log: trace.NewLog(), address: "http://center.example/api/v2"}
		conns := make(chan net.Conn)
		web := &http.Server{Handler: s}
		go web.Serve(listener(conns)) //nolint:errcheck // ends with the listener
		c := s.client(func(cfg *gws.Config) {
			cfg.Dial = func(context.Context, string, string) (net.Conn, error) {
				near, far := net.Pipe()
				conns <- far
				return near, nil
			}
		})
		require.NoError(t, c.Listen(t.Context(), "/v2/me/interactions"))
		s.tell(invited)
		time.Sleep(10 * time.Second)
		assert.GreaterOrEqual(t, len(s.asks()), 5, "handshake, connect, subscribe, and the keeper's connects")
		assert.LessOrEqual(t, len(s.asks()), 7)
		assert.Len(t, c.Messages(), 1)
		require.NoError(t, c.Close())
		require.NoError(t, web.Close())
	})
}

// listener takes connections from a channel.
type listener chan net.Conn

func (l listener) Accept() (net.Conn, error) {
	c, more := <-l
	if !more {
		return nil, net.ErrClosed
	}
	return c, nil
}

func (l listener) Close() error   { close(l); return nil }
func (l listener) Addr() net.Addr { return &net.UnixAddr{} }

func TestAQuietClient(t *testing.T) {
	s := serve(t)
	c := s.client()
	require.NoError(t, c.Quiet(t.Context(), time.Millisecond))
	require.NoError(t, c.Listen(t.Context(), "/v2/me/interactions"))
	s.tell(invited)
	require.NoError(t, c.Quiet(t.Context(), time.Millisecond))
	assert.Len(t, c.Messages(), 1)
	over, cancel := context.WithCancel(t.Context())
	cancel()
	assert.ErrorIs(t, c.Quiet(over, time.Millisecond), context.Canceled)
}

func TestWhatAClientCanWaitFor(t *testing.T) {
	for name, transport := range transports {
		t.Run(name, func(t *testing.T) {
			s := serve(t)
			c, session := s.listening(transport, func(cfg *gws.Config) { cfg.Answer = 300 * time.Millisecond })
			some := func(all []gws.Message) bool { return len(all) > 0 }
			require.ErrorIs(t, c.Hear(t.Context(), some), gws.ErrNoAnswer)

			before := c.Sent()
			h := session.Wait(t.Context(), nil)
			require.NoError(t, c.Wrote(t.Context(), before+1))
			_, err := h.Answer(t.Context())
			require.EqualError(t, err, "/meta/connect: no answer in time (300ms)")
			s.tell(invited)
			require.NoError(t, c.Hear(t.Context(), some))
			let, err := gws.Either(t.Context(), h, h)
			require.NoError(t, err)
			assert.Same(t, h, let)

			over, cancel := context.WithCancel(t.Context())
			cancel()
			never := session.Wait(t.Context(), nil)
			_, err = gws.Either(over, never, never)
			require.ErrorIs(t, err, context.Canceled)
			_, err = never.Answer(over)
			require.ErrorIs(t, err, context.Canceled)
			require.ErrorIs(t, c.Hear(over, func([]gws.Message) bool { return false }), context.Canceled)
			_, err = gws.Either(t.Context(), never, never)
			require.ErrorIs(t, err, gws.ErrNoAnswer)
		})
	}
}

// What a server says of a session that the caller made up says nothing of the client's own.
func TestASessionThatTheCallerMadeUp(t *testing.T) {
	s := serve(t)
	_, session := s.listening(gws.LongPolling)
	a, err := session.Fetch(t.Context(), gws.Fields{"clientId": "of-somebody-else"})
	require.NoError(t, err)
	assert.Equal(t, `"402::session_unknown"`, string(a.Reply(gws.MetaConnect).Get("error")))
	assert.Empty(t, session.Over())
	assert.NotEmpty(t, session.ID())
}

func TestAdvice(t *testing.T) {
	const usual = " 30s 0s false"
	tests := map[string]struct{ advice, want string }{
		"all of it":       {`{"reconnect":"retry","timeout":20000,"maxInterval":5000,"multiple-clients":true}`, "retry 20s 5s true"},
		"nothing":         {`{}`, usual},
		"no times":        {`{"timeout":"soon","maxInterval":[]}`, usual},
		"times beyond":    {`{"timeout":1e12,"maxInterval":1e300}`, usual},
		"times below 0":   {`{"timeout":-1,"maxInterval":-1}`, usual},
		"no advice":       {`"retry"`, usual},
		"other reactions": {`{"reconnect":7,"multiple-clients":"yes"}`, usual},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := serve(t)
			s.answers["POST /notifications"] = func(w http.ResponseWriter, _ *http.Request) {
				_, _ = w.Write([]byte(`[{"channel":"/meta/handshake","successful":true,"clientId":"1","advice":` + tt.advice + `}]`))
			}
			session := s.client().NewSession("")
			_, err := session.Handshake(t.Context(), nil)
			require.NoError(t, err)
			assert.Equal(t, tt.want, session.Advised())
		})
	}
}
