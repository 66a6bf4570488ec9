package gws_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/center"
)

// seedOperations are the seed's ten, with a body that is right for them; those with a
// parameter have it named (Interactions API Operations).
var seedOperations = []struct {
	name, parameter, value string
	needs                  string // the state in which it is possible
}{
	{"Accept", "", "", "offered"},
	{"Reject", "", "", "offered"},
	{"StopProcessing", "", "", "handled"},
	{"PlaceInQueue", "queue", `"Support"`, "handled"},
	{"UpdateProperties", "properties", `{"a":1}`, "handled"},
	{"PlaceInWorkbin", "workbin", `"Later"`, "handled"},
	{"Transfer", "targetId", `"ben"`, "handled"},
	{"StartConference", "agentId", `"ben"`, "handled"},
	{"EndConference", "", "", "shared"},
	{"LeaveConference", "", "", "shared"},
}

// in brings an e-mail into a state for Ana and returns its id.
func (f *floor) in(state string) string {
	id := f.email("1001")
	if state == "offered" {
		return id
	}
	f.do(ana, id, "Accept")
	if state == "shared" {
		f.do(ana, id, "StartConference", `"agentId":"ben"`)
		f.do(ben, id, "Accept")
	}
	return id
}

// standing is everything that a refusal must leave as it is.
func (f *floor) standing() map[string]any {
	all := map[string]any{"interactions": f.c.Interactions()}
	for _, id := range f.c.Agents() {
		all["parts of "+string(id)] = f.c.Parts(id)
		all["state of "+string(id)], _ = f.c.View(id)
	}
	return all
}

// refused asserts that a request fails with a code and an HTTP status, changes nothing,
// and that nobody is told anything.
func (f *floor) refused(t *testing.T, code, status int, do func() reply) {
	t.Helper()
	before := f.standing()
	for _, u := range f.users {
		f.heard(u)
	}
	got := do()
	assert.Equal(t, float64(code), got.member("statusCode"), string(got.Body))
	assert.Equal(t, status, got.Status)
	assert.NotEmpty(t, got.member("statusMessage"))
	log := f.log.String()
	for _, u := range f.users {
		f.log.WriteString(log)
		assert.Empty(t, f.heard(u))
	}
	if diff := cmp.Diff(before, f.standing()); diff != "" {
		t.Errorf("a refusal changed something (-before +after):\n%s", diff)
	}
}

func TestRefusalsOfTheSeedOperations(t *testing.T) {
	other := map[string]string{"offered": "handled", "handled": "offered", "shared": "handled"}
	for _, op := range seedOperations {
		var right []string
		if op.parameter != "" {
			right = []string{`"` + op.parameter + `":` + op.value}
		}
		t.Run(op.name+"/success", func(t *testing.T) {
			f := newFloor(t)
			assert.Equal(t, 200, f.do(ana, f.in(op.needs), op.name, right...).Status)
		})
		t.Run(op.name+"/forbidden-role", func(t *testing.T) {
			f := newFloor(t)
			id := f.in(op.needs)
			f.refused(t, 5, 403, func() reply { return f.do(gail, id, op.name, right...) })
		})
		t.Run(op.name+"/unknown-id", func(t *testing.T) {
			f := newFloor(t)
			f.in(op.needs)
			f.refused(t, 6, 404, func() reply { return f.do(ana, "0000000000000000", op.name, right...) })
		})
		t.Run(op.name+"/wrong-state", func(t *testing.T) {
			f := newFloor(t)
			id := f.in(other[op.needs])
			f.refused(t, 2, 400, func() reply { return f.do(ana, id, op.name, right...) })
		})
		t.Run(op.name+"/not-mine", func(t *testing.T) {
			f := newFloor(t)
			id := f.in(op.needs)
			f.refused(t, 3, 403, func() reply { return f.do(cleo, id, op.name, right...) })
		})
		if op.parameter == "" {
			continue
		}
		for _, nothing := range []string{"", `"` + op.parameter + `":null`, `"` + op.parameter + `":""`} {
			t.Run(op.name+"/missing-parameter/"+nothing, func(t *testing.T) {
				f := newFloor(t)
				id := f.in(op.needs)
				var members []string
				if nothing != "" {
					members = []string{nothing}
				}
				f.refused(t, 1, 400, func() reply { return f.do(ana, id, op.name, members...) })
			})
		}
		if op.name == "UpdateProperties" {
			continue // it names nothing
		}
		t.Run(op.name+"/bad-target", func(t *testing.T) {
			f := newFloor(t)
			id := f.in(op.needs)
			f.refused(t, 6, 404, func() reply { return f.do(ana, id, op.name, `"`+op.parameter+`":"nowhere"`) })
		})
	}
}

