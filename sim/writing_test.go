package sim_test

import (
	"bytes"
	"testing"

	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/journal"
)

// TestChatsAndEmails plays chats and e-mails as they are seen on the wire, and again.
func TestChatsAndEmails(t *testing.T) {
	signIn := "ana opens 1001\nana > subscribe " + everything + "\n"
	both := signIn + "ben opens 1002\nben > subscribe " + everything + "\n"
	tests := map[string]string{
		"chat": signIn + `
			stage chat.arrive {"agent":"1001","from":"carla","subject":"Bill","contact":{"first":"Carla","last":"Cruz"},"data":{"Topic":"billing"}}
			ana > interaction.setUserData ["1",{"Note":"a"}]
			ana > interaction.accept ["1"]
			stage clock.advance {"ms":200}
			ana > interaction.getByInteractionId ["1"]
			stage clock.advance {"ms":300}
			ana > interaction.getByInteractionId ["1"]
			stage chat.message {"from":"carla","text":"Hello?"}
			stage desktop.compose {"agent":"1001","interaction":"1"}
			stage desktop.insertResponse {"agent":"1001","interaction":"1"}
			stage desktop.say {"agent":"1001","interaction":"1","text":"Hello, Carla"}
			ana > interaction.markdone ["1"]
			ana > voice.hangUp ["1"]
			stage chat.end {"from":"carla"}
			stage chat.message {"from":"carla","text":"Too late"}
			ana > interaction.blockMarkdone ["1","Fill in the form first"]
			ana > interaction.markdone ["1"]
			ana > interaction.unblockMarkdone ["1"]
			ana > interaction.markdone ["1"]
			ana > interaction.getInteractions`,
		"chat-not-joined": signIn + `
			stage server.set {"server":"chat","up":false}
			stage chat.arrive {"agent":"1001","from":"carla"}
			ana > interaction.accept ["1"]
			stage clock.advance {"ms":1000}
			stage desktop.say {"agent":"1001","interaction":"1","text":"Hello"}
			ana > interaction.markdone ["1"]`,
		"chat-not-accepted": both + `
			stage chat.arrive {"agent":"1001","from":"carla"}
			stage chat.end {"from":"carla"}
			stage chat.arrive {"agent":"1001","from":"carla"}
			ana > interaction.reject ["2"]
			stage chat.arrive {"agent":"1001","from":"carla"}
			stage clock.advance {"ms":15000}
			stage chat.arrive {"agent":"1001","from":"carla"}
			ana > media.setState ["chat","Ready"]
			stage chat.arrive {"agent":"1001","from":"carla"}
			ana > interaction.accept ["4"]
			stage desktop.endChat {"agent":"1001","interaction":"4"}`,
		"email": signIn + `
			stage email.arrive {"agent":"1001","from":"carla@example.com","subject":"Bill"}
			ana > interaction.accept ["1"]
			stage desktop.reply {"agent":"1001","interaction":"1"}
			stage desktop.compose {"agent":"1001","interaction":"2"}
			stage desktop.insertResponse {"agent":"1001","interaction":"2"}
			stage desktop.send {"agent":"1001","interaction":"2"}
			stage desktop.save {"agent":"1001","interaction":"1"}
			ana > interaction.getByInteractionId ["1"]
			stage desktop.send {"agent":"1001","interaction":"1"}
			ana > interaction.markdone ["1"]`,
		"email-placed-and-pulled": both + `
			stage email.arrive {"agent":"1001","from":"carla@example.com"}
			ana > interaction.accept ["1"]
			stage server.set {"server":"interaction","up":false}
			stage desktop.placeInWorkbin {"agent":"1001","interaction":"1"}
			stage desktop.placeInQueue {"agent":"1001","interaction":"1","queue":"Support"}
			stage server.set {"server":"interaction","up":true}
			stage desktop.placeInWorkbin {"agent":"1001","interaction":"1"}
			stage server.set {"server":"interaction","up":false}
			stage desktop.pullFromWorkbin {"agent":"1001","from":"carla@example.com"}
			ana > interaction.getInteractions
			stage server.set {"server":"interaction","up":true}
			stage desktop.pullFromWorkbin {"agent":"1001","from":"carla@example.com"}
			stage desktop.placeInQueue {"agent":"1001","interaction":"3","queue":"Support"}
			stage server.set {"server":"interaction","up":false}
			stage desktop.pullFromQueue {"agent":"1002","from":"carla@example.com","queue":"Support"}
			stage server.set {"server":"interaction","up":true}
			stage desktop.pullFromWorkbin {"agent":"1002","from":"carla@example.com"}
			stage desktop.pullFromQueue {"agent":"1002","from":"carla@example.com","queue":"Support"}
			ben > interaction.markdone ["2"]`,
		"email-written": signIn + `
			ana > email.create ["carla@example.com",{"Topic":"billing"}]
			ana > interaction.markdone ["1"]
			stage desktop.cancel {"agent":"1001","interaction":"1"}
			ana > email.create ["carla@example.com",null]
			stage desktop.placeInWorkbin {"agent":"1001","interaction":"2"}
			stage desktop.pullFromWorkbin {"agent":"1001","from":"carla@example.com"}
			stage desktop.send {"agent":"1001","interaction":"3"}
			ana > email.create [""]`,
		"disturbed": signIn + `
			stage email.arrive {"agent":"1001","from":"carla@example.com"}
			ana > interaction.accept ["1"]
			stage interaction.disturb {"agent":"1001","interaction":"1","as":"error"}
			ana > interaction.setUserData ["1",{"Note":"a"}]
			ana > interaction.markdone ["1"]
			stage chat.arrive {"agent":"1001","from":"carla"}
			stage interaction.disturb {"agent":"1001","interaction":"2","as":"unknown"}
			ana > interaction.accept ["2"]
			stage interaction.disturb {"agent":"1001","interaction":"2","as":"unknown"}
			stage clock.advance {"ms":1000}
			ana > interaction.markdone ["2"]`,
		"chat-conference": both + `
			stage chat.arrive {"agent":"1001","from":"carla"}
			ana > interaction.accept ["1"]
			stage clock.advance {"ms":500}
			ana > interaction.singleStepConference ["1",{"type":"AGENT","destination":"1002"},{"Topic":"billing"}]
			ben > interaction.accept ["1"]
			stage clock.advance {"ms":500}
			stage desktop.say {"agent":"1002","interaction":"1","text":"Hello, I am Ben"}
			ana > interaction.getByInteractionId ["1"]
			ben > interaction.singleStepTransfer ["1",{"type":"AGENT","destination":"1003"}]
			stage desktop.leaveConference {"agent":"1001","interaction":"1"}
			stage desktop.leaveConference {"agent":"1002","interaction":"1"}
			ana > interaction.singleStepConference ["1",{"type":"AGENT","destination":"1002"}]
			stage clock.advance {"ms":15000}
			stage desktop.endChat {"agent":"1001","interaction":"1"}`,
		"email-handed-over": both + `
			stage email.arrive {"target":{"type":"skill","name":"Billing"},"from":"carla@example.com"}
			ben > interaction.reject ["1"]
			stage email.arrive {"agent":"1001","from":"chen@example.com"}
			ana > interaction.singleStepTransfer ["1",{"type":"AGENT","destination":"1002"}]
			ana > interaction.accept ["1"]
			ana > interaction.singleStepTransfer ["1",{"type":"CUSTOM_CONTACT","destination":"5550151"}]
			ana > interaction.singleStepTransfer ["1",{"type":"AGENT","destination":"1001"}]
			ana > interaction.singleStepTransfer ["1",{"type":"AGENT","destination":"1004"}]
			ana > interaction.singleStepTransfer ["1",{"type":"AGENT","destination":"1002"},{"Topic":"billing"}]
			ben > interaction.accept ["2"]
			ben > interaction.singleStepTransfer ["2",{"type":"INTERACTION_QUEUE","destination":"Support"}]
			ana > interaction.accept ["2"]`,
		"moved-to-another-case": signIn + `
			stage call.arrive {"agent":"1001","from":"5550151"}
			stage chat.arrive {"agent":"1001","from":"carla"}
			ana > interaction.selectCaseByCaseId ["$case2"]
			stage desktop.moveToCase {"agent":"1001","interaction":"2","to":"1"}
			stage desktop.moveToCase {"agent":"1001","interaction":"2","to":"1"}
			ana > interaction.getInteractions
			stage desktop.moveToCase {"agent":"1001","interaction":"2","to":"7"}`,
	}
	for name, script := range tests {
		t.Run(name, func(t *testing.T) {
			var file bytes.Buffer
			h := play(t, nil, func(c *sim.Config) { c.Journal = journal.NewWriter(&file); c.Name = "w1" })
			log := h.run(script)
			golden.Equal(t, name+".txt", []byte(log))
			replayed(t, file.Bytes(), log)
		})
	}
}
