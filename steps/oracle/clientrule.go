package oracle

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
)

// clientRule judges a client by one item of the book. It is asked about every message
// that a desktop is to read, before that counts as sent.
type clientRule struct {
	item  string
	says  bool // the documents say it of the client; else only of the desktop, and it is noted
	judge func(*client, *said) broken
}

// clientRules are what a recording alone can show of a client.
var clientRules = []clientRule{
	{"scapi.env.request.frame", true, frameCarried},
	{"scapi.env.request.frame.frameId", true, frameAssigned},
	{"scapi.q.refid-string", false, referenceOnce},
	{"scapi.q.refid-custom", false, referenceTrue},
	{"scapi.rule.unsubscribe", false, unsubscribesOwn},
	{"scapi.rule.id-lifetime", false, interactionTold},
	{"scapi.event.common.REMOVED", false, notRemoved},
	{"scapi.rule.capability-kept", false, capabilityOffered},
	{"scapi.env.subscribe", false, subscribedBefore},
	{"scapi.env.subscribe.data", false, subscribesToSome},
	{"scapi.rule.userdata-live", false, dataOfLive},
	{"scapi.rule.userdata-write", false, dataWritable},
	{"scapi.rule.state-event-only", false, stateCanBeSet},
	{"scapi.rule.option-wildcard", true, wildcardEnds},
	{"scapi.rule.origin", false, originAccepted},
	{"scapi.rule.method-filter", false, requestGranted},
	{"scapi.rule.jwt-explicit", false, tokenGranted},
	{"scapi.rule.rate-limit", false, rateKept},
}

// broken is how a rule is broken. The zero value: it is not, or speaks of something else.
type broken struct {
	text     string // what should be, as a sentence; empty: not broken
	expected string
	seen     string
	item     string // in place of the rule's
	weak     bool   // it is noted, though the rule is documented
	told     int    // the record that told the client; 0: none
}

// keeps holds a message against the rules.
func (c *client) keeps(s *said) {
	for _, r := range clientRules {
		b := r.judge(c, s)
		if b.text == "" || !c.rules.Has(r.item) {
			continue
		}
		item := r.item
		if b.item != "" {
			item = b.item
		}
		it, _ := c.rules.Book.Claim(item)
		at := spot{item, it.Evidence}
		if !r.says || b.weak {
			at.evidence = weaker(at.evidence, book.Inferred)
		}
		claim := c.unmet(s.message, at, "behaviour", b.text, b.expected, b.seen)
		if b.told > 0 {
			claim.Frames = []int{b.told, s.seq}
		}
		c.broken(claim)
	}
}

// patience is how long a client waits for an answer, in milliseconds.
const patience = 10_000

// referenceOnce: a referenceId is not given again while its request waits for an answer.
func referenceOnce(c *client, s *said) broken {
	ref := s.body.get("referenceId")
	if !ref.truthy() || s.id == unsubscribeID || c.hidden(ref) {
		return broken{}
	}
	key := ref.key()
	at, before := s.on.waits[key]
	s.on.waits[key] = s.at
	if _, answered := s.on.asked(key); answered || !before || s.at-at >= patience {
		return broken{}
	}
	return broken{text: "a referenceId names one request at a time", expected: "a referenceId of its own", seen: describe(ref) + " again, before an answer"}
}

// referenceTrue: the client library takes an answer with a falsy referenceId for none.
func referenceTrue(_ *client, s *said) broken {
	ref := s.body.get("referenceId")
	if !ref.there() || ref.truthy() || s.id == unsubscribeID {
		return broken{}
	}
	return broken{text: s.subject() + " has a referenceId that a script takes for true", expected: `a text such as "0", or another value of the caller's own`, seen: describe(ref)}
}

// unsubscribesOwn: a page ends subscriptions that it was granted.
func unsubscribesOwn(c *client, s *said) broken {
	id := s.body.get("data")
	if s.id != unsubscribeID || !id.there() || id.kind() == kindNull || c.hidden(id) {
		return broken{}
	}
	for _, sub := range s.page.subs {
		if sub.id == id.key() {
			return broken{}
		}
	}
	return broken{text: "unsubscribe names a subscription of its page", expected: "a subscriptionId that an answer brought", seen: describe(id)}
}

// interactionOf is the interaction that a request is about, and empty for none.
func (c *client) interactionOf(s *said) string {
	m, ok := c.rules.Book.Method(s.name)
	if s.id != requestID || !ok {
		return ""
	}
	i := slices.IndexFunc(m.Params, func(p book.Param) bool {
		return strings.EqualFold(p.Name, "interactionId") || p.Name == "consultInteractionId"
	})
	if i < 0 || i >= len(s.params) || c.hidden(s.params[i]) {
		return ""
	}
	return c.word(s.params[i])
}

