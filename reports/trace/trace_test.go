package trace_test

import (
	"encoding/json"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/reports/trace"
)

func TestLog(t *testing.T) {
	l := trace.NewLog()
	opened := l.Add(trace.Record{Door: "scapi", Desk: "Ana", Dir: trace.Event, Text: "1"})
	l.Begin(1)
	frame := l.Add(trace.Record{Door: "scapi", Desk: "Ana", Dir: trace.Sent, Text: `{"request":"agent.get"}`})
	text := l.Add(trace.Record{Door: "scapi", Desk: "Ana", Dir: trace.Received, Text: "wwe.hello"})

	assert.Equal(t, "1", opened.Text, "what happened is never a frame")
	assert.Equal(t, 0, opened.Step)
	assert.Equal(t, json.RawMessage(`{"request":"agent.get"}`), frame.Frame)
	assert.Empty(t, frame.Text)
	assert.Equal(t, 1, frame.Step)
	assert.Equal(t, "wwe.hello", text.Text)
	assert.Equal(t, 3, l.Len())
	assert.Equal(t, []trace.Record{opened, frame, text}, l.Records())
	assert.Equal(t, []trace.Record{text}, l.After(2))
	assert.Empty(t, l.After(9))
	assert.Len(t, l.After(-1), 3)
}

func TestLogFromManyGoroutines(t *testing.T) {
	l := trace.NewLog()
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() { l.Add(trace.Record{Dir: trace.Received}) })
	}
	all.Wait()
	for i, r := range l.Records() {
		assert.Equal(t, i+1, r.Seq)
	}
}
