package stage_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/stage"
)

// house is a served stage door.
type house struct {
	t       *testing.T
	address string // host:port
	log     logged
	stop    func() // of a house with a server of its own
}

// logged are the lines of a log.
type logged chan string

func (l logged) Write(p []byte) (int, error) {
	l <- string(p)
	return len(p), nil
}

// await waits for a line that has all of these in it.
func (l logged) await(t *testing.T, words ...string) {
	t.Helper()
	for {
		select {
		case line := <-l:
			if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(line, w) }) {
				return
			}
		case <-time.After(time.Minute):
			t.Fatalf("no line with all of %q has been logged", words)
		}
	}
}

func config(t *testing.T) stage.Config {
	t.Helper()
	doc, err := centers.Parse("default.yaml", centers.Default())
	require.NoError(t, err)
	host := sim.NewHost(t.Context())
	t.Cleanup(host.CloseAll)
	return stage.Config{Host: host, Center: doc, Version: "1.0"}
}

// build serves a door; its own world is there if wanted.
func build(t *testing.T, own bool) *house {
	t.Helper()
	cfg := config(t)
	log := make(logged, 10_000)
	cfg.Log = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	if own {
		_, w, err := cfg.Host.Open(sim.Config{Center: cfg.Center, Log: cfg.Log})
		require.NoError(t, err)
		cfg.Own = w
	}
	server := httptest.NewServer(stage.Handler(cfg))
	t.Cleanup(server.Close)
	return &house{t: t, address: strings.TrimPrefix(server.URL, "http://"), log: log}
}

func (h *house) dial(path string) *websocket.Conn { return dial(h.t, "ws://"+h.address+path) }

func dial(t *testing.T, address string) *websocket.Conn {
	t.Helper()
	d := websocket.Dialer{HandshakeTimeout: time.Minute}
	ws, response, err := d.DialContext(t.Context(), address, nil)
	require.NoError(t, err)
	response.Body.Close()
	t.Cleanup(func() { ws.Close() })
	require.NoError(t, ws.SetReadDeadline(time.Now().Add(time.Minute)))
	return ws
}

func write(t *testing.T, ws *websocket.Conn, body string) {
	t.Helper()
	require.NoError(t, ws.WriteMessage(websocket.TextMessage, []byte(body)))
}

func read(t *testing.T, ws *websocket.Conn) string {
	t.Helper()
	_, body, err := ws.ReadMessage()
	require.NoError(t, err)
	return string(body)
}

// call makes a call that must be done and returns its result.
func call(t *testing.T, ws *websocket.Conn, method, params string) json.RawMessage {
	t.Helper()
	write(t, ws, fmt.Sprintf(`{"jsonrpc":"2.0","id":1,"method":%q,"params":%s}`, method, params))
	body := read(t, ws)
	var r struct{ Result, Error json.RawMessage }
	require.NoError(t, json.Unmarshal([]byte(body), &r))
	require.Nil(t, r.Error, body)
	return r.Result
}

// enter opens a world and returns its name and how to reach a desk.
func enter(t *testing.T, door *websocket.Conn) (world string, desk func(account string) *websocket.Conn) {
	t.Helper()
	var opened struct {
		World string
		Wires map[string]struct{ Address string }
	}
	require.NoError(t, json.Unmarshal(call(t, door, "world.open", `{}`), &opened))
	return opened.World, func(account string) *websocket.Conn {
		ws := dial(t, strings.ReplaceAll(opened.Wires["scapi"].Address, "{account}", account))
		assert.Contains(t, read(t, ws), `"frameId"`)
		return ws
	}
}

const get = `{"request":"agent.get","referenceId":"1","userAgent":"WWE Client"}`

// goodbye reads until the connection ends and returns the reason it was given.
func goodbye(t *testing.T, ws *websocket.Conn) string {
	t.Helper()
	for {
		if _, _, err := ws.ReadMessage(); err != nil {
			var closed *websocket.CloseError
			require.ErrorAs(t, err, &closed)
			return closed.Text
		}
	}
}

func TestADayThroughTheDoors(t *testing.T) {
	h := build(t, false)
	door := h.dial("/stage")
	world, desk := enter(t, door)
	ana := desk("1001")
	write(t, ana, `{"event":"subscribe","data":"interaction","referenceId":"1","userAgent":"WWE Client"}`)
	read(t, ana)
	call(t, door, "call.arrive", fmt.Sprintf(`{"world":%q,"agent":"1001","from":"1"}`, world))
	assert.Contains(t, read(t, ana), `"eventType":"ADDED"`)
	assert.Contains(t, read(t, ana), `"eventType":"RINGING"`)
	write(t, ana, `{"request":"voice.answer","parameters":["1"],"referenceId":"2","userAgent":"WWE Client"}`)
	counts := call(t, door, "barrier", fmt.Sprintf(`{"world":%q,"desks":[{"agent":"1001","page":1,"sent":2}]}`, world))
	assert.JSONEq(t, `{"desks":[{"agent":"1001","page":1,"sent":2,"handed":6}]}`, string(counts))
	assert.Contains(t, read(t, ana), `"referenceId":"2"`)
	assert.Contains(t, read(t, ana), `"eventType":"ESTABLISHED"`)
	call(t, door, "world.close", fmt.Sprintf(`{"world":%q}`, world))
	assert.Equal(t, "the world has ended", goodbye(t, ana))
}

