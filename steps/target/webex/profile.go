package webex

import (
	"encoding/json"
	"slices"

	"github.com/deskproof/deskproof/reports/trace"
)

// Profile is what the configuration calls said of the agent and their work, as the SDK
// takes it. What was not said, or is of another type, is empty.
type Profile struct {
	Agent          string // the id in Welcome
	User           trace.Object
	DesktopProfile trace.Object
	Tenant         trace.Object
	Settings       trace.Object
	Site           trace.Object
	Teams          []Named
	IdleCodes      []Code // without Available, which the SDK adds
	WrapUpCodes    []Code
	DialPlans      []json.RawMessage
	answers        map[string]Answer
}

// Named is something with an id and a name.
type Named struct{ ID, Name string }

// Code is a code for not being ready, or for how a contact ended.
type Code struct {
	Named
	Default bool
}

// AgentProfileID is the id of the desktop profile.
func (p Profile) AgentProfileID() string { return textOf(p.User.Get("agentProfileId")) }

// SiteID is the id of the agent's site.
func (p Profile) SiteID() string { return textOf(p.User.Get("siteId")) }

// TeamIDs are the ids of the agent's teams.
func (p Profile) TeamIDs() []string { return textsOf(p.User.Get("teamIds")) }

// DialNumber is the number that the agent usually works with.
func (p Profile) DialNumber() string { return textOf(p.User.Get("defaultDialledNumber")) }

// Phones are the kinds of phones at which the agent may log in.
func (p Profile) Phones() []string { return textsOf(p.DesktopProfile.Get("loginVoiceOptions")) }

// EntryPoint is the id of the entry point for calls that the agent makes.
func (p Profile) EntryPoint() string { return textOf(p.DesktopProfile.Get("outdialEntryPointId")) }

// OutdialANI is the id of the list of numbers to show to customers.
func (p Profile) OutdialANI() string { return textOf(p.DesktopProfile.Get("outdialANIId")) }

// AddressBook is the id of the agent's address book.
func (p Profile) AddressBook() string { return textOf(p.DesktopProfile.Get("addressBookId")) }

// Answer is what a configuration call was answered with, by the name that follows
// webex.http. in the book, such as user; the zero value if it was not made.
func (p Profile) Answer(name string) Answer { return p.answers[name] }

// Profile is what the configuration calls have said so far.
func (c *Client) Profile() Profile {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.profile
}

// codes are those of a kind that an agent may use: active ones, and of those, if access is
// SPECIFIC, the listed ones.
func codes(elements []json.RawMessage, kind string, access string, listed []string) []Code {
	var out []Code
	for _, raw := range elements {
		o := trace.ObjectOf(raw)
		c := Code{Named{textOf(o.Get("id")), textOf(o.Get("name"))}, isTrue(o.Get("defaultCode"))}
		fits := isTrue(o.Get("active")) && textOf(o.Get("workTypeCode")) == kind
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
		out = append(out, Named{textOf(o.Get("id")), textOf(o.Get("name"))})
	}
	return out
}

// first is the first element of a list, taken apart.
func first(elements []json.RawMessage) trace.Object {
	if len(elements) == 0 {
		return nil
	}
	return trace.ObjectOf(elements[0])
}