func TestRefusalsForWhatElse(t *testing.T) {
	notReady := func(f *floor, user center.AgentID) {
		f.ask(user, "POST", "/me/channels/email", `{"operationName":"NotReady"}`)
	}
	tests := map[string]struct {
		code, status int
		do           func(*floor) func() reply
	}{
		"an e-mail accepted twice": {2, 400, func(f *floor) func() reply {
			id := f.in("handled")
			return func() reply { return f.do(ana, id, "Accept") }
		}},
		"one rejected twice, while another agent is asked": {2, 400, func(f *floor) func() reply {
			id := f.email("Support")
			f.do(ana, id, "Reject")
			return func() reply { return f.do(ana, id, "Reject") }
		}},
		"one that another agent has by now": {3, 403, func(f *floor) func() reply {
			id := f.email("Support")
			f.do(ana, id, "Reject")
			f.do(ben, id, "Accept")
			return func() reply { return f.do(ana, id, "Accept") }
		}},
		"one that is over": {6, 404, func(f *floor) func() reply {
			id := f.in("handled")
			f.do(ana, id, "StopProcessing")
			return func() reply { return f.do(ana, id, "StopProcessing") }
		}},
		"a transfer to the user": {2, 400, func(f *floor) func() reply {
			id := f.in("handled")
			return func() reply { return f.do(ana, id, "Transfer", `"targetId":"1001"`) }
		}},
		"a transfer to somebody who is not ready": {2, 400, func(f *floor) func() reply {
			id := f.in("handled")
			notReady(f, ben)
			return func() reply { return f.do(ana, id, "Transfer", `"targetId":"ben"`) }
		}},
		"a transfer to an admin": {6, 404, func(f *floor) func() reply {
			id := f.in("handled")
			return func() reply { return f.do(ana, id, "Transfer", `"targetId":"gail"`) }
		}},
		"a transfer by the conference's parameter": {1, 400, func(f *floor) func() reply {
			id := f.in("handled")
			return func() reply { return f.do(ana, id, "Transfer", `"agentId":"ben"`) }
		}},
		"a conference with the user": {2, 400, func(f *floor) func() reply {
			id := f.in("handled")
			return func() reply { return f.do(ana, id, "StartConference", `"agentId":"ana"`) }
		}},
		"a conference with somebody who is invited": {2, 400, func(f *floor) func() reply {
			id := f.in("handled")
			f.do(ana, id, "StartConference", `"agentId":"ben"`)
			return func() reply { return f.do(ana, id, "StartConference", `"agentId":"ben"`) }
		}},
		"a conference with somebody who is in it": {2, 400, func(f *floor) func() reply {
			id := f.in("shared")
			return func() reply { return f.do(ana, id, "StartConference", `"agentId":"ben"`) }
		}},
		"a conference that the user ends for another": {3, 403, func(f *floor) func() reply {
			id := f.in("shared")
			return func() reply { return f.do(ana, id, "LeaveConference", `"agentId":"ben"`) }
		}},
		"properties that are no object": {1, 400, func(f *floor) func() reply {
			id := f.in("handled")
			return func() reply { return f.do(ana, id, "UpdateProperties", `"properties":[1]`) }
		}},
		"properties that are nested deep": {2, 400, func(f *floor) func() reply {
			id := f.in("handled")
			deep := strings.Repeat("[", 9000) + strings.Repeat("]", 9000)
			return func() reply { return f.do(ana, id, "UpdateProperties", `"properties":{"a":`+deep+`}`) }
		}},
		"properties of which one comes twice": {1, 400, func(f *floor) func() reply {
			id := f.in("handled")
			return func() reply { return f.do(ana, id, "UpdateProperties", `"properties":{"a":1,"b":{},"\u0061":2}`) }
		}},
		"a workbin of another type": {1, 400, func(f *floor) func() reply {
			id := f.in("handled")
			return func() reply { return f.do(ana, id, "PlaceInWorkbin", `"workbin":{"name":"Later"}`) }
		}},
		"a nickname that is too long": {2, 400, func(f *floor) func() reply {
			id := f.chat("1001")
			return func() reply { return f.do(ana, id, "Accept", `"nickname":"`+strings.Repeat("x", 300)+`"`) }
		}},
		"a nickname that is no text": {1, 400, func(f *floor) func() reply {
			id := f.chat("1001")
			return func() reply { return f.do(ana, id, "Accept", `"nickname":7`) }
		}},
		"a content of no workbin": {6, 404, func(f *floor) func() reply {
			return func() reply { return f.do(ana, "x", "GetWorkbinContent", `"workbin":"Attic"`) }
		}},
		"a content of nothing": {1, 400, func(f *floor) func() reply {
			return func() reply { return f.do(ana, "x", "GetWorkbinContent") }
		}},
		"an e-mail to nobody": {1, 400, func(f *floor) func() reply {
			id := f.in("handled")
			f.do(ana, id, "Forward")
			return func() reply { return f.do(ana, id, "Send") }
		}},
		"an e-mail to something": {1, 400, func(f *floor) func() reply {
			id := f.in("handled")
			return func() reply { return f.do(ana, id, "Reply", `"to":{"address":"x"}`) }
		}},
		"an e-mail about something": {1, 400, func(f *floor) func() reply {
			id := f.in("handled")
			return func() reply { return f.do(ana, id, "Reply", `"subject":7`) }
		}},
		"a chat's operation on an e-mail": {3, 403, func(f *floor) func() reply {
			id := f.in("handled")
			return func() reply { return f.do(ana, id, "SendMessage", `"text":"hello"`) }
		}},
		"a notice without text": {1, 400, func(f *floor) func() reply {
			id := f.acceptedChat()
			return func() reply { return f.do(ana, id, "SendNotification", `"notificationType":"Notice"`) }
		}},
		"a message that is too long": {2, 400, func(f *floor) func() reply {
			id := f.acceptedChat()
			return func() reply {
				return f.do(ana, id, "SendMessage", `"text":"`+strings.Repeat("x", center.MaxMessage+1)+`"`)
			}
		}},
		"more properties than an interaction holds": {2, 400, func(f *floor) func() reply {
			id := f.in("handled")
			return func() reply {
				return f.do(ana, id, "UpdateProperties", `"properties":{"a":"`+strings.Repeat("x", center.MaxData)+`"}`)
			}
		}},
		"a workbin whose server is down": {4, 500, func(f *floor) func() reply {
			id := f.in("handled")
			f.stage(center.Command{Verb: center.SetServer, Server: center.InteractionServer})
			return func() reply { return f.do(ana, id, "PlaceInWorkbin", `"workbin":"Later"`) }
		}},
		"a pull while the server of workbins is down": {4, 500, func(f *floor) func() reply {
			id := f.in("handled")
			f.do(ana, id, "PlaceInWorkbin", `"workbin":"Later"`)
			f.stage(center.Command{Verb: center.SetServer, Server: center.InteractionServer})
			return func() reply {
				return f.ask(ana, "POST", "/me/workbins/Later", `{"operationName":"PullInteraction","interactionId":"`+id+`"}`)
			}
		}},
		"a chat that a page keeps from being finished": {2, 400, func(f *floor) func() reply {
			id := f.acceptedChat()
			all := f.c.Interactions()
			f.stage(center.Command{Verb: center.BlockDone, Agent: ana, Interaction: all[0].ID})
			return func() reply { return f.do(ana, id, "StopProcessing") }
		}},
		"what the user has put into a workbin": {2, 400, func(f *floor) func() reply {
			id := f.in("handled")
			f.do(ana, id, "PlaceInWorkbin", `"workbin":"Later"`)
			return func() reply {
				return f.ask(ana, "POST", "/me/workbins/Later", `{"operationName":"AddInteractionToWorkbin","interactionId":"`+id+`"}`)
			}
		}},
		"nothing for a workbin": {1, 400, func(f *floor) func() reply {
			return func() reply {
				return f.ask(ana, "POST", "/me/workbins/Later", `{"operationName":"AddInteractionToWorkbin"}`)
			}
		}},
		"a state of no channel": {1, 400, func(f *floor) func() reply {
			return func() reply { return f.ask(ana, "POST", "/me/channels/chat", `{"operationName":7}`) }
		}},
		"an unknown operation": {1, 400, func(f *floor) func() reply {
			id := f.in("handled")
			return func() reply { return f.do(ana, id, "Dance") }
		}},
		"an operation that is spelled otherwise": {1, 400, func(f *floor) func() reply {
			id := f.in("offered")
			return func() reply { return f.do(ana, id, "accept") }
		}},
		"a body without operation": {1, 400, func(f *floor) func() reply {
			id := f.in("offered")
			return func() reply { return f.ask(ana, "POST", "/me/interactions/"+id, `{}`) }
		}},
		"a body that is a list": {1, 400, func(f *floor) func() reply {
			id := f.in("offered")
			return func() reply { return f.ask(ana, "POST", "/me/interactions/"+id, `["Accept"]`) }
		}},
		"a body with two operations": {1, 400, func(f *floor) func() reply {
			id := f.in("offered")
			return func() reply {
				return f.ask(ana, "POST", "/me/interactions/"+id, `{"operationName":"Reject","more":[{}],"operationName":"Accept"}`)
			}
		}},
		"a body that is null": {1, 400, func(f *floor) func() reply {
			id := f.in("offered")
			return func() reply { return f.ask(ana, "POST", "/me/interactions/"+id, `null`) }
		}},
		"no body": {1, 400, func(f *floor) func() reply {
			id := f.in("offered")
			return func() reply { return f.ask(ana, "POST", "/me/interactions/"+id, ``) }
		}},
		"a body that is not JSON": {1, 400, func(f *floor) func() reply {
			id := f.in("offered")
			return func() reply {
				return f.send(ana, `{"method":"POST","path":"/me/interactions/`+id+`","text":"operationName=Accept"}`)
			}
		}},
		"a body with a faulty operation, of an admin": {5, 403, func(f *floor) func() reply {
			id := f.in("offered")
			return func() reply { return f.ask(gail, "POST", "/me/interactions/"+id, `{}`) }
		}},
		"an unknown path": {6, 404, func(f *floor) func() reply {
			return func() reply { return f.get(ana, "/me/calls") }
		}},
		"a path that is too long": {6, 404, func(f *floor) func() reply {
			id := f.in("offered")
			return func() reply { return f.get(ana, "/interactions/"+id+"/text") }
		}},
		"a method that the path has not": {3, 405, func(f *floor) func() reply {
			id := f.in("offered")
			return func() reply { return f.ask(ana, "DELETE", "/interactions/"+id, "") }
		}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t)
			do := tt.do(f)
			f.refused(t, tt.code, tt.status, do)
		})
	}
}
