package oracle

import (
	"fmt"
	"slices"
	"strings"
)

// referenceEcho: an answer repeats the referenceId of a request of this page.
// The classic slip is the number 0 for the text "0", which the client library
// does not even take for an answer.
func referenceEcho(_ *judge, m *message) finding {
	switch {
	case m.manner != answer:
		return finding{}
	case m.request != nil:
		return kept
	}
	f := finding{
		text:     "an answer has the referenceId of a request of its page",
		expected: "the referenceId of a request of this page, with its JSON type",
		seen:     describe(m.ref),
	}
	if like := m.page.alike(m.ref.key()); like != nil {
		f.expected, f.earlier = describeKey(like.key), []int{like.seq}
	}
	return f
}

// alike finds the first request without an answer whose referenceId reads the
// same in another JSON type.
func (p *page) alike(key string) *request {
	var first *request
	for _, list := range p.requests {
		for _, r := range list {
			if len(r.answers) == 0 && bare(r.key) == bare(key) && (first == nil || r.seq < first.seq) {
				first = r
			}
		}
	}
	return first
}

// bare is a referenceId without its JSON type.
func bare(key string) string {
	if s, ok := strings.CutPrefix(key, `"`); ok {
		return s[:len(s)-1]
	}
	return key
}

// describeKey describes a referenceId as describe does.
func describeKey(key string) string {
	switch key[0] {
	case '"':
		return fmt.Sprintf("%q (a string)", clip(bare(key)))
	case '{', '[', 't', 'f':
		return clip(key)
	}
	return clip(key) + " (a number)"
}

// oneAnswer: a request gets one answer. That of unsubscribe is not awaited.
func oneAnswer(_ *judge, m *message) finding {
	switch {
	case m.manner != answer || m.request == nil || m.request.name == "unsubscribe":
		return finding{}
	case !m.again:
		return kept
	}
	return finding{
		text:     fmt.Sprintf("%s gets one answer", m.request.name),
		expected: "no second answer to " + m.request.name,
		seen:     "another with referenceId " + describe(m.ref),
		earlier:  slices.Clone(m.request.answers),
	}
}

// answerWithoutEvent: the client library takes what carries event for an event,
// so an answer with it is lost. An event may carry a referenceId all the same:
// it was meant for an answer only if the request gets no other.
func answerWithoutEvent(_ *judge, m *message) finding {
	switch {
	case m.manner == answer && m.request != nil:
		return kept
	case m.manner != event || m.request == nil || m.again || m.request.name == "unsubscribe":
		return finding{}
	}
	r := m.request
	return finding{
		text:     fmt.Sprintf("the answer to %s has no event", r.name),
		expected: "no event",
		seen:     fmt.Sprintf("event %q beside the referenceId of %s, which has no other answer", clip(m.name), r.name),
		earlier:  []int{r.seq},
		excused:  func() bool { return len(r.answers) > 0 },
	}
}

// frameAlone: the client library looks for frameId last, so one that comes with
// an event or an answer is lost. Repeating there what was assigned does no harm.
func frameAlone(_ *judge, m *message) finding {
	id := m.body.get("frameId")
	switch {
	case m.manner == frameID:
		return kept
	case !id.truthy() || m.page.frameIDs[id.key()]:
		return finding{}
	}
	return finding{
		text:     fmt.Sprintf("%s does not assign a frameId", m.subject()),
		expected: "frameId in a message without event and referenceId",
		seen:     fmt.Sprintf("frameId %s in %s", describe(id), m.subject()),
	}
}

// unknownInteractionNull: the interaction of an unknown id is null. What is known
// here is what the desk was told of; that the server knows more shows in its answer.
func unknownInteractionNull(j *judge, m *message) finding {
	if m.manner != answer || m.request == nil || m.again || m.request.name != "interaction.getByInteractionId" || m.failure() {
		return finding{}
	}
	asked := m.request.subject
	if asked == "" || m.request.known {
		return finding{}
	}
	if !m.data.there() || m.data.kind() == kindNull {
		return kept
	}
	id := m.data.get("interactionId")
	if !id.truthy() || j.identity(id) == asked {
		return finding{}
	}
	return finding{
		text:     fmt.Sprintf("there is no interaction %s", clip(asked)),
		expected: "null",
		seen:     "interaction " + clip(j.identity(id)),
		earlier:  []int{m.request.seq},
	}
}
