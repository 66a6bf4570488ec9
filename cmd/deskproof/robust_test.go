package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/stage"
)

// besieged is a center as serve plays it, and what it logs.
type besieged struct {
	address string // host:port
	mu      sync.Mutex
	log     bytes.Buffer
	grew    chan struct{} // filled when there is more
}

func (b *besieged) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	select {
	case b.grew <- struct{}{}:
	default:
	}
	return b.log.Write(p)
}

func (b *besieged) logged() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.log.String()
}

// await waits until something has been logged.
func (b *besieged) await(t *testing.T, words string) {
	t.Helper()
	for !strings.Contains(b.logged(), words) {
		select {
		case <-b.grew:
		case <-time.After(time.Minute):
			t.Fatalf("not logged: %s", words)
		}
	}
}

func besiege(t *testing.T) *besieged {
	t.Helper()
	b := &besieged{grew: make(chan struct{}, 1)}
	doc, err := centers.Parse("default.yaml", centers.Default())
	require.NoError(t, err)
	log := slog.New(slog.NewTextHandler(b, nil))
	s, err := start(t.Context(), "127.0.0.1:0", func(h *sim.Host) (stage.Config, error) {
		_, own, err := h.Open(sim.Config{Center: doc, Log: log})
		return stage.Config{Host: h, Center: doc, Own: own, Log: log}, err
	})
	require.NoError(t, err)
	t.Cleanup(s.stop)
	b.address = s.address()
	return b
}

// peer is somebody who connects. What fails is what it is told.
type peer struct{ *websocket.Conn }

func (b *besieged) connect(path string) (peer, error) {
	ws, response, err := websocket.DefaultDialer.Dial("ws://"+b.address+path, nil)
	if err != nil {
		return peer{}, err
	}
	_ = response.Body.Close()
	_ = ws.SetReadDeadline(time.Now().Add(time.Minute)) // fails only when closed: so does the read
	return peer{ws}, nil
}

// tell sends a frame and returns the next that comes, or why none does.
func (p peer) tell(frame string) string {
	_ = p.WriteMessage(websocket.TextMessage, []byte(frame)) // it may be cut off half way: reading tells
	return p.hear()
}

func (p peer) hear() string {
	_, body, err := p.ReadMessage()
	if err != nil {
		return err.Error()
	}
	return string(body)
}

// last reads to the end and returns why it came.
func (p peer) last() string {
	for {
		if _, _, err := p.ReadMessage(); err != nil {
			return err.Error()
		}
	}
}

const (
	desk1001 = "/scapi?agent=1001"
	askGet   = `{"request":"agent.get","referenceId":"1","userAgent":"WWE Client"}`
	upgrade  = "GET /scapi?agent=1001 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c2l4dGVlbiBieXRlcyEhIQ==\r\n\r\n"
)

// onPage is a misdeed on a page: it sends a frame, and is told something.
func onPage(frame string) func(*besieged) string {
	return func(b *besieged) string {
		p, err := b.connect(desk1001)
		if err != nil {
			return err.Error()
		}
		defer p.Close()
		p.hear() // frameId
		return p.tell(frame)
	}
}

// onStage is a misdeed at the stage door, so many times.
func onStage(n int, frame string) func(*besieged) string {
	return func(b *besieged) string {
		p, err := b.connect("/stage")
		if err != nil {
			return err.Error()
		}
		defer p.Close()
		told := ""
		for range n {
			told = p.tell(frame)
		}
		return told
	}
}

func call(method, params string) string {
	return fmt.Sprintf(`{"jsonrpc":"2.0","id":1,"method":%q,"params":%s}`, method, params)
}

// misdeed is what a peer does again and again, and what it is told for it.
type misdeed struct {
	do     func(*besieged) string
	told   string
	logged string // empty: nothing is
}

