package gws_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target/gws"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// server is a contact center that a test plays: it keeps one Bayeux session and answers
// requests as told.
type server struct {
	t       *testing.T
	answers map[string]http.HandlerFunc // by method and path; missing: success
	log     *trace.Log
	address string

	mu       sync.Mutex
	queue    []string // messages to be fetched
	sessions int
	known    bool // there is a session
	held     chan struct{}
	asked    []string // messages of the client, and requests
	acks     bool
	batches  int
}

func serve(t *testing.T) *server {
	s := &server{t: t, answers: map[string]http.HandlerFunc{}, log: trace.NewLog()}
	web := httptest.NewServer(s)
	t.Cleanup(func() {
		s.forget() // who waits over a connection that was taken over
		web.Close()
	})
	s.address = web.URL + "/api/v2"
	return s
}

// client is a client of Ana's.
func (s *server) client(change ...func(*gws.Config)) *gws.Client {
	cfg := gws.Config{Address: s.address, User: "ana", Password: "secret", Account: "1001", Desk: "Ana", Number: 1, Log: s.log}
	for _, c := range change {
		c(&cfg)
	}
	c := gws.New(cfg)
	s.t.Cleanup(func() { assert.NoError(s.t, c.Close()) })
	return c
}

// listening is a client of Ana's with a session that listens.
func (s *server) listening(transport string, change ...func(*gws.Config)) (*gws.Client, *gws.Session) {
	c := s.client(change...)
	session := c.NewSession(transport)
	require.NoError(s.t, session.Listen(s.t.Context(), "/v2/me/interactions"))
	return c, session
}

// tell queues a notification, and lets go of a held connect.
func (s *server) tell(data string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue = append(s.queue, `{"channel":"/v2/me/interactions","data":`+data+`}`)
	s.letGo()
}

// letGo ends a held connect; s.mu is held.
func (s *server) letGo() {
	if s.held != nil {
		close(s.held)
		s.held = nil
	}
}

// forget ends the session.
func (s *server) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known = false
	s.letGo()
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := strings.TrimPrefix(r.URL.Path, "/api/v2")
	if answer := s.answers[r.Method+" "+path]; answer != nil {
		answer(w, r)
		return
	}
	body, err := io.ReadAll(r.Body)
	assert.NoError(s.t, err)
	http.SetCookie(w, &http.Cookie{Name: "JSESSIONID", Value: "one-of-ana", Path: "/"})
	w.Header().Set("Content-Type", "application/json")
	switch {
	case path != "/notifications":
		_, _ = io.WriteString(w, `{"status":"ok","statusCode":0}`)
	case websocket.IsWebSocketUpgrade(r):
		s.socket(w, r)
	default:
		_, _ = io.WriteString(w, s.reply(body, r.Context().Done()))
	}
}

func (s *server) socket(w http.ResponseWriter, r *http.Request) {
	up := websocket.Upgrader{}
	ws, err := up.Upgrade(w, r, nil)
	if !assert.NoError(s.t, err) {
		return
	}
	defer ws.Close()
	for {
		_, body, err := ws.ReadMessage()
		if err != nil {
			return
		}
		_ = ws.WriteMessage(websocket.TextMessage, []byte(s.reply(body, nil)))
	}
}

// reply answers a batch of Bayeux messages, events first.
func (s *server) reply(body []byte, gone <-chan struct{}) string {
	var batch []map[string]any
	if !assert.NoError(s.t, json.Unmarshal(body, &batch)) {
		return "[]"
	}
	var out []string
	for _, m := range batch {
		out = append(out, s.replyTo(m, gone)...)
	}
	return "[" + strings.Join(out, ",") + "]"
}

func (s *server) replyTo(m map[string]any, gone <-chan struct{}) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	channel, _ := m["channel"].(string)
	s.asked = append(s.asked, channel)
	head := `"channel":` + strconv.Quote(channel) + `,"id":` + strconv.Quote(m["id"].(string))
	switch {
	case channel == gws.MetaHandshake:
		s.sessions++
		s.known = true
		ext := ""
		if s.acks {
			ext = `,"ext":{"ack":true}`
		}
		return []string{`{` + head + `,"successful":true,"version":"1.0","clientId":"session-` + strconv.Itoa(s.sessions) + `","supportedConnectionTypes":["long-polling","websocket"]` + ext + `,"advice":{"reconnect":"retry","interval":0,"timeout":30000}}`}
	case !s.known || m["clientId"] != "session-"+strconv.Itoa(s.sessions):
		return []string{`{` + head + `,"successful":false,"error":"402::session_unknown","advice":{"reconnect":"handshake","interval":0}}`}
	case channel == gws.MetaConnect:
		return s.connect(m, head, gone)
	case channel == gws.MetaDisconnect:
		s.known = false
		s.letGo()
	}
	subscription, _ := json.Marshal(m["subscription"])
	return []string{`{` + head + `,"successful":true,"subscription":` + string(subscription) + `}`}
}

// connect waits for messages unless it is not to; s.mu is held.
func (s *server) connect(m map[string]any, head string, gone <-chan struct{}) []string {
	advice, _ := m["advice"].(map[string]any)
	s.letGo()
	if len(s.queue) == 0 && advice["timeout"] == nil {
		held := make(chan struct{})
		s.held = held
		s.mu.Unlock()
		select {
		case <-held:
		case <-gone:
		}
		s.mu.Lock()
	}
	ext := ""
	if s.acks {
		s.batches++
		ext = `,"ext":{"ack":` + strconv.Itoa(s.batches) + `}`
	}
	out := append(s.queue, `{`+head+`,"successful":true`+ext+`,"advice":{"reconnect":"retry","interval":0,"timeout":30000}}`)
	s.queue = nil
	return out
}

// asks are the channels of the messages that the client has sent.
func (s *server) asks() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.asked...)
}

const invited = `{"messageTypeName":"InteractionStateMessage","messageType":"InteractionStateMessage","id":"00009a8T8Y130123","channel":"email","state":"Invited","capabilities":["Accept","Reject"],"userData":{"Topic":"Renewal"},"currentQueue":"Inbound e-mail"}`
