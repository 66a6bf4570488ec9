package gws_test

import (
	"testing"
	"time"

	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/gws"
)

// accepted is an e-mail that Ana handles, and acceptedChat a chat; how she got them is
// not in the log.
func (f *floor) accepted() string {
	before := f.log.Len()
	id := f.email("1001")
	f.do(ana, id, "Accept")
	f.log.Truncate(before)
	return id
}

func (f *floor) acceptedChat() string {
	before := f.log.Len()
	id := f.chat("1001")
	f.do(ana, id, "Accept")
	f.log.Truncate(before)
	return id
}

// scripts are what a day on this wire looks like, a piece each.
var scripts = map[string]func(*floor){
	"me": func(f *floor) {
		f.get(ana, "/me")
		f.get(gail, "/me")
		f.get(ana, "/me?subresources=*")
		f.get(gail, "/me?subresources=*")
	},
	"session": func(f *floor) {
		f.ask(ana, "POST", "/me", `{"operationName":"EndContactCenterSession"}`)
		f.ask(ana, "POST", "/me", `{"operationName":"StartContactCenterSession","channels":["chat","email"],"place":"A-17"}`)
		f.ask(ana, "POST", "/me", `{"operationName":"StartContactCenterSession","channels":["chat","telex"]}`)
		f.ask(ana, "POST", "/me", `{"operationName":"StartContactCenterSession","channels":["telex"]}`)
		f.ask(ana, "POST", "/me", `{"operationName":"StartContactCenterSession","channels":[]}`)
		f.ask(gail, "POST", "/me", `{"operationName":"EndContactCenterSession"}`)
	},
	"log-out": func(f *floor) {
		f.email("Support")
		f.ask(ana, "POST", "/me", `{"operationName":"EndContactCenterSession"}`)
	},
	"channels": func(f *floor) {
		f.get(ana, "/me/channels")
		f.get(gail, "/me/channels")
		f.get(ana, "/me/channels/chat")
		f.get(ana, "/me/channels/telex")
		f.ask(ana, "POST", "/me/channels/chat", `{"operationName":"NotReady"}`)
		f.ask(ana, "POST", "/me/channels/chat", `{"operationName":"Lunch"}`)
		f.ask(ana, "POST", "/me/channels/chat", `{"operationName":"Ready"}`)
		f.ask(ana, "POST", "/me/channels/chat", `{"operationName":"Dance"}`)
		f.ask(ana, "POST", "/me/channels/telex", `{"operationName":"Ready"}`)
		f.ask(ana, "POST", "/me", `{"operationName":"NotReady"}`)
		f.ask(ana, "POST", "/me", `{"operationName":"Ready"}`)
		f.ask(ana, "POST", "/me", `{"operationName":"Dance"}`)
	},
	"interactions": func(f *floor) {
		f.get(ana, "/interactions")
		f.get(ana, "/interactions?fields=*")
		id := f.accepted()
		f.chat("1002")
		for _, query := range []string{"", "?fields=*", "?fields=state,telex"} {
			f.get(ana, "/interactions"+query)
			f.get(ana, "/me/interactions"+query)
			f.get(ana, "/interactions/"+id+query)
		}
		f.get(ben, "/interactions/"+id)
		f.get(ben, "/me/interactions")
		f.get(gail, "/interactions")
		f.get(gail, "/interactions/"+id)
		f.get(ana, "/interactions/0000000000000000")
	},
	"waiting": func(f *floor) {
		for _, user := range []center.AgentID{ana, ben, cleo} {
			f.ask(user, "POST", "/me/channels/email", `{"operationName":"NotReady"}`)
		}
		f.log.Reset()
		f.email("Support")
		f.get(gail, "/interactions?fields=*")
		f.ask(ben, "POST", "/me/channels/email", `{"operationName":"Ready"}`)
	},
	"put": func(f *floor) {
		id := f.accepted()
		f.ask(ana, "PUT", "/interactions/"+id, `{"operationName":"UpdateProperties","properties":{"a":1}}`)
		f.ask(ana, "PUT", "/interactions/"+id, `{"properties":{"b":2}}`)
		f.ask(ana, "PUT", "/interactions/"+id, `{}`)
		f.ask(ana, "PUT", "/interactions/"+id, `{"operationName":"StopProcessing"}`)
	},
	"accept": func(f *floor) {
		id := f.email("Support")
		f.do(ana, id, "Accept")
		f.get(ana, "/me/interactions?fields=*")
	},
	"accept-chat": func(f *floor) {
		id := f.chat("Support")
		f.stage(center.Command{Verb: center.FarSay, Number: "visitor-1", Text: "hello"})
		f.do(ana, id, "Accept", `"nickname":"Annie"`)
		f.get(ana, "/me/interactions?fields=*")
	},
	"reject": func(f *floor) {
		id := f.email("Support")
		f.do(ana, id, "Reject")
	},
	"revoke": func(f *floor) {
		id := f.email("Support")
		f.pass(15 * time.Second)
		f.do(ana, id, "Accept")
		f.do(ben, id, "Accept")
		f.do(ana, id, "Accept")
	},
	"stop-processing": func(f *floor) {
		f.do(ana, f.accepted(), "StopProcessing")
		f.do(ana, f.accepted(), "Complete")
		f.do(ana, f.acceptedChat(), "StopProcessing")
		f.get(ana, "/interactions")
	},
	"customer-leaves": func(f *floor) {
		id := f.acceptedChat()
		f.stage(center.Command{Verb: center.FarLeave, Number: "visitor-1"})
		f.get(ana, "/me/interactions")
		f.do(ana, id, "SendMessage", `"text":"hello?"`)
		f.do(ana, id, "StopProcessing")
	},
	"place-in-queue": func(f *floor) {
		f.do(ana, f.accepted(), "PlaceInQueue", `"queue":"Support"`)
		f.do(ana, f.acceptedChat(), "PlaceInQueue", `"queue":"Support"`)
	},
	"update-properties": func(f *floor) {
		id := f.accepted()
		f.do(ana, id, "UpdateProperties", `"properties":{"FirstName":"Rose","new":null,"nested":{"a":1,"b":[true,"<&>"]}}`)
		f.do(ana, id, "UpdateProperties", `"properties":{"nested":{"c":2}}`)
		f.do(ana, id, "UpdateProperties", `"properties":{}`)
		f.get(ana, "/interactions/"+id)
	},
	"update-properties-of-a-conference": func(f *floor) {
		id := f.accepted()
		f.do(ana, id, "StartConference", `"agentId":"ben"`)
		f.do(ana, id, "UpdateProperties", `"properties":{"a":1}`)
		f.do(ben, id, "Accept")
		f.do(ben, id, "UpdateProperties", `"properties":{"a":2}`)
	},
	"workbins": func(f *floor) {
		f.get(ana, "/me/workbins")
		f.get(gail, "/me/workbins")
		id := f.accepted()
		f.do(ana, id, "PlaceInWorkbin", `"workbin":"Later"`)
		f.do(ana, id, "GetWorkbinContent", `"workbin":{"workbinName":"Later"}`)
		f.do(ana, "no-matter", "GetWorkbinContent", `"workbin":"Personal"`)
		f.get(ben, "/interactions/"+id)
		f.get(ben, "/me/workbins/TGF0ZXIvU2hhcmVkVmlldw==")
		f.ask(ben, "POST", "/me/workbins/Later", `{"operationName":"GetWorkbinContent"}`)
		f.ask(ben, "POST", "/me/workbins/Later", `{"operationName":"SubscribeWorkbinEvents"}`)
		f.ask(ben, "POST", "/me/workbins/Personal", `{"operationName":"PullInteraction","interactionId":"`+id+`"}`)
		f.ask(ben, "POST", "/me/workbins/Later", `{"operationName":"PullInteraction","interactionId":"`+id+`"}`)
		f.ask(ben, "POST", "/me/workbins/Personal", `{"operationName":"AddInteractionToWorkbin","interactionId":"`+id+`"}`)
		f.ask(ben, "POST", "/me/workbins/Personal", `{"operationName":"AddInteractionToWorkbin","interactionId":"`+id+`"}`)
		f.ask(ben, "POST", "/me/workbins/Attic", `{"operationName":"PullInteraction","interactionId":"`+id+`"}`)
		f.ask(ben, "POST", "/me/workbins/Later", `{"operationName":"PullInteraction"}`)
		f.ask(ben, "POST", "/me/workbins/Later", `{"operationName":"PullInteraction","interactionId":"x"}`)
		f.ask(ben, "POST", "/me/workbins/Later", `{"operationName":"Dance"}`)
		f.get(ben, "/me/workbins/Attic")
	},
	"transfer": func(f *floor) {
		id := f.accepted()
		f.do(ana, id, "Transfer", `"targetId":"ben"`)
		f.do(ben, id, "Accept")
		f.get(ana, "/me/interactions")
		f.do(ben, id, "Transfer", `"targetId":"`+gws.UserID(cleo)+`"`)
		f.do(cleo, id, "Reject")
	},
	"transfer-to-a-skill": func(f *floor) {
		f.do(ana, f.accepted(), "Transfer", `"targetId":"Billing"`)
		f.do(ana, f.acceptedChat(), "Transfer", `"targetId":"Billing"`)
	},
	"conference": func(f *floor) {
		id := f.acceptedChat()
		f.do(ana, id, "StartConference", `"agentId":"1002"`)
		f.do(ben, id, "Accept")
		f.get(ben, "/me/interactions?fields=*")
		f.do(ben, id, "SendMessage", `"text":"We are two."`)
		f.do(ben, id, "LeaveConference", `"agentId":"ben"`)
		f.get(ana, "/me/interactions")
	},
	"conference-of-an-email": func(f *floor) {
		id := f.accepted()
		f.do(ana, id, "StartConference", `"agentId":"ben"`)
		f.do(ben, id, "Accept")
		f.do(ana, id, "EndConference")
		f.do(ben, id, "Reply")
	},
	"conference-refused": func(f *floor) {
		id := f.acceptedChat()
		f.do(ana, id, "StartConference", `"agentId":"ben"`)
		f.do(ben, id, "Reject")
		f.do(ana, id, "StartConference", `"agentId":"ben"`)
		f.pass(15 * time.Second)
	},
	"conference-stopped": func(f *floor) {
		id := f.acceptedChat()
		f.do(ana, id, "StartConference", `"agentId":"ben"`)
		f.do(ben, id, "Accept")
		f.do(ana, id, "StopProcessing")
		f.do(ben, id, "StopProcessing")
	},
	"chat": func(f *floor) {
		id := f.acceptedChat()
		f.stage(center.Command{Verb: center.FarType, Number: "visitor-1"})
		f.stage(center.Command{Verb: center.FarSay, Number: "visitor-1", Text: "Are you there?"})
		f.do(ana, id, "SendNotification", `"notificationType":"TypingStarted"`)
		f.do(ana, id, "SendNotification", `"notificationType":"TypingStopped"`)
		f.do(ana, id, "SendMessage", `"text":"I am."`)
		f.do(ana, id, "SendNotification", `"text":"This chat is recorded."`)
		f.do(ana, id, "SendNotification", `"notificationType":"Dance"`)
		f.do(ana, id, "SendMessage")
		f.do(ana, id, "RequestChatHistory")
		f.do(ana, id, "Reply")
	},
	"consultation": func(f *floor) {
		id := f.acceptedChat()
		f.do(ana, id, "InitiateConsulation", `"agentId":"ben"`)
		all := f.c.Interactions()
		about := gws.ID(all[len(all)-1].ID)
		f.do(ben, about, "Accept")
		f.do(ben, about, "SendMessage", `"text":"What is it?"`)
		f.do(ana, id, "CompleteConference")
		f.get(ana, "/me/interactions")
		f.get(ben, "/me/interactions")
	},
	"consultation-transfer": func(f *floor) {
		id := f.acceptedChat()
		f.do(ana, id, "InitiateConsultation", `"agentId":"ben"`)
		all := f.c.Interactions()
		about := gws.ID(all[len(all)-1].ID)
		f.do(ben, about, "Accept")
		f.do(ana, about, "CompleteTransfer")
		f.get(ana, "/me/interactions")
		f.get(ben, "/me/interactions")
	},
	"reply": func(f *floor) {
		id := f.accepted()
		f.do(ana, id, "Reply", `"body":"It is on its way."`)
		f.get(ana, "/me/interactions?fields=*")
		f.do(ana, id, "Send", `"subject":"Your order"`)
		f.do(ana, id, "ReplyAll")
		f.do(ana, id, "CancelReply")
		f.do(ana, id, "Forward")
		f.do(ana, id, "Send")
		f.do(ana, id, "Send", `"to":"boss@example.com"`)
		f.do(ana, id, "Send")
	},
}

