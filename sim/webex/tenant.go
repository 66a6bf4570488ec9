package webex

import (
	"slices"

	"github.com/deskproof/deskproof/sim/center"
)

// Tenant is the organization that a desk belongs to: what its lists have beside the
// agents, queues and routing points of the center. An id that is left out is made from
// the name.
type Tenant struct {
	Organization string // the organization's id
	Teams        []Team
	Dispositions []Disposition // wrap-up codes
	AddressBook  []Entry
}

// Team is a team of agents.
type Team struct {
	ID     string
	Name   string
	Agents []center.AgentID
}

// Disposition is a wrap-up code.
type Disposition struct {
	ID      string
	Name    string
	Default bool
}

// Entry is one entry of the address book.
type Entry struct {
	ID     string
	Name   string
	Number string
}

// place is a queue or an entry point, and where it leads in the center.
type place struct {
	id     string
	name   string
	target center.Target
}

// filled is the tenant with an id for everything in it.
func (t Tenant) filled() Tenant {
	t.Teams = slices.Clone(t.Teams)
	for i := range t.Teams {
		fill(&t.Teams[i].ID, "team", t.Teams[i].Name)
	}
	t.Dispositions = slices.Clone(t.Dispositions)
	for i := range t.Dispositions {
		fill(&t.Dispositions[i].ID, "disposition", t.Dispositions[i].Name)
	}
	t.AddressBook = slices.Clone(t.AddressBook)
	for i := range t.AddressBook {
		fill(&t.AddressBook[i].ID, "address", t.AddressBook[i].Name, t.AddressBook[i].Number)
	}
	return t
}

func fill(id *string, name ...string) {
	if *id == "" {
		*id = uuid(name...)
	}
}

// teamsOf are the teams that an agent belongs to.
func (t *Tenant) teamsOf(agent center.AgentID) []Team {
	var out []Team
	for _, team := range t.Teams {
		if slices.Contains(team.Agents, agent) {
			out = append(out, team)
		}
	}
	return out
}

// queues are the queues of the center.
func (s *Session) queues() []place {
	return places(center.ToQueue, s.port.Center().Queues())
}

// entryPoints are the routing points of the center.
func (s *Session) entryPoints() []place {
	return places(center.ToRoutingPoint, s.port.Center().RoutingPoints())
}

func places(kind center.TargetKind, names []string) []place {
	var out []place
	for _, name := range names {
		out = append(out, placeOf(center.Target{Kind: kind, Name: name}))
	}
	return out
}

// placeOf is what a target that agents are chosen for is called on this wire.
func placeOf(t center.Target) place {
	if t == (center.Target{}) {
		return place{}
	}
	return place{uuid(t.Kind.String(), t.Name), t.Name, t}
}
