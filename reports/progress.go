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
	total int
	paint paint
	tty   bool
	ended int
	line  strings.Builder // the line being filled
	used  int             // characters on it
}

// NewProgress returns a Progress of a run of total scenarios. On a tty each
// character appears at once; elsewhere, as in the log of a CI job, whole lines do.
func NewProgress(w io.Writer, total int, color, tty bool) *Progress {
	return &Progress{w: w, total: total, paint: paint(color), tty: tty}
}

// Ended shows the outcome of s.
func (p *Progress) Ended(s *result.Scenario) {
	p.mu.Lock()
	defer p.mu.Unlock()
	look := looks[s.Outcome]
	p.ended++
	p.used++
	p.line.WriteString(p.paint.in(look.color, look.mark))
	switch {
	case p.used == perLine:
		p.flush()
	case p.tty:
		p.show("")
	}
}

// Close ends the last line.
func (p *Progress) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.used > 0 {
		p.flush()
	}
}

func (p *Progress) flush() {
	p.show("\n")
	p.line.Reset()
	p.used = 0
}

// show writes the line so far, on a tty over what it showed of it before. What
// cannot be shown is lost: progress is no result.
func (p *Progress) show(end string) {
	start := ""
	if p.tty {
		start = "\r"
	}
	gap := strings.Repeat(" ", perLine-p.used)
	total := fmt.Sprint(p.total)
	_, _ = fmt.Fprintf(p.w, "%s%s%s  %*d/%s%s", start, p.line.String(), gap, len(total), p.ended, total, end)
}
