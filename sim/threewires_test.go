package sim_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/sim"
	floor "github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/journal"
	"github.com/deskproof/deskproof/sim/webex"
	"github.com/deskproof/deskproof/sim/wire"
)

// phoneUser ends the names of those who use Webex.
const phoneUser = "@webex"

const organization = "/organization/11111111-2222-4333-8444-555555555555"

// phoneID is what Webex calls an agent.
func phoneID(agent string) string { return webex.AgentID(floor.AgentID(agent)) }

// notices is an outbox that writes down what a user of Webex is told, in brief.
type notices struct {
	h    *stagehand
	name string
}

func (n notices) Restart(reason string) { n.Close(reason) }
func (n notices) Close(reason string)   { fmt.Fprintf(&n.h.log, "%s closed: %s\n", n.name, reason) }

func (n notices) Send(body []byte) {
	var m struct {
		Data struct {
			Type          string
			InteractionID string
			Interaction   *briefly
			SubStatus     string
			Reason        string
			Contacts      []string `json:"interactionIds"`
		}
	}
	if json.Unmarshal(body, &m) != nil || m.Data.Type == "" {
		return
	}
	if m.Data.Interaction != nil {
		n.h.contact = m.Data.InteractionID
	}
	words := []string{m.Data.Type}
	for _, w := range []string{m.Data.SubStatus, m.Data.Reason, m.Data.Interaction.String()} {
		if w != "" {
			words = append(words, w)
		}
	}
	if m.Data.Contacts != nil {
		words = append(words, fmt.Sprint(len(m.Data.Contacts), " contacts"))
	}
	fmt.Fprintf(&n.h.log, "%s <- %s\n", n.name, strings.Join(words, " "))
}

// briefly is what of an interaction tells how it goes on.
type briefly struct {
	State, Owner string
	Participants map[string]struct {
		ID, Name, PType                                                   string
		HasJoined, HasLeft, IsWrapUp, IsWrappedUp, IsConsulted, IsOffered bool
	}
	Media map[string]struct {
		MType  string
		IsHold bool
	}
}

func (b *briefly) String() string {
	if b == nil {
		return ""
	}
	var who []string
	for _, p := range b.Participants {
		word := cmp.Or(p.Name, p.PType)
		for _, f := range []struct {
			is   bool
			word string
		}{{p.ID == b.Owner, "owner"}, {!p.HasJoined, "not in"}, {p.HasLeft, "left"}, {p.IsWrapUp, "wraps up"}, {p.IsWrappedUp, "wrapped up"}, {p.IsConsulted, "consulted"}} {
			if f.is {
				word += ", " + f.word
			}
		}
		who = append(who, word)
	}
	var media []string
	for _, m := range b.Media {
		media = append(media, fmt.Sprint(m.MType, map[bool]string{true: " on hold"}[m.IsHold]))
	}
	slices.Sort(who)
	slices.Sort(media)
	return fmt.Sprintf("%s (%s) [%s]", b.State, strings.Join(media, "; "), strings.Join(who, "; "))
}

// phoneLine plays a line of a user of Webex: "NAME@webex signs in ID", "NAME@webex
// connects", or "NAME@webex METHOD PATH [body]"; $contact stands for the contact that was
// told of last, $agent1002 for an agent, $disposition and $idle for a code.
func (h *stagehand) phoneLine(who, verb, rest string) {
	h.t.Helper()
	switch verb {
	case "signs":
		_, id, _ := strings.Cut(rest, " ")
		h.owner[who] = id
		require.NoError(h.t, h.w.Enter(h.t.Context(), wire.Webex, id, page{h, who}))
		h.connects(who)
		h.stations(who)
		return
	case "connects":
		h.connects(who)
		return
	}
	for name, stands := range map[string]string{
		"$contact": h.contact, "$disposition": h.code(who, "WRAP_UP_CODE"), "$idle": h.code(who, "IDLE_CODE"),
		"$agent1001": phoneID("1001"), "$agent1002": phoneID("1002"), "$agent1003": phoneID("1003"),
	} {
		rest = strings.ReplaceAll(rest, name, stands)
	}
	path, body, _ := strings.Cut(rest, " ")
	before := h.log.Len()
	answer := h.asked(who, verb, path, body)
	told := strings.Clone(h.log.String()[before:])
	h.log.Truncate(before)
	fmt.Fprintf(&h.log, "%s <- %d %s\n%s", who, answer.Status, answer.Body.ErrorMessage, told)
}

