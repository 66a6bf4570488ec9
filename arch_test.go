package deskproof_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"math"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/deskproof/deskproof"

// arrow says which of our packages a package may import, and why no others. A
// pattern ends in /... for a folder with all below it.
type arrow struct {
	from string
	to   []string
	why  string
}

// arrows is the house. The most specific row wins; a folder without a row has no
// place in it. Do not edit it to make a build pass: a new thing goes into the room
// whose sentence describes it.
var arrows = []arrow{
	{"", nil, "the root holds the tour and this test"},
	{"cmd/...", []string{"..."}, ""},
	{"features", nil, "scenarios are text"},
	{"internal/golden", nil, "it helps tests and knows nothing of what they test"},
	{"internal/document", nil, "it reads documents and knows nothing of what they say"},
	{"fixtures/...", []string{"internal/document"}, "fixtures are written by people and know neither side"},

	{"sim/center", nil, "the machine is pure: everything else in the simulator is an edge of it"},
	{"sim/des", nil, "time and chance know nothing of contact centers"},
	{"sim/wire", []string{"sim/center"}, "a wire tells what the center says"},
	{"sim/journal", []string{"sim/wire", "sim/center"}, "a journal holds inputs, not worlds"},
	{"sim/token", nil, "a token says what it is told, for any wire"},
	{"sim/scapi", []string{"sim/wire", "sim/center", "sim/token"}, "a wire is a pure conversation: no sockets, no clock, no other wire, and never the book"},
	{"sim/gws", []string{"sim/wire", "sim/center"}, "a wire is a pure conversation: no sockets, no clock, no other wire, and never the book"},
	{"sim/webex", []string{"sim/wire", "sim/center"}, "a wire is a pure conversation: no sockets, no clock, no other wire, and never the book"},
	{"sim/carrier", []string{"sim/wire", "sim/center"}, "sockets know no wire's words"},
	{"sim/carrier/bayeux", nil, "a protocol between a server and its clients, whatever they talk about"},
	{"sim/carrier/rest", nil, "HTTP and frames, whatever is asked for"},
	{"sim/edge", []string{"sim", "sim/wire", "sim/carrier", "sim/carrier/rest", "fixtures/centers"}, "an edge lets agents in over HTTP, and knows no word of what they ask for"},
	{"sim/gateway", []string{"sim", "sim/wire", "sim/carrier/bayeux", "sim/carrier/rest", "fixtures/centers"}, "a gateway lets users in over HTTP, and knows no word of what they ask for"},
	{"sim/fault", []string{"sim/wire", "sim/center"}, "faults befall frames of any wire"},
	{"sim", []string{"sim/...", "fixtures/centers", "fixtures/plans", "fixtures/stage"}, "the simulator never imports the judge or the book: a slip on one side must not be forgiven by its twin"},
	{"sim/stage", []string{"sim/...", "fixtures/centers", "fixtures/plans", "fixtures/stage"}, "the simulator never imports the judge or the book"},

	{"reports/trace", nil, "a trace knows no wire"},
	{"reports/result", []string{"reports/trace"}, "the stream knows no report"},
	{"reports/coverage", []string{"reports/result", "fixtures/..."}, "coverage sets results beside a book"},
	{"reports", []string{"reports/...", "fixtures/..."}, "a report is a function of the stream alone"},

	{"steps/target", []string{"fixtures/targets", "fixtures/stage", "reports/trace"}, "the judge knows implementations by their doors only"},
	{"steps/target/...", []string{"steps/target", "fixtures/targets", "reports/trace"}, "a client half is typed from the documents, never from a server"},
	{"steps/target/gws", []string{"steps/target", "steps/target/web", "fixtures/targets", "reports/trace"}, "a client half is typed from the documents, never from a server"},
	{"steps/target/webex", []string{"steps/target", "steps/target/web", "fixtures/targets", "reports/trace"}, "a client half is typed from the documents, never from a server"},
	{"steps/target/web", []string{"steps/target", "fixtures/targets", "reports/trace"}, "what clients that talk HTTP have in common knows none of their wires; only they use it"},
	{"steps/oracle", []string{"fixtures/book", "reports/trace", "reports/result"}, "the oracle reads traces by the book, whoever made them"},
	{"steps/oracle/value", nil, "values are JSON, whatever wire they came over"},
	{"steps/oracle/...", []string{"steps/oracle", "steps/oracle/value", "fixtures/book", "reports/trace", "reports/result"}, "the oracle of a wire reads traces by its book"},
	{"steps/suite", []string{"steps/target", "steps/oracle", "reports/trace", "reports/result", "features"}, "the suite runs scenarios and knows no sentence"},
	{"steps/gws", []string{"steps/suite", "steps/scene", "steps/target", "steps/target/gws", "steps/oracle", "fixtures/book", "fixtures/targets", "fixtures/stage", "reports/trace", "reports/result"}, "the sentences of a wire know that wire and the suite"},
	{"steps/webex", []string{"steps/suite", "steps/scene", "steps/target", "steps/target/webex", "steps/oracle", "fixtures/book", "fixtures/targets", "fixtures/stage", "reports/trace", "reports/result"}, "the sentences of a wire know that wire and the suite"},
	{"steps/dummy", []string{"steps/suite", "steps/target", "steps/oracle", "fixtures/book", "fixtures/targets", "fixtures/stage", "reports/trace", "reports/result"}, "a dummy does nothing by itself, on any wire"},
	{"steps/scene", []string{"steps/suite", "steps/target", "steps/oracle", "fixtures/book", "fixtures/targets", "reports/trace", "reports/result"}, "a scene knows no wire"},
	{"steps", []string{"steps/...", "fixtures/...", "reports/trace", "reports/result"}, "the judge never imports the simulator: it is one implementation among others"},
}

