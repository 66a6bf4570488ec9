package sim

import (
	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim/center"
)

// addRouting adds where a center document lets interactions go beside one agent.
func addRouting(cfg *center.Config, doc *centers.Center) {
	for _, g := range doc.Groups {
		cfg.Groups = append(cfg.Groups, center.Group{Name: g.Name, Agents: agentIDs(g.Agents)})
	}
	for _, s := range doc.Skills {
		skill := center.Skill{Name: s.Name}
		for _, a := range s.Agents {
			skill.Agents = append(skill.Agents, center.SkilledAgent{ID: center.AgentID(a.ID), Level: a.Level})
		}
		cfg.Skills = append(cfg.Skills, skill)
	}
	cfg.Queues, cfg.RoutingPoints = routes(doc.Queues), routes(doc.RoutingPoints)
	cfg.Capacity = capacity(doc.Capacity)
}

func capacity(c centers.Capacity) map[center.Medium]int {
	return map[center.Medium]int{center.Voice: c.Voice, center.Chat: c.Chat, center.Email: c.Email, center.Workitem: c.Workitem}
}

func routes(rs []centers.Route) []center.Route {
	var out []center.Route
	for _, r := range rs {
		to := center.Target{Kind: center.ToGroup, Name: r.Group}
		if r.Group == "" {
			to = center.Target{Kind: center.ToSkill, Name: r.Skill}
		}
		out = append(out, center.Route{Name: r.Name, To: to})
	}
	return out
}
