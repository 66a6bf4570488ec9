package oracle_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle"
)

func union() *oracle.Rules { return &oracle.Rules{Book: book.SCAPI(), Profile: "union"} }

// files are the names of the files with examples.
func files(t testing.TB) []string {
	t.Helper()
	top, err := filepath.Glob("testdata/*.txt")
	require.NoError(t, err)
	rules, err := filepath.Glob("testdata/rules/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, rules)
	return append(top, rules...)
}

func TestJudge(t *testing.T) {
	for _, file := range files(t) {
		for _, e := range examples(t, file) {
			t.Run(filepath.Base(file)+"/"+e.name, func(t *testing.T) {
				v := union().Judge(e.records)
				e.check(t, v)
				for _, id := range e.proves {
					assert.Contains(t, v.Proved, id)
				}
				for _, id := range e.leaves {
					assert.NotContains(t, v.Proved, id)
				}
				assert.True(t, slices.IsSorted(v.Proved))
			})
		}
	}
}

// Rules that have judged other traces find in one what fresh ones do.
func TestNothingOfATraceIsLeftForTheNext(t *testing.T) {
	worn := union()
	for range 2 {
		for _, file := range files(t) {
			for _, e := range examples(t, file) {
				assert.Equal(t, union().Judge(e.records), worn.Judge(e.records), "%s/%s", filepath.Base(file), e.name)
			}
		}
	}
}

func (e *example) check(t *testing.T, v oracle.Verdict) {
	var binding, notes []string
	for _, c := range v.Unmet {
		assert.False(t, c.Met)
		assert.NotEmpty(t, c.Frames)
		if c.Binding {
			binding = append(binding, c.Item)
		} else {
			notes = append(notes, c.Item)
		}
		if c.Item != "" {
			assert.NotContains(t, v.Proved, c.Item)
		}
	}
	switch e.verdict {
	case "accept":
		assert.Empty(t, v.Unmet, report(v.Unmet))
	case "note":
		assert.Empty(t, binding, report(v.Unmet))
		assert.Contains(t, notes, strings.TrimPrefix(e.item, "-"))
	case "refuse":
		assert.Contains(t, binding, e.item, report(v.Unmet))
	}
}

// TestWording keeps what a vendor reads.
func TestWording(t *testing.T) {
	var b strings.Builder
	for _, file := range files(t) {
		for _, e := range examples(t, file) {
			if v := union().Judge(e.records); len(v.Unmet) > 0 {
				fmt.Fprintf(&b, "%s\n%s\n", e.name, report(v.Unmet))
			}
		}
	}
	golden.Equal(t, "wording.golden", []byte(b.String()))
}

func report(claims []result.Claim) string {
	var b strings.Builder
	for _, c := range claims {
		word := "note"
		if c.Binding {
			word = "fails"
		}
		fmt.Fprintf(&b, "  %s %s (%s, %s) frames %v\n    %s\n    expected %s\n    seen     %s\n",
			word, c.Item, c.Kind, c.Evidence, c.Frames, c.Text, c.Expected, c.Seen)
	}
	return b.String()
}

// sample is what the index of fixtures/samples says of a printed payload.
type sample struct {
	File, Kind, Item string
	Omits            []string
}

// TestPrintedSamples: whatever a document prints is accepted, with what it
// leaves out put back.
func TestPrintedSamples(t *testing.T) {
	const folder = "../../fixtures/samples/scapi/"
	index, err := os.ReadFile(folder + "index.json")
	require.NoError(t, err)
	var all []sample
	require.NoError(t, json.Unmarshal(index, &all))
	judged := 0
	for _, s := range all {
		body, err := os.ReadFile(folder + s.File)
		require.NoError(t, err)
		var e *example
		switch s.Kind {
		case "event":
			e = printedEvent(t, s, body)
		case "answer data":
			e = printedAnswer(t, s, body)
		default:
			continue // what a page sends is not judged
		}
		judged++
		t.Run(s.File, func(t *testing.T) {
			v := union().Judge(e.records)
			assert.Empty(t, v.Unmet, report(v.Unmet))
			assert.Contains(t, v.Proved, s.Item)
		})
	}
	assert.Equal(t, 12, judged)
}

func printedEvent(t *testing.T, s sample, body []byte) *example {
	var message map[string]any
	require.NoError(t, json.Unmarshal(body, &message))
	for _, name := range s.Omits {
		message[name] = map[string]any{"userAgent": "WWE Server", "protocolVersion": 2}[name]
	}
	whole, err := json.Marshal(message)
	require.NoError(t, err)
	e := &example{}
	require.NoError(t, e.read("subscribed "+message["event"].(string)))
	require.NoError(t, e.read("<! "+string(whole)))
	return e
}

func printedAnswer(t *testing.T, s sample, body []byte) *example {
	var data any
	require.NoError(t, json.Unmarshal(body, &data))
	line, err := json.Marshal(map[string]any{"referenceId": "0", "data": data})
	require.NoError(t, err)
	request := strings.TrimSuffix(strings.TrimPrefix(s.Item, "scapi.method."), ".answer")
	e := &example{}
	require.NoError(t, e.read(`> {"request":"`+request+`","referenceId":"0"}`))
	require.NoError(t, e.read("< "+string(line)))
	return e
}

// TestProfile: what a profile does not have is not judged.
func TestProfile(t *testing.T) {
	find := func(name string) *example {
		for _, e := range examples(t, "testdata/events.txt") {
			if e.name == name {
				return e
			}
		}
		t.Fatalf("no example %q", name)
		return nil
	}
	tests := map[string]struct {
		profile string
		strict  bool
		example string
		binding int
		notes   int
	}{
		"an event that the guide does not have":        {"wwe-guide", false, "no state", 0, 0},
		"the same event in the manual":                 {"scapi-manual", false, "no state", 1, 0},
		"a client library alone has no content at all": {"client-2020", false, "a party that is no object", 0, 0},
		"what is inferred binds under strict":          {"union", true, "what is only inferred is only noted", 1, 0},
		"and is noted without":                         {"union", false, "what is only inferred is only noted", 0, 1},
		"a profile that nobody knows":                  {"nope", false, "no state", 0, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := &oracle.Rules{Book: book.SCAPI(), Profile: tt.profile, Strict: tt.strict}
			binding, notes := 0, 0
			v := r.Judge(find(tt.example).records)
			for _, c := range v.Unmet {
				if c.Binding {
					binding++
				} else {
					notes++
				}
			}
			assert.Equal(t, tt.binding, binding, report(v.Unmet))
			assert.Equal(t, tt.notes, notes, report(v.Unmet))
		})
	}
}

