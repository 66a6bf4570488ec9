package reports

import (
	"cmp"
	"crypto/sha256"
	_ "embed" // the page's parts
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
)

//go:embed web/report.html
var reportPage string

//go:embed web/report.css
var reportStyle string

//go:embed web/report.js
var reportScript string

var reportTemplate = template.Must(template.New("report").Parse(reportPage))

// htmlPage is what the template shows of a run.
type htmlPage struct {
	Title, Word, Tone, Text string
	Facts                   [][2]string
	Causes                  []htmlCause
	MoreCauses              string // what is said of those left out
	Outcomes                []htmlOutcome
	Features                []htmlFeature
	Scenarios               int
	Style                   template.CSS
	Script                  template.JS
	Policy                  string
}

// htmlOutcome is a button of the filter.
type htmlOutcome struct {
	Name, Tone, Help string
	Count            int
}

// htmlFeature is a feature with its scenarios, what is bad first, then in the order of their ids.
type htmlFeature struct {
	Path, Name string
	Bad        int // scenarios that failed or could not be judged
	Scenarios  []htmlScenario
}

// HTML writes the report as one page that needs nothing else: the verdict, a filter,
// and every scenario with its steps; of those that did not simply pass also the rules,
// the documented events beside those that were seen, the frames that crossed the wire,
// and the command that runs it again. Frames of scenarios that passed are left to the
// result stream. A page is at most some tens of megabytes: when they are full, it leaves
// frames out and says so.
func HTML(w io.Writer, r *result.Report) error {
	c := conclude(r)
	page := htmlPage{
		Title: clip(oneLine(r.Run.Target.Name), mostQuoted), Word: strings.ToUpper(c.word), Tone: htmlTone(c), Text: clip(oneLine(c.text), mostQuoted),
		Facts: htmlFacts(r), Outcomes: htmlOutcomes(r), Features: htmlFeatures(r), Scenarios: len(r.Scenarios),
		Style: template.CSS(reportStyle), Script: template.JS(reportScript), //nolint:gosec // both are our own files
		Policy: "default-src 'none'; img-src data:; style-src " + digested(reportStyle) + "; script-src " + digested(reportScript),
	}
	page.Causes, page.MoreCauses = htmlCauses(r)
	if err := reportTemplate.Execute(w, page); err != nil {
		return fmt.Errorf("write HTML report: %w", err)
	}
	return nil
}

// digested names a text of the page in its content security policy.
func digested(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func htmlTone(c conclusion) string {
	if c.color == green {
		return "good"
	}
	return "bad"
}

var outcomeTones = map[result.Outcome]string{
	result.Passed: "good", result.Note: "fair", result.NotApplicable: "none",
	result.KnownFailure: "fair", result.Failed: "bad", result.HarnessError: "lost",
}

func htmlOutcomes(r *result.Report) []htmlOutcome {
	counts, _ := result.Tally(r.Scenarios)
	var out []htmlOutcome
	for _, o := range result.Outcomes {
		if counts[o] > 0 {
			out = append(out, htmlOutcome{string(o), outcomeTones[o], looks[o].help, counts[o]})
		}
	}
	return out
}

// htmlFacts are what a reader asks first of a run.
func htmlFacts(r *result.Report) [][2]string {
	_, proved := result.Tally(r.Scenarios)
	facts := [][2]string{{"target", target(&r.Run)}, {"profile", r.Run.Profile}, {"proved", some(proved, "documented item")}, {"seed", fmt.Sprint(r.Run.Seed)}}
	for _, f := range [][2]string{
		{"fault", r.Run.Fault}, {"settled", settled(&r.Run)}, {"late", late(r)}, {"baseline", baseline(r)},
		{"unexplained", unexplained(r)}, {"refused", refused(r)},
	} {
		if f[1] != "" {
			facts = append(facts, f)
		}
	}
	if r.End != nil {
		facts = append(facts, [2]string{"time", lasted(r.End.Millis)})
	}
	facts = append(facts, [2]string{"deskproof", r.Run.Version})
	for i := range facts {
		facts[i][1] = clip(oneLine(facts[i][1]), mostField)
	}
	return facts
}

// mostPage is about how many bytes of frames a page holds.
const mostPage = 24 << 20

func htmlFeatures(r *result.Report) []htmlFeature {
	var out []htmlFeature
	place := map[string]int{}
	room := mostPage
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		p := featurePath(s.File)
		at, known := place[p]
		if !known {
			at = len(out)
			place[p] = at
			out = append(out, htmlFeature{Path: p, Name: oneLine(s.Feature)})
		}
		f := &out[at]
		if s.Outcome == result.Failed || s.Outcome == result.HarnessError {
			f.Bad++
		}
		f.Scenarios = append(f.Scenarios, scenarioHTML(s, &room))
	}
	for i := range out {
		out[i].sort()
	}
	slices.SortStableFunc(out, func(a, b htmlFeature) int { return cmp.Compare(min(b.Bad, 1), min(a.Bad, 1)) })
	return out
}

// sort puts what is bad first, and tells scenarios of one name apart by the end of their ids.
func (f *htmlFeature) sort() {
	names := map[string]int{}
	for _, s := range f.Scenarios {
		names[s.Rule+"\n"+s.Name]++
	}
	for i := range f.Scenarios {
		s := &f.Scenarios[i]
		if names[s.Rule+"\n"+s.Name] > 1 {
			id, _, _ := strings.Cut(s.ID, "@")
			s.Row = id[strings.LastIndexByte(id, '/')+1:]
		}
	}
	slices.SortStableFunc(f.Scenarios, func(a, b htmlScenario) int { return cmp.Compare(severity[a.Tone], severity[b.Tone]) })
}

var severity = map[string]int{"lost": 0, "bad": 1, "fair": 2, "good": 3, "none": 3}
