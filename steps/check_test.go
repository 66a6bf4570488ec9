package steps_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps"
	"github.com/deskproof/deskproof/steps/dummy"
	"github.com/deskproof/deskproof/steps/oracle"
)

var rules = &oracle.Rules{Book: book.SCAPI(), Profile: "union"}

func TestCheckFindsWhatCannotBeRight(t *testing.T) {
	const sees = "    Then Ana's desk sees, in order:\n"
	const hold, preview = "@spec:scapi.seq.voice-inbound.7", "@spec:scapi.outbound.pull.make-call.1 @spec:scapi.outbound.pull.make-call.3"
	tests := map[string]struct {
		tags, steps string
		line        int
		want        string // empty: nothing is wrong
	}{
		"a row of its tag":             {hold, sees + "| event | state |\n| HELD | HELD |", 0, ""},
		"no table":                     {hold, "    Then something else:\n| event |\n| HELD |", 0, ""},
		"another case of a call type":  {hold, sees + "| event | call type |\n| HELD | Inbound |", 0, ""},
		"rows of two tables":           {hold, sees + "| event |\n| HELD |\n    And by now Ana's desk has seen:\n| event |\n| HELD |", 0, ""},
		"a dash for no capabilities":   {preview, sees + "| event | interaction | capabilities |\n| REMOVED | record | - |", 0, ""},
		"capabilities in any order":    {"@spec:scapi.outbound.pull.record-received.1", sees + "| event | capabilities |\n| ADDED | CANCEL_RECORD, CALL, REJECT_RECORD |", 0, ""},
		"an unknown tag":               {"@spec:scapi.seq.voice-inbound.7x", "    Given Ana is signed in\n    Then Ana's desk sees nothing", 3, "tag @spec:scapi.seq.voice-inbound.7x names nothing in the book"},
		"a row that no tag is about":   {hold, sees + "| event |\n| RELEASED |", 4, "row 1, RELEASED: no tag of the scenario is about RELEASED; known ids: @spec:scapi.seq.voice-inbound.11, "},
		"a row that no id is about":    {hold, sees + "| event |\n| HEALED |", 4, "row 1, HEALED: the documents have no event HEALED, near is HELD"},
		"another state":                {hold, sees + "| event | state |\n| HELD | TALKING |", 4, "row 1, HELD TALKING: it contradicts the scenario's tags: scapi.seq.voice-inbound.7 has state HELD"},
		"another call type":            {hold, sees + "| event | call type |\n| HELD | OUTBOUND |", 4, "has call type INBOUND"},
		"other capabilities":           {preview, sees + "| event | capabilities |\n| ADDED | HOLD |", 4, "row 1, ADDED [HOLD]: it contradicts the scenario's tags: scapi.outbound.pull.make-call.1 has capabilities [HANGUP]"},
		"another interaction":          {preview, sees + "| event | interaction |\n| REMOVED | call |", 4, "row 1, REMOVED (call): it contradicts the scenario's tags: scapi.outbound.pull.make-call.3 is about the record"},
		"a mistyped state":             {"@spec:scapi.event.common.ADDED", sees + "| event | state |\n| ADDED | RINGNG |", 4, `row 1, ADDED RINGNG: "RINGNG" is not a state of an interaction that the documents know: expected one such as RINGING, `},
		"a mistyped previous state":    {hold, sees + "| event | previous state |\n| HELD | TALKNG |", 4, `"TALKNG" is not a state`},
		"a mistyped call type":         {"@spec:scapi.event.common.ADDED", sees + "| event | call type |\n| ADDED | INBOND |", 4, `"INBOND" is not a call type`},
		"a mistyped capability":        {"@spec:scapi.event.common.ADDED", sees + "| event | capabilities |\n| ADDED | CALL, HNGUP |", 4, `"HNGUP" is not a capability`},
		"a mistyped recording":         {hold, sees + "| event | recording |\n| HELD | RECORDING or PAUSE |", 4, `"PAUSE" is not a value of recordingState`},
		"a mistyped attribute":         {hold, "    Then the call at Ana's desk has:\n| annie | 1 |", 4, `"annie" is not an attribute of an interaction that the documents know: expected one of ani, `},
		"an attribute without a value": {hold, "    Then the call at Ana's desk has:\n| ani |", 4, "the table needs two columns"},
		"user data in three columns":   {hold, "    When Ana sets the user data of the call:\n| a | b | c |\n    Then Ana's desk sees nothing", 4, "the table needs two columns"},
		"user data":                    {hold, "    When Carla calls Ana with the user data:\n| a | b |\n    Then the call at Ana's desk has:\n| ani | 1 |", 0, ""},
		"no check":                     {"", "    Given Ana is signed in\n    When Ana dials Ben", 3, "the scenario has no Then: it checks nothing"},
		"a table under When":           {hold, "    When Ana's desk sees, in order:\n| event |\n| HELD |\n    Then Ana's desk sees nothing", 4, "a table of events stands under When"},
		"the second row":               {hold, sees + "| event |\n| HELD |\n| ADDED |", 4, "row 2, ADDED: no tag"},
		"the second table":             {hold, sees + "| event |\n| HELD |\n    And by now Ana's desk has seen:\n| event |\n| ADDED |", 7, "row 1, ADDED: no tag"},
		"an unknown column":            {hold, sees + "| event | colour |\n| HELD | red |", 4, `unknown column "colour": expected some of event, interaction, state, previous state, call type, capabilities, recording, not answered, direction`},
		"a column twice":               {hold, sees + "| event | state | state |\n| HELD | HELD | HELD |", 4, `column "state" is there twice`},
		"no column for the event":      {hold, sees + "| state |\n| HELD |", 4, `the table needs a column "event"`},
		"no event in a row":            {hold, sees + "| event | state |\n|  | HELD |", 4, "row 1 names no event"},
		"no row":                       {hold, sees + "| event |", 4, "the table needs a heading and at least one row"},
		"an interaction nobody called": {hold, sees + "| event | interaction |\n| HELD | calls |", 4, `row 1 is about "calls": expected call, record, consultation, chat, e-mail or reply, with first, second or third before it when there are several`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := steps.Check(rules, dummy.Load(t, tt.tags, tt.steps))
			if tt.want == "" {
				assert.Empty(t, got)
				return
			}
			require.Len(t, got, 1)
			assert.Equal(t, "x.feature", got[0].File)
			assert.Equal(t, tt.line, got[0].Line)
			assert.Contains(t, got[0].Text, tt.want)
			assert.NotEmpty(t, got[0].Help)
		})
	}
}

func TestCheckTellsEverything(t *testing.T) {
	sc := dummy.Load(t, "@spec:no.such @spec:nor.this", "    Then Ana's desk sees, in order:\n| event |\n| HELD |")
	assert.Len(t, steps.Check(rules, sc), 3)
}

// The first of two tags that fit a row is the first row's, the other the second's.
func TestRowsTakeTheirTagsInOrder(t *testing.T) {
	const table = "    Then Ana's desk sees, in order:\n| event |\n| ADDED |\n| RINGING |\n| ADDED |\n| ADDED |\n"
	f := &fake{tells: map[string][]string{"call.arrive": {told("ADDED", "1", "RINGING")}}}
	got := judged(t, f, "@spec:scapi.event.common.ADDED @spec:scapi.event.voice.RINGING @spec:scapi.seq.voice-inbound.2",
		"    Given Ana is signed in\n    When Carla calls Ana\n"+table)
	var ids []string
	for _, c := range dummy.Claims(got, "Ana's desk sees") {
		ids = append(ids, c.Item)
	}
	assert.Equal(t, []string{"scapi.event.common.ADDED", "scapi.event.voice.RINGING", "scapi.seq.voice-inbound.2", "scapi.event.common.ADDED"}, ids)
}
