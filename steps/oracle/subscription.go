package oracle

import (
	"bytes"
	"fmt"
)

// subscribeFirst: no event of a subscription comes before the answer to its
// subscribe. A server that sends the event to whoever is there, asked or not,
// does not send it for the subscription; nor does one that goes on to refuse it.
func subscribeFirst(_ *judge, m *message) finding {
	if m.manner != event {
		return finding{}
	}
	s := m.page.standing(m.name)
	switch {
	case s == nil || s.stage == left || m.page.unasked[m.name]:
		return finding{}
	case s.stage != pending:
		return kept
	}
	return finding{
		text:     fmt.Sprintf("subscribe to %s is answered before its first event", clip(m.name)),
		expected: "the answer to subscribe first",
		seen:     m.subject() + " before it",
		earlier:  []int{s.asked},
		excused:  func() bool { return s.stage == pending || s.stage == refused },
	}
}

// subscribedOnly: an event goes only to pages that asked for its name. It is kept
// when another page of the desk that did not ask has got none so far.
func subscribedOnly(_ *judge, m *message) finding {
	if m.manner != event {
		return finding{}
	}
	if m.page.standing(m.name) != nil {
		return finding{kept: m.page.desk.another(m.page, func(p *page) bool { return p.standing(m.name) == nil })}
	}
	return finding{
		text:     fmt.Sprintf("an event %s comes only to pages that subscribed to it", clip(m.name)),
		expected: "no event " + clip(m.name),
		seen:     m.subject(),
	}
}

// unsubscribe: no event comes after unsubscribe. That the server has read it is
// sure only when it has answered what the page sent later.
func unsubscribe(_ *judge, m *message) finding {
	if m.manner != event {
		return finding{}
	}
	s := m.page.standing(m.name)
	if s == nil || s.stage != left || m.page.unasked[m.name] {
		return finding{kept: m.page.desk.another(m.page, func(p *page) bool {
			o := p.standing(m.name)
			return o != nil && o.stage == left
		})}
	}
	return finding{
		text:     fmt.Sprintf("no event %s comes after unsubscribe", clip(m.name)),
		expected: "no event " + clip(m.name),
		seen:     m.subject(),
		earlier:  []int{s.ended},
	}
}

// another reports whether another open page of the desk is so.
func (d *desk) another(than *page, is func(*page) bool) bool {
	for _, p := range d.pages {
		if p != than && !p.closed && is(p) {
			return true
		}
	}
	return false
}

// onePerPage: a page gets one message for an event, however often it subscribed.
// Only the same frame twice in a row shows the opposite, and only if it tells of
// a state and not of an occurrence, which may come again, and if no more than one
// request can have caused the two.
func onePerPage(j *judge, m *message) finding {
	if m.manner != event || m.page.times(m.name) < 2 {
		return finding{}
	}
	last := &m.page.latest
	switch {
	case !bytes.Equal(m.raw, last.raw):
		return kept
	case last.times < 2 || occurrences[m.typ] || j.causes != last.causes || last.since > 1:
		return finding{}
	}
	return finding{
		text:     fmt.Sprintf("%s comes once to a page that subscribed %d times", m.subject(), m.page.times(m.name)),
		expected: "one message",
		seen:     "the same message again",
		earlier:  []int{last.seq},
	}
}

// occurrences are the types of events that tell what happened and not what is.
var occurrences = map[string]bool{
	"": true, "UNKNOWN": true, "NEW_MESSAGE": true, "ERROR": true, "INSERT_STANDARD_RESPONSE": true, "CUSTOM_TOAST_BUTTON_CLICK": true,
}
