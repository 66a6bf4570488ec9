package gws_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

// parameters are what operations need beside their name.
var parameters = map[string]string{
	"SendMessage": `"text":"Hello"`, "SendNotification": `"notificationType":"TypingStarted"`, "PlaceInQueue": `"queue":"Support"`,
	"UpdateProperties": `"properties":{"a":1}`, "PlaceInWorkbin": `"workbin":"Later"`, "Transfer": `"targetId":"ben"`,
	"StartConference": `"agentId":"ben"`, "InitiateConsulation": `"agentId":"ben"`,
}

// can is what each of an agent's interactions says is possible.
func (f *floor) can(user center.AgentID) map[string][]string {
	f.t.Helper()
	var body struct {
		Interactions []struct {
			ID           string
			Capabilities []string
		}
	}
	require.NoError(f.t, json.Unmarshal(f.get(user, "/me/interactions?fields=*").Body, &body))
	can := map[string][]string{}
	for _, x := range body.Interactions {
		can[x.ID] = x.Capabilities
	}
	return can
}

// consults lets Ana consult Cleo about a chat of hers, and returns the id of their chat.
func (f *floor) consults() string {
	chat := f.acceptedChat()
	f.do(ana, chat, "InitiateConsulation", `"agentId":"cleo"`)
	for id := range f.can(ana) {
		if id != chat {
			return id
		}
	}
	f.t.Fatal("there is no consultation")
	return ""
}

func (f *floor) shares(id string) {
	f.do(ana, id, "StartConference", `"agentId":"cleo"`)
	f.do(cleo, id, "Accept")
}

func (f *floor) customerLeaves() {
	f.stage(center.Command{Verb: center.FarLeave, Number: "visitor-1"})
}

func (f *floor) anaLogsOut() {
	f.stage(center.Command{Verb: center.ChooseState, Agent: ana, State: "LogOut"})
}

func TestEveryCapabilityIsOne(t *testing.T) {
	tests := map[string]func(*floor){
		"an e-mail":                           func(f *floor) { f.in("handled") },
		"a chat":                              func(f *floor) { f.acceptedChat() },
		"an e-mail of who has logged out":     func(f *floor) { f.in("handled"); f.anaLogsOut() },
		"a chat of who has logged out":        func(f *floor) { f.acceptedChat(); f.anaLogsOut() },
		"a chat that has ended":               func(f *floor) { f.acceptedChat(); f.customerLeaves() },
		"a shared e-mail":                     func(f *floor) { f.shares(f.in("handled")) },
		"a shared chat":                       func(f *floor) { f.shares(f.acceptedChat()) },
		"an e-mail with its reply":            func(f *floor) { f.do(ana, f.in("handled"), "Reply") },
		"a consultation without an answer":    func(f *floor) { f.consults() },
		"a consultation":                      func(f *floor) { f.do(cleo, f.consults(), "Accept") },
		"a consultation about what has ended": func(f *floor) { f.do(cleo, f.consults(), "Accept"); f.customerLeaves() },
		"a consultation of a guest": func(f *floor) {
			chat := f.chat("1003")
			f.do(cleo, chat, "Accept")
			f.do(cleo, chat, "StartConference", `"agentId":"ana"`)
			f.do(ana, chat, "Accept")
			f.do(ana, chat, "InitiateConsulation", `"agentId":"ben"`)
			for id := range f.can(ana) {
				f.do(ben, id, "Accept")
			}
		},
		"a consultation that is a conference by now": func(f *floor) {
			id := f.consults()
			f.do(cleo, id, "Accept")
			f.do(ana, id, "CompleteConference")
			f.pass(time.Second) // in which Cleo joins
		},
	}
	for name, reach := range tests {
		begin := func(t *testing.T) *floor {
			f := newFloor(t)
			reach(f)
			return f
		}
		for _, user := range []center.AgentID{ana, cleo} {
			for id, can := range begin(t).can(user) {
				require.NotEmpty(t, can, name)
				for _, operation := range can {
					t.Run(name+"/"+people[user].Name+"/"+operation, func(t *testing.T) {
						var with []string
						if p := parameters[operation]; p != "" {
							with = append(with, p)
						}
						r := begin(t).do(user, id, operation, with...)
						assert.Equal(t, 200, r.Status, string(r.Body))
					})
				}
			}
		}
	}
}
