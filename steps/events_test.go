package steps_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/dummy"
)

// ringing is a fake where calls ring and can be answered, held and ended.
func ringing() *fake {
	return &fake{
		tells: map[string][]string{
			"call.arrive":  {told("ADDED", "1", "RINGING"), told("RINGING", "1", "RINGING")},
			"voice.answer": {told("ESTABLISHED", "1", "TALKING")},
			"voice.hold":   {told("HELD", "1", "HELD")},
			"voice.hangUp": {told("RELEASED", "1", "IDLE")},
		},
		answers: map[string]string{"interaction.getByInteractionId": `"data":{"interactionId":"1","state":"RINGING"}`},
	}
}

const voice = "@spec:scapi.event.common.ADDED @spec:scapi.event.voice.RINGING @spec:scapi.event.voice.ESTABLISHED @spec:scapi.event.voice.HELD"

// A table looks at what came since the last When: an And goes on with it, a Then
// that asks something begins nothing.
func TestWhatATableLooksAt(t *testing.T) {
	const (
		signsIn = "Given Ana is signed in\n"
		sees    = "Ana's desk sees, in order:\n| event |\n"
	)
	tests := map[string]struct {
		steps  string
		missed []string // the events that are claimed and not seen
	}{
		"one When":                        {"When Carla calls Ana\nThen " + sees + "| ADDED |\n| RINGING |", nil},
		"an And goes on":                  {"When Carla calls Ana\nAnd Ana answers the call\nThen " + sees + "| ADDED |\n| ESTABLISHED |", nil},
		"a But goes on":                   {"When Carla calls Ana\nBut Ana answers the call\nThen " + sees + "| ADDED |\n| ESTABLISHED |", nil},
		"a star goes on":                  {"When Carla calls Ana\n* Ana answers the call\nThen " + sees + "| ADDED |\n| ESTABLISHED |", nil},
		"a When begins anew":              {"When Carla calls Ana\nWhen Ana answers the call\nThen " + sees + "| ADDED |\n| ESTABLISHED |", []string{"ADDED"}},
		"a When behind a Then":            {"When Carla calls Ana\nThen the request succeeds\nWhen Ana answers the call\nThen " + sees + "| ADDED |\n| ESTABLISHED |", []string{"ADDED"}},
		"a Given comes before":            {"Given Carla calls Ana\nWhen Ana answers the call\nThen " + sees + "| RINGING |\n| ESTABLISHED |", []string{"RINGING"}},
		"an And of a Given begins anew":   {"Given Carla calls Ana\nAnd Ana answers the call\nThen " + sees + "| RINGING |\n| ESTABLISHED |", []string{"RINGING"}},
		"a Then that asks":                {"When Carla calls Ana\nThen Ana's desk shows the call as RINGING\nAnd Ana's page asks who they are\nAnd " + sees + "| ADDED |\n| RINGING |", nil},
		"a step that does several things": {"When Ana has a talking call with Carla\nThen " + sees + "| ADDED |\n| RINGING |\n| ESTABLISHED |", nil},
		"by now looks at everything":      {"Given Carla calls Ana\nWhen Ana answers the call\nThen by now Ana's desk has seen:\n| event |\n| ADDED |\n| ESTABLISHED |", nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := judged(t, ringing(), voice, signsIn+tt.steps)
			var missed []string
			for _, c := range dummy.Claims(got, "Ana's desk sees") {
				if what, ok := strings.CutPrefix(c.Text, "Ana's desk sees "); ok && !c.Met && c.Step == len(got.Steps) {
					missed = append(missed, what)
				}
			}
			assert.Equal(t, tt.missed, missed, "%s %s", got.Outcome, got.Reason)
		})
	}
}

