package scapi_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

// told are the pages that got frames, in order.
func told(frames []frame) []uint32 {
	var pages []uint32
	for _, f := range frames {
		pages = append(pages, f.page)
	}
	return pages
}

func TestPagesOfOneAgent(t *testing.T) {
	f := newFloor(t, "union", open)
	f.open(ana, 1)
	f.openFrom(ana, 2, "")
	f.open(ana, 3)
	f.open(ben, 1)

	frames := f.stage(center.Command{Verb: center.Arrive, Agent: ana, Number: "5550111"})
	assert.Equal(t, []uint32{1, 3, 1, 3}, told(frames), "those that subscribed, page by page, event by event")
	for i := 0; i < len(frames); i += 2 {
		assert.Equal(t, ana, frames[i].agent)
		assert.Equal(t, string(frames[i].body), string(frames[i+1].body))
	}

	frames = f.send(ana, 2, `{"request":"voice.answer","parameters":["1"],"referenceId":"x","userAgent":"WWE Client"}`)
	assert.Equal(t, []uint32{2, 1, 3}, told(frames), "who asked is answered, who subscribed is told")

	f.desks[ana].Close(0, 1)
	assert.Equal(t, []uint32{3}, told(f.stage(center.Command{Verb: center.FarHangUp, Number: "5550111"})))
}

func TestAnInteractionOutlivesThePages(t *testing.T) {
	f := newFloor(t, "union", open)
	f.open(ana, 1)
	f.call("5550111")
	f.do("voice.answer", `["1"]`)
	before, _ := f.ask("interaction.getByInteractionId", `["1"]`)
	f.desks[ana].Close(0, 1)

	f.stage(center.Command{Verb: center.Arrive, Agent: ana, Number: "5550112"}) // nobody is told
	f.openFrom(ana, 1, "")
	after, _ := f.ask("interaction.getByInteractionId", `["1"]`)
	assert.Equal(t, before.text(), after.text())
	second, _ := f.ask("interaction.getByInteractionId", `["2"]`)
	assert.Contains(t, second.text(), `"state":"RINGING","previousState":"UNKNOWN"`)
	assert.Empty(t, f.do("voice.hangUp", `["1"]`), "the subscriptions are gone with the page")
}

func TestADeskThatOpensLateListsWhatIsThere(t *testing.T) {
	f := newFloor(t, "union", open)
	require.NoError(t, f.Do(center.Command{Verb: center.Arrive, Agent: ana, Number: "5550111"}))
	f.events = f.events[:0] // no desk was open to observe it
	f.open(ana, 1)
	a, _ := f.ask("interaction.getInteractions", "")
	var list []struct{ InteractionID, State, PreviousState string }
	require.NoError(t, json.Unmarshal(a.Data, &list))
	require.Len(t, list, 1)
	assert.Equal(t, "1", list[0].InteractionID)
	assert.Equal(t, "RINGING", list[0].State)
	assert.Len(t, rows(t, f.do("voice.answer", `["1"]`)), 1)
}

func TestThePreviousStateIsTheLastThatWasAnother(t *testing.T) {
	f := newFloor(t, "union", open)
	f.open(ana, 1)
	tests := []struct {
		does            func() []frame
		state, previous string
	}{
		{func() []frame { return f.stage(center.Command{Verb: center.Arrive, Agent: ana, Number: "5550111"}) }, "RINGING", "UNKNOWN"},
		{func() []frame { return f.do("interaction.setUserData", `["1",{"a":1}]`) }, "RINGING", "UNKNOWN"},
		{func() []frame { return f.do("voice.answer", `["1"]`) }, "TALKING", "RINGING"},
		{func() []frame { return f.do("interaction.deleteUserData", `["1","a"]`) }, "TALKING", "RINGING"},
		{func() []frame { return f.do("voice.hold", `["1"]`) }, "HELD", "TALKING"},
		{func() []frame { return f.do("voice.startCallRecording", `["1"]`) }, "HELD", "TALKING"},
		{func() []frame { return f.do("voice.resume", `["1"]`) }, "TALKING", "HELD"},
		{func() []frame { return f.do("voice.hangUp", `["1"]`) }, "IDLE", "TALKING"},
		{func() []frame { return f.do("interaction.markdone", `["1"]`) }, "IDLE", "TALKING"},
	}
	for _, tt := range tests {
		frames := tt.does()
		require.NotEmpty(t, frames)
		for _, frame := range frames {
			assert.Contains(t, string(frame.body), `"state":"`+tt.state+`","previousState":"`+tt.previous+`"`)
		}
	}
}

func TestTheCaseOfARecordIsThatOfItsCall(t *testing.T) {
	f := newFloor(t, "union", open)
	f.open(ana, 1)
	received(f)
	accepted(f)
	called(f)
	a, _ := f.ask("interaction.getInteractions", "")
	var list []struct {
		CaseID                string
		IsMainCaseInteraction bool
	}
	require.NoError(t, json.Unmarshal(a.Data, &list))
	require.Len(t, list, 2)
	assert.Equal(t, list[0].CaseID, list[1].CaseID)
	assert.True(t, list[0].IsMainCaseInteraction)
	assert.False(t, list[1].IsMainCaseInteraction)
}
