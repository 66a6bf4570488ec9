package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/sim"
)

// browser is a page of somebody's client.
type browser struct {
	t  *testing.T
	ws *websocket.Conn
}

func browse(t *testing.T, address, agent string) *browser {
	t.Helper()
	ws, _, err := websocket.DefaultDialer.Dial("ws://"+address+"/scapi?agent="+agent, nil)
	require.NoError(t, err)
	require.NoError(t, ws.SetReadDeadline(time.Now().Add(time.Minute)))
	b := &browser{t, ws}
	b.hear() // frameId
	return b
}

func (b *browser) say(frame string) {
	b.t.Helper()
	require.NoError(b.t, b.ws.WriteMessage(websocket.TextMessage, []byte(frame)))
}

func (b *browser) hear() string {
	b.t.Helper()
	_, frame, err := b.ws.ReadMessage()
	require.NoError(b.t, err)
	return string(frame)
}

// ends waits until the center has hung up.
func (b *browser) ends() {
	b.t.Helper()
	for {
		if _, _, err := b.ws.ReadMessage(); err != nil {
			_ = b.ws.Close()
			return
		}
	}
}

// leave hangs up, once the center has.
func (b *browser) leave() {
	b.t.Helper()
	require.NoError(b.t, b.ws.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")))
	b.ends()
}

func readRecording(t *testing.T, name string) *trace.Recording {
	t.Helper()
	file, err := os.Open(name)
	require.NoError(t, err)
	defer file.Close()
	got, err := trace.ReadRecording(file)
	require.NoError(t, err)
	return got
}

// closings reads a recording until so many pages have closed in it: the center learns
// that a page has left after the page does.
func closings(t *testing.T, name string, pages int) *trace.Recording {
	t.Helper()
	for late := time.Now().Add(time.Minute); ; {
		got := readRecording(t, name)
		if strings.Count(told(got), " event closed") == pages {
			return got
		}
		require.True(t, time.Now().Before(late), "not %d closings:\n%s", pages, told(got))
	}
}

// told is a recording in short, a record a line, page by page.
func told(r *trace.Recording) string {
	var b strings.Builder
	records := slices.Clone(r.Records)
	slices.SortStableFunc(records, func(a, b trace.Record) int {
		return cmp.Or(strings.Compare(a.Desk, b.Desk), a.Page-b.Page)
	})
	for _, rec := range records {
		fmt.Fprintf(&b, "%s/%d %s %s%s%s\n", rec.Desk, rec.Page, rec.Dir, cut(string(rec.Frame)+rec.Text, 100), rec.Origin, rec.Refused)
	}
	return b.String()
}

func TestServeRecordsWhatClientsDo(t *testing.T) {
	file := filepath.Join(t.TempDir(), "client.ndjson")
	p := process(t, "serve", "--addr", "127.0.0.1:0", "--record", file, "--redact", "Card")
	address := p.address()
	first := browse(t, address, "1001")
	second := browse(t, address, "1001")
	other := browse(t, address, "1002")
	first.say(`{"request":"voice.dial","parameters":["5550142",{"Card":"4111111","token":"abcdef"}],"referenceId":"0","userAgent":"WWE Client","protocolVersion":2}`)
	first.hear()
	second.say("no JSON")
	second.ends()
	require.NoError(t, other.ws.WriteMessage(websocket.BinaryMessage, []byte("12\xff4")))
	other.ends()
	other = browse(t, address, "1002")
	other.say(strings.Repeat("a", 100<<10))
	other.ends()
	first.leave()
	last := browse(t, address, "1003")
	before := closings(t, file, 4)
	p.end()
	last.ends()
	got := readRecording(t, file)
	got.Records[len(got.Records)-1].Text = "closed" // with the world or its connection
	assert.Equal(t, before.Records, got.Records[:len(before.Records)], "what is written is there at once")
	assert.Equal(t, "Default center", got.Center)
	assert.Equal(t, map[string]string{optionOrigins: "http://localhost"}, got.Options)
	assert.Equal(t, `1001/1 event connectedhttp://localhost
1001/1 received {"frameId":"frame-1","userAgent":"WWE Server","protocolVersion":2}
1001/1 sent {"request":"voice.dial","parameters":["5550142",{"Card":"[redacted]","token":"[redacted]"}],"referen
1001/1 received {"referenceId":"0","userAgent":"WWE Server","protocolVersion":2}
1001/1 event closed: connection is closed
1001/2 event connectedhttp://localhost
1001/2 received {"frameId":"frame-2","userAgent":"WWE Server","protocolVersion":2}
1001/2 sent no JSON
1001/2 event closed: frame is not JSON
1002/1 event connectedhttp://localhost
1002/1 received {"frameId":"frame-1","userAgent":"WWE Server","protocolVersion":2}
1002/1 sent `+"12\uFFFD4"+`frame is binary: expected text
1002/1 event closed: frame is binary: expected text
1002/2 event connectedhttp://localhost
1002/2 received {"frameId":"frame-2","userAgent":"WWE Server","protocolVersion":2}
1002/2 sent `+strings.Repeat("a", 100)+`frame is too big: over 65536 bytes
1002/2 event closed: frame is too big: over 65536 bytes
1003/1 event connectedhttp://localhost
1003/1 received {"frameId":"frame-1","userAgent":"WWE Server","protocolVersion":2}
1003/1 event closed
`, told(got))
}

func TestServeRefusesARecordingThatItCannotMake(t *testing.T) {
	there := put(t, filepath.Join(t.TempDir(), "client.ndjson"), "a day")
	tests := map[string]struct {
		args []string
		want string
	}{
		"a file that is there":     {[]string{"--record", there}, "record: " + there + " exists; name another file or remove it"},
		"a file in no folder":      {[]string{"--record", filepath.Join(t.TempDir(), "no", "client.ndjson")}, "record: "},
		"the journal's file":       {[]string{"--journal", there + "2", "--record", there + "2"}, "exists; name another file"},
		"redaction of nothing":     {[]string{"--redact", "Card"}, "--redact is for --record"},
		"a center that is none":    {[]string{"--record", there + "3", "--origins", "not an origin"}, "not an origin"},
		"an address that is wrong": {[]string{"--record", there + "4", "--addr", "127.0.0.1:99999"}, "99999"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := deskproof(t, append([]string{"serve", "--addr", "127.0.0.1:0"}, tt.args...)...)
			assert.Equal(t, 2, s.code, s.errors)
			assert.Contains(t, s.errors, tt.want)
			files, err := os.ReadDir(filepath.Dir(there))
			require.NoError(t, err)
			assert.Len(t, files, 1, "no file is left behind")
		})
	}
}

