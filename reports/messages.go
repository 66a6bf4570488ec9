package reports

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	messages "github.com/cucumber/messages/go/v21"

	"github.com/deskproof/deskproof/reports/result"
)

// messageVersion is the version of the protocol that the messages are of.
const messageVersion = "21.0.1"

// messageWriter writes Cucumber messages, one a line.
type messageWriter struct {
	enc *json.Encoder
	ids int
	now time.Duration // since the run began: a result stream has no calendar
	err error
}

// Messages writes the report as Cucumber messages, one JSON object a line, for tools that
// read what Cucumber's own runners write. The documents are made of what ran: every
// example row is a scenario of its own. A failed claim fails its step, and one that the
// whole trace shows the hook after the last; notes are attachments. What is known or does
// not apply is skipped. Times begin at the beginning of time, since a report tells none.
func Messages(w io.Writer, r *result.Report) error {
	m := &messageWriter{enc: json.NewEncoder(w)}
	m.enc.SetEscapeHTML(false)
	unknown := &messages.Product{Name: "unknown"}
	m.write(&messages.Envelope{Meta: &messages.Meta{
		ProtocolVersion: messageVersion, Implementation: &messages.Product{Name: "deskproof", Version: oneLine(r.Run.Version)},
		Runtime: &messages.Product{Name: "go"}, Os: unknown, Cpu: unknown,
	}})
	hook := m.id()
	m.write(&messages.Envelope{Hook: &messages.Hook{Id: hook, Name: oracleHook, SourceReference: &messages.SourceReference{Uri: "deskproof"}}})
	var cases []messageCase
	for _, f := range files(r) {
		cases = append(cases, m.document(f, hook)...)
	}
	m.write(&messages.Envelope{TestRunStarted: &messages.TestRunStarted{Timestamp: m.time()}})
	for _, c := range cases {
		m.run(c)
	}
	passed := r.End != nil && r.End.Exit == result.ExitPassed
	m.write(&messages.Envelope{TestRunFinished: &messages.TestRunFinished{Success: passed, Timestamp: m.time()}})
	if m.err != nil {
		return fmt.Errorf("write Cucumber messages: %w", m.err)
	}
	return nil
}

func (m *messageWriter) write(e *messages.Envelope) {
	if m.err == nil {
		m.err = m.enc.Encode(e)
	}
}

func (m *messageWriter) id() string {
	m.ids++
	return strconv.Itoa(m.ids - 1)
}

func (m *messageWriter) time() *messages.Timestamp {
	return &messages.Timestamp{Seconds: int64(m.now / time.Second), Nanos: int64(m.now % time.Second)}
}

func location(line int) *messages.Location { return &messages.Location{Line: int64(max(line, 1))} }

// messageCase is a scenario that is to be told as a test case.
type messageCase struct {
	scenario *result.Scenario
	id       string   // of the test case
	steps    []string // test step ids, the hook's last
}

// document writes a feature file as its scenarios have it, and their pickles and test cases.
func (m *messageWriter) document(f *file, hook string) []messageCase {
	doc := &messages.GherkinDocument{Uri: oneLine(f.uri), Comments: []*messages.Comment{}, Feature: &messages.Feature{
		Location: location(1), Tags: []*messages.Tag{}, Language: "en", Keyword: "Feature", Name: oneLine(f.scenarios[0].Feature), Children: []*messages.FeatureChild{},
	}}
	rules := map[string]*messages.Rule{}
	var pickles []*messages.Pickle
	var cases []messageCase
	for _, s := range f.scenarios {
		sc, pickle := m.scenario(f, s)
		if s.Rule == "" {
			doc.Feature.Children = append(doc.Feature.Children, &messages.FeatureChild{Scenario: sc})
		} else {
			rule := rules[s.Rule]
			if rule == nil {
				rule = &messages.Rule{Id: m.id(), Location: location(s.Line), Tags: []*messages.Tag{}, Keyword: "Rule", Name: oneLine(s.Rule)}
				rules[s.Rule] = rule
				doc.Feature.Children = append(doc.Feature.Children, &messages.FeatureChild{Rule: rule})
			}
			rule.Children = append(rule.Children, &messages.RuleChild{Scenario: sc})
		}
		pickles = append(pickles, pickle)
		cases = append(cases, messageCase{scenario: s})
	}
	m.write(&messages.Envelope{GherkinDocument: doc})
	for i, p := range pickles {
		m.write(&messages.Envelope{Pickle: p})
		cases[i].testCase(m, p, hook)
	}
	return cases
}

