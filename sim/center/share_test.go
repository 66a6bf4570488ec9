package center_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

func toAgent(id center.AgentID) center.Target {
	return center.Target{Kind: center.ToAgent, Name: string(id)}
}

// sends is an agent's command to send what they have of a medium to another agent.
func (d *desk) sends(id center.AgentID, m center.Medium, v center.Verb, to center.AgentID) center.Command {
	d.t.Helper()
	cmd := d.on(id, m, v)
	cmd.Target = toAgent(to)
	return cmd
}

func (d *desk) puts(id center.AgentID, m center.Medium, v center.Verb, place string) center.Command {
	d.t.Helper()
	cmd := d.on(id, m, v)
	cmd.Place = place
	return cmd
}

// together lets Ana and Ben handle a chat or an e-mail that is hers.
func (d *desk) together(m center.Medium) {
	d.t.Helper()
	d.handled(m)
	d.do(d.sends(ana, m, center.Invite, ben))
	d.accepts(ben, m)
}

func (d *desk) handled(m center.Medium) {
	d.t.Helper()
	d.do(written(m, carla))
	d.accepts(ana, m)
}

// accepts lets an agent accept without waiting until they are connected.
func (d *desk) accepts(id center.AgentID, m center.Medium) {
	d.t.Helper()
	cmd := d.on(id, m, center.Accept)
	cmd.AtOnce = true
	d.do(cmd)
}

// whereabouts is the only chat or e-mail there is.
func (d *desk) whereabouts() center.Interaction {
	d.t.Helper()
	all := d.c.Interactions()
	require.Len(d.t, all, 1)
	one, ok := d.c.Interaction(all[0].ID)
	require.True(d.t, ok)
	require.Equal(d.t, all[0], one)
	return one
}

func handlers(v center.Interaction) []center.AgentID {
	var out []center.AgentID
	for _, h := range v.Handlers {
		out = append(out, h.Agent)
	}
	return out
}