func TestWorldsEndWithTheDoorThatOpenedThem(t *testing.T) {
	h := build(t, false)
	door := h.dial("/stage")
	world, desk := enter(t, door)
	ana := desk("1001")
	door.Close()
	assert.Equal(t, "the world has ended", goodbye(t, ana))
	status, body := h.http(http.MethodGet, "/w/"+world+"/scapi?agent=1001", "")
	assert.Equal(t, http.StatusNotFound, status)
	assert.Equal(t, "world \"w1\" is not open\n", body)
}

func TestTwoDoorsAtOnce(t *testing.T) {
	h := build(t, false)
	var wg sync.WaitGroup
	for range 2 {
		door := h.dial("/stage")
		_, desk := enter(t, door)
		ana := desk("1001")
		wg.Go(func() {
			for i := range 200 {
				write(t, ana, get)
				assert.Contains(t, read(t, ana), `"employeeId":"1001"`)
				write(t, door, fmt.Sprintf(`{"jsonrpc":"2.0","id":%d,"method":"hello"}`, i))
				assert.Contains(t, read(t, door), fmt.Sprintf(`"id":%d,`, i))
			}
		})
	}
	wg.Wait()
}

// http makes a plain request.
func (h *house) http(method, path, body string) (status int, answer string) {
	h.t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	r, err := http.NewRequestWithContext(h.t.Context(), method, "http://"+h.address+path, strings.NewReader(body))
	require.NoError(h.t, err)
	response, err := client.Do(r)
	require.NoError(h.t, err)
	defer response.Body.Close()
	b, err := io.ReadAll(response.Body)
	require.NoError(h.t, err)
	return response.StatusCode, string(b)
}

func TestPlainRequests(t *testing.T) {
	const arrive = `{"jsonrpc":"2.0","id":1,"method":"call.arrive","params":{"agent":"1001","from":"1"}}`
	tests := map[string]struct {
		own                bool
		method, path, body string
		status             int
		want               string
	}{
		"health": {false, "GET", "/healthz", "", 200, `{"status":"ok","version":"1.0"}`},
		"what is where": {true, "GET", "/", "", 200, `deskproof plays a contact center here, for clients:

  /scapi?agent=ID         a page in an agent's desktop, over WebSocket
  /api/v2                 the Interactions API, with notifications below /api/v2/notifications
  /webex                  Webex Contact Center, with notifications over WebSocket
  /stage                  the stage door: one call a POST, or over WebSocket
  /.well-known/jwks.json  the keys of the tokens
  /healthz                says that it is there`},
		"a call":                 {true, "POST", "/stage", arrive, 200, `{"jsonrpc":"2.0","id":1,"result":{}}`},
		"a call without a world": {false, "POST", "/stage", arrive, 200, `{"jsonrpc":"2.0","id":1,"error":{"code":-32001,"message":"name a world: this door has none of its own"}}`},
		"a call that opens a world": {true, "POST", "/stage", `{"jsonrpc":"2.0","id":1,"method":"world.open"}`, 200,
			`{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"a world ends with the connection that opens it: use a WebSocket"}}`},
		"a call without an id":   {true, "POST", "/stage", strings.Replace(arrive, `"id":1,`, "", 1), 204, ""},
		"no call":                {true, "POST", "/stage", "", 200, `{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"not JSON"}}`},
		"a call that is no text": {true, "POST", "/stage", strings.Replace(arrive, "from\":\"", "from\":\"\xff", 1), 200, `{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"not UTF-8 text"}}`},
		"a call far too long":    {true, "POST", "/stage", strings.Repeat(" ", 2<<20), 413, "http: request body too large"},
		"no WebSocket":           {true, "GET", "/stage", "", 400, "Bad Request"},
		"no WebSocket, a desk":   {true, "GET", "/scapi?agent=1001", "", 400, "Bad Request"},
		"nobody's desk":          {true, "GET", "/scapi", "", 404, `no agent "" here: expected ?agent= and one of 1001, 1002, 1003, 1004, 1005, 1006`},
		"no desk of its own":     {false, "GET", "/scapi?agent=1001", "", 404, "no world of its own: open one at /stage"},
		"a world that is none":   {true, "GET", "/w/w9/scapi?agent=1001", "", 404, `world "w9" is not open`},
		"somewhere else":         {true, "GET", "/w/w1/gws", "", 404, "404 page not found"},
		"another method":         {true, "PUT", "/stage", arrive, 405, "Method Not Allowed"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			status, body := build(t, tt.own).http(tt.method, tt.path, tt.body)
			assert.Equal(t, tt.status, status)
			assert.Equal(t, tt.want, strings.TrimSpace(body))
		})
	}
}

