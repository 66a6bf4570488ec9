package webex_test

import (
	"github.com/deskproof/deskproof/sim/center"
)

// conferring is one in which both are.
func (f *floor) conferring() string {
	id := f.consulting()
	before := f.log.Len()
	f.do(ana, id, "consult/conference", to(ben))
	f.log.Truncate(before)
	return id
}

// conferenceScripts are of conferences.
var conferenceScripts = map[string]func(*floor){
	"conference": func(f *floor) {
		id := f.consulting()
		f.do(ana, id, "consult/conference", to(ben))
		f.do(ana, id, "conference/exit")
		f.wrapup(ana, id)
		f.stage(center.Command{Verb: center.FarHangUp, Number: caller})
	},
	"conference-left-by-the-guest": func(f *floor) {
		id := f.conferring()
		f.do(ben, id, "conference/exit")
		f.wrapup(ben, id)
	},
	"conference-transferred": func(f *floor) {
		id := f.conferring()
		f.do(ana, id, "conference/transfer")
		f.wrapup(ana, id)
	},
	"conference-ended": func(f *floor) {
		id := f.conferring()
		f.do(ana, id, "consult/end")
	},
	"conference-customer-leaves": func(f *floor) {
		f.conferring()
		f.stage(center.Command{Verb: center.FarHangUp, Number: caller})
	},
	"conference-of-three": func(f *floor) {
		id := f.conferring()
		f.staff(cleo)
		f.do(ana, id, "consult", to(cleo))
		f.act(center.Accept, cleo)
		f.do(ana, id, "consult/conference", to(cleo))
	},
	"conference-with-a-number": func(f *floor) {
		id := f.talking()
		f.do(ana, id, "consult", `{"to":"5550123","destinationType":"dialNumber"}`)
		f.stage(center.Command{Verb: center.FarAnswer, Number: "5550123"})
		f.do(ana, id, "consult/conference", `{"agentId":"x","to":"5550123","destinationType":"dialNumber"}`)
		f.stage(center.Command{Verb: center.FarHangUp, Number: "5550123"})
		f.do(ana, id, "end")
	},
	"conference-of-another-desk": func(f *floor) {
		f.consulting()
		f.act(center.CompleteConference, ana, func(c *center.Command) { c.Interaction = f.c.Parts(ana)[1].ID })
	},
}
