package center_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

const (
	cleo = center.AgentID("1003")
	dan  = center.AgentID("1004")
)

// routing gives a center two more agents and somewhere to route to.
func routing(c *center.Config) {
	for i := range c.Agents {
		c.Agents[i].Media = append(c.Agents[i].Media, center.Chat, center.Email)
	}
	for _, id := range []center.AgentID{cleo, dan} {
		a := c.Agents[0]
		a.ID, a.Number = id, "500"+string(id[3:])
		c.Agents = append(c.Agents, a)
	}
	c.Groups = []center.Group{{Name: "Service", Agents: []center.AgentID{ana, ben, cleo}}}
	c.Skills = []center.Skill{{Name: "Billing", Agents: []center.SkilledAgent{{ID: ben, Level: 5}, {ID: cleo, Level: 3}, {ID: dan, Level: 5}}}}
	c.Queues = []center.Route{{Name: "Support", To: center.Target{Kind: center.ToGroup, Name: "Service"}}}
	c.RoutingPoints = []center.Route{{Name: "Main Line", To: center.Target{Kind: center.ToSkill, Name: "Billing"}}}
}

func (d *desk) view(id center.AgentID) center.AgentView {
	v, _ := d.c.View(id)
	return v
}

func arriveAt(from string, kind center.TargetKind, name string) center.Command {
	return center.Command{Verb: center.Arrive, Number: from, Target: center.Target{Kind: kind, Name: name}}
}

func choose(id center.AgentID, state string) center.Command {
	return center.Command{Verb: center.ChooseState, Agent: id, State: state}
}

func TestWhoIsOfferedACall(t *testing.T) {
	talked := func(id center.AgentID, at time.Duration) func(*desk) {
		return func(d *desk) {
			d.now = at
			d.do(center.Command{Verb: center.Dial, Agent: id, Number: chen})
			d.do(d.in(id, center.Outbound, center.HangUp))
		}
	}
	all := func(steps ...func(*desk)) func(*desk) {
		return func(d *desk) {
			for _, step := range steps {
				step(d)
			}
		}
	}
	do := func(cmd center.Command) func(*desk) { return func(d *desk) { d.do(cmd) } }
	tests := map[string]struct {
		before func(*desk)
		kind   center.TargetKind
		name   string
		want   center.AgentID // empty: it waits
	}{
		"an agent":                                 {all(), center.ToAgent, string(dan), dan},
		"an agent's number":                        {all(), center.ToNumber, "5003", cleo},
		"all idle alike: the first by id":          {all(), center.ToGroup, "Service", ana},
		"the longest idle":                         {all(talked(ana, 1), talked(cleo, 2)), center.ToGroup, "Service", ben},
		"idle since they talked, not since before": {all(talked(ben, 1), talked(cleo, 2), talked(ana, 3)), center.ToGroup, "Service", ben},
		"idle since they are ready again":          {all(func(d *desk) { d.now = 5 }, do(choose(ana, "Break")), do(choose(ana, "Ready"))), center.ToGroup, "Service", ben},
		"who is not ready is not asked":            {all(do(choose(ana, "Break"))), center.ToGroup, "Service", ben},
		"who is on a call is not asked":            {all(do(arrive(carla))), center.ToGroup, "Service", ben},
		"who has a call to mark done is asked":     {(*desk).released, center.ToGroup, "Service", ana},
		"the best of a skill, the first by id":     {all(), center.ToSkill, "Billing", ben},
		"the best, not the longest idle":           {all(talked(ben, 1), talked(dan, 2)), center.ToSkill, "Billing", ben},
		"the next best":                            {all(do(choose(ben, "Break")), do(choose(dan, "Break"))), center.ToSkill, "Billing", cleo},
		"a queue of a group":                       {all(), center.ToQueue, "Support", ana},
		"a routing point of a skill":               {all(), center.ToRoutingPoint, "Main Line", ben},
		"nobody is ready":                          {all(do(choose(ana, "Break")), do(choose(ben, "LogOut")), do(choose(cleo, "DndOn"))), center.ToGroup, "Service", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, routing)
			tt.before(d)
			got := d.does(arriveAt("5550777", tt.kind, tt.name))
			if tt.want == "" {
				assert.Empty(t, got)
				return
			}
			assert.Equal(t, []string{string(tt.want) + " inbound offered ringing"}, got)
		})
	}
}