func TestAFloodOnOneDeskLeavesTheOthersAnswered(t *testing.T) {
	h := build(t, false)
	_, desk := enter(t, h.dial("/stage"))
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	heavy := `{"request":"interaction.setUserData","parameters":["9",{"x":"` + strings.Repeat("x", 60_000) + `"}],"userAgent":"WWE Client"}`
	for _, account := range []string{"1001", "1002"} {
		for _, frame := range []string{get, heavy} {
			ws := desk(account)
			wg.Go(func() { // it reads nothing of what it is answered
				for ctx.Err() == nil && ws.WriteMessage(websocket.TextMessage, []byte(frame)) == nil {
				}
			})
		}
	}
	ben := desk("1003")
	for range 5 {
		write(t, ben, get)
		assert.Contains(t, read(t, ben), `"employeeId":"1003"`)
	}
	stop()
	wg.Wait()
}

func TestAHostilePageIsCutOffAlone(t *testing.T) {
	h := build(t, true)
	ana, ben := h.dial("/scapi?agent=1001"), h.dial("/scapi?agent=1002")
	read(t, ana)
	read(t, ben)
	frames := map[string]struct{ frame, want string }{
		"not JSON":      {"hello", "frame is not JSON"},
		"nested deeply": {strings.Repeat("[", 30_000), "frame is not JSON"},
		"too long":      {strings.Repeat(" ", 1<<20), "frame is too big: over 65536 bytes"},
		"not text":      {"\"\xff\"", "frame is not UTF-8 text"},
	}
	for name, tt := range frames {
		t.Run(name, func(t *testing.T) {
			_ = ana.WriteMessage(websocket.TextMessage, []byte(tt.frame)) // it may be cut off half way
			_ = ana.WriteMessage(websocket.TextMessage, []byte(get))      // too late
			assert.Equal(t, tt.want, goodbye(t, ana))
			write(t, ben, get)
			assert.Contains(t, read(t, ben), `"employeeId":"1002"`)
			ana = h.dial("/scapi?agent=1001")
			assert.Contains(t, read(t, ana), `"frameId"`)
			h.log.await(t, `level=WARN msg="connection ended" agent=1001`, tt.want)
		})
	}
}

func TestSocketsThatAreLeftHalfOpen(t *testing.T) {
	h := build(t, true)
	for _, said := range []string{
		"", "GET /scapi?agent=1001 HTTP/1.1\r\nHost: x\r\n",
		"GET /scapi?agent=1001 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c2l4dGVlbiBieXRlcyEhIQ==\r\n\r\n",
		"GET /scapi?agent=1001 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c2l4dGVlbiBieXRlcyEhIQ==\r\n\r\n\x81\xfe",
		"POST /stage HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{",
	} {
		var d net.Dialer
		conn, err := d.DialContext(t.Context(), "tcp", h.address)
		require.NoError(t, err)
		defer conn.Close()
		_, err = conn.Write([]byte(said))
		require.NoError(t, err)
	}
	ana := h.dial("/scapi?agent=1001")
	read(t, ana)
	write(t, ana, get)
	assert.Contains(t, read(t, ana), `"employeeId":"1001"`)
}

func TestADeskHasSoManyPages(t *testing.T) {
	h := build(t, true)
	var pages []*websocket.Conn
	for range sim.MaxPages {
		ws := h.dial("/scapi?agent=1001")
		read(t, ws)
		pages = append(pages, ws)
	}
	assert.Equal(t, "agent 1001: too many pages are open on this desk; close some", goodbye(t, h.dial("/scapi?agent=1001")))
	other := h.dial("/scapi?agent=1002")
	read(t, other)

	require.NoError(t, pages[7].WriteControl(websocket.CloseMessage, nil, time.Now().Add(time.Second)))
	for said := ""; !strings.Contains(said, `"frameId":"frame-65"`); { // the numbers go on, once the desk has noticed
		_, body, err := h.dial("/scapi?agent=1001").ReadMessage()
		said = string(body)
		require.True(t, err == nil || strings.Contains(err.Error(), "too many pages"), "%v", err)
	}
}

func TestTheStageDoorTakesNoCallsFromOtherMachinesPages(t *testing.T) {
	tests := map[string]struct {
		origin string
		want   int
	}{
		"no page":                   {"", http.StatusOK},
		"a page of this machine":    {"http://localhost:3000", http.StatusOK},
		"a page by its address":     {"http://127.0.0.1:3000", http.StatusOK},
		"a page of another machine": {"https://elsewhere.example", http.StatusForbidden},
		"a page of no origin":       {"null", http.StatusForbidden},
	}
	server := httptest.NewServer(stage.Handler(stage.Config{Host: sim.NewHost(t.Context())}))
	t.Cleanup(server.Close)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			call := strings.NewReader(`{"jsonrpc":"2.0","id":1,"method":"hello","params":{"harness":"test","version":"1","protocol":1}}`)
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/stage", call)
			require.NoError(t, err)
			if tt.origin != "" {
				r.Header.Set("Origin", tt.origin)
			}
			response, err := server.Client().Do(r)
			require.NoError(t, err)
			require.NoError(t, response.Body.Close())
			assert.Equal(t, tt.want, response.StatusCode)
		})
	}
}
