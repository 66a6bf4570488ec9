package center_test

import "github.com/deskproof/deskproof/sim/center"

const (
	cleo = center.AgentID("1003")
	dan  = center.AgentID("1004")
)

// routing gives a center two more agents and somewhere to route to.
func routing(c *center.Config) {
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