func TestAMissingSurplusAndSwappedEventIsShownWhereItStands(t *testing.T) {
	const tags = voice
	row := func(expected, seen string, frame int, differs bool) result.Row {
		return result.Row{Expected: expected, Seen: seen, Frame: frame, Differs: differs}
	}
	added, rings, talks, held := told("ADDED", "1", "RINGING"), told("RINGING", "1", "RINGING"), told("ESTABLISHED", "1", "TALKING"), told("HELD", "1", "HELD")
	tests := map[string]struct {
		tells []string
		rows  string
		want  []result.Row // with frames from 1; nil: nothing is compared
		seen  string       // of the first claim that is not met
	}{
		"all of it":     {[]string{added, rings}, "| ADDED |\n| RINGING |", nil, ""},
		"in between":    {[]string{added, talks, rings}, "| ADDED |\n| RINGING |", nil, ""},
		"the first one": {[]string{rings}, "| ADDED |\n| RINGING |", []result.Row{row("ADDED", "", 0, true), row("RINGING", "RINGING RINGING", 1, false)}, "no ADDED before 20ms of silence"},
		"the last one":  {[]string{added}, "| ADDED |\n| RINGING |", []result.Row{row("ADDED", "ADDED RINGING", 1, false), row("RINGING", "", 0, true)}, "no RINGING before 20ms of silence"},
		"one between, and more than wanted": {[]string{added, held, talks}, "| ADDED |\n| RINGING |\n| ESTABLISHED |",
			[]result.Row{row("ADDED", "ADDED RINGING", 1, false), row("", "HELD HELD", 2, false), row("RINGING", "", 0, true), row("ESTABLISHED", "ESTABLISHED TALKING", 3, false)}, "no RINGING before 20ms of silence"},
		"all": {nil, "| ADDED |\n| RINGING |", []result.Row{row("ADDED", "", 0, true), row("RINGING", "", 0, true)}, "no ADDED before 20ms of silence"},
		"two of one kind for one": {[]string{added, added}, "| ADDED |\n| ADDED |\n| RINGING |",
			[]result.Row{row("ADDED", "ADDED RINGING", 1, false), row("ADDED", "ADDED RINGING", 2, false), row("RINGING", "", 0, true)}, "no RINGING before 20ms of silence"},
		"swapped": {[]string{rings, added}, "| ADDED |\n| RINGING |",
			[]result.Row{row("RINGING", "RINGING RINGING", 1, true), row("ADDED", "ADDED RINGING", 2, false)}, "RINGING, then ADDED"},
		"three in a ring": {[]string{talks, added, rings}, "| ADDED |\n| RINGING |\n| ESTABLISHED |",
			[]result.Row{row("ESTABLISHED", "ESTABLISHED TALKING", 1, true), row("ADDED", "ADDED RINGING", 2, false), row("RINGING", "RINGING RINGING", 3, false)}, "ESTABLISHED, then RINGING"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := &fake{tells: map[string][]string{"call.arrive": tt.tells}}
			got := judged(t, f, tags, "Given Ana is signed in\nWhen Carla calls Ana\nThen Ana's desk sees, in order:\n| event |\n"+tt.rows)
			var compared []result.Row
			for _, c := range got.Claims {
				if c.Compared != nil {
					require.Nil(t, compared, "it is shown once")
					assert.Equal(t, "Ana", c.Compared.Desk)
					assert.Equal(t, tt.seen, c.Seen)
					compared = c.Compared.Rows
				}
			}
			nth := 0
			for i := range compared {
				if compared[i].Frame > 0 {
					nth++
					compared[i].Frame = nth // they are in the order seen; what comes between does not matter
				}
			}
			if diff := cmp.Diff(tt.want, compared); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNothingElseOfTheseKinds(t *testing.T) {
	const two = "Given Ana is signed in\nWhen Carla calls Ana\nThen Ana's desk sees, in order:\n| event |\n| ADDED |\n"
	added, rings := told("ADDED", "1", "RINGING"), told("RINGING", "1", "RINGING")
	tests := map[string]struct {
		tells []string
		seen  string // empty: it is met
	}{
		"no more":      {[]string{added}, ""},
		"another kind": {[]string{added, rings}, ""},
		"one more":     {[]string{added, rings, told("ADDED", "1", "DIALING")}, "besides those of the table: ADDED DIALING"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := judged(t, &fake{tells: map[string][]string{"call.arrive": tt.tells}}, voice, two+"And nothing else of these kinds")
			c := theClaim(t, got, "no further")
			assert.Equal(t, tt.seen == "", c.Met)
			assert.False(t, c.Binding, "only a block of the table says what comes")
			if tt.seen != "" {
				assert.Equal(t, tt.seen, c.Seen)
				assert.NotNil(t, c.Compared)
			}
		})
	}
}

// What binds is what a document says: the order inside a block of the table and in a
// sequence that says so, a value that is there and differs.
func TestWhatBindsInATable(t *testing.T) {
	const head = "Given Ana is signed in\nWhen Carla calls Ana\nThen Ana's desk sees, in order:\n"
	cell := func(column, value string) string {
		return head + "| event | " + column + " |\n| HELD | " + value + " |"
	}
	held := func(state string, more ...string) []string { return []string{told("HELD", "1", state, more...)} }
	stateless := []string{strings.Replace(told("HELD", "1", "x"), `,"state":"x"`, "", 1)}
	const hold = "@spec:scapi.seq.voice-inbound.7"
	const block = "@spec:scapi.outbound.pull.make-call.1 @spec:scapi.outbound.pull.make-call.2"
	tests := map[string]struct {
		tags, steps string
		tells       []string
		claim       string
		met, binds  bool
	}{
		"the state":                     {hold, cell("state", "HELD"), held("HELD"), "HELD has state HELD", true, true},
		"another state":                 {hold, cell("state", "HELD"), held("TALKING"), "HELD has state HELD", false, true},
		"no state":                      {hold, cell("state", "HELD"), stateless, "HELD has state HELD", false, false},
		"a state that is null":          {hold, cell("state", "HELD"), []string{strings.Replace(stateless[0], `"interactionId":"1"`, `"interactionId":"1","state":null`, 1)}, "HELD has state HELD", false, false},
		"another previous state":        {hold, cell("previous state", "TALKING"), held("HELD", `"previousState":"IDLE"`), "HELD has previous state TALKING", false, false},
		"the call type in another case": {hold, cell("call type", "INBOUND"), held("HELD", `"callType":"Inbound"`), "HELD has call type INBOUND", true, true},
		"another call type":             {hold, cell("call type", "INBOUND"), held("HELD", `"callType":"OUTBOUND"`), "HELD has call type INBOUND", false, true},
		"an unknown call type":          {hold, cell("call type", "INBOUND"), held("HELD", `"callType":"UNKNOWN"`), "HELD has call type INBOUND", false, false},
		"no call type":                  {hold, cell("call type", "INBOUND"), held("HELD"), "HELD has call type INBOUND", false, false},
		"another recording":             {hold, cell("recording", "RECORDING or PAUSED"), held("HELD", `"recordingState":"STOPPED"`), "HELD has recordingState RECORDING or PAUSED", false, true},
		"one of two recordings":         {hold, cell("recording", "RECORDING or PAUSED"), held("HELD", `"recordingState":"PAUSED"`), "HELD has recordingState", true, true},
		"no recording":                  {hold, cell("recording", "RECORDING"), held("HELD"), "HELD has recordingState RECORDING", false, false},
		"the event":                     {hold, cell("state", "HELD"), nil, "Ana's desk sees HELD HELD", false, true},
		"the order of a block": {block, head + "| event |\n| ADDED |\n| DIALING |", []string{told("DIALING", "1", "DIALING"), told("ADDED", "1", "DIALING")},
			"DIALING comes after ADDED", false, true},
		"an order that nobody states": {voice, head + "| event |\n| ADDED |\n| RINGING |", []string{told("RINGING", "1", "RINGING"), told("ADDED", "1", "RINGING")},
			"RINGING comes after ADDED", false, false},
		"capabilities in any order": {block, head + "| event | capabilities |\n| ADDED | HANGUP |", []string{told("ADDED", "1", "DIALING", `"capabilities":["HANGUP"]`)},
			"ADDED has capabilities [HANGUP]", true, true},
		"other capabilities": {block, head + "| event | capabilities |\n| ADDED | HANGUP |", []string{told("ADDED", "1", "DIALING", `"capabilities":["HANGUP","HOLD"]`)},
			"ADDED has capabilities [HANGUP]", false, true},
		"capabilities that are no list": {block, head + "| event | capabilities |\n| ADDED | HANGUP |", []string{told("ADDED", "1", "DIALING", `"capabilities":"HANGUP"`)},
			"ADDED has capabilities [HANGUP]", false, true},
		"no capabilities": {block, head + "| event | capabilities |\n| ADDED | HANGUP |", []string{told("ADDED", "1", "DIALING")},
			"ADDED has capabilities [HANGUP]", false, false},
		"none where the table has none": {"@spec:scapi.outbound.pull.make-call.3", head + "| event | capabilities |\n| REMOVED | - |", []string{told("REMOVED", "1", "IDLE")},
			"REMOVED has capabilities []", true, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := judged(t, &fake{tells: map[string][]string{"call.arrive": tt.tells}}, tt.tags, tt.steps)
			c := theClaim(t, got, tt.claim)
			assert.Equal(t, tt.met, c.Met, c.Seen)
			assert.Equal(t, tt.binds, c.Binding)
			assert.NotEmpty(t, c.Item)
		})
	}
}

// MARKDONE_APPLY may come under either name (its own, or that of interactions).
func TestAnEventUnderAnotherNameThatIsAllowed(t *testing.T) {
	for _, name := range []string{"interaction", "markdone"} {
		f := &fake{tells: map[string][]string{"call.arrive": {eventOf(name, "MARKDONE_APPLY", "1", "IDLE")}}}
		got := judged(t, f, "@spec:scapi.event.markdone.MARKDONE_APPLY",
			"Given Ana is signed in\nWhen Carla calls Ana\nThen Ana's desk sees, in order:\n| event |\n| MARKDONE_APPLY |")
		assert.True(t, theClaim(t, got, "Ana's desk sees MARKDONE_APPLY").Met, name)
	}
}

// What may not come is what the book says of a rule: a tag lends its evidence to
// nothing else.
func TestWhatIsNotSeen(t *testing.T) {
	const when = "Given Ana is signed in\nAnd Ben is signed in\nAnd Carla calls Ana\nWhen Ana marks the call done\nThen "
	const rule, other = "@spec:scapi.rule.markdone-blocked", "@spec:scapi.rule.unsubscribe"
	removed, held, its := told("REMOVED", "1", "IDLE"), told("HELD", "1", "HELD"), told("REMOVED", "2", "IDLE")
	tests := map[string]struct {
		tags, then string
		tells      string
		claim      string
		met, binds bool
	}{
		"nothing at another desk":   {rule, "Ben's desk sees nothing", removed, "Ben's desk sees nothing", true, false},
		"something":                 {rule, "Ana's desk sees nothing", held, "Ana's desk sees nothing", false, false},
		"something that is not to":  {rule, "Ana's desk sees nothing", removed, "Ana's desk sees no REMOVED", false, true},
		"something, without a rule": {"", "Ana's desk sees nothing", removed, "Ana's desk sees nothing", false, false},
		"another kind":              {rule, "Ana's desk sees no REMOVED", held, "Ana's desk sees no REMOVED", true, true},
		"that kind":                 {rule, "Ana's desk sees no REMOVED", removed, "Ana's desk sees no REMOVED", false, true},
		"that kind, of another":     {rule, "Ana's desk sees no REMOVED", its, "Ana's desk sees no REMOVED", true, true},
		"by a rule of other things": {other, "Ana's desk sees no REMOVED", removed, "Ana's desk sees no REMOVED", false, false},
		"no record":                 {"@spec:scapi.rule.markdone-pull", "no further record comes to Ana", held, "no further record comes to Ana", true, true},
		"a record":                  {"@spec:scapi.rule.markdone-pull", "no further record comes to Ana", told("PREVIEWING", "2", "PREVIEWING", `"callType":"OUTBOUND_PREVIEW"`), "no further record comes to Ana", false, true},
		"a record, of a call":       {"@spec:scapi.rule.markdone-pull", "no further record comes to Ana", told("ADDED", "2", "RINGING", `"callType":"INBOUND"`), "no further record comes to Ana", true, true},
		"no state":                  {"@spec:scapi.rule.state-event-only", "Ana's desk does not see the agent become UNKNOWN", held, "Ana's desk does not see", true, true},
		"a state": {"@spec:scapi.rule.state-event-only", "Ana's desk does not see the agent become UNKNOWN",
			`{"event":"agent","data":{"eventType":"STATE_CHANGED","mediaState":"UNKNOWN"}}`, "Ana's desk does not see", false, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := ringing()
			f.tells["interaction.markdone"] = []string{tt.tells}
			got := judged(t, f, tt.tags, when+tt.then)
			assert.Equal(t, tt.binds && !tt.met, len(got.Failures()) > 0, "%+v", got.Failures())
			c := theClaim(t, got, tt.claim)
			assert.Equal(t, []bool{tt.met, tt.binds}, []bool{c.Met, c.Binding}, c.Seen)
		})
	}
}