// helpers help tests: test files of these folders may import them, and nothing else.
var helpers = map[string]string{"internal/golden": "...", "steps/dummy": "steps/...", "steps/oracle/example": "steps/oracle/..."}

// crossing are the folders whose test files may import anything: there the two
// sides meet.
var crossing = []string{"cmd/...", "steps/suite"}

func TestArrows(t *testing.T) {
	for _, f := range sources(t) {
		dir := path.Dir(f.name)
		rule, ok := ruleFor(dir)
		if !ok {
			t.Errorf("%s: folder %s has no row in arch_test.go: which room is it, in one sentence?", f.name, dir)
			continue
		}
		isTest := strings.HasSuffix(f.name, "_test.go")
		for _, imported := range f.imports() {
			if imported == dir || isTest && slices.ContainsFunc(crossing, func(p string) bool { return matches(p, dir) }) {
				continue
			}
			if whose, helps := helpers[imported]; helps {
				if !isTest || !matches(whose, dir) {
					t.Errorf("%s imports %s, which is for test files of %s alone", f.name, imported, whose)
				}
				continue
			}
			if !slices.ContainsFunc(rule.to, func(p string) bool { return matches(p, imported) }) {
				t.Errorf("%s imports %s; %s may import only %v: %s", f.name, imported, orRoot(dir), rule.to, rule.why)
			}
		}
	}
}

func orRoot(dir string) string {
	if dir == "." {
		return "the root"
	}
	return dir
}

// ruleFor is the most specific row of a folder.
func ruleFor(dir string) (arrow, bool) {
	if dir == "." {
		dir = ""
	}
	best, found := arrow{}, false
	for _, a := range arrows {
		if matches(a.from, dir) && (!found || specific(a.from) > specific(best.from)) {
			best, found = a, true
		}
	}
	return best, found
}

// specific orders patterns that match a folder: its own row, then the longest.
func specific(pattern string) int {
	if !strings.HasSuffix(pattern, "...") {
		return math.MaxInt
	}
	return len(pattern)
}

func matches(pattern, dir string) bool {
	prefix, all := strings.CutSuffix(pattern, "...")
	if !all {
		return pattern == dir
	}
	return strings.HasPrefix(dir+"/", prefix)
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	docs := map[string]int{}
	for _, f := range sources(t) {
		if strings.HasSuffix(f.name, "_test.go") {
			continue
		}
		dir := path.Dir(f.name)
		docs[dir] += 0
		if f.ast.Doc != nil {
			docs[dir]++
			text := f.ast.Doc.Text()
			if !strings.HasPrefix(text, "Package "+f.ast.Name.Name+" ") && !strings.HasPrefix(text, "Command ") {
				t.Errorf("%s: the package comment must begin with %q", f.name, "Package "+f.ast.Name.Name)
			}
		}
	}
	for dir, n := range docs {
		if n != 1 {
			t.Errorf("%s has %d package comments: one sentence, in one file, says what it is for", dir, n)
		}
	}
}

