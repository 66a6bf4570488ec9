// Package trace records what crossed the doors of a target: every frame of
// every desk's wire and of the stage door, in the order the harness met them.
//
// The judge reads it after the scenario, the result stream carries it, and every
// report quotes it. It knows nothing of any wire.
package trace

import (
	"encoding/json"
	"sync"
	"time"
)

// Stage is the Door of frames that crossed the stage door. Every other Door is
// the name of a wire, such as "scapi".
const Stage = "stage"

// Direction says which way a frame went, seen from the harness.
type Direction string

// The directions of a frame, and the notes that are not frames.
const (
	Sent     Direction = "sent"     // harness to target
	Received Direction = "received" // target to harness
	Event    Direction = "event"    // a connection opened or closed; Text says what
)

// Record is one frame that crossed a door, or one thing that happened to the
// connection it would cross.
type Record struct {
	Seq    int             `json:"seq"`             // order in the scenario over all doors, from 1
	Millis int64           `json:"ms"`              // real milliseconds since the scenario began; in a Recording, the center's own
	Door   string          `json:"door"`            // the wire's name, or Stage
	Desk   string          `json:"desk,omitempty"`  // the agent, as the scenario calls them
	Page   int             `json:"page,omitempty"`  // connection of that desk, from 1
	Dir    Direction       `json:"dir"`             //
	Frame  json.RawMessage `json:"frame,omitempty"` // the frame, when it is JSON
	Text   string          `json:"text,omitempty"`  // the frame when it is not, or is nested too deep; or what happened
	Fence  bool            `json:"fence,omitempty"` // the harness's own question or its answer: not judged
	Step   int             `json:"step"`            // the step during which it crossed, from 1; 0: before the first

	// In a Recording alone.
	Origin  string `json:"origin,omitempty"`  // of the web page that connected, if the options of the Head are those of its center
	Refused string `json:"refused,omitempty"` // why the connection did not take this frame, of which Text is the beginning
}

// The most that a Log keeps of one scenario. The longest scenario of an honest
// target crosses a few thousand frames; one that floods the harness must not
// take the memory of the other scenarios.
const (
	MaxRecords = 100_000
	MaxBytes   = 64 << 20 // of Frame and Text
)

// maxDepth is how deep a Frame may be nested. Common JSON readers give up soon
// beyond it, and would give up the whole line that carries the frame.
const maxDepth = 1000

// Log collects the records of one scenario. Its methods may be called from any
// goroutine. The zero value is not usable; call NewLog.
type Log struct {
	mu      sync.Mutex
	start   time.Time
	step    int
	records []Record
	bytes   int
	full    bool
}

// NewLog returns an empty log whose clock starts now.
func NewLog() *Log { return &Log{start: time.Now(), records: make([]Record, 0, usual)} }

// usual is how many records most scenarios have room in.
const usual = 64

// Add appends r, filling in Seq, Millis and Step, and returns what was stored.
// A Text that is JSON is moved to Frame, and a Frame that is nested deeper than
// JSON readers follow to Text.
//
// A record that would pass MaxRecords or MaxBytes, and each that comes later, is
// not stored: it is returned with Seq 0, and the log is Full.
func (l *Log) Add(r Record) Record {
	r = fitted(r)
	l.mu.Lock()
	defer l.mu.Unlock()
	r.Millis = time.Since(l.start).Milliseconds()
	r.Step = l.step
	l.bytes += len(r.Frame) + len(r.Text)
	l.full = l.full || len(l.records) == MaxRecords || l.bytes > MaxBytes
	if l.full {
		r.Seq = 0
		return r
	}
	r.Seq = len(l.records) + 1
	l.records = append(l.records, r)
	return r
}

// fitted moves a Text that is JSON to Frame, and a Frame that is nested deeper than
// JSON readers follow to Text.
func fitted(r Record) Record {
	if r.Dir != Event && r.Refused == "" && r.Frame == nil && r.Text != "" {
		if frame := json.RawMessage(r.Text); json.Valid(frame) {
			r.Frame, r.Text = frame, ""
		}
	}
	if deeper(r.Frame, maxDepth) {
		r.Frame, r.Text = nil, string(r.Frame)
	}
	return r
}

// Full reports whether a record was refused: what the log holds is then not all
// that crossed the doors.
func (l *Log) Full() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.full
}

// Begin says that step n begins: records added from now on belong to it.
func (l *Log) Begin(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.step = n
}

// Len returns how many records there are. A later After(Len()) returns what came since.
func (l *Log) Len() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.records)
}

// After returns a copy of the records whose Seq is greater than seq.
func (l *Log) After(seq int) []Record {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]Record(nil), l.records[min(max(seq, 0), len(l.records)):]...)
}

// Records returns a copy of all records.
func (l *Log) Records() []Record { return l.After(0) }

// deeper reports whether a JSON text has more than limit arrays and objects
// within each other.
func deeper(frame json.RawMessage, limit int) bool {
	depth, inText := 0, false
	for i := 0; i < len(frame); i++ {
		switch c := frame[i]; {
		case c == '"':
			inText = !inText
		case inText && c == '\\':
			i++
		case inText:
		case c == '[', c == '{':
			if depth++; depth > limit {
				return true
			}
		case c == ']', c == '}':
			depth--
		}
	}
	return false
}
