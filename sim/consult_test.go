package sim_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/journal"
)

// TestConsultations plays consultations, transfers and conferences as they are seen
// on the wire.
func TestConsultations(t *testing.T) {
	both := "ana opens 1001\nana > subscribe " + everything + "\nben opens 1002\nben > subscribe " + everything + "\n"
	call := both + `stage call.arrive {"agent":"1001","from":"5550151","dnis":"800","data":{"Topic":"billing"}}
		ana > voice.answer ["1"]` + "\n"
	consult := call + `ana > interaction.consult ["1",{"type":"AGENT","destination":"1002"},{"Note":"a"},{"ext":"1"}]
		ben > voice.answer ["1"]` + "\n"
	chat := both + `stage chat.arrive {"agent":"1001","from":"carla"}
		ana > interaction.accept ["1"]
		stage clock.advance {"ms":500}` + "\n"
	tests := map[string]string{
		"chat-consult-transfer": chat + `
			ana > interaction.consult ["1",{"type":"AGENT","destination":"1002"},{"Note":"a"},{"ext":"1"}]
			ana > interaction.completeTransfer ["2"]
			ben > interaction.accept ["1"]
			stage clock.advance {"ms":500}
			stage desktop.say {"agent":"1002","interaction":"1","text":"What is it?"}
			ana > interaction.completeTransfer ["2"]
			stage clock.advance {"ms":500}
			stage chat.end {"from":"carla"}
			ben > interaction.markdone ["2"]`,
		"chat-consult-conference": chat + `
			ana > interaction.consult ["1",{"type":"AGENT_GROUP","destination":"Service"}]
			ben > interaction.accept ["1"]
			ana > interaction.completeConference ["2"]
			stage clock.advance {"ms":500}
			stage desktop.leaveConference {"agent":"1002","interaction":"2"}
			ana > interaction.consult ["1",{"type":"AGENT","destination":"1002"}]
			ben > interaction.reject ["3"]
			ana > interaction.consult ["1",{"type":"AGENT","destination":"1002"}]
			ben > interaction.accept ["4"]
			stage desktop.endChat {"agent":"1002","interaction":"4"}`,
		"consult-across-media": chat + `
			ana > interaction.consult ["1",{"target":"AGENT","destination":"1002","media":"voice"}]
			ben > voice.answer ["1"]
			ana > interaction.completeTransfer ["2"]
			stage call.arrive {"agent":"1001","from":"5550151"}
			ana > voice.answer ["3"]
			ana > interaction.consult ["3",{"type":"AGENT","destination":"1002","media":"chat"}]
			ben > interaction.accept ["3"]
			ana > interaction.completeConference ["4"]
			ben > voice.answer ["4"]
			stage email.arrive {"agent":"1003","from":"chen@example.com"}
			stage email.arrive {"agent":"1001","from":"carla@example.com"}
			ana > interaction.accept ["5"]
			ana > interaction.consult ["5",{"type":"AGENT","destination":"1002"}]
			ana > interaction.consult ["5",{"type":"AGENT","destination":"1002","media":"fax"}]
			ana > interaction.consult ["5",{"type":"CUSTOM_CONTACT","destination":"5550152","media":"chat"}]`,
		"consult-transfer": consult + `
			ana > interaction.completeTransfer ["2"]
			ana > interaction.markdone ["1"]
			ben > interaction.getInteractions
			ben > voice.hangUp ["1"]
			ben > interaction.markdone ["1"]`,
		"consult-transfer-unanswered": call + `
			ana > interaction.consult ["1",{"target":"AGENT","destination":"1002"}]
			ana > interaction.completeConference ["2"]
			ana > interaction.completeTransfer ["2"]
			ben > voice.answer ["1"]
			stage call.hangUp {"number":"5550151"}`,
		"consult-conference": consult + `
			ana > interaction.completeConference ["2"]
			ana > voice.hold ["1"]
			ana > voice.resume ["1"]
			ben > interaction.completeTransfer ["1"]
			ana > voice.hangUp ["1"]
			stage call.hangUp {"number":"5550151"}`,
		"consult-outside": call + `
			ana > interaction.consult ["1","5550152"]
			stage call.busy {"number":"5550152"}
			ana > interaction.consult ["1",{"type":"CUSTOM_CONTACT","destination":"5550152"}]
			stage call.answer {"number":"5550152"}
			ana > voice.resume ["1"]
			ana > voice.hangUp ["3"]
			ana > voice.resume ["1"]
			ana > interaction.consult ["1","5002"]
			ben > interaction.reject ["1"]
			ana > interaction.consult ["1","5002"]
			stage clock.advance {"ms":15000}
			ana > interaction.consult ["1","5002"]
			stage call.hangUp {"number":"5550151"}
			ben > voice.answer ["3"]
			ana > interaction.completeTransfer ["6"]
			ana > voice.hangUp ["6"]`,
		"single-step-transfer": call + `
			ana > interaction.singleStepTransfer ["1",{"type":"AGENT","destination":"1002"},{"Note":"a"}]
			ana > interaction.markdone ["1"]
			ben > voice.answer ["1"]
			ben > interaction.singleStepTransfer ["1","5550152"]
			stage call.answer {"number":"5550152"}
			stage call.hangUp {"number":"5550152"}
			stage call.hangUp {"number":"5550151"}`,
		"single-step-conference": call + `
			ana > interaction.singleStepConference ["1",{"type":"AGENT","destination":"1002"},{"Note":"a"}]
			ben > voice.answer ["1"]
			ana > interaction.singleStepConference ["1","5550152"]
			stage call.answer {"number":"5550152"}
			ana > voice.hangUp ["1"]
			stage call.hangUp {"number":"5550152"}
			stage call.hangUp {"number":"5550151"}`,
		"routed-calls": both + `
			stage call.arrive {"target":{"type":"routing-point","name":"Main Line"},"from":"5550151"}
			stage call.arrive {"target":{"type":"queue","name":"Support"},"from":"5550152"}
			ben > voice.answer ["1"]
			ben > interaction.consult ["1",{"type":"SKILL","destination":"Billing"}]
			ben > interaction.completeTransfer ["2"]
			stage clock.advance {"ms":15000}
			ana > agent.setState ["Ready"]
			ana > voice.answer ["2"]
			ana > interaction.consult ["2",{"type":"ROUTING_POINT","destination":"Second Line"}]
			ana > interaction.consult ["2",{"type":"PHONE_BOOK","destination":"Ben"}]
			ana > interaction.consult ["2",{"type":"ROUTING_POINT","destination":"Main Line"}]`,
	}
	for name, script := range tests {
		t.Run(name, func(t *testing.T) {
			var kept bytes.Buffer
			h := play(t, nil, func(c *sim.Config) { c.Name, c.Journal = "w1", journal.NewWriter(&kept) })
			golden.Equal(t, name+".txt", []byte(h.run(script)))
			h.w.Close()
			_, err := sim.Replay(&kept, nil)
			assert.NoError(t, err, "played again it is the same")
		})
	}
}