// interactionTold: a client learns of an interaction from an event or an answer of
// this session. To look one up is to ask whether it is there.
func interactionTold(c *client, s *said) broken {
	id := c.interactionOf(s)
	if id == "" || s.page.desk.lives[id] != nil || s.name == "interaction.getByInteractionId" {
		return broken{}
	}
	b := broken{text: fmt.Sprintf("the desk was told of the interaction before %s", s.name), expected: "an interactionId of this session", seen: clip(id)}
	if c.ever[s.page.desk][id] {
		b.seen += ", of the session before"
		return b
	}
	m, _ := c.rules.Book.Method(s.name)
	if unknown := m.ID + ".refused.unknown-interaction"; c.rules.Has(unknown) {
		b.item = unknown
	}
	return b
}

// notRemoved: an interaction that has left the desktop's list is not asked for anything
// but whether it is there. Whether the client had read that when it asked is not known.
func notRemoved(c *client, s *said) broken {
	id := c.interactionOf(s)
	t := s.on.states[id]
	if t.removed == 0 || s.name == "interaction.getByInteractionId" {
		return broken{}
	}
	return broken{
		text:     fmt.Sprintf("%s is about an interaction that is in the desktop's list", s.name),
		expected: "an interaction before its REMOVED", seen: clip(id) + ", after it", told: t.removed,
	}
}

// capabilityOffered: a request that a capability stands for is made while it is
// offered, where the last events of the interaction offer any.
func capabilityOffered(c *client, s *said) broken {
	t := s.on.states[c.interactionOf(s)]
	for i := range c.rules.Book.Grants {
		g := &c.rules.Book.Grants[i]
		if g.Request != s.name || len(t.capabilities) == 0 || slices.Contains(t.capabilities, g.Capability) || slices.Contains(t.before, g.Capability) {
			continue
		}
		return broken{
			text:     fmt.Sprintf("%s is offered by the last event of the interaction before %s", g.Capability, s.name),
			expected: g.Capability, seen: "only " + clip(strings.Join(t.capabilities, ", ")), item: g.ID,
		}
	}
	return broken{}
}

// tidings are the events that bring what a request asks for, where a document says so.
var tidings = map[string]string{"interaction.blockMarkdone": "markdone", "outbound.getPreviewRecord": "interaction"}

// subscribedBefore: a page of the desk has subscribed to what tells how a request goes on.
func subscribedBefore(c *client, s *said) broken {
	event := tidings[s.name]
	if event == "" || s.id != requestID || slices.ContainsFunc(s.page.desk.pages, func(p *page) bool { return !p.closed && p.standing(event) != nil }) {
		return broken{}
	}
	m, _ := c.rules.Book.Method(s.name)
	return broken{text: fmt.Sprintf("a page of the desk subscribes to %s before %s", event, s.name), expected: "subscribe to " + event, seen: "no subscription to it", item: m.ID}
}

// subscribesToSome: a subscribe names an event.
func subscribesToSome(_ *client, s *said) broken {
	data := s.body.get("data")
	if s.id != subscribeID || data.kind() != kindArray {
		return broken{}
	}
	for range data.elements {
		return broken{}
	}
	return broken{text: "subscribe names an event", expected: "a name, or several", seen: "an empty list"}
}

// dataOfLive: user data is set on a live interaction.
func dataOfLive(c *client, s *said) broken {
	id := c.interactionOf(s)
	if s.name != "interaction.setUserData" || id == "" || s.on.states[id].state != "IDLE" || !s.page.desk.lives[id].call {
		return broken{}
	}
	return broken{text: "user data is set while the call is live", expected: "a call that is not in state IDLE", seen: "IDLE, of interaction " + clip(id)}
}

// stateCanBeSet: a state that is only reported is not asked for.
func stateCanBeSet(c *client, s *said) broken {
	e, ok := c.rules.Book.Enum("state-type")
	if !ok || s.name != "agent.setState" && s.name != "media.setState" || len(s.params) == 0 {
		return broken{}
	}
	asked := s.params[len(s.params)-1]
	if !slices.ContainsFunc(e.Values, func(v book.Value) bool { return v.EventOnly && asked.is(v.Value) }) {
		return broken{}
	}
	return broken{text: s.name + " asks for a state that can be set", expected: "an operationName of agent.getStateList", seen: asked.text()}
}

// wildcardEnds: an asterisk does not start an option or a section. On its own it is
// the end of nothing, which a document prints after a section.
func wildcardEnds(_ *client, s *said) broken {
	if s.name != "configuration.getOption" && s.name != "configuration.getContextualOption" || len(s.params) == 0 {
		return broken{}
	}
	names := []string{s.params[0].text()}
	for _, v := range s.params[0].elements {
		names = append(names, v.text())
	}
	for _, name := range names {
		for part := range strings.SplitSeq(name, "/") {
			if strings.HasPrefix(part, "*") && part != "*" {
				return broken{text: "no asterisk starts an option or a section in " + s.subject(), expected: "an asterisk at the end of a word only", seen: clip(name)}
			}
		}
	}
	return broken{}
}
