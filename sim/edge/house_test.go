package edge_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/edge"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	organization = "11111111-2222-4333-8444-555555555555"
	anas         = "ana_password_" + organization // access tokens
	bens         = "ben_password_" + organization
)

// house is a world with its edge, over real sockets.
type house struct {
	t       testing.TB
	w       *sim.World
	e       *edge.Edge
	s       *httptest.Server
	address string
}

// build starts a house; options are rules of Webex, by name and value by turns.
func build(t testing.TB, options ...string) *house {
	t.Helper()
	doc, err := centers.Parse("default.yaml", centers.Default())
	require.NoError(t, err)
	for pair := range slices.Chunk(options, 2) {
		doc.SetOptions(map[string]string{"webex/" + pair[0]: pair[1]})
	}
	return open(t, sim.Config{Center: doc, Name: "w1"})
}

func open(t testing.TB, cfg sim.Config) *house {
	t.Helper()
	w, err := sim.NewWorld(t.Context(), cfg)
	require.NoError(t, err)
	e, err := edge.New(t.Context(), edge.Config{World: w})
	require.NoError(t, err)
	s := httptest.NewServer(e.At("/w/w1"))
	t.Cleanup(func() {
		w.Close()
		s.Close()
		http.DefaultClient.CloseIdleConnections()
	})
	return &house{t, w, e, s, s.URL + "/w/w1/webex"}
}

// request is what is asked, and how.
type request struct {
	method, path, body string
	token              string
	headers            []string // by name and value by turns
}

// response is what came.
type response struct {
	*http.Response
	body string
}

func (h *house) do(q request) response {
	h.t.Helper()
	address := q.path
	if strings.HasPrefix(q.path, "/") {
		address = h.address + q.path
	}
	r, err := http.NewRequestWithContext(h.t.Context(), q.method, address, strings.NewReader(q.body))
	require.NoError(h.t, err)
	if q.token != "" {
		r.Header.Set("Authorization", "Bearer "+q.token)
	}
	for pair := range slices.Chunk(q.headers, 2) {
		r.Header.Add(pair[0], pair[1])
	}
	res, err := http.DefaultClient.Do(r)
	require.NoError(h.t, err)
	body, err := io.ReadAll(res.Body)
	require.NoError(h.t, err)
	require.NoError(h.t, res.Body.Close())
	return response{res, string(body)}
}

// read is the body of a response.
func read[T any](t testing.TB, r response) (v T) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(r.body), &v), r.body)
	return v
}

const wantsSocket = `{"force":true,"isKeepAliveEnabled":false,"clientType":"WebexCCSDK","allowMultiLogin":false}`

// subscribe asks for a notification socket and returns where it is.
func (h *house) subscribe(token string) string {
	h.t.Helper()
	got := h.do(request{method: "POST", path: "/v1/notification/subscribe", token: token, body: wantsSocket})
	require.Equal(h.t, http.StatusOK, got.StatusCode, got.body)
	return read[struct{ WebSocketURL string }](h.t, got).WebSocketURL
}

// socket is a notification socket.
type socket struct {
	t testing.TB
	*websocket.Conn
	agent string // on this wire
}

// listen opens a notification socket.
func (h *house) listen(address string, headers ...string) (*socket, *http.Response) {
	h.t.Helper()
	header := http.Header{}
	for pair := range slices.Chunk(headers, 2) {
		header.Add(pair[0], pair[1])
	}
	conn, res, err := websocket.DefaultDialer.DialContext(h.t.Context(), address, header)
	require.NotNil(h.t, res, "%v", err)
	if err != nil {
		return nil, res
	}
	h.t.Cleanup(func() { _ = conn.Close() })
	return &socket{h.t, conn, ""}, res
}

// welcomed opens a notification socket of an agent and reads the first frame.
func (h *house) welcomed(token string) *socket {
	h.t.Helper()
	s, res := h.listen(h.subscribe(token))
	require.NotNil(h.t, s, "%v", res)
	welcome := s.next()
	assert.Equal(h.t, "Welcome", welcome.Type)
	s.agent = welcome.Data.AgentID
	return s
}

// notice is a frame of a notification socket.
type notice struct {
	Type, Keepalive string
	Data            struct{ Type, AgentID, InteractionID string }
}

func (s *socket) next() (n notice) {
	s.t.Helper()
	require.NoError(s.t, s.SetReadDeadline(time.Now().Add(time.Minute)))
	require.NoError(s.t, s.ReadJSON(&n))
	return n
}

// ended reads until the socket has ended, and returns the error that says how.
func (s *socket) ended() error {
	s.t.Helper()
	require.NoError(s.t, s.SetReadDeadline(time.Now().Add(time.Minute)))
	for {
		if _, _, err := s.ReadMessage(); err != nil {
			return err
		}
	}
}

func (s *socket) say(text string) {
	s.t.Helper()
	require.NoError(s.t, s.WriteMessage(websocket.TextMessage, []byte(text)))
}

func (s *socket) keepAlive() {
	s.t.Helper()
	s.say(`{"keepalive":"true"}`)
	for s.next().Keepalive != "true" {
	}
}

// doc is the house's center.
func (h *house) doc() *centers.Center {
	doc, err := centers.Parse("default.yaml", centers.Default())
	require.NoError(h.t, err)
	return doc
}