// A refusal is told as a rule: what is refused, and when. A member and a value are told
// with their names.
func TestTheRuleOfAClaim(t *testing.T) {
	for item, want := range map[string]string{
		"scapi.pair.HELD.HELD": "A held call is reported by HELD in state HELD",
		"scapi.method.interaction.setUserData.refused.not-writable": "interaction.setUserData is refused when a key is not in the write-allowed option",
		"scapi.method.interaction.markdone.refused.blocked":         "interaction.markdone is refused when its mark done is blocked by interaction.blockMarkdone",
		"scapi.env.request.protocolVersion":                         "protocolVersion: 2",
		"scapi.env.subscribe.userAgent":                             "userAgent: WWE Client",
		"scapi.type.interaction.Interaction.state":                  "Interaction.state: the present state",
		"scapi.event.common.ADDED.interaction":                      "ADDED.interaction: the interaction as the event leaves it",
		"scapi.method.auth.getJwtToken.answer.expiration":           "expiration: when it ends, in ISO 8601",
		"scapi.enum.interaction-state.RINGING":                      "RINGING: an inbound call rings",
	} {
		assert.Equal(t, want, union().Claim(item, "", "").Rule)
	}
}

// No item speaks of what is no message at all.
func TestTheRuleOfWhatIsNoMessage(t *testing.T) {
	const rule = "A message is one JSON object in a text frame of its own"
	for name, lines := range map[string][]string{
		"no JSON":                {"> hello", "<! hello"},
		"no object":              {"> [7]", "<! [7]"},
		"binary, of a client":    {">x frame is binary: expected text"},
		"not UTF-8 and not JSON": {"> \xff", "<! \xff"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, line := range lines {
				e := &example{}
				require.NoError(t, e.read(line))
				v := e.asClient(union())
				if strings.HasPrefix(line, "<") {
					v = union().Judge(e.records)
				}
				require.Len(t, v.Unmet, 1, line)
				assert.Equal(t, rule, v.Unmet[0].Rule)
			}
		})
	}
}

func TestNothingIsProvedByAnEmptyTrace(t *testing.T) {
	assert.Equal(t, oracle.Verdict{}, union().Judge(nil))
	assert.Equal(t, oracle.Verdict{}, union().Judge([]trace.Record{{Seq: 1, Door: "scapi", Desk: "ana", Page: 1, Dir: trace.Event, Text: "connected"}}))
}

func TestAnotherSystemCannotBeJudged(t *testing.T) {
	assert.NoError(t, union().Check())
	assert.EqualError(t, (&oracle.Rules{Book: &book.Book{System: "gws"}}).Check(), "the oracle cannot judge gws by its book: it knows scapi")
}

// TestUnmetClaimsComeInTheOrderOfTheFrames also when one is sure only at the end.
func TestUnmetClaimsComeInTheOrderOfTheFrames(t *testing.T) {
	e := &example{}
	for _, line := range []string{
		`> {"event":"subscribe","data":"agent","referenceId":"0"}`,
		`< {"event":"agent","data":{"eventType":"STATE_CHANGED","mediaState":"READY"}}`,
		`< {"referenceId":"0"}`,
	} {
		require.NoError(t, e.read(line))
	}
	v := union().Judge(e.records)
	require.Len(t, v.Unmet, 2, report(v.Unmet))
	assert.Equal(t, "scapi.rule.subscribe-first", v.Unmet[0].Item)
	assert.Equal(t, []int{1, 2}, v.Unmet[0].Frames)
	assert.Equal(t, "scapi.env.subscribe.answer.subscriptionId", v.Unmet[1].Item)
}
