package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/suite"
)

// linter says what is wrong with features, and runs nothing.
type linter struct {
	target string // the file that says who there is
	asJSON bool
}

func (l linter) lint(w io.Writer, paths []string) error {
	file, err := readTarget(l.target)
	if err != nil {
		return err
	}
	all, err := read(paths)
	var gone *fs.PathError
	if errors.As(err, &gone) {
		return err
	}
	found := append(unread(err), l.all(all, file)...)
	slices.SortStableFunc(found, func(a, b suite.Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	if err := l.print(w, found, all); err != nil {
		return err
	}
	if slices.ContainsFunc(found, func(p suite.Problem) bool { return !p.Note }) {
		return &exitError{code: result.ExitFailed}
	}
	return nil
}

// read is load that goes on with what can be read.
func read(paths []string) ([]*suite.Scenario, error) {
	if len(paths) > 0 {
		return suite.ReadPaths(paths)
	}
	return load(nil)
}

// located is where an error of reading features is, and the rest what it is.
var located = regexp.MustCompile(`(?s)^(.+?):(\d+)(?::\d+)?: (.*)$`)

// unread is what an error of reading features joins, one thing each.
func unread(err error) []suite.Problem {
	if err == nil {
		return nil
	}
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		var out []suite.Problem
		for _, e := range several.Unwrap() {
			out = append(out, unread(e)...)
		}
		return out
	}
	parts := located.FindStringSubmatch(err.Error())
	if parts == nil {
		return []suite.Problem{{Text: err.Error()}}
	}
	line, _ := strconv.Atoi(parts[2]) // digits
	return []suite.Problem{{File: parts[1], Line: line, Text: parts[3]}}
}

// all is what is wrong with the scenarios, and what nobody knows of whom they name.
func (l linter) all(all []*suite.Scenario, file *targets.Target) []suite.Problem {
	wires := steps.Wires(nil, false)
	rules := map[string]*oracle.Rules{}
	for _, wire := range wires {
		rules[wire.Name] = wire.Rules
	}
	has := steps.Known{Names: file.Names(), Of: l.target}
	if l.target == "builtin" {
		has.Of, has.Help = "the simulator", "Whom and what yours has, its file says: --target FILE"
	}
	catalogue := suite.NewCatalogue(wires)
	runs, found := suite.OnWires(all, wires)
	for _, sc := range runs {
		found = append(append(found, catalogue.Check(sc)...), catalogue.Lint(sc)...)
		found = append(found, steps.Notes(rules[sc.Wire], sc, catalogue.Blanks(sc), has)...)
	}
	return each(found)
}

// lintProblem is a problem as JSON.
type lintProblem struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Text string `json:"text"`
	Help string `json:"help"`
	Note bool   `json:"note"` // it may be right
}

func (l linter) print(w io.Writer, found []suite.Problem, all []*suite.Scenario) error {
	if l.asJSON {
		out := make([]lintProblem, len(found))
		for i, p := range found {
			out[i] = lintProblem(p)
		}
		return indented(w, out)
	}
	var b strings.Builder
	notes := 0
	for _, p := range found {
		if p.Note {
			notes++
			p.Text = "note: " + p.Text
		}
		fmt.Fprintln(&b, problem(p))
	}
	fmt.Fprintf(&b, "%s, %s to mend", some(len(all), "scenario"), some(len(found)-notes, "thing"))
	if notes > 0 {
		fmt.Fprintf(&b, ", %s", some(notes, "note"))
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}
