// Package journal is the record of everything that came into a world from
// outside: enough to play the world again and get the same bytes.
//
// A journal is JSON, one object a line. Each world in it begins with a Header;
// then come its Inputs, each written before it is applied, and after an input that
// made any desk say something, the Hashes of what those desks have said so far.
// What they said is not in it: playing it again must produce it.
package journal

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/deskproof/deskproof/sim/wire"
)

// Header begins a world.
type Header struct {
	World   string          `json:"world"` // its name in this journal
	Version string          `json:"deskproof"`
	Seed    uint64          `json:"seed"`
	Profile string          `json:"profile"`
	Center  json.RawMessage `json:"center"` // the whole center document, as JSON
}

// The kinds of Input.
const (
	Open  = "open"  // a page opened
	Frame = "frame" // a frame was read
	Close = "close" // a page closed
	Stage = "stage" // a call at the stage door that changes the world
	Clock = "clock" // time moved
)

var kinds = []string{Open, Frame, Close, Stage, Clock}

// Input is one thing that came in.
type Input struct {
	World  string          `json:"world"`
	Seq    uint64          `json:"seq"` // from 1
	At     time.Duration   `json:"at"`  // virtual nanoseconds
	Kind   string          `json:"in"`
	Wire   string          `json:"wire,omitempty"` // empty: SCAPI; see OnWire
	Agent  string          `json:"agent,omitempty"`
	Page   uint32          `json:"page,omitempty"`
	Origin string          `json:"origin,omitempty"` // Open
	Tab    bool            `json:"tab,omitempty"`    // Open
	Body   string          `json:"body,omitempty"`   // Frame
	Method string          `json:"method,omitempty"` // Stage
	Params json.RawMessage `json:"params,omitempty"` // Stage

	Exchange     uint32 `json:"exchange,omitempty"`     // Frame, on a wire of requests: which
	Subscription string `json:"subscription,omitempty"` // Open, on Webex
}

// OnWire is the name of the wire that an input came in on.
func (in *Input) OnWire() string { return cmp.Or(in.Wire, wire.SCAPI) }

// Hashes says what the desks that spoke after an input have said so far, as a
// running digest each.
type Hashes struct {
	World string            `json:"world"`
	Seq   uint64            `json:"seq"`  // of the input
	Desks map[string]string `json:"said"` // employee id, with a wire other than SCAPI after a blank → digest
}

// Writer writes a journal. Its methods may be called from any goroutine.
type Writer struct {
	mu  sync.Mutex
	w   io.Writer
	err error
}

// NewWriter returns a Writer on w. Each line is one Write.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

// Write writes a Header, an Input or Hashes. After an error it writes nothing more.
func (w *Writer) Write(line any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(line); err != nil {
		return fmt.Errorf("journal: %w", err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err != nil {
		return w.err
	}
	if _, err := w.w.Write(b.Bytes()); err != nil {
		w.err = fmt.Errorf("journal: %w", err)
	}
	return w.err
}

// Line is one line of a journal: exactly one of its members is set.
type Line struct {
	Header *Header
	Input  *Input
	Hashes *Hashes
}

// Read calls each for every line of a journal, in order, until it returns an
// error. An error names the line; a last line that was cut is io.ErrUnexpectedEOF.
func Read(r io.Reader, each func(Line) error) error {
	br := bufio.NewReader(r)
	for n := 1; ; n++ {
		raw, end := br.ReadBytes('\n')
		if end != nil && !errors.Is(end, io.EOF) {
			return fmt.Errorf("journal line %d: %w", n, end)
		}
		if len(bytes.TrimSpace(raw)) > 0 {
			if err := readLine(raw, each); err != nil {
				if end != nil && !json.Valid(raw) {
					err = io.ErrUnexpectedEOF
				}
				return fmt.Errorf("journal line %d: %w", n, err)
			}
		}
		if end != nil {
			return nil
		}
	}
}

func readLine(raw []byte, each func(Line) error) error {
	line, err := parse(raw)
	if err != nil {
		return err
	}
	return each(line)
}

func parse(raw []byte) (Line, error) {
	var kind struct {
		Version *string         `json:"deskproof"`
		In      *string         `json:"in"`
		Said    json.RawMessage `json:"said"`
	}
	if err := json.Unmarshal(raw, &kind); err != nil {
		return Line{}, err
	}
	var l Line
	switch {
	case kind.Version != nil:
		l.Header = &Header{}
		return l, json.Unmarshal(raw, l.Header)
	case kind.In != nil && !slices.Contains(kinds, *kind.In):
		return l, fmt.Errorf("input %q is not one of %s", *kind.In, strings.Join(kinds, ", "))
	case kind.In != nil:
		l.Input = &Input{}
		return l, json.Unmarshal(raw, l.Input)
	case kind.Said != nil:
		l.Hashes = &Hashes{}
		return l, json.Unmarshal(raw, l.Hashes)
	}
	return l, errors.New("expected a header, an input or hashes")
}
