package webex

import "github.com/deskproof/deskproof/sim/center"

// Directory is what an organization's lists have beside its agents. Ids are those of
// the wire.
type Directory struct {
	Teams        []Team
	Dispositions []Code // wrap-up codes
	AddressBook  []Entry
	Queues       []Place
	EntryPoints  []Place
}

// Team is a team of agents.
type Team struct {
	ID     string
	Name   string
	Agents []center.AgentID
}

// Code is a wrap-up code.
type Code struct {
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

// Place is a queue or an entry point, and where it leads in the center.
type Place struct {
	ID     string
	Name   string
	Target center.Target
}
