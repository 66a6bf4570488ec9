package target_test

import (
	"context"
	"errors"
	"io"
	"net"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/steps/target"
)

// answering serves connections that are answered by talk once they have asked for
// something, until the test ends.
func answering(t *testing.T, talk func(net.Conn)) *targets.Target {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = conn.Read(make([]byte, 4096))
			talk(conn)
			_ = conn.Close()
		}
	}()
	t.Cleanup(func() { l.Close(); <-done })
	return &targets.Target{Name: "fake", Kind: targets.WS, Stage: targets.Stage{Address: "ws://" + l.Addr().String()}}
}

// forEverSay writes the same until nobody reads it.
func forEverSay(w io.Writer, text string) {
	text = strings.Repeat(text, 1+(64<<10)/len(text))
	for {
		if _, err := io.WriteString(w, text); err != nil {
			return
		}
	}
}

// memory is how much the process has ever needed at once.
func memory() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.Sys
}

const switching = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"

func TestHandshakesThatAreNone(t *testing.T) {
	say := func(text string) func(net.Conn) {
		return func(c net.Conn) { _, _ = io.WriteString(c, text) }
	}
	tests := map[string]struct {
		talk func(net.Conn)
		want string
	}{
		"nothing":                {func(net.Conn) {}, "EOF"},
		"no HTTP":                {say("SSH-2.0-OpenSSH_9.6\r\n"), `malformed HTTP response "SSH-2.0-OpenSSH_9.6"`},
		"cut off":                {say(switching + "Sec-Web"), "malformed MIME header"},
		"another key's answer":   {say(switching + "Sec-WebSocket-Accept: AAAA\r\n\r\n"), "answered 101 Switching Protocols instead of a WebSocket handshake"},
		"another place":          {say("HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:1/\r\n\r\n"), "answered 302 Found instead of a WebSocket handshake"},
		"a status without end":   {func(c net.Conn) { _, _ = io.WriteString(c, "HTTP/1.1 200 "); forEverSay(c, "x") }, "more than 65536 bytes came before the handshake was made"},
		"a header without end":   {func(c net.Conn) { _, _ = io.WriteString(c, switching+"X: "); forEverSay(c, "x") }, "more than 65536 bytes came before the handshake was made"},
		"headers without end":    {func(c net.Conn) { _, _ = io.WriteString(c, switching); forEverSay(c, "X: y\r\n") }, "more than 65536 bytes came before the handshake was made"},
		"interim answers":        {func(c net.Conn) { forEverSay(c, "HTTP/1.1 100 Continue\r\n\r\n") }, "answered 100 Continue instead of a WebSocket handshake"},
		"a very long status":     {say("HTTP/1.1 403 " + strings.Repeat("no ", 1000) + "\r\n\r\n"), "answered 403 " + strings.Repeat("no ", 65) + "n instead"},
		"compression nobody has": {say(switching + "Sec-WebSocket-Extensions: permessage-deflate\r\nSec-WebSocket-Accept: AAAA\r\n\r\n"), "instead of a WebSocket handshake"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			before := memory()
			_, err := target.Connect(t.Context(), target.Config{Target: answering(t, tt.talk)})
			require.ErrorIs(t, err, target.ErrLost)
			assert.ErrorContains(t, err, tt.want)
			assert.Less(t, len(err.Error()), 500)
			assert.Less(t, memory()-before, uint64(64<<20))
		})
	}
}

func TestAHandshakeThatIsNeverAnsweredEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		near, far := net.Pipe()
		go func() { _, _ = io.Copy(io.Discard, far) }()
		start := time.Now()
		_, err := target.Connect(t.Context(), target.Config{
			Target: &targets.Target{Name: "fake", Kind: targets.WS, Stage: targets.Stage{Address: "ws://desk/"}},
			Dial:   func(context.Context, string, string) (net.Conn, error) { return near, nil },
		})
		assert.ErrorIs(t, err, target.ErrLost)
		assert.Equal(t, 10*time.Second, time.Since(start))
		far.Close()
	})
}

// greeted serves a stage door that says hello as it should and then talks, while
// the judge waits for an answer to a call; over is closed when it no longer does.
func greeted(t *testing.T, talk func(c net.Conn, over <-chan struct{})) (file *targets.Target, done func()) {
	t.Helper()
	over, ended := make(chan struct{}), make(chan struct{})
	s := serve(t, func(ws *websocket.Conn) {
		defer close(ended)
		var c call
		if ws.ReadJSON(&c) == nil && ws.WriteMessage(websocket.TextMessage, []byte(answer(c.ID, hello))) == nil {
			talk(ws.NetConn(), over)
			_ = ws.NetConn().(*net.TCPConn).CloseWrite() // a Close would take back what was said
			_, _ = io.Copy(io.Discard, ws.NetConn())
		}
	})
	return &targets.Target{Name: "fake", Kind: targets.WS, Stage: targets.Stage{Address: address(s)}}, func() { close(over); <-ended }
}

// frame is a WebSocket frame of a server.
func frame(kind byte, body string) string {
	head := []byte{kind, byte(len(body))}
	if len(body) > 125 {
		head = []byte{kind, 127, 0, 0, 0, 0, byte(len(body) >> 24), byte(len(body) >> 16), byte(len(body) >> 8), byte(len(body))}
	}
	return string(head) + body
}