type phoneAnswer struct {
	Status int
	Body   struct {
		ErrorMessage, SubscriptionID string
		Data                         []struct{ ID, Name, WorkTypeCode string }
	}
}

// asked is what a user of Webex gets for a request.
func (h *stagehand) asked(who, method, path, body string) (answer phoneAnswer) {
	h.t.Helper()
	path, query, _ := strings.Cut(path, "?")
	request := map[string]any{
		"method": method, "path": path, "query": query, "base": "http://host/webex", "socket": "ws://host/webex",
		"secret": fmt.Sprintf("00000000-0000-4000-8000-%012d", h.refs["secret"]),
	}
	h.refs["secret"]++
	if body != "" {
		request["body"] = json.RawMessage(body)
	}
	frame, err := json.Marshal(request)
	require.NoError(h.t, err)
	raw, err := h.w.Exchange(h.t.Context(), wire.Webex, h.owner[who], frame)
	require.NoError(h.t, err)
	require.NoError(h.t, json.Unmarshal(raw, &answer))
	return answer
}

// code is the first code of that kind.
func (h *stagehand) code(who, kind string) string {
	h.t.Helper()
	for _, c := range h.asked(who, "GET", organization+"/v2/auxiliary-code", "").Body.Data {
		if c.WorkTypeCode == kind {
			return c.ID
		}
	}
	h.t.Fatalf("no %s", kind)
	return ""
}

func (h *stagehand) connects(who string) {
	h.t.Helper()
	subscription := h.asked(who, "POST", "/v1/notification/subscribe", `{"allowMultiLogin":true}`).Body.SubscriptionID
	_, err := h.w.OpenSocket(h.t.Context(), h.owner[who], subscription, "", notices{h, who})
	require.NoError(h.t, err)
}

// stations logs a user in at a phone, and makes them available.
func (h *stagehand) stations(who string) {
	h.t.Helper()
	require.Equal(h.t, 202, h.asked(who, "POST", "/v1/agents/login", fmt.Sprintf(
		`{"dialNumber":%q,"teamId":%q,"deviceType":"EXTENSION","isExtension":true,"deviceId":"x","roles":["agent"]}`, "70"+h.owner[who], h.team(who))).Status)
	h.available(who)
}

// team is the first that a user of Webex is of.
func (h *stagehand) team(who string) string {
	h.t.Helper()
	for _, team := range h.asked(who, "GET", organization+"/v2/team", "").Body.Data {
		isOf := func(x centers.Team) bool { return x.Name == team.Name && slices.Contains(x.Agents, h.owner[who]) }
		if slices.ContainsFunc(center(h.t).Teams, isOf) {
			return team.ID
		}
	}
	h.t.Fatalf("%s is of no team", who)
	return ""
}

func (h *stagehand) available(who string) {
	h.t.Helper()
	require.Equal(h.t, 202, h.asked(who, "PUT", "/v1/agents/session/state", `{"state":"Available","auxCodeId":"0"}`).Status)
}

// threeDesks are Ana and Cleo on Webex, and Ben on SCAPI.
const threeDesks = `
	ana@webex signs in 1001
	ben opens 1002
	ben > subscribe ["interaction","agent"]
	cleo@webex signs in 1003
	`

