package webex_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/webex"
)

const outdial = `{"entryPointId":"e","destination":"5550199","direction":"OUTBOUND","attributes":{},"mediaType":"telephony","outboundType":"OUTDIAL","origin":"5001"}`

// voiceScripts are of calls.
var voiceScripts = map[string]func(*floor){
	"inbound": func(f *floor) {
		f.staff(ana)
		id := f.call()
		f.act(center.Accept, ana)
		f.do(ana, id, "hold", fmt.Sprintf(`{"mediaResourceId":%q}`, id))
		f.do(ana, id, "unhold", fmt.Sprintf(`{"mediaResourceId":%q}`, id))
		f.do(ana, id, "end")
		f.wrapup(ana, id)
	},
	"rona": func(f *floor) {
		f.staff(ana, ben)
		f.call()
		f.pass(15 * time.Second)
		f.act(center.Accept, ben)
	},
	"declined": func(f *floor) {
		f.staff(ana)
		f.call()
		f.act(center.Reject, ana)
	},
	"abandon": func(f *floor) {
		f.staff(ana)
		f.call()
		f.stage(center.Command{Verb: center.FarHangUp, Number: caller})
	},
	"customer-ends": func(f *floor) {
		id := f.talking()
		f.stage(center.Command{Verb: center.FarHangUp, Number: caller})
		f.wrapup(ana, id)
	},
	"transfer": func(f *floor) {
		id := f.talking()
		f.staff(ben)
		f.do(ana, id, "transfer", to(ben))
		f.wrapup(ana, id)
		f.act(center.Accept, ben)
	},
	"transfer-queue": func(f *floor) {
		id := f.talking()
		f.do(ana, id, "transfer", f.queue())
		f.wrapup(ana, id)
	},
	"transfer-number": func(f *floor) {
		id := f.talking()
		f.do(ana, id, "transfer", `{"to":"5550123","destinationType":"dialNumber"}`)
	},
	"transfer-entry-point": func(f *floor) {
		id := f.talking()
		f.staff(cleo)
		f.do(ana, id, "transfer", fmt.Sprintf(`{"to":%q,"destinationType":"entryPoint"}`, f.place("entry-point", "Main Line")))
	},
	"recording": func(f *floor) {
		id := f.talking()
		f.do(ana, id, "record/pause")
		f.do(ana, id, "record/resume", `{"autoResumed":false}`)
	},
	"outdial": func(f *floor) {
		f.staff(ana)
		f.post(ana, "/v1/tasks/", outdial)
		f.stage(center.Command{Verb: center.FarAnswer, Number: "5550199"})
		id := webex.ID(f.c.Parts(ana)[0].Story)
		f.do(ana, id, "end")
		f.wrapup(ana, id)
	},
	"outdial-busy": func(f *floor) {
		f.post(ana, "/v1/tasks/", outdial)
		f.stage(center.Command{Verb: center.FarBusy, Number: "5550199"})
		f.wrapup(ana, webex.ID(f.c.Parts(ana)[0].Story))
	},
	"outdial-canceled": func(f *floor) {
		f.post(ana, "/v1/tasks/", outdial)
		f.do(ana, webex.ID(f.c.Parts(ana)[0].Story), "end")
	},
	"outdial-refused": func(f *floor) {
		f.talking()
		f.post(ana, "/v1/tasks/", outdial)
	},
	"outdial-to-an-agent": func(f *floor) {
		f.post(ana, "/v1/tasks/", strings.Replace(outdial, "5550199", "5002", 1))
		f.act(center.Accept, ben)
		f.do(ana, webex.ID(f.c.Parts(ana)[0].Story), "end")
	},
}

func TestAPhonePicksUpByItself(t *testing.T) {
	f := byHand(t, func(_ *center.Config, cfg *webex.Config) { cfg.Answer = 3 * time.Second })
	f.staff(ana)
	f.log.Reset()
	f.call()
	f.pass(2 * time.Second)
	assert.Equal(t, []string{"AgentContactReserved", "AgentOfferContact"}, kinds(f.heard(ana)))
	f.pass(time.Second)
	assert.Equal(t, []string{"AgentContactAssigned"}, kinds(f.heard(ana)))
}
