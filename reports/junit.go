package reports

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
)

// mostText bounds in bytes what one test case says, in its failure and in its output each.
const mostText = 64 << 10

// JUnit writes the report as one JUnit XML document: a test suite for each
// feature file and a test case for each scenario, named by its stable id.
//
// A scenario that failed is a failure; a known failure and what is not applicable
// are skipped, with the reason. What can be deleted from the baseline is a failure,
// too, as a test case of its own.
// An error is only what could not be judged: harness errors, those of scenarios that
// lost the target among them, which are no skipped ones, for CI products take those for
// harmless; and one more test case when the run did not come to its end. A scenario with
// notes passes, and they stand in the output of its test case.
func JUnit(w io.Writer, r *result.Report) error {
	return writeJUnit(w, suites(r))
}

func writeJUnit(w io.Writer, suites []testsuite) error {
	doc := testsuites{Name: "deskproof", Suites: suites}
	for i := range suites {
		suites[i].count()
		doc.counters.add(suites[i].counters)
	}
	doc.Time = seconds(doc.millis)
	text, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		return fmt.Errorf("write JUnit report: %w", err)
	}
	if _, err := fmt.Fprintf(w, "%s%s\n", xml.Header, text); err != nil {
		return fmt.Errorf("write JUnit report: %w", err)
	}
	return nil
}

// The JUnit vocabulary, as its consumers agree on it.
type (
	testsuites struct {
		XMLName xml.Name `xml:"testsuites"`
		Name    string   `xml:"name,attr"`
		counters
		Suites []testsuite `xml:"testsuite"`
	}
	testsuite struct {
		Name string `xml:"name,attr"`
		File string `xml:"file,attr,omitempty"`
		counters
		Properties *properties `xml:"properties"`
		Cases      []testcase  `xml:"testcase"`
	}
	testcase struct {
		Name       string      `xml:"name,attr"`
		Classname  string      `xml:"classname,attr"`
		File       string      `xml:"file,attr,omitempty"`
		Time       string      `xml:"time,attr"`
		Properties *properties `xml:"properties"`
		Failure    *detail     `xml:"failure"`
		Error      *detail     `xml:"error"`
		Skipped    *detail     `xml:"skipped"`
		Out        *output     `xml:"system-out"`
		millis     int64
	}
	detail struct {
		Type    string `xml:"type,attr,omitempty"`
		Message string `xml:"message,attr"`
		Body    string `xml:",cdata"`
	}
	output struct {
		Text string `xml:",cdata"`
	}
	property struct {
		Name  string `xml:"name,attr"`
		Value string `xml:"value,attr"`
	}
	properties struct {
		List []property `xml:"property"`
	}
	counters struct {
		Tests    int    `xml:"tests,attr"`
		Failures int    `xml:"failures,attr"`
		Errors   int    `xml:"errors,attr"`
		Skipped  int    `xml:"skipped,attr"`
		Time     string `xml:"time,attr"`
		millis   int64
	}
)

func (c *counters) add(o counters) {
	c.Tests += o.Tests
	c.Failures += o.Failures
	c.Errors += o.Errors
	c.Skipped += o.Skipped
	c.millis += o.millis
}

func (s *testsuite) count() {
	s.counters = counters{Tests: len(s.Cases)}
	for _, c := range s.Cases {
		s.millis += c.millis
		switch {
		case c.Failure != nil:
			s.Failures++
		case c.Error != nil:
			s.Errors++
		case c.Skipped != nil:
			s.Skipped++
		}
	}
	s.Time = seconds(s.millis)
}

// set adds a property unless its value is empty.
func (p *properties) set(name, value string) {
	if value = oneLine(value); value != "" {
		p.List = append(p.List, property{name, value})
	}
}

func seconds(millis int64) string { return fmt.Sprintf("%d.%03d", millis/1000, millis%1000) }

// body is the text of an element: what XML allows, and not too much of it.
func body(text string) string {
	return "\n" + clip(strings.TrimRight(clean(text), "\n"), mostText) + "\n"
}

// message is the text of an attribute.
func message(text string) string { return oneLine(clip(text, 1000)) }
