package stage

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEveryCallAboutChatsAndEmailsIsDoneAsDescribed(t *testing.T) {
	v := visit(t)
	w := v.enter()
	for _, agent := range []string{"1001", "1002"} {
		_, err := w.Open(t.Context(), agent, "", &outbox{})
		require.NoError(t, err)
	}
	ask := func(agent, request, parameters string) {
		t.Helper()
		require.NoError(t, w.Receive(t.Context(), agent, 1, fmt.Appendf(nil, `{"request":%q,"parameters":%s,"referenceId":"1","userAgent":"WWE"}`, request, parameters)))
	}
	v.do("chat.arrive", `{"agent":"1001","from":"carla","subject":"Bill","contact":{"first":"Carla"},"data":{"a":"b"}}`)
	ask("1001", "interaction.accept", `["1"]`)
	v.do("clock.advance", `{"ms":1000}`)
	v.do("chat.typing", `{"from":"carla","typing":true}`)
	v.do("chat.message", `{"from":"carla","text":"Hello?"}`)
	v.do("chat.typing", `{"from":"carla","typing":false}`)
	v.do("desktop.compose", `{"agent":"1001","interaction":"1"}`)
	v.do("desktop.say", `{"agent":"1001","interaction":"1","text":"Hello"}`)
	ask("1001", "interaction.singleStepConference", `["1",{"type":"AGENT","destination":"1002"}]`)
	ask("1002", "interaction.accept", `["1"]`)
	v.do("desktop.leaveConference", `{"agent":"1002","interaction":"1"}`)
	v.do("desktop.endChat", `{"agent":"1001","interaction":"1"}`)
	v.do("chat.arrive", `{"target":{"type":"agent-group","name":"Service"},"from":"carla"}`)
	v.do("chat.end", `{"from":"carla"}`)

	v.do("email.arrive", `{"agent":"1001","from":"chen@example.com","subject":"Bill","to":["service@example.com"],"text":"Why?"}`)
	ask("1001", "interaction.accept", `["2"]`)
	v.do("desktop.moveToCase", `{"agent":"1001","interaction":"2","to":"1"}`)
	v.do("desktop.reply", `{"agent":"1001","interaction":"2"}`)
	v.do("desktop.insertResponse", `{"agent":"1001","interaction":"3"}`)
	v.do("desktop.save", `{"agent":"1001","interaction":"3"}`)
	v.do("desktop.send", `{"agent":"1001","interaction":"3"}`)
	v.do("desktop.reply", `{"agent":"1001","interaction":"2"}`)
	v.do("desktop.cancel", `{"agent":"1001","interaction":"4"}`)
	v.do("desktop.placeInWorkbin", `{"agent":"1001","interaction":"2","workbin":"Later"}`)
	v.do("server.set", `{"server":"interaction","up":false}`)
	v.do("desktop.pullFromWorkbin", `{"agent":"1002","from":"chen@example.com","workbin":"Later"}`)
	v.do("server.set", `{"server":"interaction","up":true}`)
	v.do("desktop.pullFromWorkbin", `{"agent":"1002","from":"chen@example.com","workbin":"Later"}`)
	v.do("desktop.placeInQueue", `{"agent":"1002","interaction":"3","queue":"Support"}`)
	v.do("desktop.pullFromQueue", `{"agent":"1001","from":"chen@example.com","queue":"Support"}`)
	v.do("interaction.disturb", `{"agent":"1001","interaction":"5","as":"error"}`)
	v.do("chat.arrive", `{"agent":"1001","from":"chen","channel":"whatsapp"}`)
}

