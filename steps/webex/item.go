package webex

import (
	"context"
	"slices"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/suite"
)

// item is an interaction that the scenario speaks of, at one agent's desk.
type item struct {
	label string   // call, record, chat or e-mail; other: the scenario does not speak of it
	ids   []string // that it has had; the last one counts
	last  notice   // the last notification with its contact
	stage stage    // how it stands for the agent
}

func (it *item) id() string { return it.ids[len(it.ids)-1] }

// contact is what was last told of it.
func (it *item) contact() trace.Object { return it.last.Interaction() }

// stage is how an interaction stands for an agent, as events have told it.
type stage string

// The stages of an interaction.
const (
	isOffered  stage = "offered"
	isTheirs   stage = "handled"
	isToWrapUp stage = "to be wrapped up"
	isGone     stage = "gone"
)

// stages are how an interaction stands after an event. One that is not here changes
// nothing.
var stages = map[string]stage{
	"AgentContactReserved":          isOffered,
	"AgentOfferContact":             isOffered,
	"AgentOfferConsult":             isOffered,
	"AgentOfferCampaignReservation": isOffered,
	"AgentContactAssigned":          isTheirs,
	"AgentContactUnassigned":        isToWrapUp,
	"AgentVteamTransferred":         isToWrapUp,
	"AgentWrapup":                   isToWrapUp,
	"AgentWrappedUp":                isGone,
	"AgentOfferContactRona":         isGone,
	"AgentInviteFailed":             isGone,
}

// other is the label of interactions that the scenario does not speak of.
const other = "other"

// channels are the channels of this wire by the scenarios' words.
var channels = map[string][]string{
	"call":   {"telephony"},
	"record": {"telephony"},
	"chat":   {"chat", "social", "sms", "facebook", "whatsapp"},
	"e-mail": {"email"},
}

// Notice takes in the notifications that have come since the last time, and says up to
// which trace record.
func (w *world) Notice() int {
	noticed := w.Log.Len()
	for _, name := range w.order {
		p := w.people[name]
		all := p.client.Notices()
		for _, n := range all[min(p.read, len(all)):] {
			w.hears(p, n)
		}
		p.read = len(all)
	}
	return noticed
}

// hears takes in one notification about a contact.
func (w *world) hears(p *person, n notice) {
	id := n.ID()
	if n.Type != routing || id == "" {
		return
	}
	it := p.byID(id)
	if was := p.byID(n.Text("reservationInteractionId")); it == nil && was != nil {
		it, was.ids, was.label = was, append(was.ids, id), "call" // the record has become one
	}
	if it == nil {
		it = &item{label: w.newLabel(p, n), ids: []string{id}}
		p.items = append(p.items, it)
	}
	if stages[n.Event] == isOffered {
		w.forget(p, it.label) // also one that they had before
	}
	if n.Interaction() != nil {
		it.last = n
	}
	it.stage = p.stageAfter(it, n)
}

// stageAfter is how an interaction stands for somebody after a notification.
func (p *person) stageAfter(it *item, n notice) stage {
	switch {
	case n.Event == "ContactEnded" && slices.Contains(listOf(n.Get("agentsPendingWrapUp")), p.id()):
		return isToWrapUp
	case n.Event == "ContactEnded" && it.stage != isToWrapUp:
		return isGone
	case n.Event == "AgentConsulting" && it.stage == isOffered:
		return isTheirs // who was consulted has answered
	case n.Event == "AgentConsultEnded" && textOf(n.Get("isConsulted")) == "true":
		return isGone
	}
	if s, told := stages[n.Event]; told {
		return s
	}
	return it.stage
}

// newLabel is what the scenario calls a contact that has appeared at somebody's desk.
func (w *world) newLabel(p *person, n notice) string {
	for _, name := range w.order { // others may have it already
		if it := w.people[name].byID(n.ID()); it != nil && it.label != other {
			w.forget(p, it.label)
			return it.label
		}
	}
	for _, label := range []*string{&p.awaited, &w.awaited} {
		if *label != "" && isOf(*label, n) {
			found := *label
			*label = ""
			return found
		}
	}
	return other
}

// forget says that what was awaited is there.
func (w *world) forget(p *person, label string) {
	switch label {
	case p.awaited:
		p.awaited = ""
	case w.awaited:
		w.awaited = ""
	}
}

// isOf reports whether a contact may be what a label says.
func isOf(label string, n notice) bool {
	channel := channelOf(n)
	return (channel == "" || slices.Contains(channels[label], channel)) && (label != "record" || n.Event == "AgentOfferCampaignReservation")
}

func (p *person) byID(id string) *item {
	i := slices.IndexFunc(p.items, func(it *item) bool { return slices.Contains(it.ids, id) })
	if id == "" || i < 0 {
		return nil
	}
	return p.items[i]
}

// find is the last interaction of a label at somebody's desk, nil if there is none, or a
// new one is to come.
func (p *person) find(label string) *item {
	if p.awaited == label {
		return nil
	}
	for _, it := range slices.Backward(p.items) {
		if it.label == label {
			return it
		}
	}
	return nil
}

// both are somebody who has signed in and the interaction of a label at their desk. That
// there is none is the target's doing: it never told of one.
func (w *world) both(ctx context.Context, name, label string) (*person, *item, error) {
	p, err := w.here(name)
	if err != nil {
		return nil, nil, err
	}
	if it := p.find(label); it != nil {
		return p, it, nil
	}
	if err := w.Listen(ctx); err != nil {
		return nil, nil, err
	}
	if it := p.find(label); it != nil {
		return p, it, nil
	}
	return nil, nil, suite.NotReached("no %s has appeared at %s's desk", label, name)
}

// about are the notifications about an interaction that have come to somebody since a
// trace record.
func (p *person) about(it *item, since int) []notice {
	return p.told(since, func(n notice) bool { return slices.Contains(it.ids, n.ID()) })
}

// told are the notifications of which something is so that have come to somebody since a
// trace record.
func (p *person) told(since int, is func(notice) bool) []notice {
	var out []notice
	for _, n := range p.client.Notices() {
		if n.Seq > since && is(n) {
			out = append(out, n)
		}
	}
	return out
}