func TestWhatThoseWhoHandleItMayDo(t *testing.T) {
	support := center.Target{Kind: center.ToQueue, Name: "Support"}
	tests := map[string]struct {
		medium center.Medium
		before func(*desk)
		do     func(*desk) center.Command
		told   []string
		place  center.PlaceKind
		by     []center.AgentID
	}{
		"an e-mail is finished": {center.Email, func(d *desk) { d.handled(center.Email); d.hand(ana, center.Email, center.Save) },
			func(d *desk) center.Command { return d.on(ana, center.Email, center.Finish) },
			[]string{"1001 done applied completed", "1001 closed completed"}, 0, nil},
		"a chat is finished": {center.Chat, func(d *desk) { d.handled(center.Chat) },
			func(d *desk) center.Command { return d.on(ana, center.Chat, center.Finish) },
			[]string{"1001 released by the agent", "1001 done applied completed", "1001 closed completed"}, 0, nil},
		"a chat is finished that the customer has left": {center.Chat, func(d *desk) {
			d.handled(center.Chat)
			d.do(center.Command{Verb: center.FarLeave, Number: carla})
		}, func(d *desk) center.Command { return d.on(ana, center.Chat, center.Finish) },
			[]string{"1001 done applied completed", "1001 closed completed"}, 0, nil},
		"an invitation falls away with what it is to": {center.Email, func(d *desk) {
			d.handled(center.Email)
			d.do(d.sends(ana, center.Email, center.Invite, ben))
		}, func(d *desk) center.Command { return d.on(ana, center.Email, center.Finish) },
			[]string{"1001 done applied completed", "1001 closed completed", "1002 withdrawn withdrawn", "1002 closed withdrawn"}, 0, nil},

		"somebody is invited": {center.Chat, func(d *desk) { d.handled(center.Chat) },
			func(d *desk) center.Command { return d.sends(ana, center.Chat, center.Invite, ben) },
			[]string{"1002 asked in asked in"}, center.WithAgents, []center.AgentID{ana}},
		"who was invited invites": {center.Email, func(d *desk) { d.together(center.Email) },
			func(d *desk) center.Command { return d.sends(ben, center.Email, center.Invite, cleo) },
			[]string{"1003 asked in asked in"}, center.WithAgents, []center.AgentID{ana, ben}},
		"an invitation is accepted": {center.Email, func(d *desk) {
			d.handled(center.Email)
			d.do(d.sends(ana, center.Email, center.Invite, ben))
		}, func(d *desk) center.Command { return d.on(ben, center.Email, center.Accept) },
			[]string{"1002 accepted accepted", "1001 parties changed accepted"}, center.WithAgents, []center.AgentID{ana, ben}},
		"an invitation is declined": {center.Chat, func(d *desk) {
			d.handled(center.Chat)
			d.do(d.sends(ana, center.Chat, center.Invite, ben))
		}, func(d *desk) center.Command { return d.on(ben, center.Chat, center.Reject) },
			[]string{"1002 closed rejected"}, center.WithAgents, []center.AgentID{ana}},
		"who was invited steps out": {center.Email, func(d *desk) { d.together(center.Email) },
			func(d *desk) center.Command { return d.on(ben, center.Email, center.StepOut) },
			[]string{"1002 left left", "1002 closed left", "1001 parties changed accepted"}, center.WithAgents, []center.AgentID{ana}},
		"the owner steps out": {center.Email, func(d *desk) { d.together(center.Email) },
			func(d *desk) center.Command { return d.on(ana, center.Email, center.StepOut) },
			[]string{"1001 left left", "1001 closed left", "1002 parties changed accepted"}, center.WithAgents, []center.AgentID{ben}},
		"who was invited finishes": {center.Chat, func(d *desk) { d.together(center.Chat) },
			func(d *desk) center.Command { return d.on(ben, center.Chat, center.Finish) },
			[]string{"1002 left left", "1002 closed left", "1001 parties changed joined"}, center.WithAgents, []center.AgentID{ana}},
		"the owner finishes": {center.Chat, func(d *desk) { d.together(center.Chat) },
			func(d *desk) center.Command { return d.on(ana, center.Chat, center.Finish) },
			[]string{"1001 left left", "1001 closed left", "1002 parties changed joined"}, center.WithAgents, []center.AgentID{ben}},
		"the last one finishes": {center.Email, func(d *desk) { d.together(center.Email); d.hand(ana, center.Email, center.StepOut) },
			func(d *desk) center.Command { return d.on(ben, center.Email, center.Finish) },
			[]string{"1002 done applied completed", "1002 closed completed"}, 0, nil},

		"it is transferred": {center.Chat, func(d *desk) { d.handled(center.Chat) },
			func(d *desk) center.Command { return d.sends(ana, center.Chat, center.Transfer, ben) },
			[]string{"1001 handing over handing over", "1001 handed over handed over", "1001 closed handed over", "1002 offered ringing"},
			center.OnOffer, nil},
		"it is transferred out of a conference": {center.Email, func(d *desk) { d.together(center.Email) },
			func(d *desk) center.Command { return d.sends(ana, center.Email, center.Transfer, cleo) },
			[]string{"1001 handing over handing over", "1001 handed over handed over", "1001 closed handed over", "1002 parties changed accepted", "1003 asked in asked in"},
			center.WithAgents, []center.AgentID{ben}},
		"it is transferred to a queue": {center.Email, func(d *desk) { d.handled(center.Email) },
			func(d *desk) center.Command {
				cmd := d.on(ana, center.Email, center.Transfer)
				cmd.Target = support
				return cmd
			},
			[]string{"1001 handing over handing over", "1001 handed over handed over", "1001 closed handed over", "1002 offered ringing"},
			center.OnOffer, nil},
		"it is placed in a queue": {center.Chat, func(d *desk) { d.handled(center.Chat) },
			func(d *desk) center.Command { return d.puts(ana, center.Chat, center.Requeue, "Support") },
			[]string{"1001 in queue stored", "1001 closed stored", "1002 offered ringing"}, center.OnOffer, nil},
		"it is placed in a queue by one of several": {center.Email, func(d *desk) { d.together(center.Email) },
			func(d *desk) center.Command { return d.puts(ben, center.Email, center.Requeue, "Support") },
			[]string{"1002 in queue stored", "1002 closed stored", "1001 parties changed accepted", "1001 left left", "1001 closed left", "1001 offered ringing"},
			center.OnOffer, nil},
		"it is placed in a queue while nobody else is ready": {center.Email, func(d *desk) {
			d.handled(center.Email)
			d.do(choose(ben, "NotReady"))
			d.do(choose(cleo, "NotReady"))
		}, func(d *desk) center.Command { return d.puts(ana, center.Email, center.Requeue, "Support") },
			[]string{"1001 in queue stored", "1001 closed stored"}, center.InQueue, nil},
		"it is placed in a workbin": {center.Chat, func(d *desk) { d.handled(center.Chat) },
			func(d *desk) center.Command { return d.puts(ana, center.Chat, center.Park, "Later") },
			[]string{"1001 in workbin stored", "1001 closed stored"}, center.InWorkbin, nil},
		"it is placed in a workbin by one of several": {center.Chat, func(d *desk) { d.together(center.Chat) },
			func(d *desk) center.Command { return d.puts(ben, center.Chat, center.Park, "") },
			[]string{"1002 in workbin stored", "1002 closed stored", "1001 parties changed joined", "1001 left left", "1001 closed left"}, center.InWorkbin, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, inWriting)
			tt.before(d)
			assert.Equal(t, tt.told, d.do(tt.do(d)))
			if tt.place == 0 {
				assert.Empty(t, d.c.Interactions(), "it is gone")
				return
			}
			v := d.whereabouts()
			assert.Equal(t, tt.place, v.Place.Kind)
			assert.Equal(t, tt.by, handlers(v))
			for i, h := range v.Handlers {
				assert.Equal(t, i == 0, h.Owner, h.Agent)
			}
		})
	}
}