func TestWhatWaitsIsOfferedToWhoBecomesFree(t *testing.T) {
	busy := func(t *testing.T) *desk {
		d := open(t, routing)
		for _, id := range []center.AgentID{ana, ben, cleo} {
			d.do(choose(id, "Break"))
		}
		assert.Empty(t, d.does(arriveAt(carla, center.ToQueue, "Support")))
		assert.Empty(t, d.does(arriveAt(chen, center.ToGroup, "Service")))
		return d
	}
	t.Run("the oldest first", func(t *testing.T) {
		d := busy(t)
		assert.Equal(t, []string{"1003 inbound offered ringing"}, d.does(choose(cleo, "Ready")))
		assert.Equal(t, carla, d.kind(cleo, center.Inbound).ANI)
		d.do(d.in(cleo, center.Inbound, center.Accept))
		assert.Equal(t, []string{"1003 inbound released by the agent", "1003 inbound offered ringing"},
			d.does(d.in(cleo, center.Inbound, center.HangUp)), "as soon as they have hung up")
	})
	t.Run("not once the customer has given up", func(t *testing.T) {
		d := busy(t)
		assert.Empty(t, d.does(far(center.FarHangUp, carla)))
		assert.Equal(t, []string{"1001 inbound offered ringing"}, d.does(choose(ana, "Ready")))
		assert.Equal(t, chen, d.kind(ana, center.Inbound).ANI)
	})
}

func TestACallThatIsDeclinedGoesOn(t *testing.T) {
	d := open(t, routing)
	d.do(arriveAt(carla, center.ToGroup, "Service"))
	assert.Equal(t, []string{"1001 inbound released by the agent", "1001 inbound closed released", "1002 inbound offered ringing"},
		d.does(d.in(ana, center.Inbound, center.Reject)))
	assert.Equal(t, []string{"1002 inbound released redirected", "1002 inbound closed released", "1003 inbound offered ringing"},
		d.does(expire(d, ben, center.Inbound)))
	assert.Equal(t, center.NotReady, d.view(ben).State.Kind, "who does not answer is asked no more")
	assert.Equal(t, []string{"1003 inbound released by the agent", "1003 inbound closed released"},
		d.does(d.in(cleo, center.Inbound, center.Reject)), "it waits, though Ana and Cleo are ready")

	assert.Equal(t, []string{"1002 inbound offered ringing"}, d.does(choose(ben, "Ready")), "who declined is asked again when they are ready anew")
	d.do(d.in(ben, center.Inbound, center.Accept))
	assert.Equal(t, []string{"1002 inbound released by the far end"}, d.does(far(center.FarHangUp, carla)))
}

func TestACallIsRoutedElsewhere(t *testing.T) {
	d := open(t, routing)
	d.connected()
	assert.Equal(t, []string{"1001 inbound held held", "1001 consultation dialed dialing", "1002 consultation offered ringing"},
		d.does(d.to(center.Consult, center.ToSkill, "Billing")))
	assert.Equal(t, []center.Party{{Number: "5002", Agent: ben}}, d.kind(ana, center.Consultation).Parties)
	assert.Equal(t, []string{"1002 consultation released by the agent", "1002 consultation closed released", "1004 consultation offered ringing"},
		d.does(d.in(ben, center.Consultation, center.Reject)))
	assert.Equal(t, []string{"1001 consultation released by the agent", "1001 inbound released by the agent",
		"1001 consultation closed released", "1004 inbound parties changed ringing"},
		d.does(d.in(ana, center.Consultation, center.CompleteTransfer)))
	assert.Equal(t, []string{"1004 inbound released by the agent", "1004 inbound closed released", "1003 inbound offered ringing"},
		d.does(d.in(dan, center.Inbound, center.Reject)), "the search goes on for the call itself")
	d.do(d.in(cleo, center.Inbound, center.Accept))
	assert.Equal(t, []center.Party{{Number: carla}}, d.kind(cleo, center.Inbound).Parties)
}

func TestWhatAnAgentSendsOnDoesNotComeBack(t *testing.T) {
	d := open(t, routing)
	for _, id := range []center.AgentID{ben, cleo} {
		d.do(choose(id, "Break"))
	}
	d.connected()
	assert.Equal(t, []string{"1001 inbound released by the agent"}, d.does(d.to(center.SingleStepTransfer, center.ToGroup, "Service")))
	assert.Equal(t, []string{"1002 inbound offered ringing"}, d.does(choose(ben, "Ready")))

	d = open(t, inWriting)
	for _, id := range []center.AgentID{ben, cleo} {
		d.do(choose(id, "Break"))
	}
	d.emailAccepted()
	d.do(d.asks(center.Email, center.SingleStepTransfer, 0, center.ToGroup, "Service"))
	assert.Empty(t, d.c.Parts(ana))
	assert.Equal(t, []string{"1002 inbound offered ringing"}, d.does(choose(ben, "Ready")))
}

