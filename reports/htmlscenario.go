package reports

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
)

// htmlScenario is a scenario as the page shows it.
type htmlScenario struct {
	ID, Name, Row, Rule, Place, Outcome, Tone string
	Reason, Known                             string
	Open                                      bool
	Claims                                    []htmlClaim // those not met
	Others                                    []string    // further ones, in short
	Steps                                     []htmlStep
	Frames                                    []htmlFrame
	LeftOut                                   string   // what is said of frames that are not there
	Proved                                    []string // of the items that it is tagged with
	MoreProved                                string
	Again                                     string
	Millis                                    string
	Words                                     string // what the filter looks in, lower case
}

// htmlStep is a step with what came of it.
type htmlStep struct{ Keyword, Text, Status, Error string }

// htmlClaim is a claim that was not met.
type htmlClaim struct {
	Kind, Text, Step, Rule, Source, Item, Expected, Seen, Desk string
	Before, After                                              string // rows left out
	Rows                                                       []htmlRow
}

// htmlRow is a row of the sequence picture: the documented lane beside the one seen.
type htmlRow struct {
	Left, LeftMore, Right, RightMore, Class, Sign, Says string
	Frame                                               int
}

// htmlFrame is a frame of the wire.
type htmlFrame struct {
	Seq                  int
	At, Who, Arrow, Says string
	Short, Full          string
	Marked, Fence        bool
}

func scenarioHTML(s *result.Scenario, room *int) htmlScenario {
	h := htmlScenario{
		ID: oneLine(s.ID), Name: clip(title(s), mostQuoted), Rule: clip(oneLine(s.Rule), mostQuoted), Place: place(s, 0),
		Outcome: strings.ToLower(word(s)), Tone: outcomeTones[s.Outcome], Known: clip(known(s), mostQuoted),
		Open: s.Outcome == result.Failed || s.Outcome == result.HarnessError, Again: flat(s.Again), Millis: lasted(s.Millis),
	}
	if stumbled(s) && s.Outcome != result.Passed && s.Outcome != result.Note {
		_, why := headline(s)
		h.Reason = clip(clean(why), mostField)
	}
	h.proved(s)
	marked := h.claims(s)
	results, _ := stepResults(s)
	for i, st := range s.Steps {
		h.Steps = append(h.Steps, htmlStep{oneLine(st.Keyword), oneLine(st.Text), results[i].status, clip(clean(st.Error), mostField)})
	}
	if s.Outcome != result.Passed && s.Outcome != result.NotApplicable {
		h.frames(s, marked, room)
	}
	h.Words = strings.ToLower(strings.Join([]string{h.ID, h.Name, h.Rule, h.Place, oneLine(s.Feature), oneLine(strings.Join(s.Tags, " "))}, " "))
	return h
}

// proved takes in what the scenario proved of what it is about, and counts the rest.
func (h *htmlScenario) proved(s *result.Scenario) {
	for _, id := range s.Proved {
		if slices.Contains(s.Tags, "@spec:"+id) {
			h.Proved = append(h.Proved, oneLine(id))
		}
	}
	if more := len(s.Proved) - len(h.Proved); more > 0 {
		h.MoreProved = some(more, "more item")
	}
}

// claims takes in the claims that were not met, and returns the frames that show them.
func (h *htmlScenario) claims(s *result.Scenario) (marked []int) {
	full, others := foremost(s)
	notes := s.Notes()
	for _, group := range []struct {
		kind   string
		claims []result.Claim
	}{{"failed", full}, {"note", notes[:min(len(notes), inFull)]}} {
		for _, c := range group.claims {
			seqs, _ := anchors(&c)
			marked = append(marked, seqs...)
			h.Claims = append(h.Claims, claimHTML(s, &c, group.kind))
		}
	}
	others = append(others, notes[min(len(notes), inFull):]...)
	for i, c := range others {
		if i == inShort {
			h.Others = append(h.Others, fmt.Sprintf("… and %d more, which the result stream holds", len(others)-i))
			break
		}
		h.Others = append(h.Others, clip(mismatch(&c), mostQuoted))
	}
	return marked
}

// mostRows is how long a sequence picture gets.
const mostRows = 60

func claimHTML(s *result.Scenario, c *result.Claim, kind string) htmlClaim {
	h := htmlClaim{
		Kind: kind, Text: clip(oneLine(c.Text), mostField), Step: stepText(s, c.Step), Rule: clip(oneLine(c.Rule), mostField), Source: source(c),
		Item: oneLine(c.Item), Expected: clip(oneLine(c.Expected), mostField), Seen: clip(oneLine(c.Seen), mostField),
	}
	if c.Compared == nil {
		return h
	}
	e := around(c.Compared, mostRows)
	h.Desk = oneLine(c.Compared.Desk)
	h.Before, h.After = leftOutText(e.before), leftOutText(e.after)
	for i, row := range e.rows {
		h.Rows = append(h.Rows, rowHTML(row, i == e.first))
	}
	return h
}

func rowHTML(row result.Row, first bool) htmlRow {
	h := htmlRow{Frame: row.Frame, Class: "same", Sign: "=", Says: "as documented"}
	h.Left, h.LeftMore, _ = strings.Cut(clip(oneLine(row.Expected), mostCell), " ")
	h.Right, h.RightMore, _ = strings.Cut(clip(oneLine(row.Seen), mostCell), " ")
	switch {
	case first:
		h.Class, h.Sign, h.Says = "differs first", "≠", "the first difference"
	case row.Differs:
		h.Class, h.Sign, h.Says = "differs", "≠", "different"
	case row.Expected == "":
		h.Class, h.Sign, h.Says = "tolerated", "", "tolerated"
	}
	return h
}

// mostFrames is how many frames of a scenario are shown, those that show a claim first.
const mostFrames = 400

// frameMarkup is about how many bytes a page has around a frame.
const frameMarkup = 300

// mostFrame is how many bytes of a frame are shown.
const mostFrame = 16 << 10

func (h *htmlScenario) frames(s *result.Scenario, marked []int, room *int) {
	left := s.LeftOut
	for _, rec := range s.Trace {
		is := slices.Contains(marked, rec.Seq)
		if *room <= 0 || !is && len(h.Frames) >= mostFrames {
			left++
			continue
		}
		f := frameHTML(&rec, is)
		*room -= frameMarkup + len(f.Short) + len(f.Full)
		h.Frames = append(h.Frames, f)
	}
	if left > 0 {
		h.LeftOut = some(left, "more frame") + " left out; the result stream holds what was kept"
	}
}

func frameHTML(rec *trace.Record, marked bool) htmlFrame {
	raw := cmp.Or(string(rec.Frame), rec.Text)
	f := htmlFrame{
		Seq: rec.Seq, At: fmt.Sprintf("%d ms", rec.Millis), Who: oneLine(who(*rec)), Arrow: arrow(*rec), Says: "happened at",
		Short: middle(flat(raw), 150, ""), Full: clean(clip(raw, mostFrame)), Marked: marked, Fence: rec.Fence,
	}
	if rec.Page > 1 {
		f.Who += fmt.Sprintf(", page %d", rec.Page)
	}
	switch rec.Dir {
	case trace.Sent:
		f.Says = "sent to"
	case trace.Received:
		f.Says = "received from"
	}
	var indented bytes.Buffer
	if len(rec.Frame) > 0 && len(rec.Frame) <= mostFrame && json.Indent(&indented, rec.Frame, "", "  ") == nil {
		f.Full = clean(indented.String())
	}
	return f
}