func TestWhatThoseWhoHandleItMayNotDo(t *testing.T) {
	tests := map[string]struct {
		before func(*desk)
		do     func(*desk) center.Command
		want   error
	}{
		"a transfer to themselves": {nil, func(d *desk) center.Command { return d.sends(ana, center.Email, center.Transfer, ana) }, center.ErrInCall},
		"a transfer to one who is not ready": {func(d *desk) { d.do(choose(ben, "NotReady")) },
			func(d *desk) center.Command { return d.sends(ana, center.Email, center.Transfer, ben) }, &center.UnavailableError{}},
		"a transfer to one who is logged out": {func(d *desk) { d.do(center.Command{Verb: center.LogOut, Agent: ben}) },
			func(d *desk) center.Command { return d.sends(ana, center.Email, center.Transfer, ben) }, &center.UnavailableError{}},
		"a transfer to nobody": {nil, func(d *desk) center.Command { return d.sends(ana, center.Email, center.Transfer, "9") }, center.ErrUnknownAgent},
		"a transfer outside": {nil, func(d *desk) center.Command {
			cmd := d.on(ana, center.Email, center.Transfer)
			cmd.Target = center.Target{Kind: center.ToNumber, Name: chen}
			return cmd
		}, center.ErrUnknownTarget},
		"themselves invited": {nil, func(d *desk) center.Command { return d.sends(ana, center.Email, center.Invite, ana) }, center.ErrInCall},
		"somebody invited twice": {func(d *desk) { d.do(d.sends(ana, center.Email, center.Invite, ben)) },
			func(d *desk) center.Command { return d.sends(ana, center.Email, center.Invite, ben) }, center.ErrInCall},
		"somebody invited who is in it": {func(d *desk) { d.do(d.sends(ana, center.Email, center.Invite, ben)); d.accepts(ben, center.Email) },
			func(d *desk) center.Command { return d.sends(ana, center.Email, center.Invite, ben) }, center.ErrInCall},
		"stepping out alone": {nil, func(d *desk) center.Command { return d.on(ana, center.Email, center.StepOut) }, &center.RefusedError{}},
		"stepping out while somebody is only invited": {func(d *desk) { d.do(d.sends(ana, center.Email, center.Invite, ben)) },
			func(d *desk) center.Command { return d.on(ana, center.Email, center.StepOut) }, &center.RefusedError{}},
		"a queue that is none":   {nil, func(d *desk) center.Command { return d.puts(ana, center.Email, center.Requeue, "Nowhere") }, center.ErrUnknownPlace},
		"no queue":               {nil, func(d *desk) center.Command { return d.puts(ana, center.Email, center.Requeue, "") }, center.ErrUnknownPlace},
		"a workbin that is none": {nil, func(d *desk) center.Command { return d.puts(ana, center.Email, center.Park, "Nowhere") }, center.ErrUnknownPlace},
		"placed while the server is down": {func(d *desk) { d.do(center.Command{Verb: center.SetServer, Server: center.InteractionServer}) },
			func(d *desk) center.Command { return d.puts(ana, center.Email, center.Requeue, "Support") }, center.ErrDown},
		"finished while that is blocked": {func(d *desk) { d.hand(ana, center.Email, center.BlockDone) },
			func(d *desk) center.Command { return d.on(ana, center.Email, center.Finish) }, center.ErrBlocked},
		"by one who is only invited": {func(d *desk) { d.do(d.sends(ana, center.Email, center.Invite, ben)) },
			func(d *desk) center.Command { return d.on(ben, center.Email, center.Finish) }, &center.RefusedError{}},
		"accepted twice": {nil, func(d *desk) center.Command { return d.on(ana, center.Email, center.Accept) }, &center.RefusedError{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, inWriting)
			d.handled(center.Email)
			if tt.before != nil {
				tt.before(d)
			}
			before, all := d.snapshot(), d.c.Interactions()
			err := d.try(tt.do(d))
			switch want := tt.want.(type) {
			case *center.UnavailableError:
				assert.ErrorAs(t, err, &want)
			case *center.RefusedError:
				assert.ErrorAs(t, err, &want)
			default:
				assert.ErrorIs(t, err, want)
			}
			assert.Equal(t, before, d.snapshot())
			assert.Equal(t, all, d.c.Interactions(), "a refused command changes nothing")
		})
	}
}

