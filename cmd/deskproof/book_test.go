package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/internal/golden"
)

func TestBookShowsAnItemByItsID(t *testing.T) {
	s := deskproof(t, "book", "scapi.seq.voice-inbound.3")
	assert.Equal(t, 0, s.code, s.errors)
	golden.Equal(t, "book-item.txt", []byte(s.out))
	assert.Equal(t, s, deskproof(t, "book", "@spec:scapi.seq.voice-inbound.3"))
}

func TestBookShowsTheStepsOfASequence(t *testing.T) {
	s := deskproof(t, "book", "scapi.seq.markdone-blocked")
	assert.Equal(t, 0, s.code, s.errors)
	golden.Equal(t, "book-sequence.txt", []byte(s.out))
}

func TestBookShowsWhatAnItemLooksLikeOnTheWire(t *testing.T) {
	tests := map[string]string{
		"book-method.txt": "scapi.method.interaction.consult",
		"book-answer.txt": "scapi.method.agent.get.answer",
		"book-type.txt":   "scapi.type.interaction.Interaction",
		"book-member.txt": "scapi.type.interaction.Interaction.callType",
		"book-enum.txt":   "scapi.enum.state-type",
		"book-event.txt":  "scapi.event.markdone.MARKDONE_APPLY",
		"book-row.txt":    "scapi.outbound.pull.record-received.1",
		"book-gws.txt":    "gws.op.place-in-queue",
	}
	for file, id := range tests {
		t.Run(id, func(t *testing.T) {
			golden.Equal(t, file, []byte(deskproof(t, "book", id).out))
		})
	}
}

func TestBookShowsTheFactsOfEveryKind(t *testing.T) {
	tests := map[string][]string{
		"scapi.env.answer.success":                               {"from         server\n", "never with   event, errorMessage\n", "referenceId"},
		"scapi.method.agent.get":                                 {"request      agent.get\n", "parameters   none\n", "answer       agent.Agent\n"},
		"scapi.method.outbound.rescheduleRecord":                 {"callbackType: string (enum callback-type), required, client: whose callback it is\n"},
		"scapi.method.voice.hold.refused.wrong-state":            {"answered     "},
		"scapi.method.system.popupToast":                         {"parameter 1  parameters: object, required, documented", "parameters.title ", "string, required "},
		"scapi.event.common.ATTACHED_DATA_CHANGED":               {"required in it: interactionId, caseId"},
		"scapi.type.interaction.Interaction.parties":             {"type         Array<interaction.Party>\n", "see          scapi.type.interaction.Party\n"},
		"gws.op.accept.unknown-id":                               {"answered     6: page\n"},
		"gws.status.6":                                           {"the resource was not found"},
		"webex.op.task.consult":                                  {"done         AgentConsultCreated\n", "failed       AgentConsultFailed, AgentCtqFailed\n", "cancelled    AgentCtqCancelled\n", "within       20 s\n"},
		"webex.field.interaction.callProcessingDetails.isPaused": {"type         boolean\n", "otherwise    string, optional in sdk-3.12.0: npm\n"},
		"webex.type.CallAssociatedDetails":                       {"type         Record<string>\n"},
		"webex.event.AgentContactHeld":                           {"data         TaskData\n"},
		"scapi.pair.HELD.HELD":                                   {"eventType    HELD\n", "state        HELD\n"},
		"scapi.grant.HOLD":                                       {"capability   HOLD\n", "request      voice.hold\n"},
		"scapi.option.service-client-api.block-markdone-timeout": {"default      not known\n", "values       milliseconds above 0\n"},
		"scapi.grammar.origins.1":                                {"origin       http://my-web-server0\n", "allowed      true\n"},
		"scapi.grammar.option.1":                                 {"pattern      voice.*\n", "valid        true\n"},
	}
	for id, want := range tests {
		t.Run(id, func(t *testing.T) {
			s := deskproof(t, "book", id)
			for _, w := range want {
				assert.Contains(t, s.out, w)
			}
		})
	}
}

func TestBookSaysWhatARuleForbids(t *testing.T) {
	assert.Contains(t, deskproof(t, "book", "scapi.rule.markdone-blocked").out, "  forbids      MARKDONE_APPLY, COMPLETED, REMOVED\n")
	assert.Contains(t, deskproof(t, "book", "--json", "scapi.rule.userdata-live").out, `"userData"`)
}