// The first interaction that appears after a sentence that expects one is what that
// sentence speaks of.
func TestWhatAScenarioCallsItsInteractions(t *testing.T) {
	f := ringing()
	f.tells["call.arrive"] = nil
	f.tells["agent.set"] = []string{told("ADDED", "stray", "IDLE")}
	f.tells["voice.dial"] = []string{told("ADDED", "1", "DIALING"), told("DIALING", "1", "DIALING"), "Ben: " + told("RINGING", "b", "RINGING")}
	f.tells["call.answer"] = []string{told("ADDED", "2", "RINGING")}
	const steps = `Given Ana is signed in
And Ben is signed in
And Ana is made ready by something outside
And Ana dials Ben
And Carla calls Ana
And Carla answers
When Ana puts the first call on hold
And Ana puts the second call on hold
And Ana puts the call on hold
And Ben answers the call
Then Ana's desk shows the first call as RINGING
`
	got := judged(t, f, "", steps)
	var asked []string
	for _, r := range got.Trace {
		if text := string(r.Frame); r.Dir == "sent" && (strings.Contains(text, "voice.hold") || strings.Contains(text, "voice.answer")) {
			asked = append(asked, r.Desk+" "+text[strings.Index(text, "parameters"):strings.Index(text, ",\"referenceId")])
		}
	}
	assert.Equal(t, []string{`Ana parameters":["1"]`, `Ana parameters":["2"]`, `Ana parameters":["2"]`, `Ben parameters":["b"]`}, asked, "%s %s", got.Outcome, got.Reason)
}

