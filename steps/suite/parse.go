package suite

import (
	"bufio"
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"
)

// longestLine is what the parser can read; it dies of a longer one.
const longestLine = bufio.MaxScanTokenSize - 2

// feature is one parsed file.
type feature struct {
	file      string
	scenarios []*Scenario
	spans     []span
}

// parse reads one feature file; path is how its ids begin. It returns all that
// is wrong with the file, and what could be read.
func parse(file string, path []string, data []byte) (*feature, []error) {
	f := &feature{file: file}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if errs := checkLines(file, data); len(errs) > 0 {
		return f, errs
	}
	newID := (&messages.Incrementing{}).NewId
	doc, err := gherkin.ParseGherkinDocument(bytes.NewReader(data), newID)
	if err != nil {
		return f, parseErrors(file, err)
	}
	if doc.Feature == nil {
		return f, []error{fmt.Errorf("%s: the file has no Feature", file)}
	}
	if errs := checkDocument(file, doc.Feature, data); len(errs) > 0 {
		return f, errs
	}
	c := newCompiler(file, path, doc.Feature)
	for _, p := range gherkin.Pickles(*doc, file, newID) {
		f.scenarios = append(f.scenarios, c.scenario(p))
	}
	f.spans = spans(doc.Feature, c.byNode)
	return f, c.errs
}

// checkLines refuses what the parser would change in silence, or die of.
func checkLines(file string, data []byte) []error {
	var errs []error
	for i, line := range bytes.Split(data, []byte("\n")) {
		line = bytes.TrimSuffix(line, []byte("\r"))
		switch {
		case !utf8.Valid(line):
			errs = append(errs, fmt.Errorf("%s:%d: not UTF-8, save the file in that encoding", file, i+1))
		case bytes.ContainsRune(line, '\r'):
			errs = append(errs, fmt.Errorf("%s:%d: a carriage return inside the line, end lines with a line feed", file, i+1))
		case len(line) > longestLine:
			errs = append(errs, fmt.Errorf("%s:%d: the line has %d bytes, at most %d can be read", file, i+1, len(line), longestLine))
		}
	}
	return errs
}

var parseError = regexp.MustCompile(`(?m)^\((\d+):(\d+)\): (.*)$`)

// parseErrors splits the parser's error, says the place as editors read it,
// and what was expected as people do.
func parseErrors(file string, err error) []error {
	var errs []error
	seen := map[string]bool{} // it looks at some lines twice
	for _, m := range parseError.FindAllStringSubmatch(err.Error(), -1) {
		if !seen[m[0]] {
			seen[m[0]] = true
			errs = append(errs, fmt.Errorf("%s:%s:%s: %s", file, m[1], m[2], readableError(m[3])))
		}
	}
	if len(errs) == 0 {
		return []error{fmt.Errorf("%s: %w", file, err)}
	}
	return errs
}

var tokens = strings.NewReplacer(
	"#EOF", "the end of the file",
	"#Language", "a # language line",
	"#Comment", "a comment",
	"#TagLine", "tags",
	"#FeatureLine", "Feature:",
	"#RuleLine", "Rule:",
	"#BackgroundLine", "Background:",
	"#ScenarioLine", "Scenario:",
	"#ExamplesLine", "Examples:",
	"#StepLine", "a step",
	"#DocStringSeparator", `"""`,
	"#TableRow", "a table row",
	"#Empty", "an empty line",
	"#Other", "text",
)

// readableError translates the expected tokens, not the line that was found instead.
func readableError(msg string) string {
	expected, got, found := strings.Cut(msg, ", got '")
	if !found {
		return lowerFirst(tokens.Replace(msg))
	}
	return fmt.Sprintf("%s, got %q", tokens.Replace(expected), strings.TrimSpace(strings.TrimSuffix(got, "'")))
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
