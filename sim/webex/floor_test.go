package webex_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/webex"
	"github.com/deskproof/deskproof/sim/wire"
)

const (
	ana          = center.AgentID("1001")
	ben          = center.AgentID("1002")
	cleo         = center.AgentID("1003")
	organization = "11111111-2222-4333-8444-555555555555"
	base         = "http://host/webex"
	socket       = "ws://host/webex"
	secret       = "00000000-0000-4000-8000-000000000001"
)

// begins is the date at which the floor's time begins.
var begins = time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC)

var names = map[center.AgentID]string{ana: "Ana", ben: "Ben", cleo: "Cleo"}

// floor is a center with the conversations of its agents, driven without a socket or a
// clock.
type floor struct {
	t      testing.TB
	c      *center.Center
	now    time.Duration
	agents []center.AgentID
	desks  map[center.AgentID]*webex.Session
	pages  map[center.AgentID]uint32 // the last of each
	events []center.Event
	timers map[center.Timer]time.Duration
	given  webex.Subscriptions
	asked  uint32
	log    bytes.Buffer // what crossed the wire, for people to read
}

func newFloor(t testing.TB, changes ...func(*center.Config, *webex.Config)) *floor {
	t.Helper()
	cfg := center.Config{
		Choices: []center.AgentState{
			{Kind: center.Ready, Operation: "Ready", Display: "Ready"},
			{Kind: center.NotReady, Operation: "NotReady", Display: "Not Ready"},
			{Kind: center.NotReadyReason, Operation: "Lunch", Display: "Lunch", Reason: "Lunch", Code: "1512"},
			{Kind: center.LoggedOut, Operation: "LogOut", Display: "Log Out"},
		},
		Groups:        []center.Group{{Name: "Service", Agents: []center.AgentID{ana, ben, cleo}}},
		Skills:        []center.Skill{{Name: "Billing", Agents: []center.SkilledAgent{{ID: cleo, Level: 5}}}},
		Queues:        []center.Route{{Name: "Support", To: center.Target{Kind: center.ToGroup, Name: "Service"}}},
		RoutingPoints: []center.Route{{Name: "Main Line", To: center.Target{Kind: center.ToSkill, Name: "Billing"}}},
		Capacity:      map[center.Medium]int{center.Chat: 3, center.Email: 5},
		RingTimeout:   15 * time.Second,
		OfferTimeout:  15 * time.Second,
		DialTimeout:   45 * time.Second,
		JoinDelay:     200 * time.Millisecond,
		LoadDelay:     300 * time.Millisecond,
	}
	speaks := webex.Config{Begins: begins, Tenant: webex.Tenant{
		Organization: organization,
		Teams:        []webex.Team{{Name: "Sales", Agents: []center.AgentID{ana, ben}}, {ID: "team-2", Name: "Care", Agents: []center.AgentID{cleo}}},
		Dispositions: []webex.Disposition{{Name: "Sale"}, {Name: "Complaint", Default: true}},
		AddressBook:  []webex.Entry{{Name: "Warehouse", Number: "5550140"}, {Name: "Bakery", Number: "5550141"}},
	}}
	for id, a := range []struct{ first, last string }{{"Ana", "Alves"}, {"Ben", "Brown"}, {"Cleo", "Costa"}} {
		cfg.Agents = append(cfg.Agents, center.Agent{
			ID: center.AgentID(fmt.Sprint(1001 + id)), First: a.first, Last: a.last, User: strings.ToLower(a.first),
			Number: fmt.Sprint(5001 + id), Start: "Ready",
			Media: []center.Medium{center.Voice, center.Chat, center.Email, center.Preview},
		})
	}
	for _, change := range changes {
		change(&cfg, &speaks)
	}
	c, err := center.New(cfg, func(name string) *rand.Rand {
		h := fnv.New64a()
		h.Write([]byte(name))
		return rand.New(rand.NewPCG(1, h.Sum64()))
	})
	require.NoError(t, err)
	f := &floor{
		t: t, c: c, agents: []center.AgentID{ana, ben, cleo}, desks: map[center.AgentID]*webex.Session{},
		pages: map[center.AgentID]uint32{}, timers: map[center.Timer]time.Duration{},
		given: webex.Subscriptions{},
	}
	for _, id := range f.agents {
		own := speaks
		own.User, own.Subscriptions = id, f.given
		f.desks[id] = webex.New(own)
		f.pages[id] = 1
		require.Empty(t, f.desks[id].Open(f.now, wire.Page{ID: 1}, f, nil))
	}
	return f
}

