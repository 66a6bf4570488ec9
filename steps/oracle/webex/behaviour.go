package webex

import (
	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/oracle/value"
)

// happening is what happens in a moment.
type happening int

const (
	answered happening = iota + 1 // a request is answered
	told                          // a notification comes
	ponged                        // a keepalive is answered
	unponged                      // a keepalive has had no answer by now
)

// moment is something that the rules are asked about.
type moment struct {
	kind      happening
	seq       int
	millis    int64
	client    *client
	all       []*client
	socket    *socket
	request   *request
	answer    *answer
	call      *book.Method // of configuration, or for a list, that is answered; nil: it is none
	operation *book.Method // likewise
	notice    *notice
	contact   *contact // that it is about, as the client knows it; nil: it does not
	ping      ping     // that is answered, or is not; zero: none was open
	body      value.Object
}

// behaviour judges by one rule of the book.
type behaviour struct {
	rule  string // the book's id
	judge func(*moment) finding
}

// behaviours are the rules that a trace alone can show to be kept or broken.
var behaviours = []behaviour{
	{"webex.rule.notifyEveryMessageHasData", everyMessageHasData},
	{"webex.rule.welcome", welcomeFirst},
	{"webex.rule.keepalive", keepaliveInTime},
	{"webex.rule.status", statusOfConfiguration},
	{"webex.rule.cors", allowed},
	{"webex.rule.paging", pagesCount},
	{"webex.rule.errorBody", failureHasAReason},
	{"webex.rule.reserveFirst", reservedFirst},
	{"webex.rule.wrapUpBeforeRemoval", wrappedUpLast},
	{"webex.rule.outdialEnd", dialledEnds},
	{"webex.rule.sameInteraction", sameInteraction},
	{"webex.rule.ownAgent", ownAgent},
	{"webex.rule.fullInteraction", fullInteraction},
	{"webex.rule.wholeLater", wholeLater},
	{"webex.rule.failNoId", failureOfOwn},
}

// behaves holds a moment against the rules that the profile has.
func (j *judge) behaves(m *moment) {
	for _, b := range behaviours {
		if !j.rules.Has(b.rule) {
			continue
		}
		switch f := b.judge(m); {
		case f.kept:
			j.found.Met(b.rule)
		case f.text != "":
			j.breaks(b.rule, "behaviour", f, m.seq)
		}
	}
}
