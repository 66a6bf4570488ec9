package gws

import (
	"slices"
	"strconv"

	"github.com/deskproof/deskproof/steps/oracle/value"
)

// onceHoweverManyMatch: a message comes once to a session with several subscriptions
// that match. It comes again where somebody did again what caused it.
func onceHoweverManyMatch(_ *judge, m *moment) finding {
	if m.kind != event || m.session == nil || m.session.acks || m.session.matches(value.Text(m.event["channel"])) < 2 {
		return finding{}
	}
	return again(m, "a message comes once, however many subscriptions match")
}

// once: so it does to a session with one, in our reading.
func once(_ *judge, m *moment) finding {
	if m.kind != event || m.session == nil || m.session.acks || m.session.matches(value.Text(m.event["channel"])) != 1 {
		return finding{}
	}
	if m.times > m.copies {
		return often("a message comes once", m.times)
	}
	return again(m, "a message comes once")
}

func again(m *moment, what string) finding {
	if m.copies <= max(1, m.session.changes[subject(m.event)]) {
		return kept
	}
	return often(what, m.copies)
}

func often(what string, times int) finding {
	return finding{text: what, expected: "once", seen: "the same " + strconv.Itoa(times) + " times"}
}

// subject is the interaction that an event is about.
func subject(event value.Object) string {
	if id := value.Text(flat(event["data"])["id"]); id != "" {
		return id
	}
	return anything
}

// subscribedOnly: a session gets what it has asked for.
func subscribedOnly(_ *judge, m *moment) finding {
	if m.kind != event || m.session == nil {
		return finding{}
	}
	channel := value.Text(m.event["channel"])
	if m.session.matches(channel) > 0 {
		return kept
	}
	return finding{text: "a session gets messages of the channels that it has subscribed to", expected: "one of " + value.Describe(anyOf(m.session.names)), seen: value.Describe(m.event["channel"])}
}

func anyOf(names []string) any {
	out := make([]any, len(names))
	for i, n := range names {
		out[i] = n
	}
	return out
}

// onTopic reports whether a message is on the topic of interactions.
func (m *moment) onTopic() bool {
	return m.kind == event && slices.Contains(aliases, value.Text(m.event["channel"]))
}

// messageForm: a message tells of one interaction, or lists several.
func messageForm(_ *judge, m *moment) finding {
	if !m.onTopic() {
		return finding{}
	}
	switch m.event["data"].(type) {
	case value.Object, []any:
		return kept
	}
	return finding{text: "a message on the topic is an object, or a list", expected: "an object or an array", seen: value.Describe(m.event["data"])}
}

// capabilitiesOfInvitation: an agent who is invited can accept and reject, and one whose
// invitation was withdrawn can do nothing.
func capabilitiesOfInvitation(_ *judge, m *moment) finding {
	it := flat(m.event["data"])
	list, has := it["capabilities"].([]any)
	if !m.onTopic() || !has {
		return finding{}
	}
	switch can := names(list); it["state"] {
	case "Invited":
		if slices.Contains(can, "Accept") && slices.Contains(can, "Reject") {
			return kept
		}
		return finding{text: "who is invited can accept and reject", expected: `["Accept","Reject"]`, seen: value.Describe(it["capabilities"])}
	case "Revoked":
		if len(list) == 0 {
			return kept
		}
		return finding{text: "nothing is left to do after Revoked", expected: "[]", seen: value.Describe(it["capabilities"])}
	}
	return finding{}
}

// begins are states in which a user may hear of an interaction for the first time.
var begins = []string{"Invited", "InvitedConference"}

// goes are states that tell of what a user was invited to or handled before.
var goes = []string{"Revoked", "LeftConference"}

// private: what a user is told of is the user's own.
func private(j *judge, m *moment) finding {
	it := flat(m.event["data"])
	id, state := value.Text(it["id"]), value.Text(it["state"])
	if !m.onTopic() || id == "" {
		return finding{}
	}
	switch u := j.user(m.desk); {
	case u.knows[id]:
		return kept
	case slices.Contains(begins, state), slices.Contains(handled, state):
		u.knows[id] = true
	case slices.Contains(goes, state):
		return finding{text: "an agent is told of interactions of one's own", expected: "an interaction that the agent was invited to or handled", seen: state + " of another"}
	}
	return finding{}
}