// speaking is a floor of one profile.
func speaking(p webex.Profile) func(*center.Config, *webex.Config) {
	return func(_ *center.Config, cfg *webex.Config) { cfg.Profile = p }
}

// Do and Center make the floor the port of its sessions.
func (f *floor) Do(cmd center.Command) error {
	events, err := f.c.Step(f.now, cmd, f.events)
	if err != nil {
		return err
	}
	for _, e := range events[len(f.events):] {
		switch e.Kind {
		case center.TimerSet:
			f.timers[e.Timer] = e.At
		case center.TimerCanceled:
			delete(f.timers, e.Timer)
		}
	}
	f.events = events
	return nil
}

func (f *floor) Center() wire.Center { return f.c }

// request is a request as a frame has it.
func request(method, path, body string) string {
	path, query, _ := strings.Cut(path, "?")
	asked := fmt.Sprintf(`{"method":%q,"path":%q,"query":%q,"base":%q,"socket":%q`, method, path, query, base, socket)
	if path == "/v1/notification/subscribe" {
		asked += fmt.Sprintf(`,"secret":%q`, secret)
	}
	if body != "" {
		asked += `,"body":` + body
	}
	return asked + "}"
}

// reply is the answer to a request.
type reply struct {
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"`
	Body    json.RawMessage   `json:"body"`
}

// member is what the body says of something; nil if nothing.
func (r reply) member(name string) any {
	var body map[string]any
	_ = json.Unmarshal(r.Body, &body)
	return body[name]
}

// names are the names of the items of a list.
func (r reply) names() []string {
	var body struct {
		Data []struct{ Name string }
	}
	_ = json.Unmarshal(r.Body, &body)
	out := []string{}
	for _, d := range body.Data {
		out = append(out, d.Name)
	}
	return out
}

// ask lets an agent's client send a request; what they and others are told then is in
// the log.
func (f *floor) ask(agent center.AgentID, method, path, body string) reply {
	f.t.Helper()
	fmt.Fprintf(&f.log, "%s > %s %s %s\n", names[agent], method, path, body)
	return f.send(agent, request(method, path, body))
}

func (f *floor) post(agent center.AgentID, path, body string) reply {
	f.t.Helper()
	return f.ask(agent, "POST", path, body)
}

// get asks for something of the organization.
func (f *floor) get(agent center.AgentID, path string) reply {
	f.t.Helper()
	return f.ask(agent, "GET", "/organization/"+organization+path, "")
}

func (f *floor) send(agent center.AgentID, body string) reply {
	f.t.Helper()
	f.asked++
	frames, err := f.desks[agent].Receive(f.now, wire.Frame{Page: 1, Exchange: f.asked, Body: []byte(body)}, f, nil)
	require.NoError(f.t, err)
	require.NotEmpty(f.t, frames)
	require.Equal(f.t, f.asked, frames[0].Exchange)
	var r reply
	require.NoError(f.t, json.Unmarshal(frames[0].Body, &r))
	f.note(agent, frames)
	f.observe()
	return r
}

// connect opens a notification socket, and returns its page.
func (f *floor) connect(agent center.AgentID, members ...string) uint32 {
	f.t.Helper()
	r := f.post(agent, "/v1/notification/subscribe", "{"+strings.Join(members, ",")+"}")
	f.pages[agent]++
	page := wire.Page{ID: f.pages[agent], Subscription: r.member("subscriptionId").(string)}
	require.Equal(f.t, agent, f.given[page.Subscription])
	f.note(agent, f.desks[agent].Open(f.now, page, f, nil))
	return page.ID
}

// leave closes a socket.
func (f *floor) leave(agent center.AgentID, page uint32) {
	f.desks[agent].Close(f.now, page)
	f.tick()
}

// stage does what comes from outside.
func (f *floor) stage(cmd center.Command) {
	f.t.Helper()
	require.NoError(f.t, f.Do(cmd))
	f.observe()
}

