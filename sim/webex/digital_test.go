package webex_test

import (
	"time"

	"github.com/deskproof/deskproof/sim/center"
)

// digitalScripts are of chats and e-mails.
var digitalScripts = map[string]func(*floor){
	"chat": func(f *floor) {
		f.staff(ana)
		id := f.written(center.Chat, visitor, center.WhatsApp)
		f.do(ana, id, "accept")
		f.pass(time.Second)
		f.do(ana, id, "end")
		f.wrapup(ana, id)
	},
	"chat-customer-leaves": func(f *floor) {
		f.staff(ana)
		id := f.written(center.Chat, visitor, center.OwnChannel)
		f.do(ana, id, "accept")
		f.stage(center.Command{Verb: center.FarLeave, Number: visitor})
		f.wrapup(ana, id)
	},
	"chat-abandoned": func(f *floor) {
		f.staff(ana)
		f.written(center.Chat, visitor, center.OwnChannel)
		f.stage(center.Command{Verb: center.FarLeave, Number: visitor})
	},
	"chat-rona": func(f *floor) {
		f.staff(ana)
		f.written(center.Chat, visitor, center.OwnChannel)
		f.pass(15 * time.Second)
	},
	"email": func(f *floor) {
		f.staff(ana)
		id := f.written(center.Email, mail, center.OwnChannel)
		f.do(ana, id, "accept")
		f.do(ana, id, "end")
		f.wrapup(ana, id)
	},
	"email-transfer": func(f *floor) {
		f.staff(ana, ben)
		id := f.written(center.Email, mail, center.OwnChannel)
		f.do(ana, id, "accept")
		f.do(ana, id, "transfer", to(ben))
		f.wrapup(ana, id)
		f.do(ben, id, "accept")
	},
	"email-queued-by-other-means": func(f *floor) {
		f.staff(ana)
		id := f.written(center.Email, mail, center.OwnChannel)
		f.do(ana, id, "accept")
		f.act(center.PlaceInQueue, ana, func(c *center.Command) { c.Place = "Support" })
	},
	"chat-consult": func(f *floor) {
		id := f.chatConsult()
		f.do(ana, id, "consult/end")
		f.do(ana, id, "consult", to(ben))
		f.do(ben, id, "consult/accept")
		f.pass(time.Second)
		f.do(ana, id, "consult/conference", to(ben))
		f.pass(time.Second)
		f.do(ana, id, "conference/exit")
		f.wrapup(ana, id)
		f.do(ben, id, "end")
		f.wrapup(ben, id)
	},
	"chat-consult-transfer": func(f *floor) {
		id := f.chatConsult()
		f.do(ana, id, "consult/transfer", to(ben))
		f.wrapup(ana, id)
		f.do(ben, id, "end")
		f.wrapup(ben, id)
	},
}

// chatConsult is a chat of Ana's about which she consults Ben, who has accepted.
func (f *floor) chatConsult() string {
	f.staff(ana, ben)
	id := f.written(center.Chat, visitor, center.OwnChannel)
	f.do(ana, id, "accept")
	f.pass(time.Second)
	f.do(ana, id, "consult", to(ben))
	f.do(ben, id, "accept")
	f.pass(time.Second)
	return id
}
