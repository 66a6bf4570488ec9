package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"reflect"
	"regexp"
	"strings"

	"github.com/cucumber/godog"

	"github.com/deskproof/deskproof/steps"
	"github.com/deskproof/deskproof/steps/suite"
)

// bare is godog alone: our features as they are, our expressions compiled once,
// and functions that do nothing.
type bare struct {
	features  []godog.Feature
	exprs     []*regexp.Regexp
	idle      []any
	jobs      int
	scenarios int
}

func newBare(features fs.FS, jobs int) (*bare, error) {
	b := &bare{jobs: jobs}
	all, err := suite.Load(features, nil)
	if err != nil {
		return nil, err
	}
	b.scenarios = len(all)
	registry := suite.NewRegistry(&suite.Definitions{})
	steps.Register(&suite.Case{}, registry)
	for _, s := range registry.Catalogue() {
		re := regexp.MustCompile(s.Expr) // the registry has compiled it
		b.exprs, b.idle = append(b.exprs, re), append(b.idle, idle(s, re.NumSubexp()))
	}
	return b, fs.WalkDir(features, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".feature") {
			return err
		}
		text, err := fs.ReadFile(features, name)
		b.features = append(b.features, godog.Feature{Name: name, Contents: text})
		return err
	})
}

// idle is a function of a sentence's form that does nothing.
func idle(s suite.Sentence, groups int) any {
	var in []reflect.Type
	for range groups {
		in = append(in, reflect.TypeFor[string]())
	}
	switch {
	case s.Table:
		in = append(in, reflect.TypeFor[*godog.Table]())
	case s.DocString:
		in = append(in, reflect.TypeFor[*godog.DocString]())
	}
	nothing := []reflect.Value{reflect.Zero(reflect.TypeFor[error]())}
	form := reflect.FuncOf(in, []reflect.Type{reflect.TypeFor[error]()}, false)
	return reflect.MakeFunc(form, func([]reflect.Value) []reflect.Value { return nothing }).Interface()
}

func (b *bare) run(context.Context) error {
	code := godog.TestSuite{
		ScenarioInitializer: func(sc *godog.ScenarioContext) {
			for i, re := range b.exprs {
				sc.Step(re, b.idle[i])
			}
		},
		Options: &godog.Options{
			Format: "progress", Output: io.Discard, Strict: true, Concurrency: b.jobs, FeatureContents: b.features,
		},
	}.Run()
	if code != 0 {
		return fmt.Errorf("exit code %d", code)
	}
	return nil
}