// No document says how soon an event comes: one that is late is waited for, and the
// wait is noted.
func TestWhatComesLate(t *testing.T) {
	tests := map[string]string{
		"a table":         "When Carla calls Ana\nThen Ana's desk sees, in order:\n| event |\n| ADDED |\n| RINGING |",
		"a way":           "Given Ana has a ringing call with Carla",
		"user data":       "When Carla calls Ana\nThen Ana's desk shows the user data of the call:\n| A | 1 |",
		"attributes":      "When Carla calls Ana\nThen the call at Ana's desk has:\n| ani | 555 |",
		"a page":          "When Carla calls Ana\nThen Ana's first page hears interaction once",
		"the interaction": "When Carla calls Ana\nThen Ana's desk shows the call as RINGING",
	}
	for name, steps := range tests {
		t.Run(name, func(t *testing.T) {
			f := ringing()
			f.tells["call.arrive"] = nil
			f.file = func(f *targets.Target) { f.Settle.Quiet = 500 * time.Millisecond } // so that a busy machine is not what is late
			f.late = []string{told("ADDED", "1", "RINGING", `"ani":"555"`, `"userData":{"A":"1"}`), told("RINGING", "1", "RINGING", `"ani":"555"`, `"userData":{"A":"1"}`)}
			got := judged(t, f, voice, "Given Ana is signed in\n"+steps)
			assert.Contains(t, []result.Outcome{result.Passed, result.Note}, got.Outcome, "%s %+v", got.Reason, got.Failures())
			for _, c := range got.Notes() {
				assert.Equal(t, "late", c.Kind)
				assert.Regexp(t, `^(ADDED|RINGING) \d+ ms later$`, c.Seen)
			}
		})
	}
}

