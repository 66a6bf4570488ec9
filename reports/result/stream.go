package result

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"unicode/utf8"
)

// Writer writes a result stream. Every call writes one whole line with a single
// Write, so that what ended is never lost. Its methods may be called from any
// goroutine. What is not UTF-8 is written as U+FFFD. After a failed Write the stream may end in half a line, so every
// later call returns that error and writes nothing.
type Writer struct {
	mu  sync.Mutex
	w   io.Writer
	err error
}

// NewWriter returns a Writer on w, which is written to without a buffer.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

// Run writes the first line. It sets Kind.
func (w *Writer) Run(r Run) error {
	r.Kind = kindRun
	return w.line("run", r)
}

// Scenario writes the verdict on one scenario that ended. It sets Kind, and
// shortens a trace of more than 2 MiB: what the unmet claims point at stays.
func (w *Writer) Scenario(s Scenario) error {
	s = shortened(s)
	s.Kind = kindScenario
	return w.line("scenario "+s.ID, s)
}

// End writes the last line. It sets Kind.
func (w *Writer) End(e End) error {
	e.Kind = kindEnd
	return w.line("end", e)
}

func (w *Writer) line(what string, v any) error {
	line := lines.Get().(*bytes.Buffer)
	defer keep(line)
	enc := json.NewEncoder(line) // ends its output in a newline
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write %s to the result stream: %w", what, err)
	}
	text := line.Bytes()
	if !utf8.Valid(text) { // frames are quoted as they were, but the stream is JSON
		text = bytes.ToValidUTF8(text, []byte("\uFFFD"))
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err != nil {
		return w.err
	}
	if _, err := w.w.Write(text); err != nil {
		w.err = fmt.Errorf("write %s to the result stream: %w", what, err)
	}
	return w.err
}

// lines are buffers in which lines are made.
var lines = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// keep keeps a buffer for the next line, unless it is of a size that is rare.
func keep(line *bytes.Buffer) {
	if line.Cap() <= 1<<20 {
		line.Reset()
		lines.Put(line)
	}
}
