package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/deskproof/deskproof/features"
	"github.com/deskproof/deskproof/steps/suite"
)

// choose loads, selects and checks the scenarios, in the order of their files. It
// returns those that are chosen and all that were loaded.
func choose(wires []suite.Wire, f runFlags, paths []string) (chosen, all []*suite.Scenario, err error) {
	written, err := load(paths)
	if err != nil {
		return nil, nil, err
	}
	all, wrong := suite.OnWires(written, wires)
	if len(wrong) > 0 {
		return nil, nil, problems(wrong)
	}
	if chosen, err = suite.Select(all, suite.Selection{Wire: f.wire, Tags: f.tags, ID: f.id}); err != nil {
		return nil, nil, err
	}
	if err := check(wires, chosen); err != nil {
		return nil, nil, err
	}
	return chosen, all, nil
}

// load reads the features at the paths, or those that come with the program.
func load(paths []string) ([]*suite.Scenario, error) {
	if len(paths) > 0 {
		return suite.LoadPaths(paths)
	}
	own, err := ownFeatures()
	all := make([]*suite.Scenario, len(own))
	for i, sc := range own {
		sc := *sc
		sc.File = "features/" + sc.File
		all[i] = &sc
	}
	return all, err
}

// ownFeatures are those that come with the program. They are not to be changed.
var ownFeatures = sync.OnceValues(func() ([]*suite.Scenario, error) { return suite.Load(features.FS, nil) })

// check reports everything that keeps the chosen scenarios from running.
func check(wires []suite.Wire, chosen []*suite.Scenario) error {
	catalogue := suite.NewCatalogue(wires)
	var found []suite.Problem
	for _, sc := range chosen {
		found = append(found, catalogue.Check(sc)...)
	}
	return problems(found)
}

// problems is an error that tells of all that was found, nil if that is nothing: once, for
// the wires of a scenario and the rows of an outline have most of theirs in common.
func problems(found []suite.Problem) error {
	var errs []error
	for _, p := range each(found) {
		errs = append(errs, problem(p))
	}
	return errors.Join(errs...)
}

// each returns each problem once.
func each(found []suite.Problem) []suite.Problem {
	var out []suite.Problem
	seen := map[suite.Problem]bool{}
	for _, p := range found {
		if !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	return out
}

func problem(p suite.Problem) error {
	text := p.Text
	if p.File != "" {
		text = fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text)
	}
	if help := strings.TrimSpace(p.Help); help != "" {
		text += "\n    " + strings.ReplaceAll(help, "\n", "\n    ")
	}
	return errors.New(text)
}

func list(w io.Writer, chosen []*suite.Scenario) error {
	for _, sc := range chosen {
		if _, err := fmt.Fprintf(w, "%s  %s:%d  %s\n", sc.ID, sc.File, sc.Line, strings.Join(sc.Tags, " ")); err != nil {
			return err
		}
	}
	return nil
}
