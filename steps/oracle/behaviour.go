package oracle

// behaviour judges by one rule of the book, or by a habit of the client library. It is asked about every frame of the
// server that the client library reads, before that frame counts as told.
type behaviour struct {
	rule  string // the book's id
	judge func(*judge, *message) finding
}

// behaviours are the rules that a trace alone can show to be kept or broken.
var behaviours = []behaviour{
	{"scapi.rule.reference-echo", referenceEcho},
	{"scapi.rule.one-answer", oneAnswer},
	{"scapi.rule.answer-without-event", answerWithoutEvent},
	{"scapi.rule.frame-alone", frameAlone},
	{"scapi.rule.subscribe-first", subscribeFirst},
	{"scapi.rule.subscribed-only", subscribedOnly},
	{"scapi.rule.unsubscribe", unsubscribe},
	{"scapi.rule.one-per-page", onePerPage},
	{"scapi.rule.unknown-interaction-null", unknownInteractionNull},
	{"scapi.rule.previous-possible", previousPossible},
	{"scapi.rule.nothing-after-removed", nothingAfterRemoved},
	{"scapi.rule.capability-kept", capabilityKept},
	{"scapi.rule.interaction-asked", interactionAsked},
	{"scapi.rule.call-uuid", callsUUID},
	{"scapi.rule.voice-only", voiceOnly},
	{"scapi.rule.told-alike", toldAlike},
	{"scapi.q.self-echo", selfEcho},
}

// finding is what a rule finds in a frame. The zero value: what the rule speaks
// of did not happen.
type finding struct {
	kept     bool
	text     string // not empty: the rule is broken; what should be, as a sentence
	expected string
	seen     string
	earlier  []int       // records before this frame that show it too
	excused  func() bool // asked after the last record: what came later makes it lawful
}

// kept is the finding of a rule that was kept.
var kept = finding{kept: true}

// activeRule is a behaviour that the profile has.
type activeRule struct {
	*behaviour
	mark *mark
}

func (j *judge) activate() {
	for i := range behaviours {
		if b := &behaviours[i]; j.rules.Has(b.rule) {
			j.active = append(j.active, activeRule{b, j.mark(b.rule)})
		}
	}
}

// behaves holds a frame against the rules.
func (j *judge) behaves(m *message) {
	for _, a := range j.active {
		switch f := a.judge(j, m); {
		case f.kept:
			a.mark.met = true
		case f.text != "":
			j.breaks(a.rule, m, f)
		}
	}
}

func (j *judge) breaks(rule string, m *message, f finding) {
	c := j.rules.Claim(rule, "behaviour", f.text)
	c.Expected, c.Seen, c.Frames = f.expected, f.seen, append(f.earlier, m.seq)
	if f.excused != nil {
		j.doubts = append(j.doubts, doubt{c, f.excused})
		return
	}
	j.broken(c)
}
