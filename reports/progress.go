package reports

import (
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/deskproof/deskproof/reports/result"
)

// perLine is how many scenarios Progress shows on a line.
const perLine = 72

// Progress shows a run as it goes: one character for each scenario that ended,
// and at each line's end how many there were. Totals explains the characters.
// Its methods may be called from any goroutine.
type Progress struct {
	mu    sync.Mutex
	w     io.Writer
	total string
	paint paint
	tty   bool
	ended int
	used  int             // characters on the line being filled
	held  strings.Builder // what of the line is not written yet
}

// NewProgress returns a Progress of a run of total scenarios. On a tty each
// character appears at once; elsewhere, as in the log of a CI job, whole lines do.
func NewProgress(w io.Writer, total int, color, tty bool) *Progress {
	return &Progress{w: w, total: fmt.Sprint(total), paint: paint(color), tty: tty}
}

// Ended shows the outcome of s.
func (p *Progress) Ended(s *result.Scenario) {
	p.mu.Lock()
	defer p.mu.Unlock()
	look := looks[s.Outcome]
	p.held.WriteString(p.paint.in(look.color, look.mark))
	p.ended++
	p.used++
	switch {
	case p.used == perLine:
		p.end()
	case p.tty:
		p.write()
	}
}

// Close ends the last line.
func (p *Progress) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.used > 0 {
		p.end()
	}
}

// end ends the line with the counter.
func (p *Progress) end() {
	gap := strings.Repeat(" ", perLine-p.used)
	fmt.Fprintf(&p.held, "%s  %*d/%s\n", gap, len(p.total), p.ended, p.total)
	p.write()
	p.used = 0
}

// write writes what is held. What cannot be written is lost: progress is no result.
func (p *Progress) write() {
	_, _ = io.WriteString(p.w, p.held.String())
	p.held.Reset()
}
