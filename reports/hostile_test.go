package reports_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
)

// hostile returns a report in which text stands wherever a target or an author can put it.
func hostile(text string, o result.Outcome) *result.Report {
	frame, _ := json.Marshal(text)
	rows := []result.Row{{Expected: text, Seen: text, Frame: 1}, {Expected: text, Differs: true}, {Seen: text}}
	claims := []result.Claim{
		{Kind: text, Item: text, Text: text, Evidence: result.Evidence(text), Binding: true, Rule: text, Sources: []string{text}, Expected: text, Seen: text, Step: 1, Frames: []int{1, 2}, Compared: &result.Comparison{Desk: text, Rows: rows}},
		{Kind: text, Text: text, Expected: text, Seen: text},
	}
	s := result.Scenario{
		ID: text, Feature: text, Rule: text, Name: text, File: text, Tags: []string{text}, Wire: text, Profile: text,
		Outcome: o, Reason: text, Again: text, Proved: []string{text}, Claims: claims,
		Steps: []result.Step{{Keyword: text, Text: text, Status: "failed", Error: text}},
		Known: &result.Known{File: text, Items: []string{text}, Reason: text, Link: text, Expires: text},
		Trace: []trace.Record{{Seq: 1, Door: text, Desk: text, Dir: trace.Direction(text), Text: text}, {Seq: 2, Desk: text, Frame: frame}},
	}
	return &result.Report{
		Run:       result.Run{Version: text, Profile: text, Fault: text, Target: result.Target{Name: text, Kind: text, File: text}, Baseline: &result.Baseline{File: text, Entries: 1}},
		Scenarios: []result.Scenario{s},
		End:       &result.End{Exit: 4, Lost: text, Stale: []result.Stale{{ID: text, Why: text, Text: text}, {ID: "x" + text, Item: text, Why: text, Text: text, Part: true}}},
	}
}

const nasty = "\x1b[31mred\x1b[0m \x1b]0;title\x07 ]]> <img src=x> `a` ``b`` | @all \x00\x9b31m\r\n\xff \ufffe *b* & \"q\" 'q'\t#"

func FuzzReports(f *testing.F) {
	f.Add(nasty)
	f.Add("")
	f.Add("`")
	f.Add("a\u202eb\u200bc\u2066d\ufeff\u00ad\U000e0041")
	f.Add("/")
	f.Add("features/scapi/voice.feature")
	f.Add(strings.Repeat("é", 200))
	f.Fuzz(func(t *testing.T, text string) {
		for _, o := range result.Outcomes {
			r := hostile(text, o)
			for name, write := range fullReports {
				var out bytes.Buffer
				require.NoError(t, write(&out, r))
				if !strings.HasSuffix(name, ".ansi") {
					assertPlain(t, out.String())
				}
				if name == "xml" {
					assertXML(t, out.Bytes())
				}
			}
			var out bytes.Buffer
			require.NoError(t, reports.Picture(&out, &r.Scenarios[0]))
			assertPlain(t, out.String())
			assertXML(t, out.Bytes())
		}
	})
}

func TestReportsOfLongTexts(t *testing.T) {
	for name, text := range map[string]string{
		"a word":     strings.Repeat("x", 100_000),
		"words":      strings.Repeat("<x> ", 25_000),
		"escapes":    strings.Repeat("\x1b]", 10_000),
		"code marks": strings.Repeat("`", 100_000),
	} {
		t.Run(name, func(t *testing.T) {
			r := hostile(text, result.Failed)
			r.Scenarios[0].Again = "deskproof run"
			var summary, picture bytes.Buffer
			require.NoError(t, reports.Summary(&summary, r))
			assert.Less(t, summary.Len(), 1<<20)
			require.NoError(t, reports.Picture(&picture, &r.Scenarios[0]))
			assert.Less(t, picture.Len(), 100_000)
		})
	}
}

func TestSummaryQuotesWhatItDoesNotTrust(t *testing.T) {
	for _, bad := range []string{
		"<img", "<a", "[a](b)", "@all", "a@b.example", "https://a.example", "ftp://a", "www.a.example", "#12", "a/b#12", "!12", "GH-12",
		"AB-12", "0123abc", "$x$", "~label", "%12", "&epic", ":tada:", "^alert", "![a](b)", "&#64;all", "\\@all", "a|@all", "a\\|@all", "``@all",
	} {
		t.Run(bad, func(t *testing.T) {
			text := "say " + bad + " x"
			r := hostile(text, result.Failed)
			r.Scenarios[0].Again, r.End.Stale = "deskproof run", []result.Stale{{ID: text, Why: text, Text: "- id: a"}} // blocks
			var out bytes.Buffer
			require.NoError(t, reports.Summary(&out, r))
			assert.Contains(t, out.String(), "say ")
			for l := range strings.Lines(out.String()) {
				plain := codeSpan.ReplaceAllString(l, "")
				assert.NotContains(t, plain, bad, l)
				assert.NotRegexp(t, `[@#$%&~^]|:/|[^\\](<|\[)|www|AB-|GH-|0123`, strings.NewReplacer("&lt;", "", "&gt;", "").Replace(strings.TrimLeft(plain, "#>")), l)
			}
		})
	}
}

func TestTerminalGivesACISystemNoCommands(t *testing.T) {
	for _, bad := range []string{"::error file=a::b", "##[add-mask]x", "##vso[task.complete]", "##teamcity[x]"} {
		r := hostile(strings.Repeat("x", 90)+" "+bad, result.HarnessError)
		r.Scenarios[0].Reason = bad
		for _, ext := range []string{"failures.txt", "totals.txt"} {
			var out bytes.Buffer
			require.NoError(t, fullReports[ext](&out, r))
			assert.NotRegexp(t, `(?m)^\s*::|##[a-z]*\[`, out.String())
		}
	}
}

// codeSpan matches what Markdown takes as it stands.
var codeSpan = regexp.MustCompile("``` .*? ```|`` .*? ``|``[^`]+``|`[^`]*`")

func TestSummaryTableCells(t *testing.T) {
	r := hostile(`a\|b`, result.Failed)
	var out bytes.Buffer
	require.NoError(t, reports.Summary(&out, r))
	for l := range strings.Lines(out.String()) {
		if strings.HasPrefix(l, "| ") && strings.Contains(l, "b`") {
			assert.NotRegexp(t, `[^\\](\\\\)+\|`, l, "the pipe would end the cell, and the code in it")
		}
	}
}

// assertPlain fails for characters that a terminal obeys.
func assertPlain(t *testing.T, s string) {
	t.Helper()
	for _, r := range s {
		if unicode.In(r, unicode.Cc, unicode.Cf) && r != '\n' && r != '\t' {
			t.Fatalf("control character %U in %q", r, s)
		}
	}
}

func assertXML(t *testing.T, text []byte) {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader(text))
	for {
		if _, err := dec.Token(); errors.Is(err, io.EOF) {
			return
		} else if !assert.NoError(t, err, string(text)) {
			return
		}
	}
}
