package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// spoiler stands between the judge and the simulator, and spoils what the simulator
// says from some moment on.
type spoiler struct {
	desk  bool   // at the desks; else at the stage door
	when  string // what the judge's frame has in it after which it begins
	spoil func(to net.Conn)
}

// serve passes on until it is time.
func (s *spoiler) serve(t *testing.T, simulator string) string {
	var talking sync.WaitGroup
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		talking.Add(1)
		defer talking.Done()
		header := http.Header{"Host": {r.Host}} // or the desks' addresses were the simulator's
		there, _, err := websocket.DefaultDialer.Dial("ws://"+simulator+r.RequestURI, header)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		defer there.Close()
		here, err := up.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer here.Close()
		s.pass(here, there, strings.HasSuffix(r.URL.Path, "/scapi") == s.desk)
	}))
	t.Cleanup(func() { server.Close(); talking.Wait() })
	return strings.TrimPrefix(server.URL, "http://")
}

// pass passes frames on both ways, and spoils this connection if it is one to spoil.
func (s *spoiler) pass(here, there *websocket.Conn, spoils bool) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			kind, body, err := there.ReadMessage()
			if err != nil || here.WriteMessage(kind, body) != nil {
				return
			}
		}
	}()
	for {
		kind, body, err := here.ReadMessage()
		if err != nil {
			break
		}
		if spoils && strings.Contains(string(body), s.when) {
			_ = there.Close()
			<-done // it no longer writes
			s.spoil(here.NetConn())
			return
		}
		if there.WriteMessage(kind, body) != nil {
			break
		}
	}
	_ = there.Close()
	<-done
}

// shut says no more, and lets the judge find out.
func shut(to net.Conn) {
	_ = to.(*net.TCPConn).CloseWrite()
	_, _ = io.Copy(io.Discard, to)
}

// utters is a spoiler's word, after which it waits until the judge hangs up.
func utters(text string) func(net.Conn) {
	return func(to net.Conn) {
		_, _ = io.WriteString(to, text)
		_, _ = io.Copy(io.Discard, to)
	}
}

// goesOn says the same for ever.
func goesOn(text string) func(net.Conn) {
	text = strings.Repeat(text, 1+(64<<10)/len(text))
	return func(to net.Conn) {
		for {
			if _, err := io.WriteString(to, text); err != nil {
				return
			}
		}
	}
}

// text is a WebSocket frame of a server.
func text(body string) string {
	n := len(body)
	return string([]byte{0x81, 127, 0, 0, 0, 0, byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}) + body
}

func TestAHostileTargetIsJudgedOrItIsSaidWhyNot(t *testing.T) {
	const (
		failed  = 1
		harness = 3
		lost    = 4
	)
	tests := map[string]struct {
		spoiler
		mute bool // it says nothing more
		code int
		want string
	}{
		"the door leaves at hello":           {spoiler{false, `"hello"`, shut}, false, lost, "stage door: hello: websocket: close 1006"},
		"the door leaves as a world opens":   {spoiler{false, "world.open", shut}, false, lost, "stage door: world.open: websocket: close 1006"},
		"the door leaves as a call comes":    {spoiler{false, "call.arrive", shut}, false, lost, "stage door: call.arrive: websocket: close 1006"},
		"the door leaves as it is waited":    {spoiler{false, "barrier", shut}, false, lost, "stage door: barrier: websocket: close 1006"},
		"the door is mute as a call comes":   {spoiler{false, "call.arrive", utters("")}, true, harness, "stage door: call.arrive: no answer within 500ms"},
		"the door is mute as a world closes": {spoiler{false, "world.close", utters("")}, true, harness, "stage door: world.close: no answer within 500ms"},
		"the door answers garbage":           {spoiler{false, "barrier", utters(text("\x00\xff{]"))}, true, harness, "stage door: barrier: expected an answer such as"},
		"the door answers without end":       {spoiler{false, "barrier", goesOn(text(strings.Repeat("{", 1<<20)))}, false, harness, "(1048576 bytes)"},
		"a desk leaves":                      {spoiler{true, "subscribe", shut}, false, lost, "desk of Ana: websocket: close 1006"},
		"a desk leaves with a word":          {spoiler{true, "subscribe", utters("\x88\x0d\x03\xf4no such day")}, false, lost, "desk of Ana: websocket: close 1012: no such day"},
		"a desk leaves in mid-call":          {spoiler{true, "voice.answer", shut}, false, lost, "desk of Ana: websocket: close 1006"},
		"a desk is mute":                     {spoiler{true, "voice.answer", utters("")}, true, failed, "scapi.rule.one-answer"},
		"a desk says garbage":                {spoiler{true, "voice.answer", utters(text("{]") + text("\xff") + text(strings.Repeat("[", 20_000)) + "\x82\x01x")}, true, failed, "expected  a JSON object whose userAgent contains WWE"},
		"a desk's frame is too long":         {spoiler{true, "voice.answer", goesOn(text(strings.Repeat("x", 8<<20)))}, false, lost, "desk of Ana: a message over 4194304 bytes came, more than is read"},
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	t.Run("each", func(t *testing.T) {
		for name, tt := range tests {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				center, err := builtin(context.WithoutCancel(t.Context()))
				require.NoError(t, err)
				defer center.stop()
				patience := "10s"
				if tt.mute {
					patience = "500ms"
				}
				file := put(t, filepath.Join(t.TempDir(), "hostile.yaml"), fmt.Sprintf(`name: Hostile
kind: ws
stage: {address: "ws://%s/stage"}
cast: {Ana: {account: 1001, number: 5001}, Ben: {account: 1002, number: 5002}}
customers: {Carla: {number: 5550191}}
timeouts: {answer: %s, stage: %[2]s}
`, tt.serve(t, center.address()), patience))
				begun := time.Now()
				s, _ := judged(t, "--target", file, "--id", "scapi/voice/inbound/an-answered-call-is-established/the-agent-answers")
				assert.Less(t, time.Since(begun), time.Minute)
				assert.Equal(t, tt.code, s.code)
				assert.Contains(t, s.out, tt.want)
				assert.Less(t, len(s.out+s.errors), 20_000)
			})
		}
	})
	runtime.ReadMemStats(&after)
	assert.Less(t, after.Sys-before.Sys, uint64(1<<30))
}