func TestBookFindsItemsByWords(t *testing.T) {
	tests := map[string]struct {
		words     []string
		want, not string
	}{
		"of the id":             {[]string{"outbound.push", "rejected."}, "scapi.outbound.push.rejected.1", "direct-push."},
		"of the text, any case": {[]string{"HOLD", "established"}, "scapi.method.voice.hold  ", "voice.resume"},
		"of an open question":   {[]string{"the", "print", "of", "consult"}, "scapi.ambiguity.target-vs-type", "scapi.seq"},
		"of people who decline": {[]string{"declines", "the", "call"}, "scapi.seq.voice-inbound-reject.4 ", "voice.hold"},
		"of people who pick up": {[]string{"Pick", "up"}, "scapi.method.voice.answer  ", "agent.get"},
		"of people who hung up": {[]string{"hung", "up"}, "scapi.method.voice.hangUp  ", "voice.hold"},
		"of every system":       {[]string{"accept"}, "gws.op.accept ", "nothing in the book"},
		"of one system":         {[]string{"accept", "--system", "gws"}, "gws.op.accept.not-mine ", "scapi."},
		"none":                  {nil, "scapi.rule.one-answer", "nothing in the book"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := deskproof(t, append([]string{"book"}, tt.words...)...)
			assert.Equal(t, 0, s.code, s.errors)
			assert.Contains(t, s.out, tt.want)
			assert.NotContains(t, s.out, tt.not)
		})
	}
}

func TestBookSaysWhenNothingMatches(t *testing.T) {
	s := deskproof(t, "book", "teleport", "call")
	assert.Equal(t, 2, s.code)
	assert.Contains(t, s.errors, `nothing in the book matches "teleport call"`)
	s = deskproof(t, "book", "--system", "fax")
	assert.Equal(t, 2, s.code)
	assert.Contains(t, s.errors, `--system: there is no book of "fax": choose gws, scapi`)
}

func TestBookNamesTheNearestIDs(t *testing.T) {
	for _, id := range []string{"scapi.seq.voice-inbund", "@spec:scapi.seq.voice-inbund"} {
		s := deskproof(t, "book", id)
		assert.Equal(t, 2, s.code)
		assert.Contains(t, s.errors, `the id "scapi.seq.voice-inbund": the nearest are scapi.seq.voice-inbound, `)
	}
}

func TestBookAsJSONHasEveryItemWhole(t *testing.T) {
	var entries []bookEntry
	require.NoError(t, json.Unmarshal([]byte(deskproof(t, "book", "--json").out), &entries))
	assert.Len(t, entries, strings.Count(deskproof(t, "book").out, "\n"))
	for _, e := range entries {
		assert.NotEmpty(t, e.Text, e.ID)
		assert.NotEmpty(t, e.Evidence, e.ID)
		assert.NotEmpty(t, e.Profiles, e.ID)
		assert.Subset(t, e.Item, map[string]any{"id": e.ID}, e.ID)
	}
}

func TestBookAsJSONHasWhatTheTextHas(t *testing.T) {
	tests := map[string][]string{
		"scapi.method.interaction.consult":            {`"params": [`, `"type": "object|string"`, `"presence": "required"`, `"scapi.method.interaction.consult.targetQuery.type"`, `"notes": [`},
		"scapi.type.interaction.Interaction.callType": {`"type": "string"`, `"media": "voice"`, `"enum": "call-type"`, `"values": [`, `"OUTBOUND_PREVIEW"`},
		"scapi.seq.voice-inbound.3":                   {`"stateEvidence": "documented"`, `"callTypeEvidence": "documented"`, `"assumed": [`, `"previous": "UNKNOWN"`},
		"scapi.event.markdone.MARKDONE_APPLY":         {`"nameEvidence": "inferred"`, `"alsoAs": [`, `"members": [`},
	}
	for id, want := range tests {
		s := deskproof(t, "book", "--json", id)
		for _, w := range want {
			assert.Contains(t, s.out, w, id)
		}
	}
}

func TestBookTellsWhereAnItemBinds(t *testing.T) {
	for id, want := range map[string]string{
		"webex.http.u2c.limited": "  profiles     documented, sdk-3.12.0\n  binds in     sdk-3.12.0\n",
		"gws.op.place-in-queue":  "  profiles     8.5.0, 8.5.1, client-compat\n\n",
	} {
		s := deskproof(t, "book", id)
		assert.Equal(t, 0, s.code, s.errors)
		assert.Contains(t, s.out, want)
	}
}