// TestOneCenterOnThreeWires plays interactions in which agents take part each by another
// wire.
func TestOneCenterOnThreeWires(t *testing.T) {
	const talking = threeDesks + `
		stage call.arrive {"agent":"1001","from":"5550151","contact":{"first":"Carla"}}
		stage phone.answer {"agent":"1001"}
		`
	const consulting = talking + `
		ana@webex POST /v1/tasks/$contact/consult {"to":"$agent1002","destinationType":"agent"}
		`
	tests := map[string]string{
		"consult-a-desktop-and-back": consulting + `
			ben > interaction.accept ["1"]
			ben > voice.hangUp ["1"]
			ana@webex POST /v1/tasks/$contact/unhold {"mediaResourceId":"$contact"}
			stage call.hangUp {"number":"5550151"}
			ana@webex POST /v1/tasks/$contact/wrapup {"wrapUpReason":"Sale","auxCodeId":"$disposition"}`,
		"consult-a-phone-from-a-desktop": threeDesks + `
			stage call.arrive {"agent":"1002","from":"5550151","contact":{"first":"Carla"}}
			ben > interaction.accept ["1"]
			ben > interaction.consult ["1",{"type":"AGENT","destination":"1001"}]
			stage phone.answer {"agent":"1001"}
			ana@webex POST /v1/tasks/$contact/consult/end {}
			ben > interaction.getInteractions`,
		"transfer-to-a-desktop": consulting + `
			ben > interaction.accept ["1"]
			ana@webex POST /v1/tasks/$contact/consult/transfer {"to":"$agent1002","destinationType":"agent"}
			ben > interaction.getInteractions
			ana@webex POST /v1/tasks/$contact/wrapup {"wrapUpReason":"Sale","auxCodeId":"$disposition"}
			ben > voice.hangUp ["1"]
			ben > interaction.markdone ["1"]`,
		"transfer-to-a-phone": threeDesks + `
			stage call.arrive {"agent":"1002","from":"5550151","contact":{"first":"Carla"}}
			ben > interaction.accept ["1"]
			ben > interaction.consult ["1",{"type":"AGENT","destination":"1001"}]
			stage phone.answer {"agent":"1001"}
			ben > interaction.completeTransfer ["2"]
			ben > interaction.markdone ["1"]
			ana@webex POST /v1/tasks/$contact/end {}
			ana@webex POST /v1/tasks/$contact/wrapup {"wrapUpReason":"Sale","auxCodeId":"$disposition"}`,
		"conference-with-a-desktop": consulting + `
			ben > interaction.accept ["1"]
			ana@webex POST /v1/tasks/$contact/consult/conference {"agentId":"$agent1001","to":"$agent1002","destinationType":"agent"}
			ben > interaction.getInteractions
			ana@webex POST /v1/tasks/$contact/conference/transfer {}
			ben > interaction.getInteractions
			ana@webex POST /v1/tasks/$contact/wrapup {"wrapUpReason":"Sale","auxCodeId":"$disposition"}
			stage call.hangUp {"number":"5550151"}`,
		"conference-of-three-wires": consulting + `
			ben > interaction.accept ["1"]
			ana@webex POST /v1/tasks/$contact/consult/conference {"agentId":"$agent1001","to":"$agent1002","destinationType":"agent"}
			ben > interaction.consult ["1",{"type":"AGENT","destination":"1003"}]
			stage phone.answer {"agent":"1003"}
			ben > interaction.completeConference ["2"]
			cleo@webex POST /v1/tasks/$contact/conference/exit {}
			ben > voice.hangUp ["1"]
			stage call.hangUp {"number":"5550151"}`,
		"consulted-on-a-phone-who-asks-in-vain-from-a-desktop": talking + `
			ben > agent.setState ["LogOut"]
			cleo opens 1003
			ana@webex POST /v1/tasks/$contact/consult {"to":"$agent1003","destinationType":"agent"}
			stage phone.answer {"agent":"1003"}
			cleo > interaction.consult ["1",{"type":"AGENT","destination":"1002"}]
			cleo@webex POST /v1/agents/reload {}
			ana@webex POST /v1/tasks/$contact/consult/end {}`,
		"missed-on-a-phone-and-answered-on-a-desktop": threeDesks + `
			stage call.arrive {"target":{"type":"queue","name":"Support"},"from":"5550151"}
			stage clock.advance {"ms":15000}
			ben > interaction.accept ["1"]
			stage call.hangUp {"number":"5550151"}`,
		"missed-on-a-desktop-and-answered-on-a-phone": threeDesks + `
			ana@webex PUT /v1/agents/session/state {"state":"Idle","auxCodeId":"$idle"}
			stage call.arrive {"target":{"type":"queue","name":"Support"},"from":"5550151"}
			stage clock.advance {"ms":15000}
			stage phone.answer {"agent":"1003"}
			stage call.hangUp {"number":"5550151"}`,
		"one-agent-on-two-wires": `
			ana@webex signs in 1001
			ana opens 1001
			ana > subscribe ["interaction","agent","markdone"]
			stage call.arrive {"agent":"1001","from":"5550151"}
			ana > voice.answer ["1"]
			ana@webex POST /v1/tasks/$contact/hold {"mediaResourceId":"$contact"}
			ana > voice.resume ["1"]
			ana > voice.hangUp ["1"]
			ana@webex POST /v1/tasks/$contact/wrapup {"wrapUpReason":"Sale","auxCodeId":"$disposition"}
			ana > interaction.getInteractions
			stage call.arrive {"agent":"1001","from":"5550151"}
			stage phone.answer {"agent":"1001"}
			ana@webex POST /v1/tasks/$contact/end {}
			ana > interaction.markdone ["2"]
			ana > agent.setState ["NotReady"]`,
		"logged-out-on-the-desktop": `
			ana@webex signs in 1001
			ana opens 1001
			ana > subscribe ["agent"]
			stage call.arrive {"target":{"type":"queue","name":"Support"},"from":"5550151"}
			ana > agent.setState ["LogOut"]
			ana@webex PUT /v1/agents/session/state {"state":"Available","auxCodeId":"0"}
			stage phone.answer {"agent":"1001"}
			ana@webex POST /v1/agents/reload {}
			stage call.hangUp {"number":"5550151"}
			ana@webex POST /v1/agents/logout {"logoutReason":"over"}
			ana@webex POST /v1/agents/reload {}
			stage call.arrive {"agent":"1001","from":"5550151"}
			ana > agent.setState ["Ready"]
			stage call.arrive {"agent":"1001","from":"5550151"}`,
		"a-chat-goes-round-three-wires": threeDesks + `
			cleo@gws enters 1003
			stage chat.arrive {"agent":"1001","from":"carla","contact":{"first":"Carla"},"channel":"whatsapp"}
			ana@webex POST /v1/tasks/$contact/accept {}
			ana@webex POST /v1/tasks/$contact/transfer {"to":"$agent1002","destinationType":"agent"}
			ben > interaction.accept ["1"]
			stage clock.advance {"ms":500}
			ben > interaction.singleStepTransfer ["1",{"type":"AGENT","destination":"1003"}]
			cleo@gws POST /me/interactions/$gws1 {"operationName":"Accept"}
			ana@webex POST /v1/tasks/$contact/wrapup {"wrapUpReason":"Sale","auxCodeId":"$disposition"}
			cleo@gws POST /me/interactions/$gws1 {"operationName":"SendMessage","text":"Hello"}
			cleo@gws GET /me/interactions?fields=*
			stage chat.end {"from":"carla"}
			cleo@webex POST /v1/tasks/$contact/wrapup {"wrapUpReason":"Sale","auxCodeId":"$disposition"}
			cleo@gws GET /me/interactions`,
		"an-email-ended-on-the-phone-and-owed-on-two-wires": threeDesks + `
			cleo@gws enters 1003
			cleo opens 1003
			cleo > subscribe ["interaction"]
			stage email.arrive {"agent":"1003","from":"carla@example.com","subject":"Bill"}
			cleo@webex POST /v1/tasks/$contact/accept {}
			cleo@webex POST /v1/tasks/$contact/end {}
			cleo > interaction.getInteractions
			cleo@gws GET /me/interactions?fields=*
			cleo@webex POST /v1/tasks/$contact/wrapup {"wrapUpReason":"Sale","auxCodeId":"$disposition"}
			cleo > interaction.getInteractions
			cleo@gws GET /me/interactions`,
	}
	for name, script := range tests {
		t.Run(name, func(t *testing.T) {
			var file bytes.Buffer
			h := play(t, map[string]string{"webex/answer": "never"}, func(c *sim.Config) { c.Journal = journal.NewWriter(&file); c.Name = "w1" })
			log := h.run(script)
			golden.Equal(t, "webex/"+name+".txt", []byte(log))
			_, err := sim.Replay(bytes.NewReader(file.Bytes()), func(sim.Played) error { return nil })
			assert.NoError(t, err)
		})
	}
}
