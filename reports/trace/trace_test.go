package trace_test

import (
	"encoding/json"
	"strings"
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

func TestLogIsFull(t *testing.T) {
	third := strings.Repeat("x", trace.MaxBytes/3+1)
	tests := map[string]struct {
		text string
		kept int
	}{
		"of records": {"x", trace.MaxRecords},
		"of bytes":   {third, 2},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			l := trace.NewLog()
			for i := range tt.kept {
				assert.Equal(t, i+1, l.Add(trace.Record{Text: tt.text}).Seq)
			}
			assert.False(t, l.Full())
			assert.Zero(t, l.Add(trace.Record{Text: tt.text}).Seq)
			assert.True(t, l.Full())
			assert.Zero(t, l.Add(trace.Record{}).Seq, "nothing is kept any more, so that the log has no gap")
			assert.Equal(t, tt.kept, l.Len())
		})
	}
}

func TestLogOfNestedFrames(t *testing.T) {
	nested := func(n int) string { return strings.Repeat(`{"a":[`, n/2) + "1" + strings.Repeat("]}", n/2) }
	tests := map[string]struct {
		frame string
		deep  bool
	}{
		"as deep as any reader follows": {nested(1000), false},
		"deeper":                        {nested(1002), true},
		"as deep as our own reader":     {nested(9998), true},
		"side by side":                  {"[" + strings.Repeat(`[],{},`, 2000) + "1]", false},
		"within a text":                 {`"` + strings.Repeat(`[{\"\\`, 2000) + `"`, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			assert.True(t, json.Valid([]byte(tt.frame)))
			l := trace.NewLog()
			read := l.Add(trace.Record{Dir: trace.Received, Text: tt.frame})
			handed := l.Add(trace.Record{Dir: trace.Received, Frame: json.RawMessage(tt.frame)})
			for _, r := range []trace.Record{read, handed} {
				assert.Equal(t, tt.deep, r.Frame == nil)
				assert.Equal(t, tt.deep, r.Text == tt.frame)
			}
		})
	}
}
