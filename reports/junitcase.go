package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
)

// suites makes a test suite of each feature file, in the order of the classnames.
func suites(r *result.Report) []testsuite {
	byClass := map[string]*testsuite{}
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		class := featurePath(s.File)
		if byClass[class] == nil {
			byClass[class] = &testsuite{Name: class, File: oneLine(s.File), Properties: runProperties(r)}
		}
		suite := byClass[class]
		suite.Cases = append(suite.Cases, scenarioCase(s, class))
	}
	var out []testsuite
	for _, suite := range byClass {
		out = append(out, *suite)
	}
	slices.SortFunc(out, func(a, b testsuite) int { return strings.Compare(a.Name, b.Name) })
	if cases := runCases(r); len(cases) > 0 {
		out = append(out, testsuite{Name: "deskproof", Properties: runProperties(r), Cases: cases})
	}
	return out
}

func runProperties(r *result.Report) *properties {
	p := &properties{}
	p.set("target", target(&r.Run))
	p.set("profile", r.Run.Profile)
	p.set("seed", fmt.Sprint(r.Run.Seed))
	p.set("version", r.Run.Version)
	p.set("suite", r.Run.Suite)
	p.set("book", r.Run.Book)
	p.set("fault", r.Run.Fault)
	return p
}

// runCases are about the run as a whole, for what no scenario can tell.
func runCases(r *result.Report) []testcase {
	var cases []testcase
	if why := incomplete(r); why != "" {
		c := newCase("the run comes to its end", "deskproof")
		c.Error = &detail{Type: "incomplete", Message: message(why), Body: body(why)}
		cases = append(cases, c)
	}
	for _, it := range stale(r) {
		cases = append(cases, staleCase(r, &it))
	}
	return cases
}

// staleCase is a case of its own, for the scenario's is what became of it.
func staleCase(r *result.Report, s *result.Stale) testcase {
	name := "the baseline is not stale: " + oneLine(s.ID)
	if s.Item != "" {
		name += ": " + oneLine(s.Item)
	}
	c := newCase(name, "deskproof")
	head := staleHead(r, s)
	c.Failure = &detail{Type: "stale baseline", Message: message(head), Body: body(head + "\n\n" + s.Text + "\n\n" + orUpdate(r))}
	return c
}

func newCase(name, class string) testcase {
	return testcase{Name: name, Classname: class, Time: seconds(0)}
}

func scenarioCase(s *result.Scenario, class string) testcase {
	c := newCase(oneLine(s.ID)+": "+oneLine(s.Name), class)
	c.File, c.millis, c.Time = oneLine(s.File), s.Millis, seconds(s.Millis)
	c.Properties = scenarioProperties(s)
	c.Out = &output{body(steps(s) + notes(s))}
	c.judge(s)
	return c
}

func scenarioProperties(s *result.Scenario) *properties {
	p := &properties{}
	for _, id := range result.Specs(s.Tags, s.Wire) { // what else it proves is in the stream
		p.set("spec", id)
	}
	p.set("profile", s.Profile)
	p.set("wire", s.Wire)
	p.set("seed", fmt.Sprint(s.Seed))
	return p
}

// judge fills in what is not a success.
func (c *testcase) judge(s *result.Scenario) {
	switch s.Outcome {
	case result.Failed:
		kind, why := headline(s)
		c.Failure = &detail{Type: kind, Message: message(why), Body: body(failure(s, false, false))}
	case result.HarnessError:
		kind, why := headline(s)
		c.Error = &detail{Type: kind, Message: message(why), Body: body(failure(s, false, false))}
	case result.KnownFailure:
		_, what := headline(s)
		c.Skipped = &detail{Message: message("expected-failure: " + what + ": " + known(s)), Body: body(failure(s, false, false))}
	case result.NotApplicable:
		c.Skipped = &detail{Message: message(s.Reason)}
	}
}

// headline says in one line why a scenario is not passed, and what kind of claim tells it.
func headline(s *result.Scenario) (kind, text string) {
	step, _ := stumble(s)
	claims := s.Failures()
	switch {
	case !stumbled(s):
		return cmp.Or(oneLine(claims[0].Kind), string(s.Outcome)), mismatch(&claims[0])
	case isLost(s):
		return "target lost", s.Reason
	case s.Reason != "":
		return string(s.Outcome), s.Reason
	case step != nil:
		return string(s.Outcome), step.Error
	}
	return string(s.Outcome), string(s.Outcome)
}

// mismatch is a claim that was not met, with what was seen instead. The claim alone
// would say the opposite of what happened.
func mismatch(c *result.Claim) string {
	text := oneLine(c.Text)
	if c.Expected == "" && c.Seen == "" {
		return text + ": not met"
	}
	if c.Expected != "" {
		text += ": expected " + oneLine(c.Expected)
	}
	if c.Seen != "" {
		text += ", seen " + oneLine(c.Seen)
	}
	return text
}

// steps lists the steps with their results beside them, and after the last what was
// found in the whole trace.
func steps(s *result.Scenario) string {
	var out strings.Builder
	for i, st := range s.Steps {
		status := st.Status
		if status == "passed" {
			status = cmp.Or(foundBy(s, i+1), status)
		}
		listStep(&out, stepText(s, i+1), status, st.Error)
	}
	if status := foundBy(s, 0); status != "" {
		listStep(&out, stepText(s, 0), status, "")
		for _, c := range s.Failures() {
			if stepOf(s, c.Step) == nil {
				fmt.Fprintf(&out, "  %s\n", mismatch(&c))
			}
		}
	}
	return out.String()
}

func listStep(out *strings.Builder, text, status, why string) {
	dots := strings.Repeat(".", max(3, 76-runes(text)))
	fmt.Fprintf(out, "%s%s%s\n", text, dots, oneLine(status))
	if why != "" {
		fmt.Fprintf(out, "  %s\n", oneLine(why))
	}
}

// foundBy is what the claims of a step come to, or those of no step: failed, noted or,
// if all were met, nothing.
func foundBy(s *result.Scenario, step int) string {
	status := ""
	for i := range s.Claims {
		c := &s.Claims[i]
		switch {
		case c.Met || stepOf(s, c.Step) != stepOf(s, step):
		case c.Binding:
			return "failed"
		default:
			status = "noted"
		}
	}
	return status
}

// notes lists the claims that were not met and do not bind.
func notes(s *result.Scenario) string {
	var out strings.Builder
	for _, c := range s.Notes() {
		fmt.Fprintf(&out, "\nnote: %s\n  %s (%s)\n", mismatch(&c), oneLine(c.Item), oneLine(string(c.Evidence)))
	}
	return out.String()
}
