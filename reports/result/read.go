package result

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
)

// The kinds of line.
const (
	kindRun      = "run"
	kindScenario = "scenario"
	kindEnd      = "end"
)

// Report is a whole result stream, as read.
type Report struct {
	Run       Run
	Scenarios []Scenario // sorted by ID, whatever their order in the stream
	End       *End       // nil when the run died
	Cut       bool       // the stream ended within a line, which was left out
}

// Read reads a result stream up to its end. A stream of a run that died is read
// without an error: its End is nil, and Cut tells whether its last line was cut.
// Errors name the line and what was expected there.
func Read(r io.Reader) (*Report, error) {
	in := bufio.NewReader(r)
	s := stream{lines: map[string]int{}}
	for n, more := 1, true; more; n++ {
		line, err := in.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("result stream, line %d: %w", n, err)
		}
		more = err == nil
		if !more && (len(line) == 0 || isCut(line)) {
			s.Cut = len(line) > 0
			break
		}
		if err := s.take(n, line); err != nil {
			return nil, fmt.Errorf("result stream, line %d: %w", n, err)
		}
	}
	if s.Run.Kind == "" {
		return nil, errors.New(`result stream holds no run: expected a whole line of kind "run" first; was it written by deskproof run?`)
	}
	slices.SortFunc(s.Scenarios, func(a, b Scenario) int { return strings.Compare(a.ID, b.ID) })
	return &s.Report, nil
}

// isCut reports whether a line without a newline is the beginning of a JSON value.
func isCut(line []byte) bool {
	var v json.RawMessage
	return errors.Is(json.NewDecoder(bytes.NewReader(line)).Decode(&v), io.ErrUnexpectedEOF)
}

// stream is a Report being read.
type stream struct {
	Report
	lines map[string]int // where each scenario stands
}

// take adds line n.
func (s *stream) take(n int, line []byte) error {
	if len(bytes.TrimSpace(line)) == 0 {
		return errors.New("is empty: expected one JSON object a line")
	}
	var k struct{ Kind string }
	if err := trace.DecodeLine(line, &k); err != nil {
		return err
	}
	if s.Run.Kind == "" && k.Kind != kindRun {
		return fmt.Errorf("kind %q: expected %q first", k.Kind, kindRun)
	}
	if s.End != nil {
		return fmt.Errorf("kind %q after the end: a stream holds one run; read each stream on its own", k.Kind)
	}
	switch k.Kind {
	case kindRun:
		return s.run(line)
	case kindScenario:
		return s.scenario(n, line)
	case kindEnd:
		s.End = &End{}
		return trace.DecodeLine(line, s.End)
	}
	return fmt.Errorf("unknown kind %q: expected %q or %q; was it written by a newer deskproof?", k.Kind, kindScenario, kindEnd)
}

func (s *stream) run(line []byte) error {
	if s.Run.Kind != "" {
		return errors.New("a second run: a stream holds one run; read each stream on its own")
	}
	return trace.DecodeLine(line, &s.Run)
}

func (s *stream) scenario(n int, line []byte) error {
	var sc Scenario
	if err := trace.DecodeLine(line, &sc); err != nil {
		return err
	}
	if sc.ID == "" {
		return errors.New("scenario without an id: every scenario has one")
	}
	if !slices.Contains(Outcomes, sc.Outcome) {
		return fmt.Errorf("scenario %s: unknown outcome %q: expected one of %q", sc.ID, sc.Outcome, Outcomes)
	}
	if first, ok := s.lines[sc.ID]; ok {
		return fmt.Errorf("scenario %s is already on line %d: a scenario ends once in a run", sc.ID, first)
	}
	s.lines[sc.ID] = n
	s.Scenarios = append(s.Scenarios, sc)
	return nil
}
