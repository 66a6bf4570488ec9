package webex_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/webex"
)

func TestWhatIsWrittenInAChatIsTranscribed(t *testing.T) {
	f := newFloor(t)
	f.ready(ana)
	f.stage(center.Command{Verb: center.Arrive, Agent: ana, Medium: center.Chat, Number: "visitor-1"})
	id := f.c.Parts(ana)[0].ID
	f.stage(center.Command{Verb: center.FarSay, Number: "visitor-1", Text: "Anybody there?"})
	assert.NotContains(t, kinds(f.heard(ana)), "REAL_TIME_TRANSCRIPTION", "while it is only offered")

	f.post(ana, "/v1/tasks/"+webex.ID(id)+"/accept", "{}")
	f.pass(1e9)
	f.log.Reset()
	f.stage(center.Command{Verb: center.FarType, Number: "visitor-1"})
	f.stage(center.Command{Verb: center.FarSay, Number: "visitor-1", Text: "Hello?"})
	assert.NoError(t, f.Do(center.Command{Verb: center.Say, Agent: ana, Interaction: id, Text: "Good morning."}))
	f.observe()
	var said []string
	for _, h := range f.heard(ana) {
		line := h["data"].(map[string]any)
		assert.Equal(t, "REAL_TIME_TRANSCRIPTION", h["type"])
		assert.Equal(t, webex.ID(id), line["conversationId"])
		said = append(said, line["role"].(string)+": "+line["content"].(string))
	}
	assert.Equal(t, []string{"CUSTOMER: Hello?", "AGENT: Good morning."}, said)
}