// disk is a file whose writes wait for room, or fail.
type disk struct {
	mu    sync.Mutex
	text  bytes.Buffer
	room  chan struct{} // closed: there is
	fails int           // the write that fails, from 1; 0: none
	count int
}

func (d *disk) Write(p []byte) (int, error) {
	d.mu.Lock()
	d.count++
	n := d.count
	d.mu.Unlock()
	if n > 1 {
		<-d.room
	}
	if n == d.fails {
		return 0, errors.New("disk full")
	}
	return d.text.Write(p)
}

func recorderOn(t *testing.T, w io.Writer) (*recorder, *bytes.Buffer) {
	t.Helper()
	doc, err := centers.Parse("default.yaml", centers.Default())
	require.NoError(t, err)
	var log bytes.Buffer
	r, err := newRecorder(w, doc, nil, slog.New(slog.NewTextHandler(&log, nil)))
	require.NoError(t, err)
	return r, &log
}

func TestASlowDiskDoesNotHoldTheCenterUp(t *testing.T) {
	for name, body := range map[string]string{"for many frames": "x", "for large frames": strings.Repeat("x", 1<<20)} {
		t.Run(name, func(t *testing.T) {
			if len(body) > 1 {
				slow(t)
			}
			d := &disk{room: make(chan struct{})}
			r, log := recorderOn(t, d)
			sent := 0
			for ; !r.late.Load(); sent++ {
				r.tap(sim.Crossing{Kind: sim.Read, Wire: "scapi", Agent: "1001", Page: 1, Body: body})
			}
			r.tap(sim.Crossing{Kind: sim.Read, Wire: "scapi", Agent: "1001", Page: 1, Body: body})
			close(d.room)
			r.close()
			got, err := trace.ReadRecording(&d.text)
			require.NoError(t, err)
			assert.Len(t, got.Records, sent-1, "all that was taken")
			assert.Equal(t, errSlowDisk.Error(), got.Stopped)
			assert.Equal(t, 1, strings.Count(log.String(), "recording stopped"), log)
		})
	}
}

func TestADiskThatFailsStopsTheRecording(t *testing.T) {
	d := &disk{room: make(chan struct{}), fails: 3}
	close(d.room)
	r, log := recorderOn(t, d)
	for range 5 {
		r.tap(sim.Crossing{Kind: sim.Read, Wire: "scapi", Agent: "1001", Page: 1, Body: "x"})
	}
	r.close()
	got, err := trace.ReadRecording(&d.text)
	require.NoError(t, err)
	assert.Len(t, got.Records, 1)
	assert.Equal(t, 1, strings.Count(log.String(), "recording stopped"), log)
	assert.Contains(t, log.String(), "disk full")
}

func TestWorldsOfTheStageDoorAreRecordedApart(t *testing.T) {
	var file bytes.Buffer
	r, _ := recorderOn(t, &file)
	r.own = "w1"
	for _, world := range []string{"w1", "w2"} {
		r.tap(sim.Crossing{Kind: sim.Opened, World: world, Wire: "scapi", Agent: "1001", Page: 1, Origin: "http://localhost"})
		r.tap(sim.Crossing{Kind: sim.Closed, World: world, Wire: "scapi", Agent: "1001", Page: 1, Reason: "over"})
	}
	r.close()
	got, err := trace.ReadRecording(&file)
	require.NoError(t, err)
	assert.Equal(t, "1001/1 event connectedhttp://localhost\n1001/1 event closed: over\nw2/1001/1 event connected\nw2/1001/1 event closed: over\n", told(got))
	assert.Empty(t, r.desks)
}
