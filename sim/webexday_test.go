package sim_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/journal"
	"github.com/deskproof/deskproof/sim/wire"
)

// phone is an agent who works over Webex, with the notification sockets they have opened.
type phone struct {
	t      testing.TB
	w      *sim.World
	agent  string
	asked  int
	box    *box
	socket *sim.Socket
}

// pickUp lets an agent in and opens a notification socket.
func pickUp(t testing.TB, w *sim.World, agent string) *phone {
	t.Helper()
	p := &phone{t: t, w: w, agent: agent}
	require.NoError(t, w.Enter(t.Context(), wire.Webex, agent, &box{}))
	p.listen()
	return p
}

// listen opens a further notification socket.
func (p *phone) listen() {
	p.t.Helper()
	p.asked++
	secret := fmt.Sprintf("%08d-0000-4000-8000-00000000%s", p.asked, p.agent)
	body := p.ask("POST", "/v1/notification/subscribe", `"secret":"`+secret+`","body":{"allowMultiLogin":true}`)
	assert.Contains(p.t, body, secret)
	id := "AgentDesktop-" + secret
	owner, ok, err := p.w.Subscriber(p.t.Context(), id)
	require.NoError(p.t, err)
	assert.True(p.t, ok)
	assert.Equal(p.t, p.agent, owner)
	p.box = &box{}
	p.socket, err = p.w.OpenSocket(p.t.Context(), p.agent, id, "", p.box)
	require.NoError(p.t, err)
}

// ask makes a request and returns the answer.
func (p *phone) ask(method, path, more string) string {
	p.t.Helper()
	if more != "" {
		more = "," + more
	}
	frame := fmt.Sprintf(`{"method":%q,"path":%q,"base":"http://h/webex","socket":"ws://h/webex"%s}`, method, path, more)
	answer, err := p.w.Exchange(p.t.Context(), wire.Webex, p.agent, []byte(frame))
	require.NoError(p.t, err)
	return string(answer)
}

// heard are the events of the notification socket since the last time.
func (p *phone) heard() (events []string) {
	for _, f := range p.box.take() {
		var n struct {
			Type, Keepalive string
			Data            struct{ Type string }
		}
		require.NoError(p.t, json.Unmarshal([]byte(f), &n))
		events = append(events, strings.Join(strings.Fields(n.Type+" "+n.Data.Type+" "+n.Keepalive), "/"))
	}
	return events
}

// logIn logs the agent in at their desk phone, and makes them available.
func (p *phone) logIn() {
	p.t.Helper()
	var lists struct {
		Body struct{ Data []struct{ ID string } }
	}
	require.NoError(p.t, json.Unmarshal([]byte(p.ask("GET", organization+"/v2/team", "")), &lists))
	for _, team := range lists.Body.Data {
		p.ask("POST", "/v1/agents/login", fmt.Sprintf(`"body":{"dialNumber":"5%s","teamId":%q,"deviceType":"EXTENSION","isExtension":true,"deviceId":"5","roles":["agent"]}`, p.agent[1:], team.ID))
	}
	p.ask("PUT", "/v1/agents/session/state", `"body":{"state":"Available","auxCodeId":"0"}`)
}

// task is the id of the contact of which the agent was told last.
func (p *phone) task(frames []string) string {
	var n struct {
		Data struct{ InteractionID string }
	}
	for _, f := range frames {
		if err := json.Unmarshal([]byte(f), &n); err == nil && n.Data.InteractionID != "" {
			return n.Data.InteractionID
		}
	}
	return ""
}

// webexDay is what two agents do over Webex, with a fault and a lost socket.
func webexDay(t *testing.T, w *sim.World) (heard [][]string) {
	t.Helper()
	ana, ben := pickUp(t, w, "1001"), pickUp(t, w, "1002")
	ana.logIn()
	ben.logIn()
	require.NoError(t, ana.socket.Receive(t.Context(), []byte(`{"keepalive":"true"}`)))
	heard = append(heard, ana.heard())
	stage(t, w, "call.arrive", `{"agent":"1001","from":"5550142"}`)
	rings := ana.box.take()
	id := ana.task(rings)
	require.NotEmpty(t, id, "%v", rings)
	stage(t, w, "clock.advance", `{"ms":5000}`) // her phone is picked up
	stage(t, w, "fault.set", `{"faults":[{"on":{"wire":"webex","frame":"request","request":"task.hold","nth":1},"do":"add","path":"fail","value":{"reason":"BUSY","reasonCode":7}}]}`)
	hold := `"body":{"mediaResourceId":"` + id + `"}`
	ana.ask("POST", "/v1/tasks/"+id+"/hold", hold)
	ana.ask("POST", "/v1/tasks/"+id+"/hold", hold)
	ben.ask("POST", "/v1/tasks/"+id+"/hold", hold)
	heard = append(heard, ana.heard())
	require.NoError(t, ana.socket.Lose(t.Context(), assert.AnError))
	ana.listen()
	ana.ask("POST", "/v1/agents/reload", `"body":{}`)
	ana.ask("POST", "/v1/tasks/"+id+"/unhold", hold)
	ana.ask("POST", "/v1/tasks/"+id+"/end", `"body":{}`)
	ana.ask("POST", "/v1/tasks/"+id+"/wrapup", `"body":{"wrapUpReason":"Sale","auxCodeId":"1"}`)
	return append(heard, ana.heard(), ben.heard())
}

