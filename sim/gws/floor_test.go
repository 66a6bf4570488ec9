package gws_test

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
	"github.com/deskproof/deskproof/sim/gws"
	"github.com/deskproof/deskproof/sim/wire"
)

const (
	ana  = center.AgentID("1001")
	ben  = center.AgentID("1002")
	cleo = center.AgentID("1003")
	gail = center.AgentID("1007") // an admin, who is no agent
	mail = "rosa@example.com"
	base = "http://host/api/v2"
)

// begins is the date at which the floor's time begins.
var begins = time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC)

// floor is a center with the conversations of its users, driven without a socket or a
// clock.
type floor struct {
	t      testing.TB
	c      *center.Center
	now    time.Duration
	users  []center.AgentID
	calls  map[center.AgentID]*gws.Session
	events []center.Event
	timers map[center.Timer]time.Duration
	asked  uint32
	log    bytes.Buffer // what crossed the wire, for people to read
}

var people = map[center.AgentID]gws.User{
	ana:  {ID: ana, Name: "ana", First: "Ana", Last: "Alves", Roles: []string{"ROLE_AGENT"}},
	ben:  {ID: ben, Name: "ben", First: "Ben", Last: "Brown", Roles: []string{"ROLE_AGENT", "ROLE_SUPERVISOR"}},
	cleo: {ID: cleo, Name: "cleo", First: "Cleo", Last: "Costa", Roles: []string{"ROLE_AGENT", "ROLE_ADMIN"}},
	gail: {ID: gail, Name: "gail", First: "Gail", Last: "Grant", Roles: []string{"ROLE_ADMIN"}},
}

