package webex

import (
	"encoding/json"
	"slices"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target/web"
)

// Profile is what the configuration calls said of the agent and their work, as the SDK
// takes it. What was not said, or is of another type, is empty.
type Profile struct {
	Agent       string // the id in Welcome
	Teams       []Named
	IdleCodes   []Code // without Available, which the SDK adds
	WrapUpCodes []Code
	user        trace.Object
	desktop     trace.Object
}

// Named is something with an id and a name.
type Named struct{ ID, Name string }

// Code is a code for not being ready, or for how a contact ended.
type Code struct {
	Named
	Default bool
}

// AgentProfileID is the id of the desktop profile.
func (p Profile) AgentProfileID() string { return web.Text(p.user.Get("agentProfileId")) }

// SiteID is the id of the agent's site.
func (p Profile) SiteID() string { return web.Text(p.user.Get("siteId")) }

// TeamIDs are the ids of the agent's teams.
func (p Profile) TeamIDs() []string { return textsOf(p.user.Get("teamIds")) }

// DialNumber is the number that the agent usually works with.
func (p Profile) DialNumber() string { return web.Text(p.user.Get("defaultDialledNumber")) }

// Phones are the kinds of phones at which the agent may log in.
func (p Profile) Phones() []string { return textsOf(p.desktop.Get("loginVoiceOptions")) }

// EntryPoint is the id of the entry point for calls that the agent makes.
func (p Profile) EntryPoint() string { return web.Text(p.desktop.Get("outdialEntryPointId")) }

// OutdialANI is the id of the list of numbers to show to customers.
func (p Profile) OutdialANI() string { return web.Text(p.desktop.Get("outdialANIId")) }

// AddressBook is the id of the agent's address book.
func (p Profile) AddressBook() string { return web.Text(p.desktop.Get("addressBookId")) }

// Profile is what the configuration calls have said so far.
func (c *Client) Profile() Profile {
	c.web.Lock()
	defer c.web.Unlock()
	return c.profile
}

// codes are those of a kind that an agent may use: active ones, and of those, if access is
// SPECIFIC, the listed ones.
func codes(elements []json.RawMessage, kind string, access string, listed []string) []Code {
	var out []Code
	for _, raw := range elements {
		o := trace.ObjectOf(raw)
		c := Code{Named{web.Text(o.Get("id")), web.Text(o.Get("name"))}, web.IsTrue(o.Get("defaultCode"))}
		fits := web.IsTrue(o.Get("active")) && web.Text(o.Get("workTypeCode")) == kind
		if fits && (access != "SPECIFIC" || len(listed) == 0 || slices.Contains(listed, c.ID)) {
			out = append(out, c)
		}
	}
	return out
}

// named are the elements of a list with their names.
func named(elements []json.RawMessage) []Named {
	var out []Named
	for _, raw := range elements {
		o := trace.ObjectOf(raw)
		out = append(out, Named{web.Text(o.Get("id")), web.Text(o.Get("name"))})
	}
	return out
}
