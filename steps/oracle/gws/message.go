package gws

import (
	"maps"
	"slices"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/oracle/value"
)

// nests are the members that hold an interaction in messages of later releases.
var nests = []string{"interaction", "email", "chat"}

// flat are the members of an interaction, wherever its message has them.
func flat(data any) value.Object {
	outer, _ := value.ObjectOf(data)
	for _, name := range nests {
		inner, ok := value.ObjectOf(outer[name])
		if !ok {
			continue
		}
		out := maps.Clone(outer)
		maps.Copy(out, inner)
		return out
	}
	return outer
}

// handled are the states in which the receiver handles the interaction, by the names of
// any release.
var handled = []string{"Accepted", "Processing", "Chatting", "Composing"}

// byState are the messages that a state tells.
var byState = map[string]string{
	"Invited": "gws.msg.invited", "Revoked": "gws.msg.revoked", "Completed": "gws.msg.completed",
	"InvitedConference": "gws.msg.conference-invited", "LeftConference": "gws.msg.conference-left",
}

// message judges what a message says by the book's table of messages.
func (j *judge) message(desk string, a *response, m value.Object) {
	j.listed("channel", value.Text(m["channel"]))
	switch channel := value.Text(m["channel"]); {
	case channel == "/v2/me/channels":
		j.fitsMessage("gws.msg.channel-state", flat(m["data"]), a.seq)
	case slices.Contains(aliases, channel):
		j.aboutInteraction(desk, a, m["data"])
	}
}

func (j *judge) aboutInteraction(desk string, a *response, data any) {
	it := flat(data)
	if list, ok := content(data); ok {
		j.lists(desk, a, list)
		return
	}
	if it == nil {
		return
	}
	state := value.Text(it["state"])
	id := byState[state]
	switch {
	case it["messageType"] == "MessageLogUpdated":
		id = "gws.msg.chat-log"
	case it["notificationType"] == "PropertiesUpdated":
		id = "gws.msg.properties-updated"
	case id == "" && slices.Contains(handled, state):
		id = "gws.msg.accepted"
	}
	if id == "" {
		j.another(it, state, a.seq)
		return
	}
	j.fitsMessage(id, it, a.seq)
	if medium := value.Text(it["channel"]); medium != "" && j.listed("medium", medium) {
		if special := id + "." + medium; j.rules.Has(special) {
			j.fitsMessage(special, it, a.seq)
		}
	}
	if id != "gws.msg.chat-log" {
		j.state(state, a.seq)
		j.types("InteractionState", it, a.seq, false)
	}
}

// another judges a message in a state that no document has. What has a type of its own is
// none of those that are documented here.
func (j *judge) another(it value.Object, state string, seq int) {
	for _, name := range []string{"messageTypeName", "messageType"} {
		if it[name] != nil && it[name] != stateMessage {
			return
		}
	}
	j.fitsType("InteractionState", it, seq, false)
	if state != "" {
		j.state(state, seq)
	}
}

// content is the list in the content of a workbin: the data itself, or an array in it.
func content(data any) ([]any, bool) {
	if list, ok := data.([]any); ok {
		return list, true
	}
	outer, _ := value.ObjectOf(data)
	if list, ok := outer["interactions"].([]any); ok {
		return list, true
	}
	if outer["id"] != nil || outer["messageType"] == "MessageLogUpdated" {
		return nil, false
	}
	for _, name := range slices.Sorted(maps.Keys(outer)) {
		list, ok := outer[name].([]any)
		if ok && len(list) > 0 && !slices.ContainsFunc(list, func(v any) bool { return flat(v)["id"] == nil }) {
			return list, true
		}
	}
	return nil, false
}

// lists judges the content of a workbin. Each element says what a new interaction does.
func (j *judge) lists(desk string, a *response, list []any) {
	good := true
	for _, v := range list {
		it, ok := value.ObjectOf(v)
		if !ok {
			j.breaks("gws.msg.workbin-content", "message", finding{text: "the content of a workbin is a list of messages", expected: "objects", seen: value.Describe(v)}, a.seq)
			return
		}
		it = flat(it)
		j.user(desk).knows[value.Text(it["id"])] = true
		good = j.fitsType("InteractionState", it, a.seq, false) && good
	}
	if good && len(list) > 0 {
		j.found.Met("gws.msg.workbin-content")
	}
}

// state notes which of the documented states was told. The list is open: another one is
// noted.
func (j *judge) state(state string, seq int) {
	if j.listed("state", state) {
		return
	}
	c := j.rules.With(j.rules.Claim("gws.state", "value", "the state of an interaction is one that is documented"), book.Inferred)
	c.Expected, c.Seen, c.Frames = "a documented state", value.Describe(state), []int{seq}
	j.found.Broken(c)
}

// listed notes a value that the book lists, and reports whether it does.
func (j *judge) listed(enum, word string) bool {
	e, _ := j.rules.Book.Enum(enum)
	at := slices.IndexFunc(e.Values, func(v book.Value) bool { return v.Value == word })
	if at < 0 {
		return false
	}
	j.found.Met(e.ID)
	j.found.Met(e.Values[at].ID)
	return true
}

// fitsMessage holds members against those of a message of the book.
func (j *judge) fitsMessage(id string, it value.Object, seq int) {
	item, _ := j.rules.Book.Claim(id)
	m, ok := item.Of.(*book.Message)
	if ok && j.fits(m.Title, m.Members, it, seq, false) {
		j.found.Met(id)
	}
}
