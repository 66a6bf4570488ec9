package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports"
	"github.com/deskproof/deskproof/reports/result"
)

// screen is where a run is shown. It may be full or go away, which is no reason to
// end a run: what it does not take is dropped.
type screen struct {
	w          io.Writer
	color, tty bool
	gone       bool
}

func newScreen(w io.Writer) *screen {
	return &screen{w: w, color: wantsColor(w), tty: isTerminal(w)}
}

func (s *screen) Write(p []byte) (int, error) {
	if !s.gone {
		_, err := s.w.Write(p)
		s.gone = err != nil
	}
	return len(p), nil
}

// verdict shows how a run came out: its failures, its totals and where its reports
// are. It takes whatever is shown on it, so there are no errors.
func (s *screen) verdict(r *result.Report, files []string) {
	_ = reports.Failures(s, r, s.color)
	fmt.Fprintln(s)
	_ = reports.Totals(s, r, s.color)
	if asksWhy(r) {
		fmt.Fprintf(s, "  why       deskproof doctor%s\n", targetFlag(cmp.Or(r.Run.Target.File, "builtin")))
	}
	for i, file := range pageFirst(files) {
		label := ""
		if i == 0 {
			label = "reports"
		}
		fmt.Fprintf(s, "  %-10s%s\n", label, file)
	}
}

// asksWhy reports whether a run judged nothing because it did not reach its target, or
// nothing applies to it: doctor tells more.
func asksWhy(r *result.Report) bool {
	if r.End == nil || r.Run.Target.Kind == string(targets.Manual) {
		return false
	}
	return r.End.Lost != "" && len(r.Scenarios) == 0 || r.End.Exit == result.ExitUsage
}

// pageFirst puts the report that people open before those that programs read.
func pageFirst(files []string) []string {
	var pages, others []string
	for _, file := range files {
		if filepath.Ext(file) == ".html" {
			pages = append(pages, file)
		} else {
			others = append(others, file)
		}
	}
	return append(pages, others...)
}

// isTerminal reports whether w is a terminal that takes colour.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// wantsColor follows the NO_COLOR convention, and knows the terminal that has none.
func wantsColor(w io.Writer) bool {
	return isTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
