package webex_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/webex"
)

// caller is who calls, and visitor who writes.
const (
	caller  = "5550100"
	visitor = "visitor-1"
	mail    = "rosa@example.com"
)

// byHand is a floor whose phones are picked up by hand, with records.
func byHand(t testing.TB, changes ...func(*center.Config, *webex.Config)) *floor {
	f := newFloor(t, append([]func(*center.Config, *webex.Config){func(_ *center.Config, cfg *webex.Config) {
		cfg.Answer, cfg.Record, cfg.Ring = -1, true, 15*time.Second
	}}, changes...)...)
	for _, id := range f.agents {
		f.login(id)
	}
	return f
}

// staff makes agents available; how is not in the log.
func (f *floor) staff(agents ...center.AgentID) {
	before := f.log.Len()
	f.available(agents...)
	f.log.Truncate(before)
}

func (f *floor) available(agents ...center.AgentID) {
	for _, id := range agents {
		f.become(id, "Available", "0")
	}
}

// act is something of an agent's own hands, as at their phone.
func (f *floor) act(v center.Verb, agent center.AgentID, change ...func(*center.Command)) {
	f.t.Helper()
	cmd := center.Command{Verb: v, Agent: agent}
	for _, p := range f.c.Parts(agent) {
		if cmd.Interaction == "" || p.State == center.Offered {
			cmd.Interaction = p.ID
		}
	}
	for _, do := range change {
		do(&cmd)
	}
	f.stage(cmd)
}

// call lets a customer call the queue, and ana be asked; written is a chat or an e-mail.
func (f *floor) call() string {
	return f.comes(center.Command{Verb: center.Arrive, Number: caller, Contact: center.Contact{First: "Rosa", Last: "Reyes"},
		Target: center.Target{Kind: center.ToQueue, Name: "Support"}})
}

func (f *floor) written(m center.Medium, from string, ch center.Channel) string {
	return f.comes(center.Command{Verb: center.Arrive, Medium: m, Channel: ch, Number: from,
		Target: center.Target{Kind: center.ToQueue, Name: "Support"}})
}

// comes lets something arrive, and is its id.
func (f *floor) comes(cmd center.Command) string {
	f.t.Helper()
	f.stage(cmd)
	var newest center.Part
	for _, id := range f.agents {
		for _, p := range f.c.Parts(id) {
			if newest.ID == "" || p.State == center.Offered {
				newest = p
			}
		}
	}
	return webex.ID(newest.Story)
}

// talking is a call that ana has answered; how is not in the log.
func (f *floor) talking() string {
	before := f.log.Len()
	f.staff(ana)
	id := f.call()
	f.act(center.Accept, ana)
	f.log.Truncate(before)
	return id
}

// do lets an agent ask for an operation of a contact.
func (f *floor) do(agent center.AgentID, id, what string, body ...string) reply {
	f.t.Helper()
	return f.post(agent, "/v1/tasks/"+id+"/"+what, strings.Join(append(body, "{}")[:1], ""))
}

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

// conferring is one in which both are.
func (f *floor) conferring() string {
	id := f.consulting()
	before := f.log.Len()
	f.do(ana, id, "consult/conference", to(ben))
	f.log.Truncate(before)
	return id
}

// to is the body of what is for an agent.
func to(agent center.AgentID) string {
	return fmt.Sprintf(`{"to":%q,"destinationType":"agent"}`, webex.AgentID(agent))
}

func (f *floor) wrapup(agent center.AgentID, id string) reply {
	return f.do(agent, id, "wrapup", fmt.Sprintf(`{"wrapUpReason":"Sale","auxCodeId":%q}`, f.disposition()))
}

// disposition is the id of a wrap-up code.
func (f *floor) disposition() string { return f.code("Sale") }

// queueID and entryPoint are ids of where contacts can go.
func (f *floor) place(list, name string) string {
	var all struct{ Data []struct{ ID, Name string } }
	before := f.log.Len()
	require.NoError(f.t, json.Unmarshal(f.get(ana, "/v2/"+list+"?page=0&pageSize=100").Body, &all))
	f.log.Truncate(before)
	for _, p := range all.Data {
		if p.Name == name {
			return p.ID
		}
	}
	f.t.Fatalf("%s: no %s", list, name)
	return ""
}