func TestWhoIsToldThatAnAgentHasComeOrGone(t *testing.T) {
	d := open(t, inWriting)
	d.together(center.Email)
	came := func() (out []string) {
		for _, e := range d.events {
			if e.Kind == center.PartiesChanged {
				how := " came"
				if e.Gone {
					how = " left"
				}
				out = append(out, string(e.Agent)+": "+string(e.Other)+how)
			}
		}
		return out
	}
	assert.Equal(t, []string{"1001: 1002 came"}, came())
	d.do(d.sends(ben, center.Email, center.Invite, cleo))
	d.accepts(cleo, center.Email)
	assert.Equal(t, []string{"1001: 1003 came", "1002: 1003 came"}, came())
	d.hand(ana, center.Email, center.StepOut)
	assert.Equal(t, []string{"1002: 1001 left", "1003: 1001 left"}, came())
}

// What a transfer's target does not take goes to others than who it comes from, and then
// waits until somebody is ready again.
func TestATransferGoesOn(t *testing.T) {
	tests := map[string]struct {
		arrives center.Target
		decline func(*desk) []string
		want    []string
	}{
		"declined": {center.Target{Kind: center.ToQueue, Name: "Support"},
			func(d *desk) []string { return d.hand(ben, center.Email, center.Reject) },
			[]string{"1002 closed rejected", "1003 offered ringing"}},
		"not answered": {center.Target{Kind: center.ToQueue, Name: "Support"},
			func(d *desk) []string {
				offer := d.events
				d.do(center.Command{Verb: center.LogIn, Agent: ben})
				return d.wait(offer, center.OfferTimer)
			},
			[]string{"1002 withdrawn withdrawn", "1002 closed withdrawn", "1003 offered ringing"}},
		"declined, and it came straight to an agent": {toAgent(ana),
			func(d *desk) []string { return d.hand(ben, center.Email, center.Reject) },
			[]string{"1002 closed rejected", "1003 offered ringing"}},
		"the target logs out": {toAgent(ana),
			func(d *desk) []string { return d.do(center.Command{Verb: center.LogOut, Agent: ben})[5:] },
			[]string{"1002 withdrawn withdrawn", "1002 closed withdrawn", "1003 offered ringing"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, inWriting)
			cmd := written(center.Email, carla)
			cmd.Agent, cmd.Target = "", tt.arrives
			d.do(cmd)
			d.accepts(ana, center.Email)
			d.do(d.sends(ana, center.Email, center.Transfer, ben))
			assert.Equal(t, tt.want, tt.decline(d))
			d.hand(cleo, center.Email, center.Reject)
			if d.whereabouts().Place.Kind == center.OnOffer {
				d.hand(dan, center.Email, center.Reject)
			}
			assert.Equal(t, center.InQueue, d.whereabouts().Place.Kind, "everybody has had it")
			d.do(choose(ana, "NotReady"))
			assert.Contains(t, d.do(choose(ana, "Ready")), "1001 offered ringing", "ready again")
		})
	}
}