// pass lets time pass.
func (f *floor) pass(d time.Duration) {
	f.t.Helper()
	until := f.now + d
	for {
		var due *center.Timer
		for t, at := range f.timers {
			if at <= until && (due == nil || at < f.timers[*due] || at == f.timers[*due] && fmt.Sprint(t) < fmt.Sprint(*due)) {
				due = &t
			}
		}
		at := until
		if due != nil {
			at = f.timers[*due]
		}
		if f.tickBefore(at) {
			continue
		}
		if due == nil {
			break
		}
		f.now = at
		delete(f.timers, *due)
		f.stage(center.Command{Verb: center.Expire, Timer: *due})
	}
	f.now = until
}

// tick lets the desks do what is due now.
func (f *floor) tick() {
	for f.tickBefore(f.now) {
	}
}

// tickBefore lets a desk do the first thing that is due until then; false if none is.
func (f *floor) tickBefore(until time.Duration) bool {
	for _, id := range f.agents {
		due, waits := f.desks[id].Next()
		if !waits || due > until {
			continue
		}
		f.now = max(f.now, due)
		frames, err := f.desks[id].Tick(f.now, f, nil)
		require.NoError(f.t, err)
		f.note(id, frames)
		f.observe()
		return true
	}
	return false
}

func (f *floor) observe() {
	for i := range f.events {
		id := f.events[i].Agent
		if s := f.desks[id]; s != nil {
			f.note(id, s.Observe(f.now, &f.events[i], nil))
		}
	}
	f.events = f.events[:0]
}

// note writes down what an agent's client got.
func (f *floor) note(agent center.AgentID, frames []wire.Frame) {
	for _, w := range frames {
		on := "<"
		if w.Page > 2 {
			on = fmt.Sprintf("%d <", w.Page)
		}
		fmt.Fprintf(&f.log, "%s %s %s\n", names[agent], on, w.Body)
	}
}

// heard are the notifications that an agent has got since the last time somebody looked.
func (f *floor) heard(agent center.AgentID) []map[string]any {
	var out []map[string]any
	for line := range strings.Lines(f.log.String()) {
		var m map[string]any
		rest, ok := strings.CutPrefix(line, names[agent]+" < ")
		if ok && json.Unmarshal([]byte(rest), &m) == nil && m["type"] != nil {
			out = append(out, m["data"].(map[string]any))
		}
	}
	f.log.Reset()
	return out
}

// kinds are the events of notifications.
func kinds(heard []map[string]any) []string {
	out := []string{}
	for _, h := range heard {
		kind, _ := h["type"].(string)
		out = append(out, kind)
	}
	return out
}

// login logs an agent in at their own phone, with a socket; how is not in the log.
func (f *floor) login(agent center.AgentID) {
	f.t.Helper()
	before := f.log.Len()
	if f.pages[agent] == 1 {
		f.connect(agent)
	}
	require.Equal(f.t, 202, f.post(agent, "/v1/agents/login", f.station(agent)).Status)
	f.log.Truncate(before)
}

// station is what an agent logs in with.
func (f *floor) station(agent center.AgentID) string {
	var teams struct{ Data []struct{ ID, Name string } }
	before := f.log.Len()
	require.NoError(f.t, json.Unmarshal(f.get(agent, "/v2/team").Body, &teams))
	f.log.Truncate(before)
	team := teams.Data[0].ID
	if agent == cleo {
		team = "team-2"
	}
	v, _ := f.c.View(agent)
	return fmt.Sprintf(`{"dialNumber":%q,"teamId":%q,"deviceType":"EXTENSION","isExtension":true,"deviceId":%q,"roles":["agent"],"teamName":"","siteId":"","usesOtherDN":false,"auxCodeId":""}`, v.Number, team, v.Number)
}

// ready logs an agent in and makes them available.
func (f *floor) ready(agent center.AgentID) {
	f.t.Helper()
	f.login(agent)
	before := f.log.Len()
	require.Equal(f.t, 202, f.become(agent, "Available", "0").Status)
	f.log.Truncate(before)
}

func (f *floor) become(agent center.AgentID, state, code string) reply {
	f.t.Helper()
	return f.ask(agent, "PUT", "/v1/agents/session/state", fmt.Sprintf(`{"state":%q,"auxCodeId":%q,"agentId":%q}`, state, code, webex.AgentID(agent)))
}
