package suite_test

import (
	"context"
	"fmt"
	"go/format"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cucumber/godog"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/steps/suite"
)

func TestStepAccepts(t *testing.T) {
	tests := map[string]struct {
		expr string
		fn   any
	}{
		"no parameters, no result": {`^a$`, func() {}},
		"a context":                {`^a$`, func(context.Context) error { return nil }},
		"every kind of group":      {`^(a) (\d+) (?:b|c) ([^"]*) (?<n>\w+)$`, func(string, int64, float64, []byte) {}},
		"a table last":             {`^(a)$`, func(context.Context, string, *godog.Table) error { return nil }},
		"a doc string last":        {`^a$`, func(*godog.DocString) error { return nil }},
		"shared escapes":           {`^\w\W\d\D\s\S\b\.\(\[\]\x41 [\]\\x-]$`, func() {}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			assert.NotPanics(t, func() { suite.NewRegistry(new(suite.Definitions)).Step(tt.expr, tt.fn) })
		})
	}
}

func TestStepPanics(t *testing.T) {
	anchors := `must start with "^" and end with "$", with nothing but one sentence between`
	shared := func(what string, at int) string {
		return fmt.Sprintf("%q at %d is not in the syntax that RE2 and JavaScript share", what, at)
	}
	tests := map[string]struct {
		expr string
		fn   any
		doc  []suite.Doc
		want string
	}{
		"no start":               {expr: `a$`, want: anchors},
		"no end":                 {expr: `^a`, want: anchors},
		"an escaped end":         {expr: `^a\$`, want: anchors},
		"two sentences":          {expr: `^a|b$`, want: anchors},
		"no expression":          {expr: ``, want: anchors},
		"not RE2":                {expr: `^(a$`, want: "error parsing regexp: missing closing ): `^(a$`"},
		"a lookahead":            {expr: `^(?=a)$`, want: shared("(?", 2)},
		"Go's named group":       {expr: `^(?P<n>a)$`, want: shared("(?", 2)},
		"a flag":                 {expr: `^(?i)a$`, want: shared("(?", 2)},
		"RE2's own anchors":      {expr: `^a\z$`, want: shared(`\z`, 3)},
		"a quotation":            {expr: `^\Qa\E$`, want: shared(`\Q`, 2)},
		"a reference":            {expr: `^(a)\1$`, want: shared(`\1`, 5)},
		"a Unicode class":        {expr: `^[\pL]$`, want: shared(`\p`, 3)},
		"a POSIX class":          {expr: `^[[:alpha:]]$`, want: shared("[:", 3)},
		"a bracket that begins":  {expr: `^[]a]$`, want: shared("]", 2)},
		"a long code":            {expr: `^\x{41}$`, want: shared(`\x`, 2)},
		"a backslash at the end": {expr: `^a$\`, want: "error parsing regexp: trailing backslash at end of expression: ``"},
		"no function":            {expr: `^a$`, fn: "a", want: "want a function with a fixed number of parameters, got string"},
		"any number of values":   {expr: `^a$`, fn: func(...string) {}, want: "want a function with a fixed number of parameters, got func(...string)"},
		"a result":               {expr: `^a$`, fn: func() string { return "" }, want: "the function must return an error or nothing, got func() string"},
		"nested steps":           {expr: `^a$`, fn: func() godog.Steps { return nil }, want: "the function must return an error or nothing, got func() godog.Steps"},
		"a context as a result":  {expr: `^a$`, fn: func() (context.Context, error) { return nil, nil }, want: "the function must return an error or nothing, got func() (context.Context, error)"},
		"too few parameters":     {expr: `^(a) (b)$`, fn: func(string) {}, want: "the expression has 2 groups, the function takes 1 of them: func(string)"},
		"too many parameters":    {expr: `^(a)$`, fn: func(string, int, *godog.Table) {}, want: "the expression has 1 groups, the function takes 2 of them: func(string, int, *messages.PickleTable)"},
		"a kind of its own":      {expr: `^(a)$`, fn: func(suite.Step) {}, want: "a group can't be given as suite.Step, take a string or a number: func(suite.Step)"},
		"a named string":         {expr: `^(a)$`, fn: func(named) {}, want: "a group can't be given as suite_test.named, take a string or a number: func(suite_test.named)"},
		"a table not last":       {expr: `^(a) (b)$`, fn: func(*godog.Table, string) {}, want: "a group can't be given as *messages.PickleTable, take a string or a number: func(*messages.PickleTable, string)"},
		"too few args":           {expr: `^(a)$`, fn: func(string) {}, doc: []suite.Doc{{Args: []string{}}}, want: "doc: 0 args for 1 groups"},
		"an example of no step":  {expr: `^a$`, doc: []suite.Doc{{Example: "When b"}}, want: `doc: example "When b" does not match`},
		"a bare example":         {expr: `^a$`, doc: []suite.Doc{{Example: "a"}}, want: `doc: example "a" must begin with a keyword, Given, When or Then`},
		"two docs":               {expr: `^a$`, doc: make([]suite.Doc, 2), want: "2 docs, one is enough"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if tt.fn == nil {
				tt.fn = func() {}
			}
			assertPanics(t, "PLACE: step "+tt.expr+": "+tt.want, func() {
				suite.NewRegistry(new(suite.Definitions)).Step(tt.expr, tt.fn, tt.doc...)
			})
		})
	}
}

type named string

func TestStepPanicsTheSecondTime(t *testing.T) {
	var defs suite.Definitions
	r := suite.NewRegistry(&defs)
	r.Step(`^a$`, func() {})
	assertPanics(t, "PLACE: step ^a$: already registered at PLACE", func() { r.Step(`^a$`, func() {}) })
	assertPanics(t, "PLACE: step ^a$: func() error is not the function of PLACE, func()", func() {
		suite.NewRegistry(&defs).Step(`^a$`, func() error { return nil })
	})
}

// place is where this file registers a step, which moves as the file grows.
var place = regexp.MustCompile(`\bsteps/suite/registry_test\.go:\d+`)

func assertPanics(t *testing.T, want string, fn func()) {
	t.Helper()
	defer func() {
		t.Helper()
		assert.Equal(t, want, place.ReplaceAllString(fmt.Sprint(recover()), "PLACE"))
	}()
	fn()
}

// center registers sentences as the steps of a contact center would.
func center(defs *suite.Definitions) *suite.Registry {
	r := suite.NewRegistry(defs)
	r.Step(`^(\w+) puts the caller on hold$`, func(string) {}, suite.Doc{
		Does: "asks for hold", Example: "When Ana puts the caller on hold", Args: []string{"agent"},
	})
	r.Step(`^(\w+)'s desktop shows the (call|chat) as "([^"]*)"$`, func(a, b, c string) {}, suite.Doc{Args: []string{"agent", "medium", "state"}})
	r.Step(`^the request (?:is|was) refused$`, func() {})
	r.Step(`^these events? arrives?:$`, func(*godog.Table) {})
	r.Step(`^the frame is$`, func(*godog.DocString) {})
	r.Step(`^(\w+) puts the (.*)$`, func(a, b string) {})
	return r
}

func TestCatalogue(t *testing.T) {
	var defs suite.Definitions
	got := center(&defs).Catalogue()
	require.Len(t, got, 6)
	assert.Equal(t, suite.Sentence{
		Doc:  suite.Doc{Does: "asks for hold", Example: "When Ana puts the caller on hold", Args: []string{"agent"}},
		Expr: `^(\w+) puts the caller on hold$`, File: "steps/suite/registry_test.go", Line: got[0].Line,
	}, got[0])
	for i, s := range got {
		assert.Equal(t, i == 3, s.Table, s.Expr)
		assert.Equal(t, i == 4, s.DocString, s.Expr)
		assert.True(t, i == 0 || got[i-1].Line < s.Line)
	}
	part := suite.NewRegistry(&defs)
	part.Step(`^the frame is$`, func(*godog.DocString) {})
	assert.Equal(t, got[4:5], part.Catalogue(), "only its own, where first registered")
}

func TestCheck(t *testing.T) {
	tests := map[string][]string{
		"all well":                        {"When Ben puts the caller on holiday", "Then these event arrive:", "| a |", "And the frame is", `"""`, "x", `"""`},
		"a slip":                          {"When Ben's desktop show the call as \"held\""},
		"a slip near a documented one":    {"When Ana put the caller on hold"},
		"nothing like it":                 {"Given the moon is \"full\" over Rome for 3 nights and 20 days"},
		"nothing like it, with a table":   {"Given `go` func", "| a |"},
		"a gap with a doc string":         {"* 3", `"""`, "x", `"""`},
		"two sentences":                   {"* Ana puts the caller on hold"},
		"no table":                        {"* these events arrive:"},
		"a table too many":                {"* the request is refused", "| a |"},
		"a doc string instead of a table": {"* these events arrive:", `"""`, "x", `"""`},
	}
	var out strings.Builder
	for _, name := range slices.Sorted(maps.Keys(tests)) {
		fmt.Fprintf(&out, "== %s\n", name)
		for _, p := range center(new(suite.Definitions)).Check(scenario(t, tests[name]...)) {
			fmt.Fprintf(&out, "%s:%d: %s\n%s\n", p.File, p.Line, p.Text, p.Help)
		}
	}
	golden.Equal(t, "problems.txt", []byte(place.ReplaceAllString(out.String(), "PLACE")))
}

// TestSnippetIsGood pastes what Check proposes: it is formatted Go, and its
// expression has the step as its only match.
func TestSnippetIsGood(t *testing.T) {
	steps := []string{
		`Ana puts the caller on hold`, `"x" (y) [z] {1} \ ^ $ . * + ? | 22`, "a `quoted` word", "42", "für 3 Ärzte", "select", `Ana's "a" and Ben's "b", 1 2`,
	}
	for _, step := range steps {
		t.Run(step, func(t *testing.T) {
			sc := scenario(t, "* "+step)
			problems := suite.NewRegistry(new(suite.Definitions)).Check(sc)
			require.Len(t, problems, 1)
			call, fn, _ := strings.Cut(strings.SplitN(problems[0].Help, "\n\n", 2)[1], "\n\n")
			pasted := "package steps\n\nfunc register() {\n\t" + strings.ReplaceAll(call, "\n", "\n\t") + "\n}\n\n" + fn
			formatted, err := format.Source([]byte(pasted))
			require.NoError(t, err, pasted)
			assert.Equal(t, string(formatted), pasted)

			expr := regexp.MustCompile("(?s)^r\\.Step\\((?:`(.*?)`|\"(.*?)\"), w\\.").FindStringSubmatch(call)
			require.NotNil(t, expr, call)
			assert.Regexp(t, expr[1]+strings.ReplaceAll(expr[2], `\\`, `\`), step)
		})
	}
}