func (f *floor) queue() string {
	return fmt.Sprintf(`{"to":%q,"destinationType":"queue"}`, f.place("contact-service-queue", "Support"))
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

const outdial = `{"entryPointId":"e","destination":"5550199","direction":"OUTBOUND","attributes":{},"mediaType":"telephony","outboundType":"OUTDIAL","origin":"5001"}`

// scripts are what becomes of contacts, a piece each.
var scripts = map[string]func(*floor){
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
	"preview": func(f *floor) {
		id := f.preview()
		f.post(ana, "/v1/dialer/campaign/Spring%20Campaign/preview-task/"+id+"/accept", "{}")
		f.stage(center.Command{Verb: center.FarAnswer, Number: "5550177"})
		call := webex.ID(f.c.Parts(ana)[0].Story)
		f.do(ana, call, "end")
		f.wrapup(ana, call)
	},
	"preview-not-answered": func(f *floor) {
		id := f.preview()
		f.post(ana, "/v1/dialer/campaign/Spring%20Campaign/preview-task/"+id+"/accept", "{}")
		f.stage(center.Command{Verb: center.FarSilent, Number: "5550177"})
		f.tick()
	},
	"preview-refused": func(f *floor) {
		id := f.preview()
		f.post(ana, "/v1/dialer/campaign/Spring%20Campaign/preview-task/"+id+"/accept", "{}")
		f.post(ana, "/v1/dialer/campaign/Spring%20Campaign/preview-task/"+id+"/accept", "{}")
		f.post(ana, "/v1/dialer/campaign/Telex/preview-task/"+id+"/accept", "{}")
	},
	"preview-refused-to-who-has-a-call": func(f *floor) {
		id := f.preview()
		f.post(ana, "/v1/tasks/", outdial)
		f.post(ana, "/v1/dialer/campaign/Spring%20Campaign/preview-task/"+id+"/accept", "{}")
		f.post(ana, "/v1/dialer/campaign/Spring%20Campaign/preview-task/"+id+"/skip", "{}")
	},
	"preview-called-elsewhere": func(f *floor) {
		f.post(ana, "/v1/agents/logout", `{"logoutReason":"x"}`)
		f.stage(center.Command{Verb: center.ForceState, Agent: ana, Kind: center.Ready})
		f.campaign()
		f.act(center.Accept, ana)
		f.log.Reset()
		f.login(ana)
		f.act(center.CallRecord, ana)
		f.stage(center.Command{Verb: center.FarAnswer, Number: "5550177"})
		f.stage(center.Command{Verb: center.FarHangUp, Number: "5550177"})
	},
	"preview-called-elsewhere-in-vain": func(f *floor) {
		f.preview()
		f.act(center.Accept, ana)
		f.act(center.CallRecord, ana)
		f.stage(center.Command{Verb: center.FarBusy, Number: "5550177"})
		f.pass(time.Second)
	},
	"preview-skipped": func(f *floor) {
		id := f.preview()
		f.post(ana, "/v1/dialer/campaign/Spring%20Campaign/preview-task/"+id+"/skip", "{}")
	},
	"preview-removed": func(f *floor) {
		id := f.preview()
		f.post(ana, "/v1/dialer/campaign/Spring%20Campaign/preview-task/"+id+"/remove", "{}")
	},
	"hydrated": func(f *floor) {
		f.consulting()
		f.connect(ana)
		f.post(ana, "/v1/agents/reload", "{}")
		f.connect(ben)
		f.post(ben, "/v1/agents/reload", "{}")
	},
	"refused": func(f *floor) {
		id := f.talking()
		f.do(ana, id, "accept")
		f.do(ana, id, "unhold")
		f.do(ana, id, "hold", `{"mediaResourceId":"`+id+`"}`)
		f.do(ana, id, "hold", `{"mediaResourceId":"`+id+`"}`)
		f.do(ana, id, "record/resume", `{"autoResumed":false}`)
		f.do(ana, id, "record/pause")
		f.do(ana, id, "record/pause")
		f.do(ana, id, "consult", to(ben))
		f.do(ana, id, "consult", `{"to":"nobody","destinationType":"queue"}`)
		f.do(ana, id, "consult/end")
		f.do(ana, id, "consult/end", `{"queueId":"x"}`)
		f.do(ana, id, "cancelCtq", `{"agentId":"x","queueId":"x"}`)
		f.do(ana, id, "consult/accept")
		f.do(ana, id, "consult/transfer", to(ben))
		f.do(ana, id, "consult/conference", to(ben))
		f.do(ana, id, "conference/exit")
		f.do(ana, id, "conference/transfer")
		f.do(ana, id, "transfer", to(ben))
		f.do(ana, id, "transfer", `{"to":"nobody","destinationType":"queue"}`)
		f.do(ana, id, "wrapup", `{"wrapUpReason":"Sale","auxCodeId":"x"}`)
		f.do(ana, id, "end")
		f.do(ana, id, "end")
		f.do(ana, id, "wrapup", `{"wrapUpReason":"Sale","auxCodeId":"x"}`)
	},
	"refused-conference-end": func(f *floor) {
		id := f.conferring()
		f.stage(center.Command{Verb: center.FarHangUp, Number: caller})
		f.do(ana, id, "consult/end")
	},
	"wrong": func(f *floor) {
		id := f.talking()
		f.do(ana, "00000000-0000-4000-8000-000000000000", "hold", `{"mediaResourceId":"x"}`)
		f.do(ben, id, "hold", `{"mediaResourceId":"x"}`)
		f.do(ana, id, "hold")
		f.do(ana, id, "hold", `{"mediaResourceId":1}`)
		f.do(ana, id, "hold", `{"mediaResourceId":"x"}`)
		f.do(ana, id, "record/resume", `{"autoResumed":"no"}`)
		f.do(ana, id, "consult", `{"to":"","destinationType":"agent"}`)
		f.do(ana, id, "consult", `{"to":"x","destinationType":"telex"}`)
		f.do(ana, id, "transfer", `{"destinationType":"agent"}`)
		f.do(ana, id, "wrapup", `{"wrapUpReason":"","auxCodeId":"x"}`)
		f.do(ana, id, "wrapup", `{"wrapUpReason":"x","auxCodeId":""}`)
		f.do(ana, id, "dance")
		f.post(ana, "/v1/tasks/", `{}`)
		f.post(ana, "/v1/tasks/", strings.Replace(outdial, "5550199", strings.Repeat("5", 37), 1))
		f.post(ana, "/v1/tasks/", strings.Replace(outdial, "telephony", "telex", 1))
	},
	"conference-with-a-number": func(f *floor) {
		id := f.talking()
		f.do(ana, id, "consult", `{"to":"5550123","destinationType":"dialNumber"}`)
		f.stage(center.Command{Verb: center.FarAnswer, Number: "5550123"})
		f.do(ana, id, "consult/conference", `{"agentId":"x","to":"5550123","destinationType":"dialNumber"}`)
		f.stage(center.Command{Verb: center.FarHangUp, Number: "5550123"})
		f.do(ana, id, "end")
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
	"chat-consult": func(f *floor) {
		f.staff(ana, ben)
		id := f.written(center.Chat, visitor, center.OwnChannel)
		f.do(ana, id, "accept")
		f.pass(time.Second)
		f.do(ana, id, "consult", to(ben))
		f.do(ben, id, "accept")
		f.pass(time.Second)
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
		f.staff(ana, ben)
		id := f.written(center.Chat, visitor, center.OwnChannel)
		f.do(ana, id, "accept")
		f.pass(time.Second)
		f.do(ana, id, "consult", to(ben))
		f.do(ben, id, "accept")
		f.pass(time.Second)
		f.do(ana, id, "consult/transfer", to(ben))
		f.wrapup(ana, id)
		f.do(ben, id, "end")
		f.wrapup(ben, id)
	},
	"conference-of-another-desk": func(f *floor) {
		f.consulting()
		f.act(center.CompleteConference, ana, func(c *center.Command) { c.Interaction = f.c.Parts(ana)[1].ID })
	},
	"logged-in-again": func(f *floor) {
		id := f.talking()
		f.login(ana)
		f.do(ana, id, "hold", fmt.Sprintf(`{"mediaResourceId":%q}`, id))
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
	"contact-of-another-desk": func(f *floor) {
		f.post(ana, "/v1/agents/logout", `{"logoutReason":"x"}`)
		f.log.Reset()
		f.stage(center.Command{Verb: center.ForceState, Agent: ana, Kind: center.Ready})
		f.call()
		f.act(center.Accept, ana)
		f.login(ana)
		f.act(center.Hold, ana)
	},
}

// preview is a record that ana is asked to look at.
func (f *floor) preview() string {
	f.t.Helper()
	before := f.log.Len()
	f.campaign()
	f.log.Truncate(before)
	f.become(ana, "Available", "0")
	return webex.ID(f.c.Parts(ana)[0].Story)
}

// campaign begins a campaign that has one record for ana.
func (f *floor) campaign() {
	f.t.Helper()
	f.stage(center.Command{Verb: center.LoadCampaign, Campaign: "Spring Campaign", Load: &center.Campaign{
		Mode: center.Push, Agents: []center.AgentID{ana},
	}})
	f.stage(center.Command{Verb: center.AddRecord, Campaign: "Spring Campaign", Record: &center.Record{
		Contact: center.Contact{First: "Rosa"}, Chain: []center.Entry{{Handle: 1, Number: "5550177"}},
	}})
	f.stage(center.Command{Verb: center.StartCampaign, Campaign: "Spring Campaign"})
}

func TestTaskGolden(t *testing.T) {
	for name, script := range scripts {
		t.Run(name, func(t *testing.T) {
			f := byHand(t)
			script(f)
			golden.Equal(t, "task-"+name+".txt", brief(f.log.Bytes()))
		})
	}
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

// inFull are the scripts whose messages people may want to read as they are.
var inFull = []string{"inbound", "consult-transfer", "chat", "preview", "outdial-busy"}

func TestTaskGoldenInFull(t *testing.T) {
	for _, profile := range []webex.Profile{webex.SDK312, webex.Documented} {
		for _, name := range inFull {
			t.Run(name+"-"+string(profile), func(t *testing.T) {
				f := byHand(t, speaking(profile))
				scripts[name](f)
				golden.Equal(t, "full-"+name+"-"+string(profile)+".txt", f.log.Bytes())
			})
		}
	}
}

// brief is a log whose notifications are told in few words.
func brief(log []byte) []byte {
	var out bytes.Buffer
	for line := range strings.Lines(string(log)) {
		who, body, _ := strings.Cut(strings.TrimSpace(line), " < ")
		var n struct {
			Type string
			Data map[string]any
		}
		if json.Unmarshal([]byte(body), &n) != nil || n.Type != "RoutingMessage" {
			out.WriteString(line)
			continue
		}
		fmt.Fprintf(&out, "%s < %s\n", who, inBrief(n.Data))
	}
	return out.Bytes()
}

// inBrief is what differs from message to message.
func inBrief(data map[string]any) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s", data["type"])
	x, _ := data["interaction"].(map[string]any)
	fmt.Fprintf(&out, " %v", x["state"])
	common := []string{"type", "interaction", "eventType", "eventTime", "trackingId", "orgId", "queueMgr", "agentId", "interactionId", "queueName", "taskId", "id"}
	for _, k := range slices.Sorted(maps.Keys(data)) {
		if v := data[k]; !slices.Contains(common, k) && v != "" && v != false {
			fmt.Fprintf(&out, " %s=%v", k, v)
		}
	}
	return out.String()
}

func TestEveryRoutingEventIsTold(t *testing.T) {
	told := map[string]bool{}
	for _, script := range scripts {
		f := byHand(t)
		script(f)
		for line := range strings.Lines(f.log.String()) {
			_, body, _ := strings.Cut(line, " < ")
			var n struct{ Data struct{ Type string } }
			if json.Unmarshal([]byte(body), &n) == nil {
				told[n.Data.Type] = true
			}
		}
	}
	for _, event := range routingEvents {
		assert.True(t, told[event], event)
	}
}

// routingEvents are all that is told of contacts.
var routingEvents = []string{
	"AgentContactReserved", "AgentOfferContact", "AgentContact", "AgentContactAssigned", "AgentContactUnassigned",
	"AgentOfferContactRona", "AgentContactAssignFailed", "AgentInviteFailed", "AgentOutboundFailed",
	"AgentOfferCampaignReservation", "CampaignContactUpdated", "CampaignPreviewAcceptFailed",
	"AgentContactHeld", "AgentContactUnheld", "AgentContactHoldFailed", "AgentContactUnHoldFailed",
	"ContactRecordingPaused", "ContactRecordingPauseFailed", "ContactRecordingResumed", "ContactRecordingResumeFailed",
	"AgentConsultCreated", "AgentOfferConsult", "AgentConsulting", "AgentConsultFailed", "AgentConsultEnded", "AgentConsultEndFailed",
	"AgentCtqFailed", "AgentCtqCancelled", "AgentCtqCancelFailed",
	"AgentConsultTransferred", "AgentConsultTransferring", "AgentConsultTransferFailed",
	"AgentBlindTransferred", "AgentBlindTransferFailed", "AgentVteamTransferred", "AgentVteamTransferFailed",
	"AgentConsultConferencing", "AgentConsultConferenced", "AgentConsultConferenceFailed", "AgentConsultConferenceEnded",
	"AgentConsultConferenceEndFailed", "ParticipantJoinedConference", "ParticipantLeftConference", "ParticipantLeftConferenceFailed",
	"AgentConferenceTransferred", "AgentConferenceTransferFailed", "ParticipantPostCallActivity", "ContactMerged",
	"ContactEnded", "AgentContactEndFailed", "AgentWrapup", "AgentWrappedUp", "AgentWrapupFailed",
}
