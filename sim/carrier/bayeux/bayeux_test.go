package bayeux_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/deskproof/deskproof/sim/carrier/bayeux"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// say is a message of a client, or what came back.
type say = map[string]any

const topic = "/v2/me/interactions"

var topics = []string{topic, topic + "/", "/me/interactions"}

// bubble runs a test with its own time, and a server that is closed at its end.
func bubble(t *testing.T, cfg bayeux.Config, test func(t *testing.T, s *bayeux.Server)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := bayeux.New(cfg)
		defer synctest.Wait() // for answers that nobody has looked at
		defer s.Close()
		test(t, s)
	})
}

// post sends a body and returns what came back, whatever it is.
func post(ctx context.Context, s *bayeux.Server, user, path, body string, header ...string) *http.Response {
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.Serve(w, r, user)
	return w.Result()
}

// tell sends messages as a user and returns the answer.
func tell(t *testing.T, s *bayeux.Server, user string, messages ...say) []say {
	t.Helper()
	return read(t, post(t.Context(), s, user, "/notifications", text(messages)))
}

func text(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // a test's own values
	}
	return string(b)
}

// read reads an answer that must be a list of messages.
func read(t *testing.T, r *http.Response) []say {
	t.Helper()
	body, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, r.StatusCode, "%s", body)
	var out []say
	require.NoError(t, json.Unmarshal(body, &out), "%s", body)
	return out
}

// one is the only message of an answer.
func one(t *testing.T, answer []say) say {
	t.Helper()
	require.Len(t, answer, 1)
	return answer[0]
}

// open makes a session of a user that listens to channels.
func open(t *testing.T, s *bayeux.Server, user string, channels ...string) string {
	t.Helper()
	reply := one(t, tell(t, s, user, handshake()))
	require.Equal(t, true, reply["successful"], reply)
	id := reply["clientId"].(string)
	for _, c := range channels {
		require.Equal(t, true, one(t, tell(t, s, user, subscribe(id, c)))["successful"])
	}
	return id
}

func handshake() say {
	return say{"id": "1", "channel": "/meta/handshake", "version": "1.0", "minimumVersion": "1.0",
		"supportedConnectionTypes": []string{"websocket", "long-polling", "callback-polling"}, "advice": say{"timeout": 60000, "interval": 0}}
}

func subscribe(id string, subscription any) say {
	return say{"id": "2", "channel": "/meta/subscribe", "clientId": id, "subscription": subscription}
}

func connect(id string) say {
	return say{"id": "3", "channel": "/meta/connect", "clientId": id, "connectionType": "long-polling"}
}

// fetch is a connect that is answered at once.
func fetch(id string) say {
	c := connect(id)
	c["advice"] = say{"timeout": 0}
	return c
}

func disconnect(id string) say {
	return say{"id": "4", "channel": "/meta/disconnect", "clientId": id}
}

// wait sends a connect that waits, and returns where its answer comes; in a bubble.
func wait(t *testing.T, s *bayeux.Server, user string, message say) <-chan []say {
	t.Helper()
	out := make(chan []say, 1)
	go func() { out <- tell(t, s, user, message) }()
	synctest.Wait()
	return out
}

// arrived is the answer that has come; it is an error if none has.
func arrived(t *testing.T, answer <-chan []say) []say {
	t.Helper()
	synctest.Wait()
	select {
	case a := <-answer:
		return a
	default:
		require.FailNow(t, "no answer has come")
		return nil
	}
}

func deliver(s *bayeux.Server, user, what string) {
	s.Deliver(user, topics, json.RawMessage(text(say{"what": what})))
}

// heard are the events of an answer, in order; its last message must be the reply to
// the connect.
func heard(t *testing.T, answer []say) []string {
	t.Helper()
	require.NotEmpty(t, answer)
	last := answer[len(answer)-1]
	assert.Equal(t, "/meta/connect", last["channel"])
	assert.Equal(t, true, last["successful"])
	out := []string{}
	for _, m := range answer[:len(answer)-1] {
		out = append(out, m["data"].(say)["what"].(string))
	}
	return out
}
