package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps"
	"github.com/deskproof/deskproof/steps/suite"
)

// lint says what is wrong with the features at the paths, and runs nothing.
func lint(w io.Writer, paths []string, asJSON bool) error {
	all, err := load(paths)
	var gone *fs.PathError
	switch {
	case errors.As(err, &gone):
		return err
	case err != nil: // what cannot be read cannot be looked at any further
		fmt.Fprintln(w, err)
		return &exitError{code: result.ExitFailed}
	}
	found := lintAll(all)
	if err := printProblems(w, found, all, asJSON); err != nil {
		return err
	}
	if len(found) > 0 {
		return &exitError{code: result.ExitFailed}
	}
	return nil
}

// lintAll is what is wrong with the scenarios.
func lintAll(all []*suite.Scenario) []suite.Problem {
	wires := steps.Wires(nil, false)
	catalogue := suite.NewCatalogue(wires)
	runs, found := suite.OnWires(all, wires)
	for _, sc := range runs {
		found = append(append(found, catalogue.Check(sc)...), catalogue.Lint(sc)...)
	}
	found = each(found)
	slices.SortStableFunc(found, func(a, b suite.Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return found
}

// lintProblem is a problem as JSON.
type lintProblem struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Text string `json:"text"`
	Help string `json:"help"`
}

func printProblems(w io.Writer, found []suite.Problem, all []*suite.Scenario, asJSON bool) error {
	if asJSON {
		out := make([]lintProblem, len(found))
		for i, p := range found {
			out[i] = lintProblem(p)
		}
		return indented(w, out)
	}
	var b strings.Builder
	for _, p := range found {
		fmt.Fprintln(&b, problem(p))
	}
	fmt.Fprintf(&b, "%s, %s to mend\n", some(len(all), "scenario"), some(len(found), "thing"))
	_, err := io.WriteString(w, b.String())
	return err
}