func TestAWebexDayIsReplayed(t *testing.T) {
	var days, journals []string
	for range 2 {
		var kept bytes.Buffer
		h := sim.NewHost(t.Context())
		_, w, err := h.Open(sim.Config{Center: center(t), Seed: 7, Journal: journal.NewWriter(&kept)})
		require.NoError(t, err)
		days = append(days, fmt.Sprint(webexDay(t, w)))
		h.CloseAll()
		journals = append(journals, kept.String())
	}
	assert.Equal(t, days[0], days[1])
	assert.Equal(t, journals[0], journals[1])
	for _, event := range []string{"Welcome", "true", "AgentStationLoginSuccess", "AgentContactAssigned", "AgentContactHoldFailed", "AgentContactHeld", "AgentReloginSuccess", "AgentContact", "AgentContactUnheld", "AgentWrapup"} {
		assert.Contains(t, days[0], event)
	}

	sum, err := sim.Replay(strings.NewReader(journals[0]), nil)
	require.NoError(t, err)
	assert.Len(t, sum.Digests, 2)
	for i, agent := range []string{"1001", "1002"} {
		assert.True(t, strings.HasPrefix(sum.Digests[i], "w1 "+agent+" webex "), sum.Digests[i])
	}
	_, err = sim.Replay(strings.NewReader(strings.Replace(journals[0], `"reason":"BUSY"`, `"reason":"FULL"`, 1)), nil)
	difference, ok := errors.AsType[*sim.DifferenceError](err)
	require.True(t, ok, "%v", err)
	assert.Equal(t, "1001 webex", difference.Agent)
}

func TestWhereNobodyIsNotified(t *testing.T) {
	w := world(t, sim.Config{})
	open := func(agent, subscription string) error {
		_, err := w.OpenSocket(t.Context(), agent, subscription, "", &box{})
		return err
	}
	assert.ErrorIs(t, open("1001", "AgentDesktop-1"), sim.ErrUnknownSubscription, "she has not come")
	ana := pickUp(t, w, "1001")
	mine := fmt.Sprintf("AgentDesktop-%08d-0000-4000-8000-000000001001", 1)
	assert.NoError(t, open("1001", mine))
	assert.ErrorIs(t, open("1002", mine), sim.ErrUnknownSubscription, "it is another's")
	assert.ErrorIs(t, open("9999", mine), sim.ErrUnknownAgent)
	_, ok, err := w.Subscriber(t.Context(), "")
	require.NoError(t, err)
	assert.False(t, ok)
	require.NoError(t, ana.socket.Lose(t.Context(), assert.AnError))
	assert.Error(t, ana.socket.Receive(t.Context(), []byte(`{"keepalive":"true"}`)))
}

func TestADemoComesToWhoHasSignedIn(t *testing.T) {
	var file bytes.Buffer
	synctest.Test(t, func(t *testing.T) {
		w := world(t, sim.Config{Clock: sim.Paced, Name: "w1", Every: []sim.Every{{Period: 30 * time.Second, What: "call"}}, Journal: journal.NewWriter(&file)})
		ana := pickUp(t, w, "1001")
		pickUp(t, w, "1002")
		time.Sleep(time.Minute)
		ana.logIn()
		time.Sleep(time.Minute)
		synctest.Wait()
		w.Close()
	})
	var who []string
	for _, c := range calls(t, file.Bytes()) {
		assert.Contains(t, c, `"agent":"1001"`)
		who = append(who, strings.Fields(c)[0])
	}
	assert.Equal(t, []string{"1m30s"}, who, "she goes on talking")
}