var pickleTypes = map[string]messages.PickleStepType{
	"Given": messages.PickleStepType_CONTEXT, "When": messages.PickleStepType_ACTION, "Then": messages.PickleStepType_OUTCOME,
}

var keywordTypes = map[string]messages.StepKeywordType{
	"Given": messages.StepKeywordType_CONTEXT, "When": messages.StepKeywordType_ACTION, "Then": messages.StepKeywordType_OUTCOME,
	"And": messages.StepKeywordType_CONJUNCTION, "But": messages.StepKeywordType_CONJUNCTION, "*": messages.StepKeywordType_UNKNOWN,
}

func (m *messageWriter) scenario(f *file, s *result.Scenario) (*messages.Scenario, *messages.Pickle) {
	sc := &messages.Scenario{
		Location: location(s.Line), Tags: []*messages.Tag{}, Keyword: "Scenario", Name: title(s),
		Steps: []*messages.Step{}, Examples: []*messages.Examples{}, Id: m.id(),
	}
	p := &messages.Pickle{Id: m.id(), Uri: oneLine(f.uri), Name: sc.Name, Language: "en", Steps: []*messages.PickleStep{}, Tags: []*messages.PickleTag{}, AstNodeIds: []string{sc.Id}}
	for _, name := range s.Tags {
		tag := &messages.Tag{Location: location(s.Line), Name: oneLine(name), Id: m.id()}
		sc.Tags = append(sc.Tags, tag)
		p.Tags = append(p.Tags, &messages.PickleTag{Name: tag.Name, AstNodeId: tag.Id})
	}
	for i, st := range s.Steps {
		step := &messages.Step{Location: location(st.Line), Keyword: oneLine(st.Keyword) + " ", KeywordType: keywordTypes[st.Keyword], Text: oneLine(st.Text), Id: m.id()}
		sc.Steps = append(sc.Steps, step)
		p.Steps = append(p.Steps, &messages.PickleStep{AstNodeIds: []string{step.Id}, Id: m.id(), Type: pickleTypes[stepKind(s, i)], Text: step.Text})
	}
	return sc, p
}

func (c *messageCase) testCase(m *messageWriter, p *messages.Pickle, hook string) {
	c.id = m.id()
	t := &messages.TestCase{Id: c.id, PickleId: p.Id, TestSteps: []*messages.TestStep{}}
	for _, step := range p.Steps {
		t.TestSteps = append(t.TestSteps, &messages.TestStep{Id: m.id(), PickleStepId: step.Id, StepDefinitionIds: []string{}, StepMatchArgumentsLists: []*messages.StepMatchArgumentsList{}})
	}
	t.TestSteps = append(t.TestSteps, &messages.TestStep{Id: m.id(), HookId: hook})
	for _, step := range t.TestSteps {
		c.steps = append(c.steps, step.Id)
	}
	m.write(&messages.Envelope{TestCase: t})
}

// run tells how a scenario went.
func (m *messageWriter) run(c messageCase) {
	started := m.id()
	m.write(&messages.Envelope{TestCaseStarted: &messages.TestCaseStarted{Id: started, TestCaseId: c.id, Timestamp: m.time()}})
	results, whole := stepResults(c.scenario)
	for i, id := range c.steps {
		r, millis := whole, int64(0)
		if i < len(results) {
			r, millis = results[i], c.scenario.Steps[i].Millis
		}
		m.step(started, id, r, time.Duration(millis)*time.Millisecond)
	}
	m.write(&messages.Envelope{TestCaseFinished: &messages.TestCaseFinished{TestCaseStartedId: started, Timestamp: m.time()}})
}

func (m *messageWriter) step(started, id string, r stepResult, took time.Duration) {
	m.write(&messages.Envelope{TestStepStarted: &messages.TestStepStarted{TestCaseStartedId: started, TestStepId: id, Timestamp: m.time()}})
	m.now += took
	res := &messages.TestStepResult{
		Duration: &messages.Duration{Seconds: int64(took / time.Second), Nanos: int64(took % time.Second)},
		Status:   messages.TestStepResultStatus(strings.ToUpper(r.status)),
	}
	if r.status == stepPassed && r.text != "" {
		m.write(&messages.Envelope{Attachment: &messages.Attachment{
			Body: r.text, ContentEncoding: messages.AttachmentContentEncoding_IDENTITY, MediaType: "text/plain", TestCaseStartedId: started, TestStepId: id,
		}})
	} else {
		res.Message = r.text
	}
	m.write(&messages.Envelope{TestStepFinished: &messages.TestStepFinished{TestCaseStartedId: started, TestStepId: id, TestStepResult: res, Timestamp: m.time()}})
}