func TestACallAboutChatsAndEmailsThatIsNotMeant(t *testing.T) {
	tests := map[string]struct{ method, params, want string }{
		"nobody writes":          {"chat.arrive", `{"agent":"1001"}`, "bad parameters: from is missing"},
		"to nobody":              {"email.arrive", `{"from":"a"}`, "bad parameters: agent is missing, or target instead of it"},
		"to two":                 {"email.arrive", `{"agent":"1001","target":{"type":"skill","name":"Billing"},"from":"a"}`, "bad parameters: agent and target are both given; leave one out"},
		"by no channel":          {"chat.arrive", `{"agent":"1001","from":"a","channel":"fax"}`, `bad parameters: channel is "fax", expected one of chat, facebook, sms, social, whatsapp`},
		"no text":                {"chat.message", `{"from":"carla"}`, "bad parameters: text is missing"},
		"nobody types":           {"chat.typing", `{"typing":true}`, "bad parameters: from is missing"},
		"typing or not":          {"chat.typing", `{"from":"carla"}`, "bad parameters: typing is missing"},
		"an empty address":       {"email.arrive", `{"agent":"1001","from":"a","to":[""]}`, "bad parameters: to[0] is missing"},
		"an address by itself":   {"email.arrive", `{"agent":"1001","from":"a","to":"b"}`, "bad parameters: to: expected a list, not text"},
		"a text of a chat":       {"chat.arrive", `{"agent":"1001","from":"a","text":"b"}`, `bad parameters: unknown member "text" (known: agent, channel, contact, data, from, subject, target)`},
		"nobody leaves":          {"chat.end", `{}`, "bad parameters: from is missing"},
		"no server":              {"server.set", `{"up":true}`, "bad parameters: server is missing"},
		"an unknown server":      {"server.set", `{"server":"mail","up":true}`, `bad parameters: server is "mail", expected one of chat, interaction`},
		"up or down":             {"server.set", `{"server":"chat"}`, "bad parameters: up is missing"},
		"disturbed":              {"interaction.disturb", `{"agent":"1001","interaction":"1"}`, "bad parameters: as is missing"},
		"disturbed somehow":      {"interaction.disturb", `{"agent":"1001","interaction":"1","as":"x"}`, `bad parameters: as is "x", expected one of error, unknown`},
		"nobody's hands":         {"desktop.send", `{"interaction":"1"}`, "bad parameters: agent is missing"},
		"nothing in hand":        {"desktop.send", `{"agent":"1001"}`, "bad parameters: interaction is missing"},
		"nothing to say":         {"desktop.say", `{"agent":"1001","interaction":"1"}`, "bad parameters: text is missing"},
		"no queue":               {"desktop.placeInQueue", `{"agent":"1001","interaction":"1"}`, "bad parameters: queue is missing"},
		"from no queue":          {"desktop.pullFromQueue", `{"agent":"1001","from":"a"}`, "bad parameters: queue is missing"},
		"from nobody":            {"desktop.pullFromWorkbin", `{"agent":"1001"}`, "bad parameters: from is missing"},
		"to no case":             {"desktop.moveToCase", `{"agent":"1001","interaction":"1"}`, "bad parameters: to is missing"},
		"a slip":                 {"desktop.reply", `{"agent":"1001","interaction":"1","text":"x"}`, `bad parameters: unknown member "text" (known: agent, interaction)`},
		"a workbin in the queue": {"desktop.placeInQueue", `{"agent":"1001","interaction":"1","workbin":"x"}`, `bad parameters: unknown member "workbin" (known: agent, interaction, queue)`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := visit(t)
			v.enter()
			assert.Error(t, conforms(tt.method+".params", []byte(tt.params)), "the schema says so too")
			r := v.call(tt.method, tt.params)
			require.NotNil(t, r.Error)
			assert.Equal(t, codeParams, r.Error.Code)
			assert.Equal(t, tt.want, r.Error.Message)
		})
	}
}

func TestACallAboutChatsAndEmailsThatCannotBeDone(t *testing.T) {
	tests := map[string]struct{ method, params, want string }{
		"an agent without the medium": {"chat.arrive", `{"agent":"1004","from":"a"}`, "agent 1004, chat: not one of the agent's media"},
		"a chat of the same customer": {"chat.arrive", `{"agent":"1002","from":"carla"}`, "chat from carla is there already: one from there is under way"},
		"a target outside":            {"chat.arrive", `{"target":{"type":"number","name":"5550151"},"from":"a"}`, `number "5550151" is nobody's here: no such target`},
		"typing to nobody":            {"chat.typing", `{"from":"chen","typing":true}`, "far end types: chen: no chat with that customer"},
		"nobody's chat":               {"chat.message", `{"from":"chen","text":"x"}`, "far end says: chen: no chat with that customer"},
		"an unknown workbin":          {"desktop.pullFromWorkbin", `{"agent":"1001","from":"a","workbin":"X"}`, `pull from workbin "X": no such queue or workbin`},
		"an unknown queue":            {"desktop.pullFromQueue", `{"agent":"1001","from":"a","queue":"X"}`, `pull from queue "X": no such queue or workbin`},
		"an empty queue":              {"desktop.pullFromQueue", `{"agent":"1001","from":"a","queue":"Support"}`, `pull from queue "Support", from a: nothing from there in this queue or workbin`},
		"an unknown interaction":      {"desktop.reply", `{"agent":"1001","interaction":"7"}`, `interaction "7": unknown interaction`},
		"a state that forbids it":     {"desktop.endChat", `{"agent":"1001","interaction":"1"}`, "end chat chat:carla#1: refused while ringing"},
		"a chat in a workbin":         {"desktop.placeInWorkbin", `{"agent":"1001","interaction":"1"}`, "place in workbin chat:carla#1: refused while ringing"},
		"no case to move to":          {"desktop.moveToCase", `{"agent":"1001","interaction":"1","to":"7"}`, `interaction "7": unknown interaction`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := visit(t)
			w := v.enter()
			_, err := w.Open(t.Context(), "1001", "", &outbox{})
			require.NoError(t, err)
			v.do("chat.arrive", `{"agent":"1001","from":"carla"}`)
			require.NoError(t, conforms(tt.method+".params", []byte(tt.params)), "it is well formed")
			r := v.call(tt.method, tt.params)
			require.NotNil(t, r.Error)
			assert.Equal(t, codeRefused, r.Error.Code)
			assert.Equal(t, tt.want, r.Error.Message)
		})
	}
}