func TestWhatCrossesTheWire(t *testing.T) {
	for name, script := range scripts {
		for _, profile := range []gws.Profile{gws.Release850, gws.Release851} {
			t.Run(name+"@"+string(profile), func(t *testing.T) {
				f := newFloor(t, speaking(profile, ""))
				script(f)
				golden.Equal(t, string(profile)+"/"+name+".txt", f.log.Bytes())
			})
		}
	}
}

// TestTheShapesOfResults shows what success and each failure look like.
func TestTheShapesOfResults(t *testing.T) {
	for _, shape := range []gws.Results{gws.ResultBoth, gws.ResultSeed, gws.ResultCode, gws.ResultEmpty} {
		t.Run(string(shape), func(t *testing.T) {
			f := newFloor(t, speaking("", shape))
			id := f.accepted()
			f.do(ana, id, "UpdateProperties", `"properties":{}`)
			f.ask(ana, "PUT", "/interactions/"+id, `{"properties":{}}`)
			f.ask(ana, "POST", "/me", `{"operationName":"Ready"}`)
			f.do(ana, id, "Accept")
			f.do(ana, id, "Transfer")
			f.do(ana, "0000000000000000", "Accept")
			f.do(ben, id, "Accept")
			f.do(gail, id, "Accept")
			f.get(ana, "/me/interactions")
			f.get(gail, "/me/interactions")
			f.get(ana, "/no/such/thing")
			f.ask(ana, "DELETE", "/me", "")
			golden.Equal(t, "results-"+string(shape)+".txt", f.log.Bytes())
		})
	}
}