func TestWhatWaitsInAWorkbinIsPulled(t *testing.T) {
	for _, m := range []center.Medium{center.Chat, center.Email} {
		t.Run(m.String(), func(t *testing.T) {
			d := open(t, inWriting)
			d.handled(m)
			d.do(d.puts(ana, m, center.Park, "Later"))
			content, ok := d.c.Workbin("Later", ben)
			require.True(t, ok)
			require.Len(t, content, 1)
			assert.Equal(t, center.Place{Kind: center.InWorkbin, Name: "Later"}, content[0].Place)

			fetch := center.Command{Verb: center.PullFromWorkbin, Agent: ben, Interaction: content[0].ID, Place: "Later", AtOnce: true}
			told := d.do(fetch)
			assert.Equal(t, "1002 pulled pulled", told[0])
			assert.Equal(t, []center.AgentID{ben}, handlers(d.whereabouts()))
			assert.ErrorIs(t, d.try(fetch), center.ErrNotThere)
			d.hand(ben, m, center.Finish)
			assert.Empty(t, d.c.Interactions())
		})
	}
}

func TestAChatInAWorkbinEndsWithItsCustomer(t *testing.T) {
	d := open(t, inWriting)
	d.handled(center.Chat)
	d.do(d.puts(ana, center.Chat, center.Park, ""))
	d.do(center.Command{Verb: center.FarSay, Number: carla, Text: "Hello?"})
	d.do(center.Command{Verb: center.FarLeave, Number: carla})
	assert.Empty(t, d.c.Interactions())
	own, ok := d.c.Workbin("", ana)
	assert.True(t, ok)
	assert.Empty(t, own)
	_, ok = d.c.Workbin("Nowhere", ana)
	assert.False(t, ok)
}

func TestByWhichQueueItCame(t *testing.T) {
	support, service := center.Target{Kind: center.ToQueue, Name: "Support"}, center.Target{Kind: center.ToGroup, Name: "Service"}
	steps := []struct {
		name  string
		do    func(*desk)
		queue center.Target
		place center.Place
	}{
		{"straight to an agent", func(d *desk) { d.do(written(center.Email, carla)) }, center.Target{}, center.Place{Kind: center.OnOffer}},
		{"accepted", func(d *desk) { d.accepts(ana, center.Email) }, center.Target{}, center.Place{Kind: center.WithAgents}},
		{"placed in a queue to be pulled", func(d *desk) { d.placed(ana, center.PlaceInQueue, "Support") }, support, center.Place{Kind: center.InQueue, Name: "Support"}},
		{"pulled", func(d *desk) { d.do(pull(ana, center.PullFromQueue, "Support")) }, support, center.Place{Kind: center.WithAgents}},
		{"transferred to a group", func(d *desk) {
			cmd := d.on(ana, center.Email, center.Transfer)
			cmd.Target = service
			d.do(cmd)
		}, service, center.Place{Kind: center.OnOffer}},
		{"transferred to an agent", func(d *desk) {
			d.accepts(ben, center.Email)
			d.do(d.sends(ben, center.Email, center.Transfer, ana))
		}, service, center.Place{Kind: center.OnOffer}},
		{"in a workbin", func(d *desk) { d.accepts(ana, center.Email); d.do(d.puts(ana, center.Email, center.Park, "")) }, service,
			center.Place{Kind: center.InWorkbin, Agent: ana}},
		{"disturbed", func(d *desk) {
			d.do(pull(ana, center.PullFromWorkbin, ""))
			d.hand(ana, center.Email, center.Disturb)
		}, service, center.Place{Kind: center.Ended}},
	}
	d := open(t, inWriting)
	for _, step := range steps {
		step.do(d)
		v := d.whereabouts()
		assert.Equal(t, step.queue, v.Queue, step.name)
		assert.Equal(t, step.place, v.Place, step.name)
	}
	_, ok := d.c.Interaction("x")
	assert.False(t, ok)
	assert.Equal(t, []string{"Support"}, d.c.Queues())
	assert.Equal(t, []string{"Later"}, d.c.Workbins())
}