// What is not to come may come late as well.
func TestNothingElseComesLateEither(t *testing.T) {
	f := &fake{tells: map[string][]string{"call.arrive": {told("RELEASED", "1", "IDLE", `"callType":"OUTBOUND"`)}},
		late: []string{told("RELEASED", "1", "IDLE", `"callType":"OUTBOUND"`)},
		file: func(f *targets.Target) { f.Settle.Quiet = 500 * time.Millisecond }}
	got := judged(t, f, "@spec:scapi.outbound.push.release-markdone.1", "Given Ana is signed in\nWhen Carla calls Ana\nThen Ana's desk sees, in order:\n| event |\n| RELEASED |\nAnd nothing else of these kinds")
	c := theClaim(t, got, "no further")
	assert.Equal(t, []bool{false, true}, []bool{c.Met, c.Binding})
}

// A new interaction is waited for, though there was one of its kind before.
func TestALateSecondCall(t *testing.T) {
	f := &fake{
		tells: map[string][]string{"voice.dial": {told("ADDED", "1", "DIALING", `"direction":"OUT"`), told("REMOVED", "1", "IDLE", `"direction":"OUT"`)}},
		late:  []string{told("RINGING", "2", "RINGING", `"direction":"IN"`)},
		file:  func(f *targets.Target) { f.Settle.Quiet = 500 * time.Millisecond },
	}
	got := judged(t, f, "", "Given Ana is signed in\nAnd Ana dials Chen\nWhen Carla calls Ana\nThen the call at Ana's desk has:\n| direction | IN |")
	assert.True(t, theClaim(t, got, "the call has direction IN").Met, "%s %+v", got.Reason, got.Claims)
}
