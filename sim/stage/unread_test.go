package stage_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/stage"
)

// bubble is a served center with a world of its own, whose connections hold nothing
// that is not read and whose time is that of the test.
type bubble struct {
	t      *testing.T
	line   pipes
	log    *bytes.Buffer
	served chan error
}

// inBubble runs a test in a bubble; what it opens must be closed by its end.
func inBubble(t *testing.T, test func(*testing.T, *bubble)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		cfg := config(t)
		ctx, cancel := context.WithCancel(t.Context())
		cfg.Host = sim.NewHost(ctx)
		b := &bubble{t: t, line: make(pipes, 1), log: &bytes.Buffer{}, served: make(chan error)}
		cfg.Log = slog.New(slog.NewTextHandler(b.log, nil))
		_, own, err := cfg.Host.Open(sim.Config{Center: cfg.Center, Log: cfg.Log})
		require.NoError(t, err)
		cfg.Own = own
		server := stage.Server(cfg)
		go func() { b.served <- server.Serve(b.line) }()
		test(t, b)
		cancel()
		cfg.Host.CloseAll()
		close(b.line)
		<-b.served
	})
}

func (b *bubble) dial(path string) *websocket.Conn {
	b.t.Helper()
	d := websocket.Dialer{NetDialContext: func(context.Context, string, string) (net.Conn, error) {
		near, far := net.Pipe()
		b.line <- far
		return near, nil
	}}
	ws, _, err := d.Dial("ws://center"+path, nil)
	require.NoError(b.t, err)
	return ws
}

// getsAnswers asks for something and gets it, at once.
func getsAnswers(t *testing.T, ws *websocket.Conn) {
	t.Helper()
	start := time.Now()
	for range 10 {
		write(t, ws, get)
		assert.Contains(t, read(t, ws), `"employeeId":"1002"`)
	}
	assert.Zero(t, time.Since(start))
}

// flood sends requests until it is cut off, and counts them.
func flood(ws *websocket.Conn, sent *atomic.Int64) {
	for ws.WriteMessage(websocket.TextMessage, []byte(get)) == nil {
		sent.Add(1)
	}
}

func TestAPageThatReadsNothingIsCutOff(t *testing.T) {
	const slow = `level=WARN msg="connection ended" agent=1001 page=1 reason="reader too slow: its queue is full"`
	tests := map[string]struct {
		then func(t *testing.T, ws *websocket.Conn) // once its queue is full
		ends time.Duration
	}{
		"and reads in the end": {func(t *testing.T, ws *websocket.Conn) {
			assert.Equal(t, "reader too slow: its queue is full", goodbye(t, ws))
			ws.Close()
		}, 0},
		"and never will": {func(*testing.T, *websocket.Conn) {}, 10 * time.Second},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, b *bubble) {
				ben := b.dial("/scapi?agent=1002")
				read(t, ben)
				ana := b.dial("/scapi?agent=1001")
				read(t, ana)
				start := time.Now()
				var wg sync.WaitGroup
				var sent atomic.Int64
				wg.Go(func() { flood(ana, &sent) })
				synctest.Wait()
				assert.Less(t, sent.Load(), int64(1024+100), "what is read is what has room to be answered")
				getsAnswers(t, ben)
				tt.then(t, ana)
				wg.Wait()
				assert.Equal(t, tt.ends, time.Since(start))
				synctest.Wait()
				assert.Contains(t, b.log.String(), slow)
				getsAnswers(t, ben)
				ben.Close()
				ana.Close()
				synctest.Wait()
			})
		})
	}
}

func TestAPeerThatIsNoLongerThereIsCutOff(t *testing.T) {
	tests := map[string]struct{ path, greeting, log string }{
		"a page":       {"/scapi?agent=1001", `"frameId"`, `msg="connection ended" agent=1001 page=1 reason="peer has not answered the pings"`},
		"a stage door": {"/stage", "", `msg="connection ended" door=stage reason="peer has not answered the pings"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, b *bubble) {
				ben := b.dial("/scapi?agent=1002")
				read(t, ben)
				gone := b.dial(tt.path)
				gone.SetPingHandler(func(string) error { return nil })
				if tt.greeting != "" {
					assert.Contains(t, read(t, gone), tt.greeting)
				}
				start := time.Now()
				go getsPings(ben)
				assert.Equal(t, "peer has not answered the pings", goodbye(t, gone))
				assert.Equal(t, time.Minute, time.Since(start))
				gone.Close()
				synctest.Wait()
				assert.Contains(t, b.log.String(), tt.log)
				ben.Close()
				synctest.Wait()
			})
		})
	}
}

// getsPings reads until the connection ends.
func getsPings(ws *websocket.Conn) {
	for {
		if _, _, err := ws.ReadMessage(); err != nil {
			return
		}
	}
}

// A piece of a frame is no sign of life; an answered ping is.
func TestAFrameInPieces(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bubble) {
		ana := b.dial("/scapi?agent=1001")
		read(t, ana)
		answer := make(chan string, 1)
		go func() { _, body, _ := ana.ReadMessage(); answer <- string(body) }() // pings too
		w, err := ana.NextWriter(websocket.TextMessage)
		require.NoError(t, err)
		for i := range 50 {
			_, err := fmt.Fprint(w, get[i:i+1])
			require.NoError(t, err)
			time.Sleep(5 * time.Second)
		}
		_, err = fmt.Fprint(w, get[50:])
		require.NoError(t, err)
		require.NoError(t, w.Close())
		assert.Contains(t, <-answer, `"employeeId":"1001"`)
		ana.Close()
		synctest.Wait()
	})
}
