package document

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Problem is one thing that is wrong with a document.
type Problem struct {
	Name         string // of the document
	Line, Column int    // from 1, in characters; 0 when the problem has no place
	Path         string // the member, such as agents[0].media[1]; empty for the whole document
	Text         string // what is wrong and what to do
}

// Error is the problem in one line: place, member, text.
func (p *Problem) Error() string {
	out := p.Name
	if p.Line > 0 {
		out += fmt.Sprintf(":%d:%d", p.Line, p.Column)
	}
	if p.Path != "" {
		out += ": " + p.Path
	}
	return out + ": " + p.Text
}

func problemAt(name string, n *node, format string, args ...any) *Problem {
	return &Problem{
		Name:   name,
		Line:   n.line,
		Column: n.column,
		Path:   n.path.String(),
		Text:   fmt.Sprintf(format, args...),
	}
}

// maxProblems is how many problems of a document are told.
const maxProblems = 100

func join(name string, problems []*Problem) error {
	sorted := slices.SortedStableFunc(slices.Values(problems), inOrder)
	if len(sorted) > maxProblems {
		more := &Problem{Name: name, Text: fmt.Sprintf("has more problems; these are the first %d", maxProblems)}
		sorted = append(sorted[:maxProblems], more)
	}
	errs := make([]error, len(sorted))
	for i, p := range sorted {
		errs[i] = p
	}
	return errors.Join(errs...)
}

func inOrder(a, b *Problem) int {
	return cmp.Or(
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Column, b.Column),
		cmp.Compare(a.Path, b.Path),
		cmp.Compare(a.Text, b.Text),
	)
}
