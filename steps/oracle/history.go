package oracle

import (
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/fixtures/book"
)

// previousPossible: previousState is never a state that the interaction cannot
// have had. It is documented as "the previous state" and printed once, with a
// value that fits the last state that differs from the present one; so that
// reading is accepted, and so is that of the state before this event, which may
// be the present one.
//
// An interaction can have had UNKNOWN and IDLE, for there it begins or ends;
// every state that its desk has been told of, by the state or the type of an
// event; and every state that no event and no row tells of, since nobody could
// have told it. If the desk has not seen it from the start, or has stopped
// listening for a while, a call can have had every state of a call, and other
// media any state. A call that is no longer in its first state may have been TALKING
// unseen: the table of pull preview has no row that tells it, and where it is to be
// told that is another claim. So may a chat have been JOIN_PENDING, if it was joined
// at once. Pages of a desk are read independently: what another page is told a
// moment later counts as told. A word that is no documented state is noted as such
// and not judged here.
func previousPossible(j *judge, m *message) finding {
	previous := m.interaction.get("previousState")
	if m.life == nil || previous.kind() != kindText || !j.isState(previous.text()) || !j.covers(m) {
		return finding{}
	}
	state, l, p := j.word(previous), m.life, m.page
	if state == "UNKNOWN" || state == "IDLE" || slices.Contains(j.silent, state) || l.had(state) {
		return kept
	}
	return finding{
		text:     fmt.Sprintf("previousState in %s is a state that the interaction can have had", m.subject()),
		expected: "a state such as " + l.states(),
		seen:     state,
		excused:  func() bool { return l.toldTo(p, state) },
	}
}

// covers reports whether an event is one that the profile has.
func (j *judge) covers(m *message) bool {
	c := j.eventOf(m)
	return c != nil && c.mark != nil
}

func (j *judge) isState(word string) bool {
	e := j.enum("interaction-state")
	return e != nil && e.values[word] != nil
}

// states are those that the desk was told of, in words.
func (l *life) states() string {
	all := []string{"UNKNOWN", "IDLE"}
	for _, t := range l.told {
		if !slices.Contains(all, t.state) {
			all = append(all, t.state)
		}
	}
	return either(all)
}

// silent lists the states that no event of that type and no pair tells of.
func silent(b *book.Book) []string {
	told := map[string]bool{}
	for i := range b.Events {
		told[b.Events[i].Type] = true
	}
	for i := range b.Pairs {
		told[b.Pairs[i].State] = true
	}
	var out []string
	e, ok := b.Enum("interaction-state")
	for i := 0; ok && i < len(e.Values); i++ {
		if v := e.Values[i].Value; !told[v] {
			out = append(out, v)
		}
	}
	return out
}

// nothingAfterRemoved: no event of an interaction follows its REMOVED, unless it
// is added again. That it could not be pulled tells of one that is not in the list.
func nothingAfterRemoved(_ *judge, m *message) finding {
	switch {
	case m.life == nil:
		return finding{}
	case !m.page.removed[m.id]:
		return finding{kept: m.typ == "REMOVED"}
	case adds(m.typ), m.typ == "PULL_FAILED", m.typ == "PULL_WORKBIN_FAILED":
		return finding{}
	}
	seen := clip(m.typ)
	if m.typ == "" {
		seen = "an event without a type"
	}
	return finding{
		text:     fmt.Sprintf("no event of interaction %s follows its REMOVED", clip(m.id)),
		expected: "no event",
		seen:     seen,
	}
}

// capabilityKept: a request whose capability is offered is not refused. It must
// have been offered both when the request was sent and when it was answered.
func capabilityKept(_ *judge, m *message) finding {
	if m.manner != answer || m.request == nil || m.request.offers == "" || m.again {
		return finding{}
	}
	r := m.request
	l := m.page.desk.lives[r.subject]
	switch {
	case !m.failure():
		return kept
	case l == nil || !slices.Contains(l.capabilities, r.offers):
		return finding{}
	}
	return finding{
		text:     fmt.Sprintf("%s is not refused while interaction %s offers %s", r.name, clip(r.subject), r.offers),
		expected: "a success answer",
		seen:     "errorMessage " + describe(m.body.get("errorMessage")),
		earlier:  []int{r.seq},
	}
}
