package trace

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Head begins a recording: what the clients in it were served.
type Head struct {
	Kind    string            `json:"kind"`              // "recording"
	Version string            `json:"version"`           // of the program
	Center  string            `json:"center"`            // its name
	Profile string            `json:"profile"`           // that the center spoke
	Options map[string]string `json:"options,omitempty"` // of the center
}

const kindRecording = "recording"

// Recording is what clients did at a center, seen from there: a client is the
// harness of its records, so that Sent is what it said. Their Millis are the center's
// own, their Seq counts over all desks.
type Recording struct {
	Head
	Records []Record
	Stopped string // why it ends before the center did; empty: it does not
	Cut     bool   // the last line was cut, and left out
}

// stop is the last line of a recording that ends early.
type stop struct {
	Stopped string `json:"stopped"`
}

// Recorder writes a recording as it goes: a Head, then a Record a line, each line
// with a single Write. It is for one goroutine. After a failed Write the file may end
// in half a line, so every later call returns that error and writes nothing.
type Recorder struct {
	w   io.Writer
	seq int
	err error
}

// NewRecorder begins a recording on w, which is written to without a buffer. It sets
// the head's Kind.
func NewRecorder(w io.Writer, h Head) (*Recorder, error) {
	h.Kind = kindRecording
	r := &Recorder{w: w}
	return r, r.line(h)
}

// Add writes a record. It sets Seq, and keeps as Text what cannot be a Frame.
func (r *Recorder) Add(rec Record) error {
	r.seq++
	rec = fitted(rec)
	rec.Seq = r.seq
	return r.line(rec)
}

// Stop writes that nothing more is recorded, and why. It comes last.
func (r *Recorder) Stop(why string) error { return r.line(stop{why}) }

func (r *Recorder) line(v any) error {
	if r.err != nil {
		return r.err
	}
	var line bytes.Buffer
	enc := json.NewEncoder(&line) // ends its output in a newline
	enc.SetEscapeHTML(false)
	if r.err = enc.Encode(v); r.err == nil {
		_, r.err = r.w.Write(bytes.ToValidUTF8(line.Bytes(), []byte("\uFFFD")))
	}
	if r.err != nil {
		r.err = fmt.Errorf("recording: %w", r.err)
	}
	return r.err
}

// ReadRecording reads a recording up to its end. Errors name the line and what was
// expected there; of a recording that was cut within a line, that line is left out.
func ReadRecording(r io.Reader) (*Recording, error) {
	in := bufio.NewReader(r)
	var out Recording
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("recording, line %d: %w", n, err)
		}
		if last := err == io.EOF; last && (len(line) == 0 || isHalf(line)) {
			out.Cut = len(line) > 0
			break
		}
		if err := out.take(line); err != nil {
			return nil, fmt.Errorf("recording, line %d: %w", n, err)
		}
	}
	if out.Kind == "" {
		return nil, fmt.Errorf("recording holds no head: expected a whole line of kind %q first; was it written by deskproof serve --record?", kindRecording)
	}
	return &out, nil
}

// isHalf reports whether a line without a newline is the beginning of a JSON value.
func isHalf(line []byte) bool {
	var v json.RawMessage
	return errors.Is(json.NewDecoder(bytes.NewReader(line)).Decode(&v), io.ErrUnexpectedEOF)
}

// take adds a line.
func (r *Recording) take(line []byte) error {
	if len(bytes.TrimSpace(line)) == 0 {
		return errors.New("is empty: expected one JSON object a line")
	}
	if r.Kind == "" {
		return r.head(line)
	}
	var last stop
	if err := DecodeLine(line, &last); err != nil {
		return err
	}
	if r.Stopped != "" {
		return errors.New("comes after the line that says that the recording stopped: expected nothing more")
	}
	if r.Stopped = last.Stopped; r.Stopped != "" {
		return nil
	}
	return r.record(line)
}

func (r *Recording) record(line []byte) error {
	var rec Record
	if err := DecodeLine(line, &rec); err != nil {
		return err
	}
	last := 0
	if n := len(r.Records); n > 0 {
		last = r.Records[n-1].Seq
	}
	if err := rec.check(last); err != nil {
		return err
	}
	r.Records = append(r.Records, rec)
	return nil
}

func (r *Recording) head(line []byte) error {
	if err := DecodeLine(line, &r.Head); err != nil {
		return err
	}
	if r.Kind != kindRecording {
		return fmt.Errorf("kind %q: expected %q first; was it written by deskproof serve --record?", r.Kind, kindRecording)
	}
	return nil
}

// check refuses a record that no Recorder writes after the one numbered last.
func (r *Record) check(last int) error {
	switch {
	case r.Seq <= last:
		return fmt.Errorf("seq %d: expected more than %d, that of the record before", r.Seq, last)
	case r.Door == "":
		return errors.New("door is empty: expected the name of a wire")
	case r.Desk == "":
		return errors.New("desk is empty: expected an agent")
	case r.Page < 1:
		return fmt.Errorf("page %d: expected 1 or more", r.Page)
	case r.Dir != Sent && r.Dir != Received && r.Dir != Event:
		return fmt.Errorf("dir %q: expected %q, %q or %q", r.Dir, Sent, Received, Event)
	}
	return nil
}