func TestNobodyIsFreeToBeConsulted(t *testing.T) {
	d := open(t, routing)
	d.connected()
	d.do(choose(ben, "Break"))
	d.do(choose(cleo, "Break"))
	assert.Equal(t, []string{"1001 inbound held held", "1001 consultation dialed dialing"}, d.does(d.to(center.Consult, center.ToQueue, "Support")))
	assert.Equal(t, []center.Party{{Number: "Support"}}, d.kind(ana, center.Consultation).Parties)
	assert.Equal(t, []string{"1001 consultation released by the agent", "1001 consultation closed released"},
		d.does(d.in(ana, center.Consultation, center.HangUp)))
	assert.Empty(t, d.does(choose(ben, "Ready")), "nobody waits any more")
}

func TestCapacity(t *testing.T) {
	d := open(t, routing, func(c *center.Config) { c.Capacity = map[center.Medium]int{center.Voice: 2} })
	for _, want := range []center.AgentID{ana, ben, cleo, ana, ben, cleo} {
		d.now++
		number := "55508" + d.now.String()
		assert.Equal(t, []string{string(want) + " inbound offered ringing"}, d.does(arriveAt(number, center.ToGroup, "Service")))
	}
	assert.Empty(t, d.does(arriveAt(carla, center.ToGroup, "Service")))
}

func TestWhoHasLeastToDoIsAskedBeforeTheLongestIdle(t *testing.T) {
	d := open(t, routing, func(c *center.Config) { c.Capacity = map[center.Medium]int{center.Voice: 2} })
	d.do(arrive(carla))
	for _, id := range []center.AgentID{cleo, ben} {
		d.now++
		d.do(center.Command{Verb: center.Dial, Agent: id, Number: chen})
		d.do(d.in(id, center.Outbound, center.HangUp))
	}
	assert.Equal(t, []string{string(cleo) + " inbound offered ringing"}, d.does(arriveAt("5550777", center.ToGroup, "Service")),
		"ana was free before them, and has a call")
}

func TestAnAgentMayHaveACapacityOfTheirOwn(t *testing.T) {
	d := open(t, routing, func(c *center.Config) {
		c.Capacity = map[center.Medium]int{center.Voice: 1}
		c.Agents[1].Capacity = map[center.Medium]int{center.Voice: 3}
	})
	for i, want := range []center.AgentID{ana, ben, cleo, ben, ben} {
		d.now++
		assert.Equal(t, []string{string(want) + " inbound offered ringing"}, d.does(arriveAt(strconv.Itoa(i), center.ToGroup, "Service")))
	}
	assert.Empty(t, d.does(arriveAt(carla, center.ToGroup, "Service")))
}

func TestSoMuchWaitsAtOnce(t *testing.T) {
	d := open(t, routing)
	d.do(choose(ana, "Break"))
	d.do(choose(ben, "Break"))
	d.do(choose(cleo, "Break"))
	for i := range 1000 {
		require.NoError(t, d.try(arriveAt(strconv.Itoa(i), center.ToGroup, "Service")))
	}
	assert.ErrorIs(t, d.try(arriveAt(carla, center.ToGroup, "Service")), center.ErrQueueFull)
	require.NoError(t, d.try(far(center.FarHangUp, "7")))
	assert.NoError(t, d.try(arriveAt(carla, center.ToGroup, "Service")))
}

func TestTargetsThatDoNotFit(t *testing.T) {
	tests := map[string]struct {
		change func(*center.Config)
		want   string
	}{
		"a group of an unknown agent": {func(c *center.Config) { c.Groups[0].Agents = []center.AgentID{"7"} },
			`agent group "Service": agent 7: unknown agent`},
		"a skill of an unknown agent": {func(c *center.Config) { c.Skills[0].Agents[0].ID = "7" }, `skill "Billing": agent 7: unknown agent`},
		"a queue to nowhere": {func(c *center.Config) { c.Queues[0].To.Name = "Sales" },
			`queue "Support" routes to agent group "Sales": no such target`},
		"a routing point to a queue": {func(c *center.Config) { c.RoutingPoints[0].To = center.Target{Kind: center.ToQueue, Name: "Support"} },
			`routing point "Main Line" routes to queue "Support": no such target`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			cfg := config()
			routing(&cfg)
			tt.change(&cfg)
			_, err := center.New(cfg, stream)
			assert.EqualError(t, err, tt.want)
		})
	}
}

func TestCallsCannotArriveAtATarget(t *testing.T) {
	tests := map[string]struct {
		cmd  center.Command
		want error
	}{
		"that nobody knows": {arriveAt(carla, center.ToQueue, "Nowhere"), center.ErrUnknownTarget},
		"that is outside":   {arriveAt(carla, center.ToNumber, chen), center.ErrUnknownTarget},
		"that is no agent":  {arriveAt(carla, center.ToAgent, "7"), center.ErrUnknownAgent},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, routing)
			assert.ErrorIs(t, d.try(tt.cmd), tt.want)
		})
	}
}