// A stage door that never comes to the point is told from one that is gone, costs no
// more time than a call may take, and little memory.
func TestAStageDoorThatDoesNotComeToThePoint(t *testing.T) {
	stray := `{"jsonrpc":"2.0","id":99,"result":"` + strings.Repeat("x", 1000) + `"}`
	says := func(text string) func(net.Conn, <-chan struct{}) {
		return func(c net.Conn, _ <-chan struct{}) { _, _ = io.WriteString(c, text) }
	}
	goesOn := func(begin, text string) func(net.Conn, <-chan struct{}) {
		return func(c net.Conn, _ <-chan struct{}) {
			_, _ = io.WriteString(c, begin)
			forEverSay(c, text)
		}
	}
	tells := func(text string) func(net.Conn, <-chan struct{}) {
		return func(c net.Conn, over <-chan struct{}) { _, _ = io.WriteString(c, text); <-over }
	}
	answers := func(text string) func(net.Conn, <-chan struct{}) { // once it is asked
		return func(c net.Conn, over <-chan struct{}) { _, _ = c.Read(make([]byte, 1)); tells(text)(c, over) }
	}
	waits := func(_ net.Conn, over <-chan struct{}) { <-over }
	tests := map[string]struct {
		talk func(net.Conn, <-chan struct{})
		want string
		lost bool
	}{
		"silence":                   {waits, "no answer within 200ms", false},
		"answers to nothing":        {goesOn("", frame(0x81, stray)), "no answer within 200ms", false},
		"pings":                     {goesOn("", frame(0x89, "are you there")), "no answer within 200ms", false},
		"pongs that nobody wants":   {goesOn("", frame(0x8a, "")), "no answer within 200ms", false},
		"empty pieces of a message": {goesOn(frame(0x01, ""), frame(0x00, "")), "no answer within 200ms", false},
		"pieces of a message":       {goesOn(frame(0x01, "["), frame(0x00, strings.Repeat("[", 100))), "a message over 4194304 bytes came, more than is read", true},
		"a message without end":     {goesOn("\x81\x7f\x7f\xff\xff\xff\xff\xff\xff\xff", "x"), "a message over 4194304 bytes came, more than is read", true},
		"half a message":            {says("\x81\x7e\x10\x00[[["), "unexpected EOF", true},
		"a masked frame":            {says("\x81\x81aaaaa"), "websocket: bad MASK", true},
		"a frame of no kind":        {says("\x83\x00"), "websocket: bad opcode 3", true},
		"no WebSocket at all":       {goesOn("", "HTTP/1.1 400 Bad Request\r\n\r\n"), "websocket: ", true},
		"goodbye":                   {says(frame(0x88, "\x03\xe9busy")), "websocket: close 1001 (going away): busy", true},
		"a goodbye of no code":      {says(frame(0x88, "\x00\x01")), "websocket: ", true},
		"the end":                   {says(""), "websocket: close 1006 (abnormal closure): unexpected EOF", true},
		"deep JSON":                 {tells(frame(0x81, strings.Repeat("[", 1<<20))), "(1048576 bytes)", false},
		"text that is none":         {tells(frame(0x81, "\xff\xfe")), `and nothing else, got "\xff\xfe"`, false},
		"an endless refusal":        {answers(frame(0x81, answer(2, `"error":{"code":-32000,"message":"`+strings.Repeat("no ", 100_000)+`"}`))), "no no n… (300000 bytes) (code -32000)", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			file, done := greeted(t, tt.talk)
			to := connect(t, file)
			if strings.Contains(tt.want, "200ms") {
				file.Timeouts.Stage = 200 * time.Millisecond
			}
			before, start := memory(), time.Now()
			_, err := to.Call(t.Context(), "call.arrive", nil)
			took, grown := time.Since(start), memory()-before
			_ = to.Close() // it may have been lost
			done()
			require.ErrorContains(t, err, tt.want)
			assert.Equal(t, tt.lost, errors.Is(err, target.ErrLost), "%v", err)
			assert.Less(t, len(err.Error()), 2000)
			assert.Less(t, took, time.Minute)
			assert.Less(t, grown, uint64(128<<20))
		})
	}
}

func TestAStageDoorThatDoesNotReadWhatItIsAsked(t *testing.T) {
	file, done := greeted(t, func(_ net.Conn, over <-chan struct{}) { <-over })
	to := connect(t, file)
	file.Timeouts.Stage = 200 * time.Millisecond
	_, err := to.Call(t.Context(), "call.arrive", map[string]any{"data": strings.Repeat("x", 16<<20)}) // more than sockets hold
	assert.ErrorContains(t, err, "target lost: stage door: call.arrive: it does not read what it is asked: write tcp ")
	_, err = to.Call(t.Context(), "call.arrive", nil)
	assert.ErrorIs(t, err, target.ErrLost, "half a call is on its way")
	_ = to.Close() // it is lost
	done()
}

func TestAProgramThatTalksWithoutEnd(t *testing.T) {
	t.Parallel()
	for _, play := range []string{"one that floods stderr", "one that floods stdout"} {
		t.Run(play, func(t *testing.T) {
			t.Parallel()
			file := program(t, play)
			to := connect(t, file)
			file.Timeouts.Stage = 300 * time.Millisecond
			before := memory()
			_, err := to.Call(t.Context(), "call.arrive", nil)
			assert.EqualError(t, err, "stage door: call.arrive: no answer within 300ms")
			start := time.Now()
			require.NoError(t, to.Close())
			assert.Less(t, time.Since(start), time.Minute)
			assert.Less(t, memory()-before, uint64(256<<20))
		})
	}
}
