package webex_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/webex"
)

// consulting is a call about which ana has asked ben, who has answered.
func (f *floor) consulting() string {
	id := f.talking()
	before := f.log.Len()
	f.staff(ben)
	f.do(ana, id, "consult", to(ben))
	f.act(center.Accept, ben)
	f.log.Truncate(before)
	return id
}

// consultingMainLine lets ana consult an entry point about a contact, and cleo answer;
// it is the id by which cleo knows that.
func (f *floor) consultingMainLine(id string) string {
	f.t.Helper()
	f.staff(cleo)
	f.do(ana, id, "consult", f.mainLine())
	f.act(center.Accept, cleo)
	return webex.ID(f.c.Parts(cleo)[len(f.c.Parts(cleo))-1].ID)
}

func (f *floor) mainLine() string {
	return fmt.Sprintf(`{"to":%q,"destinationType":"entryPoint"}`, f.place("entry-point", "Main Line"))
}

// consultScripts are of consultations.
var consultScripts = map[string]func(*floor){
	"consult": func(f *floor) {
		id := f.talking()
		f.staff(ben)
		f.do(ana, id, "consult", to(ben))
		f.act(center.Accept, ben)
		f.do(ana, id, "consult/end")
		f.do(ana, id, "unhold")
	},
	"consult-ended-by-the-consulted": func(f *floor) {
		id := f.consulting()
		f.do(ben, id, "consult/end")
	},
	"consult-accepted-by-request": func(f *floor) {
		id := f.talking()
		f.staff(ben)
		f.do(ana, id, "consult", to(ben))
		f.do(ben, id, "consult/accept")
	},
	"consult-not-answered": func(f *floor) {
		id := f.talking()
		f.staff(ben)
		f.do(ana, id, "consult", to(ben))
		f.pass(15 * time.Second)
	},
	"consult-declined": func(f *floor) {
		id := f.talking()
		f.staff(ben)
		f.do(ana, id, "consult", to(ben))
		f.act(center.Reject, ben)
	},
	"consult-taken-back": func(f *floor) {
		id := f.talking()
		f.staff(ben)
		f.do(ana, id, "consult", to(ben))
		f.do(ana, id, "consult/end")
	},
	"consult-queue": func(f *floor) {
		id := f.talking()
		f.do(ana, id, "consult", f.queue())
		f.do(ana, id, "consult/end", fmt.Sprintf(`{"queueId":%q}`, f.place("contact-service-queue", "Support")))
		f.do(ana, id, "consult", f.queue())
		f.do(ana, id, "cancelCtq", fmt.Sprintf(`{"agentId":"x","queueId":%q}`, f.place("contact-service-queue", "Support")))
		f.do(ana, id, "consult", f.queue())
		f.staff(ben)
		f.act(center.Accept, ben)
		f.do(ana, id, "consult/transfer", to(ben))
	},
	"consult-number": func(f *floor) {
		id := f.talking()
		f.do(ana, id, "consult", `{"to":"5550123","destinationType":"dialNumber"}`)
		f.stage(center.Command{Verb: center.FarAnswer, Number: "5550123"})
		f.do(ana, id, "consult/transfer", `{"to":"5550123","destinationType":"dialNumber"}`)
	},
	"consult-transfer": func(f *floor) {
		id := f.consulting()
		f.do(ana, id, "consult/transfer", to(ben))
		f.wrapup(ana, id)
		f.do(ben, id, "end")
		f.wrapup(ben, id)
	},
	"consult-transfer-before-the-answer": func(f *floor) {
		id := f.talking()
		f.staff(ben)
		f.do(ana, id, "consult", to(ben))
		f.do(ana, id, "consult/transfer", to(ben))
		f.act(center.Accept, ben)
	},
	"consult-customer-leaves": func(f *floor) {
		f.consulting()
		f.stage(center.Command{Verb: center.FarHangUp, Number: caller})
	},
	"consult-entry-point": func(f *floor) {
		id := f.talking()
		child := f.consultingMainLine(id)
		f.do(cleo, child, "consult/end")
		f.pass(time.Second)
		child = f.consultingMainLine(id)
		f.do(ana, id, "consult/conference", f.mainLine())
		f.do(cleo, child, "end")
		f.do(cleo, id, "end")
	},
	"consult-entry-point-transfer": func(f *floor) {
		id := f.talking()
		f.consultingMainLine(id)
		f.do(ana, id, "consult/transfer", to(cleo))
	},
	"consult-outlives-the-contact": func(f *floor) {
		id := f.consulting()
		f.stage(center.Command{Verb: center.FarHangUp, Number: caller})
		f.wrapup(ana, id)
		f.do(ana, id, "consult/transfer", to(ben))
		f.do(ana, id, "consult/end")
		f.wrapup(ana, id)
	},
	"two-consultations": func(f *floor) {
		id := f.conferring()
		f.staff(cleo)
		f.do(ana, id, "consult", to(cleo))
		f.do(ben, id, "consult", `{"to":"5550123","destinationType":"dialNumber"}`)
		f.act(center.Accept, cleo)
		f.stage(center.Command{Verb: center.FarAnswer, Number: "5550123"})
		f.do(ben, id, "consult/end")
		f.do(ana, id, "consult/transfer", to(cleo))
	},
}

func TestWhoIsAskedByAnEntryPointAsksOnInTheirOwnContact(t *testing.T) {
	f := byHand(t)
	own := f.consultingMainLine(f.talking())
	f.staff(ben)
	f.heard(cleo)
	f.act(center.Consult, cleo, func(cmd *center.Command) { cmd.Target = center.Target{Kind: center.ToAgent, Name: string(ben)} })
	f.act(center.Accept, ben)
	f.act(center.HangUp, ben)
	heard := f.heard(cleo)
	assert.Equal(t, []string{"AgentContactHeld", "AgentConsultCreated", "AgentConsulting", "AgentConsultEnded"}, kinds(heard))
	for _, h := range heard {
		assert.Equal(t, own, h["interactionId"], h["type"])
	}
}