var misdeeds = map[string]misdeed{
	"frames over the limit": {onPage(`"` + strings.Repeat("x", 64<<10) + `"`), "1009 (message too big): frame is too big: over 65536 bytes", `agent=1001 page=1 reason="frame is too big: over 65536 bytes"`},
	"frames far over it":    {onPage(strings.Repeat(" ", 4<<20)), "1009 (message too big): frame is too big: over 65536 bytes", `agent=1001 page=1 reason="frame is too big: over 65536 bytes"`},
	"no JSON":               {onPage("{"), "1008 (policy violation): frame is not JSON", `agent=1001 page=1 reason="frame is not JSON"`},
	"no UTF-8":              {onPage("\"\xff\""), "1007 (invalid payload data): frame is not UTF-8 text", `agent=1001 page=1 reason="frame is not UTF-8 text"`},
	"deep JSON":             {onPage(strings.Repeat("[", 30_000) + strings.Repeat("]", 30_000)), "1008 (policy violation): frame is not JSON", `agent=1001 page=1 reason="frame is not JSON"`},
	"less deep JSON":        {onPage(`{"request":"agent.get","parameters":` + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) + `,"referenceId":"1","userAgent":"WWE"}`), `"referenceId":"1","data":{"employeeId":"1001"`, ""},
	"a great many members":  {onPage(`{"request":"interaction.setUserData","parameters":["1",{` + strings.Repeat(`"k":1,`, 9000) + `"k":2}],"referenceId":"1","userAgent":"WWE"}`), `"errorMessage":"`, ""},
	"members given twice":   {onPage(`{"request":"nope","request":"agent.get","referenceId":"1","referenceId":"2","userAgent":"x","userAgent":"WWE"}`), `"referenceId":"2","data":{"employeeId":"1001"`, ""},
	"unknown requests":      {onPage(`{"request":"voice.teleport","referenceId":"1","userAgent":"WWE"}`), `"errorMessage":"Unknown request voice.teleport"`, ""},
	"binary frames": {func(b *besieged) string {
		p, err := b.connect(desk1001)
		if err != nil {
			return err.Error()
		}
		defer p.Close()
		_ = p.WriteMessage(websocket.BinaryMessage, []byte("x")) // reading tells
		return p.last()
	}, "1003 (unsupported data): frame is binary: expected text", `agent=1001 page=1 reason="frame is binary: expected text"`},
	"stage calls without end":    {onStage(200, call("agent.set", `{"agent":"1001","state":"not-ready"}`)), `"result":{}`, ""},
	"stage calls over the limit": {onStage(1, strings.Repeat(" ", 2<<20)), "1009 (message too big): frame is too big: over 1048576 bytes", `door=stage reason="frame is too big: over 1048576 bytes"`},
	"stage calls that are none":  {onStage(100, "{"), `"code":-32700`, ""},
	"calls without end":          {onStage(1100, call("call.arrive", `{"agent":"1001","from":"1"}`)), `"error":{"code":-32000`, ""},
	"worlds without end":         {onStage(300, call("world.open", `{}`)), `"world":"w`, ""},
	"worlds of a megabyte":       {onStage(1, call("world.open", `{"options":{"service-client-api.user-data.read-allowed":"`+strings.Repeat("a,", 400_000)+`"}}`)), "the options of a world have ", ""},
	"campaigns of many records":  {onStage(20, call("campaign.record", `{"campaign":"Spring","fields":{"a":"`+strings.Repeat("x", 60_000)+`"},"chain":[{"handle":1,"number":"1"}]}`)), `"`, ""},
	"pages without end":          {crowd, "1001 (going away): agent 1001: too many pages are open on this desk; close some", "too many pages are open on this desk; close some"},
	"pages of agents nobody has": {func(b *besieged) string { _, err := b.connect("/scapi?agent=9"); return fmt.Sprint(err) }, "bad handshake", ""},
	"requests without end": {func(b *besieged) string {
		return b.say(strings.Repeat("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", 100))
	}, "200 OK", ""},
	"headers without end":         {func(b *besieged) string { return b.say("GET / HTTP/1.1\r\nX: " + strings.Repeat("x", 2<<20)) }, "431 Request Header Fields Too Large", ""},
	"handshakes that are cut off": {func(b *besieged) string { return b.say(upgrade[:len(upgrade)-3]) }, "", ""},
	"frames that are cut off":     {func(b *besieged) string { return b.say(upgrade + "\x81\xfe\x01\x00") }, "", ""},
	"no HTTP at all":              {func(b *besieged) string { return b.say("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n") }, "400 Bad Request", ""},
}

// crowd opens more pages than a desk has room for.
func crowd(b *besieged) string {
	for range sim.MaxPages {
		p, err := b.connect(desk1001)
		if err != nil {
			return err.Error()
		}
		defer p.Close()
		p.hear()
	}
	p, err := b.connect(desk1001)
	if err != nil {
		return err.Error()
	}
	defer p.Close()
	return p.last()
}

// say writes bytes to a connection, hangs up its half of it, and returns what comes.
func (b *besieged) say(text string) string { return b.speak(text, true) }

// speak is that of who hangs up, or does not: to a server, who has hung up may be gone
// before it answers.
func (b *besieged) speak(text string, hangsUp bool) string {
	conn, err := net.Dial("tcp", b.address)
	if err != nil {
		return err.Error()
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second)) // fails only when closed
	_, _ = io.WriteString(conn, text)                      // it may be cut off half way
	if hangsUp {
		_ = conn.(*net.TCPConn).CloseWrite()
	}
	told, _ := io.ReadAll(conn) // what came before the end
	return string(told)
}

