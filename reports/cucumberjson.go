package reports

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/deskproof/deskproof/reports/result"
)

// The legacy Cucumber JSON: features of elements of steps.
type (
	cukeFeature struct {
		URI         string        `json:"uri"`
		ID          string        `json:"id"`
		Keyword     string        `json:"keyword"`
		Name        string        `json:"name"`
		Description string        `json:"description"`
		Line        int           `json:"line"`
		Elements    []cukeElement `json:"elements"`
	}
	cukeElement struct {
		ID          string     `json:"id"`
		Keyword     string     `json:"keyword"`
		Type        string     `json:"type"`
		Name        string     `json:"name"`
		Description string     `json:"description"`
		Line        int        `json:"line"`
		Tags        []cukeTag  `json:"tags,omitempty"`
		Steps       []cukeStep `json:"steps"`
		After       []cukeHook `json:"after"`
	}
	cukeTag struct {
		Name string `json:"name"`
	}
	cukeStep struct {
		Keyword string     `json:"keyword"`
		Name    string     `json:"name"`
		Line    int        `json:"line"`
		Match   cukeMatch  `json:"match"`
		Result  cukeResult `json:"result"`
	}
	cukeHook struct {
		Match  cukeMatch  `json:"match"`
		Result cukeResult `json:"result"`
	}
	cukeMatch struct {
		Location string `json:"location"`
	}
	cukeResult struct {
		Status   string `json:"status"`
		Duration int64  `json:"duration"` // nanoseconds
		Error    string `json:"error_message,omitempty"`
	}
)

// CucumberJSON writes the report in the JSON that Cucumber's older formatters made and
// that plugins of CI systems read: an element for each scenario, named with its rule. A
// failed claim fails its step, and one that the whole trace shows the hook after the
// last. Notes are the element's description. What is known or does not apply is skipped.
func CucumberJSON(w io.Writer, r *result.Report) error {
	features := []cukeFeature{}
	for _, f := range files(r) {
		c := cukeFeature{URI: oneLine(f.uri), ID: featurePath(f.uri), Keyword: "Feature", Name: oneLine(f.scenarios[0].Feature), Line: 1}
		for _, s := range f.scenarios {
			c.Elements = append(c.Elements, element(s))
		}
		features = append(features, c)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(features); err != nil {
		return fmt.Errorf("write Cucumber JSON: %w", err)
	}
	return nil
}

// file is a feature file with its scenarios.
type file struct {
	uri       string
	scenarios []*result.Scenario
}

// files are the feature files of a report, each where its first scenario is.
func files(r *result.Report) []*file {
	var out []*file
	place := map[string]*file{}
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		f := place[s.File]
		if f == nil {
			f = &file{uri: s.File}
			place[s.File] = f
			out = append(out, f)
		}
		f.scenarios = append(f.scenarios, s)
	}
	return out
}

func element(s *result.Scenario) cukeElement {
	name := title(s)
	if s.Rule != "" {
		name = oneLine(s.Rule) + " - " + name
	}
	e := cukeElement{ID: oneLine(s.ID), Keyword: "Scenario", Type: "scenario", Name: name, Line: s.Line, Steps: []cukeStep{}}
	for _, t := range s.Tags {
		e.Tags = append(e.Tags, cukeTag{oneLine(t)})
	}
	steps, whole := stepResults(s)
	for i, st := range s.Steps {
		e.Steps = append(e.Steps, cukeStep{oneLine(st.Keyword) + " ", oneLine(st.Text), st.Line, cukeMatch{place(s, i+1)}, steps[i].cucumber(st.Millis)})
	}
	e.After = []cukeHook{{cukeMatch{oracleHook}, whole.cucumber(0)}}
	for _, r := range append(steps, whole) {
		if r.status == stepPassed && r.text != "" {
			e.Description = strings.TrimPrefix(e.Description+"\n"+r.text, "\n")
		}
	}
	return e
}

// oracleHook is what stands after the last step, for what the whole trace shows.
const oracleHook = "the whole trace, read by the book"

// cucumber is the result in words of Cucumber. What is said of steps that passed has no
// place in it.
func (r stepResult) cucumber(millis int64) cukeResult {
	out := cukeResult{Status: r.status, Duration: (time.Duration(millis) * time.Millisecond).Nanoseconds()}
	if r.status != stepPassed {
		out.Error = r.text
	}
	return out
}
