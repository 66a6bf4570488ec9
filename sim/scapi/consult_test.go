package scapi_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/center"
)

// sends are the requests that want to reach somebody.
var sends = []string{"interaction.consult", "interaction.singleStepTransfer", "interaction.singleStepConference"}

// inCall opens Ana's desk with a call that she has answered.
func inCall(t *testing.T, profile string) *floor {
	t.Helper()
	f := newFloor(t, profile, open)
	f.open(ana, 1)
	f.call(customer)
	f.do("voice.answer", `["1"]`)
	return f
}

func TestTargets(t *testing.T) {
	const (
		noType  = "The type of targetQuery is missing"
		noWhere = "The destination of targetQuery is missing"
		texts   = "The members of targetQuery must be strings"
	)
	tests := map[string]struct{ query, want string }{ // want: empty if it is done, NAME is that of the request
		"a number":                {`"5550159"`, ""},
		"an agent's number":       {`"5002"`, ""},
		"no number":               {`""`, noWhere},
		"an agent":                {`{"type":"AGENT","destination":"1002"}`, ""},
		"a number, in full":       {`{"type":"CUSTOM_CONTACT","destination":"5550159"}`, ""},
		"a member too many":       {`{"type":"AGENT","destination":"1002","name":7}`, ""},
		"a name of the inside":    {`{"type":"CustomContact","destination":"5550159"}`, "Unknown target type CustomContact"},
		"an unknown type":         {`{"type":"PHONE_BOOK","destination":"Ben"}`, "Unknown target type PHONE_BOOK"},
		"a type in small letters": {`{"type":"agent","destination":"1002"}`, "Unknown target type agent"},
		"no type":                 {`{"destination":"1002"}`, noType},
		"null as a type":          {`{"type":null,"destination":"1002"}`, noType},
		"no destination":          {`{"type":"AGENT"}`, noWhere},
		"an empty destination":    {`{"type":"AGENT","destination":""}`, noWhere},
		"nothing":                 {`{}`, noType},
		"a type that is a number": {`{"type":7,"destination":"1002"}`, texts},
		"a number as a number":    {`{"type":"CUSTOM_CONTACT","destination":5550159}`, texts},
		"an unknown agent":        {`{"type":"AGENT","destination":"1009"}`, "NAME: unknown agent"},
		"an unknown group":        {`{"type":"AGENT_GROUP","destination":"Sales"}`, "NAME: no such target"},
		"an unknown skill":        {`{"type":"SKILL","destination":"Sales"}`, "NAME: no such target"},
		"an unknown queue":        {`{"type":"INTERACTION_QUEUE","destination":"Sales"}`, "NAME: no such target"},
		"an unknown point":        {`{"type":"ROUTING_POINT","destination":"Sales"}`, "NAME: no such target"},
		"oneself":                 {`{"type":"AGENT","destination":"1001"}`, "NAME: already in it"},
		"the customer":            {`"` + customer + `"`, "NAME: that number already has a call"},
	}
	for name, tt := range tests {
		for _, request := range sends {
			t.Run(name+"/"+request, func(t *testing.T) {
				f := inCall(t, "union")
				a, frames := f.ask(request, `["1",`+tt.query+`,{"Note":"a"},{"ext":"1"}]`)
				assert.Equal(t, strings.Replace(tt.want, "NAME", request, 1), a.text())
				if tt.want != "" {
					assert.Empty(t, frames)
				}
			})
		}
	}
}

func TestTheTypeOfATargetHasTwoNames(t *testing.T) {
	tests := map[string]string{
		"target":                        `{"target":"AGENT","destination":"1002"}`,
		"both: type is what counts":     `{"target":"Nope","type":"AGENT","destination":"1002"}`,
		"both, the other way round too": `{"type":"AGENT","target":"SKILL","destination":"1002"}`,
	}
	for name, query := range tests {
		t.Run(name, func(t *testing.T) {
			for _, request := range sends {
				a, _ := inCall(t, "union").ask(request, `["1",`+query+`]`)
				assert.Empty(t, a.text(), request)
			}
		})
	}
}

func TestTheMediumOfAConsultation(t *testing.T) {
	tests := map[string]string{
		"voice":           "",
		"fax":             "Media fax not found",
		"":                "Media  not found",
		"workitem":        "interaction.consult: consultations are calls or chats",
		"outboundpreview": "interaction.consult: consultations are calls or chats",
		"chat":            "interaction.consult: not one of the agent's media",
	}
	for medium, want := range tests {
		t.Run(medium, func(t *testing.T) {
			query := `["1",{"type":"AGENT","destination":"1002","media":"` + medium + `"}]`
			a, _ := inCall(t, "union").ask("interaction.consult", query)
			assert.Equal(t, want, a.text())
			b, _ := inCall(t, "union").ask("interaction.singleStepTransfer", query)
			assert.Empty(t, b.text(), "it is a consultation's alone")
		})
	}
}

func TestConsultationsAsTheDocumentsTellThem(t *testing.T) {
	f := inCall(t, "union")
	frames := f.do("interaction.consult", `["1","5550159"]`)
	assert.Equal(t, []row{{"HELD", "HELD", "INBOUND", ""}, {"ADDED", "DIALING", "CONSULT", ""}, {"DIALING", "DIALING", "CONSULT", ""}}, rows(t, frames))
	assert.Contains(t, string(frames[2].body), `"interactionId":"2","parentInteractionId":"1"`)
	assert.Contains(t, string(frames[2].body), `"isConsultation":true`)
	assert.NotContains(t, string(frames[0].body), "parentInteractionId")

	frames = f.stage(center.Command{Verb: center.FarAnswer, Number: "5550159"})
	assert.Equal(t, []row{{"ESTABLISHED", "TALKING", "CONSULT", ""}}, rows(t, frames))
	frames = f.do("interaction.completeConference", `["2"]`)
	assert.Equal(t, []row{
		{"RELEASED", "IDLE", "CONSULT", ""}, {"REMOVED", "IDLE", "CONSULT", ""},
		{"ESTABLISHED", "TALKING", "INBOUND", ""}, {"PARTY_CHANGED", "TALKING", "INBOUND", ""},
	}, rows(t, frames))
	assert.Contains(t, string(frames[3].body), `"parties":[{"name":"`+customer+`"},{"name":"5550159"}]`)
}

func TestCompletingWhatIsNoConsultation(t *testing.T) {
	for _, request := range []string{"interaction.completeTransfer", "interaction.completeConference"} {
		a, _ := inCall(t, "union").ask(request, `["1"]`)
		assert.Equal(t, request+": not a consultation that this agent made", a.text())
		a, _ = inCall(t, "union").ask(request, `["7"]`)
		assert.Equal(t, "Interaction 7 not found", a.text())
	}
	f := inCall(t, "union")
	f.do("interaction.consult", `["1","5550159"]`)
	a, _ := f.ask("interaction.completeConference", `["2"]`)
	assert.Equal(t, "interaction.completeConference is not possible in state DIALING", a.text())
	a, _ = f.ask("interaction.consult", `["1","5550153"]`)
	assert.Equal(t, "interaction.consult: a consultation is under way", a.text())
}