// wholeCall is a call in the life of agent 1006, and what their page is told of it.
func wholeCall(t *testing.T, b *besieged) []string {
	t.Helper()
	door, err := b.connect("/stage")
	require.NoError(t, err)
	defer door.Close()
	page, err := b.connect("/scapi?agent=1006")
	require.NoError(t, err)
	defer page.Close()
	n := 0
	ask := func(request, parameters string) {
		n++
		frame := fmt.Sprintf(`{"request":%q,"parameters":%s,"referenceId":"%d","userAgent":"WWE Client"}`, request, parameters, n)
		require.NoError(t, page.WriteMessage(websocket.TextMessage, []byte(frame)))
	}
	require.NoError(t, page.WriteMessage(websocket.TextMessage, []byte(`{"event":"subscribe","data":["interaction","markdone"],"referenceId":"0","userAgent":"WWE Client"}`)))
	var told []string
	id := ""
	hear := func(n int) {
		for range n {
			what, of := page.short(t)
			told = append(told, what)
			if of != "" {
				id = of
			}
		}
	}
	hear(2)
	require.Contains(t, door.tell(call("call.arrive", `{"agent":"1006","from":"5550199"}`)), `"result"`)
	hear(2)
	for _, step := range []struct {
		request string
		events  int
	}{{"voice.answer", 1}, {"voice.hold", 1}, {"voice.resume", 1}, {"voice.hangUp", 1}, {"interaction.markdone", 2}} {
		ask(step.request, `["`+id+`"]`)
		hear(1 + step.events)
	}
	return told
}

// short is the next frame of a page in short, an answer's reference or an event's
// type, and the interaction that it is about.
func (p peer) short(t *testing.T) (what, interaction string) {
	t.Helper()
	var f struct {
		FrameID      string
		ReferenceID  string
		ErrorMessage string
		Data         struct {
			EventType   string
			Interaction struct{ InteractionID string }
		}
	}
	body := p.hear()
	require.NoError(t, json.Unmarshal([]byte(body), &f), body)
	switch {
	case f.FrameID != "":
		return "frameId", ""
	case f.ReferenceID != "":
		return "answer " + f.ReferenceID + f.ErrorMessage, ""
	}
	return f.Data.EventType, f.Data.Interaction.InteractionID
}

var aWholeCall = []string{
	"frameId", "answer 0", "ADDED", "RINGING", "answer 1", "ESTABLISHED", "answer 2", "HELD", "answer 3", "ESTABLISHED",
	"answer 4", "RELEASED", "answer 5", "MARKDONE_APPLY", "REMOVED",
}

func TestWhileAPeerMisbehavesAnotherAgentsCallGoesOn(t *testing.T) {
	for name, m := range misdeeds {
		t.Run(name, func(t *testing.T) { siege(t, m) })
	}
}

// siege lets an agent have calls while a peer misbehaves.
func siege(t *testing.T, m misdeed) {
	t.Helper()
	b := besiege(t)
	ctx, stop := context.WithCancel(t.Context())
	told := make(chan string, 1)
	begun := make(chan struct{})
	go func() {
		close(begun)
		last := m.do(b)
		for ctx.Err() == nil {
			last = m.do(b)
		}
		told <- last
	}()
	<-begun
	for range 2 {
		assert.Equal(t, aWholeCall, wholeCall(t, b))
	}
	stop()
	assert.Contains(t, <-told, m.told)
	if m.logged != "" {
		b.await(t, m.logged)
	}
}

// comeAndGo is a thousand peers, half of them at once: well behaved, mute, cut off in
// their handshakes, and in their frames.
func comeAndGo(t *testing.T, b *besieged) {
	t.Helper()
	one := func(i int) {
		switch i % 5 {
		case 0:
			b.say(upgrade[:i%len(upgrade)])
		case 1:
			b.say(upgrade + "\x81\xfe\x01\x00xxxx")
		default:
			p, err := b.connect(desk1001)
			if !assert.NoError(t, err) {
				return
			}
			p.hear()
			if i%2 == 0 {
				p.tell(askGet)
			}
			_ = p.Close()
		}
	}
	for i := range 500 {
		one(i)
	}
	for burst := range 10 {
		var wg sync.WaitGroup
		for i := range 50 {
			wg.Go(func() { one(burst + i) })
		}
		wg.Wait()
	}
}

func TestAThousandConnectionsLeaveNothingBehind(t *testing.T) {
	b := besiege(t)
	ignore := goleak.IgnoreCurrent()
	inUse := func() uint64 {
		comeAndGo(t, b)
		http.DefaultClient.CloseIdleConnections()
		goleak.VerifyNone(t, ignore)
		runtime.GC()
		runtime.GC() // what pools had
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc - min(m.HeapAlloc, uint64(len(b.logged())))
	}
	first := inUse()
	second := inUse()
	assert.Less(t, second, first+1<<20, "a kilobyte a connection")
	assert.Equal(t, aWholeCall, wholeCall(t, b))
}