func TestTheTourNamesEveryPackage(t *testing.T) {
	tour, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	for _, f := range sources(t) {
		dir := path.Dir(f.name)
		if dir == "." || strings.HasSuffix(f.name, "_test.go") || strings.Contains(string(tour), "\t"+dir+" ") {
			continue
		}
		if !strings.Contains(string(tour), "  "+path.Base(dir)+" ") {
			t.Errorf("%s: doc.go does not say what %s is for", f.name, dir)
		}
	}
}

func TestEveryExportedNameIsDocumented(t *testing.T) {
	for _, f := range sources(t) {
		if strings.HasSuffix(f.name, "_test.go") || f.ast.Name.Name == "main" {
			continue
		}
		for _, d := range f.ast.Decls {
			for _, name := range undocumented(d) {
				t.Errorf("%s: %s has no doc comment: what may a caller count on?", f.name, name)
			}
		}
	}
}

// undocumented are the exported names of a declaration that no comment tells of.
func undocumented(d ast.Decl) []string {
	var out []string
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc == nil && isReachable(d) {
			out = append(out, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
					out = append(out, s.Name.Name)
				}
			case *ast.ValueSpec:
				for _, n := range s.Names {
					if n.IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
						out = append(out, n.Name)
					}
				}
			}
		}
	}
	return out
}

// isReachable reports whether a function is not a method of an unexported type, nor
// one whose meaning its name already fixes.
func isReachable(d *ast.FuncDecl) bool {
	if slices.Contains([]string{"String", "Error", "Unwrap", "Len", "Less", "Swap", "Push", "Pop", "MarshalJSON", "UnmarshalJSON"}, d.Name.Name) {
		return false
	}
	if d.Recv == nil {
		return true
	}
	t := d.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	if index, ok := t.(*ast.IndexExpr); ok {
		t = index.X
	}
	name, ok := t.(*ast.Ident)
	return !ok || name.IsExported()
}

// The repository speaks of the product alone. Patterns are put together so that
// this file does not match them.
var foreign = []*regexp.Regexp{
	regexp.MustCompile(`(^|[^A-Za-z0-9_])/(wo` + `rk|ro` + `ot|ho` + `me)/`),
	regexp.MustCompile(`\.\./sha` + `red`),
	regexp.MustCompile(`proxy\.gol` + `ang\.org|registry\.npm` + `js\.org`),
	regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|X` + `XX)\b`),
}

func TestTheRepoSpeaksOfTheProductAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("it reads every file: without -short")
	}
	skip := []string{".git", "node_modules", "out", "bin", "fuzz"}
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && slices.Contains(skip, d.Name()) {
			return fs.SkipDir
		}
		if d.IsDir() || slices.Contains([]string{"LICENSE", "go.sum"}, name) {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(text), "\n") {
			for _, re := range foreign {
				if re.MatchString(line) {
					t.Errorf("%s:%d speaks of something else than the product: %s", name, i+1, re.FindString(line))
				}
			}
		}
		return nil
	})
	require.NoError(t, err)
}

type source struct {
	name string // from the root, with slashes
	ast  *ast.File
}

// imports are our own packages that a file imports, from the root.
func (s source) imports() []string {
	var out []string
	for _, i := range s.ast.Imports {
		p := strings.Trim(i.Path.Value, `"`)
		if p == module {
			out = append(out, "")
		}
		if rest, ok := strings.CutPrefix(p, module+"/"); ok {
			out = append(out, rest)
		}
	}
	return out
}

func sources(t *testing.T) []source {
	t.Helper()
	out, err := parsed()
	require.NoError(t, err)
	return out
}

// parsed are all our sources, read once.
var parsed = sync.OnceValues(func() (out []source, err error) {
	err = filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && name != ".") {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err == nil {
			out = append(out, source{filepath.ToSlash(name), file})
		}
		return err
	})
	return out, err
})
