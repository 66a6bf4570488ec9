package center_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

// checkStories compares the stories with the parts that agents list.
func (w *watcher) checkStories() {
	w.d.t.Helper()
	kept, alive := w.d.c.Stories()
	require.Equal(w.d.t, alive, kept, "stories of what is alive, and no others, are kept")
	for _, id := range w.d.c.Agents() {
		for _, p := range w.d.c.Parts(id) {
			s, ok := w.d.c.Story(p.Story)
			require.True(w.d.t, ok, "%s has no story", p.ID)
			if p.Medium == center.Preview {
				continue
			}
			require.Equal(w.d.t, center.Consultation == p.Kind, s.Medium != p.Medium || s.ID != p.Story || p.Kind != s.Kind, "%s: %+v", p.ID, s)
			w.checkMember(p, s)
		}
	}
}

func (w *watcher) checkMember(p center.Part, s center.Story) {
	var of []center.Member
	for _, m := range s.Members {
		if m.Agent == p.Agent {
			of = append(of, m)
		}
	}
	asks := p.Kind == center.Consultation && p.Outgoing
	if asks {
		require.Condition(w.d.t, func() bool {
			for _, k := range s.Consults {
				if k.ID == p.ID && k.By == p.Agent && k.State == p.State {
					return true
				}
			}
			return false
		}, "%s is no consultation of its story", p.ID)
		return
	}
	require.Len(w.d.t, of, 1, "agent %s in the story of %s", p.Agent, p.ID)
	m := of[0]
	require.False(w.d.t, m.Left && m.State.Handles(), "%+v", m)
	if m.State == p.State {
		require.Equal(w.d.t, p.Owes, m.Owes)
	}
}

// story is the only story that Ana has to do with.
func (d *desk) story(of center.AgentID) center.Story {
	d.t.Helper()
	parts := d.c.Parts(of)
	require.NotEmpty(d.t, parts)
	s, ok := d.c.Story(parts[0].Story)
	require.True(d.t, ok)
	return s
}

// who says of each member where they stand.
func who(s center.Story) map[string]string {
	out := map[string]string{}
	for _, m := range s.Members {
		name := string(m.Agent)
		if name == "" {
			name = m.Number
		}
		word := m.State.String()
		for _, f := range []struct {
			is   bool
			word string
		}{{m.Customer, "customer"}, {m.Consulted, "consulted"}, {m.Aside, "aside"}, {m.Joined, "joined"}, {m.Left, "left"}, {m.Owes, "owes"}, {m.Done, "done " + m.Disposition}} {
			if f.is {
				word += ", " + f.word
			}
		}
		out[name] = word
	}
	return out
}

// Who has, and had, to do with a call, on its way through the center.
func TestTheStoryOfACall(t *testing.T) {
	d := open(t, routing)
	d.do(center.Command{Verb: center.Arrive, Target: center.Target{Kind: center.ToQueue, Name: "Support"}, Number: carla})
	id := d.story(ana).ID
	at := func(owner center.AgentID, want map[string]string) {
		t.Helper()
		s, ok := d.c.Story(id)
		require.True(t, ok)
		assert.Equal(t, want, who(s))
		assert.Equal(t, owner, s.Owner)
	}
	at("", map[string]string{carla: "connected, customer, joined", "1001": "ringing"})
	d.do(d.on(ana, center.Voice, center.Accept))
	at(ana, map[string]string{carla: "connected, customer, joined", "1001": "connected, joined"})

	d.now = time.Second
	d.do(center.Command{Verb: center.Consult, Agent: ana, Interaction: id, Target: center.Target{Kind: center.ToAgent, Name: string(ben)}})
	at(ana, map[string]string{carla: "connected, customer, joined", "1001": "held, joined", "1002": "ringing, consulted, aside"})
	s := d.story(ben)
	assert.Equal(t, id, s.ID, "who is consulted knows it by the same id")
	assert.True(t, s.Held)
	assert.Equal(t, time.Second, s.HeldSince)
	require.Len(t, s.Consults, 1)
	assert.Equal(t, ben, s.Consults[0].Agent)
	assert.False(t, s.Consults[0].Answered)

	d.do(d.on(ben, center.Voice, center.Accept))
	s = d.story(ben)
	assert.True(t, s.Consults[0].Answered)
	consultation := d.part(ben, center.Voice).ID
	d.do(center.Command{Verb: center.CompleteConference, Agent: ana, Interaction: consultation})
	at(ana, map[string]string{carla: "connected, customer, joined", "1001": "connected, joined", "1002": "connected, consulted, joined"})
	assert.Empty(t, d.story(ana).Consults)
	assert.Equal(t, id, d.part(ben, center.Voice).Story)

	d.do(center.Command{Verb: center.StepOut, Agent: ana, Interaction: id})
	at(ben, map[string]string{carla: "connected, customer, joined", "1001": "released, joined, left, owes", "1002": "connected, consulted, joined"})
	d.do(center.Command{Verb: center.Done, Agent: ana, Interaction: id, Disposition: "sold"})
	at(ben, map[string]string{carla: "connected, customer, joined", "1001": "released, joined, left, done sold", "1002": "connected, consulted, joined"})

	d.do(far(center.FarHangUp, carla))
	at(ben, map[string]string{carla: "released, customer, joined, left", "1001": "released, joined, left, done sold", "1002": "released, consulted, joined, left, owes"})
	s, _ = d.c.Story(id)
	assert.True(t, s.Over)
	d.do(d.on(ben, center.Voice, center.Done))
	s, ok := d.c.Story(id)
	assert.True(t, ok, "it is remembered for a while")
	assert.True(t, s.Over)
	assert.Equal(t, center.Target{Kind: center.ToQueue, Name: "Support"}, s.Queue)
}