func newFloor(t testing.TB, changes ...func(*center.Config, *gws.Config)) *floor {
	t.Helper()
	cfg := center.Config{
		Choices: []center.AgentState{
			{Kind: center.Ready, Operation: "Ready", Display: "Ready"},
			{Kind: center.NotReady, Operation: "NotReady", Display: "Not Ready"},
			{Kind: center.NotReadyReason, Operation: "Lunch", Display: "Lunch", Reason: "Lunch", Code: "1512"},
			{Kind: center.LoggedOut, Operation: "LogOut", Display: "Log Out"},
		},
		Groups:       []center.Group{{Name: "Service", Agents: []center.AgentID{ana, ben, cleo}}},
		Skills:       []center.Skill{{Name: "Billing", Agents: []center.SkilledAgent{{ID: cleo, Level: 5}}}},
		Queues:       []center.Route{{Name: "Support", To: center.Target{Kind: center.ToGroup, Name: "Service"}}},
		Workbins:     []string{"Later"},
		Capacity:     map[center.Medium]int{center.Chat: 3, center.Email: 5},
		OfferTimeout: 15 * time.Second,
		JoinDelay:    200 * time.Millisecond,
		LoadDelay:    300 * time.Millisecond,
	}
	speaks := gws.Config{Begins: begins}
	for _, id := range []center.AgentID{ana, ben, cleo} {
		u := people[id]
		cfg.Agents = append(cfg.Agents, center.Agent{
			ID: id, First: u.First, Last: u.Last, User: u.Name, Number: "5" + string(id[1:]), Roles: u.Roles, Start: "Ready",
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
		t: t, c: c, users: []center.AgentID{ana, ben, cleo, gail},
		calls: map[center.AgentID]*gws.Session{}, timers: map[center.Timer]time.Duration{},
	}
	for _, id := range f.users {
		own := speaks
		own.User = people[id]
		f.calls[id] = gws.New(own)
		require.Empty(t, f.calls[id].Open(f.now, wire.Page{ID: 1}, f, nil))
	}
	return f
}

// in850 and in851 are floors of one profile and shape of results.
func speaking(p gws.Profile, r gws.Results) func(*center.Config, *gws.Config) {
	return func(_ *center.Config, cfg *gws.Config) { cfg.Profile, cfg.Results = p, r }
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
	asked := fmt.Sprintf(`{"method":%q,"path":%q,"query":%q,"base":%q`, method, path, query, base)
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

// ask lets a user send a request; what they and others are told then is in the log.
func (f *floor) ask(user center.AgentID, method, path, body string) reply {
	f.t.Helper()
	fmt.Fprintf(&f.log, "%s > %s %s %s\n", people[user].Name, method, path, body)
	return f.send(user, request(method, path, body))
}

func (f *floor) get(user center.AgentID, path string) reply {
	f.t.Helper()
	return f.ask(user, "GET", path, "")
}

// do lets a user do an operation on an interaction.
func (f *floor) do(user center.AgentID, id, operation string, members ...string) reply {
	f.t.Helper()
	body := `{"operationName":"` + operation + `"`
	for _, m := range members {
		body += "," + m
	}
	return f.ask(user, "POST", "/me/interactions/"+id, body+"}")
}

func (f *floor) send(user center.AgentID, body string) reply {
	f.t.Helper()
	f.asked++
	frames, err := f.calls[user].Receive(f.now, wire.Frame{Page: 1, Exchange: f.asked, Body: []byte(body)}, f, nil)
	require.NoError(f.t, err)
	require.NotEmpty(f.t, frames)
	require.Equal(f.t, f.asked, frames[0].Exchange)
	var r reply
	require.NoError(f.t, json.Unmarshal(frames[0].Body, &r))
	f.note(user, frames)
	f.observe()
	return r
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
		if due == nil {
			break
		}
		f.now = f.timers[*due]
		delete(f.timers, *due)
		f.stage(center.Command{Verb: center.Expire, Timer: *due})
	}
	f.now = until
}

func (f *floor) observe() {
	for i := range f.events {
		for _, id := range f.users {
			f.note(id, f.calls[id].Observe(f.now, &f.events[i], nil))
		}
	}
	f.events = f.events[:0]
}

// note writes down what a user got.
func (f *floor) note(user center.AgentID, frames []wire.Frame) {
	for _, w := range frames {
		fmt.Fprintf(&f.log, "%s < %s\n", people[user].Name, w.Body)
	}
}

// heard are the notifications that a user has got since the last time somebody looked.
func (f *floor) heard(user center.AgentID) []map[string]any {
	var out []map[string]any
	for line := range strings.Lines(f.log.String()) {
		var m map[string]any
		rest, ok := strings.CutPrefix(line, people[user].Name+" < ")
		if ok && json.Unmarshal([]byte(rest), &m) == nil && m["channel"] != nil {
			out = append(out, m["data"].(map[string]any))
		}
	}
	f.log.Reset()
	return out
}

// email lets an e-mail come for an agent, or with a queue's name to that, and returns
// its id.
func (f *floor) email(to string) string {
	return f.arrive(center.Command{Verb: center.Arrive, Medium: center.Email, Number: mail, Letter: &center.Letter{
		Subject: "Order 1234", From: mail, To: []string{"support@example.com"}, Text: "Where is it?",
	}, Data: []center.Datum{{Key: "FirstName", Value: `"Rosa"`}, {Key: "_AutoReplyCount", Value: "0"}}}, to)
}

func (f *floor) chat(to string) string {
	return f.arrive(center.Command{Verb: center.Arrive, Medium: center.Chat, Number: "visitor-1",
		Contact: center.Contact{First: "Rosa", Last: "Reyes"}, Data: []center.Datum{{Key: "FirstName", Value: `"Rosa"`}}}, to)
}

func (f *floor) arrive(cmd center.Command, to string) string {
	f.t.Helper()
	if _, ok := people[center.AgentID(to)]; ok {
		cmd.Agent = center.AgentID(to)
	} else {
		cmd.Target = center.Target{Kind: center.ToQueue, Name: to}
	}
	f.stage(cmd)
	all := f.c.Interactions()
	return gws.ID(all[len(all)-1].ID)
}
