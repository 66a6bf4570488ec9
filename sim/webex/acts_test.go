package webex_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

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
