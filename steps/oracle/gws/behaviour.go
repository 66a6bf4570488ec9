package gws

import "github.com/deskproof/deskproof/steps/oracle/value"

// kind is what happens in a moment.
type kind int

const (
	answer  kind = iota + 1 // to a request that is not one of Bayeux
	batch                   // to a request to the Bayeux server
	replied                 // a message of Bayeux is replied to, or not
	event                   // a message comes to a session
)

// moment is something that the rules are asked about.
type moment struct {
	kind
	seq      int
	request  *request
	response *response
	messages []value.Object // of the batch
	said     value.Object   // the message that is replied to
	reply    value.Object   // nil: none came
	event    value.Object
	desk     string   // to which it came
	session  *session // nil: none that is known
	copies   int      // how often the same event has come in this batch by now, with no other about the same interaction between
	times    int      // the same over all batches; 0: it may have come so often
}

// behaviour judges by one rule of the book.
type behaviour struct {
	rule  string // the book's id
	judge func(*judge, *moment) finding
}

// behaviours are the rules that a trace alone can show to be kept or broken.
var behaviours = []behaviour{
	{"gws.result", resultAgrees},
	{"gws.result.reason", failureHasAReason},
	{"gws.result.code", codeIsANumber},
	{"gws.result.json", bodyIsJSON},
	{"gws.result.media-type", mediaType},
	{"gws.result.http", statusGoesWithCode},
	{"gws.bayeux.content", contentIsAnArray},
	{"gws.bayeux.never-empty", neverEmpty},
	{"gws.bayeux.bad-request", badRequest},
	{"gws.bayeux.bad-request.empty", emptyIsBad},
	{"gws.bayeux.reply", everyMessageHasAReply},
	{"gws.bayeux.id", idComesBack},
	{"gws.bayeux.handshake.version", handshakeVersion},
	{"gws.bayeux.handshake.client-id", clientIDIsNew},
	{"gws.bayeux.handshake.types", handshakeTypes},
	{"gws.bayeux.handshake.alone", handshakeAlone},
	{"gws.bayeux.advice", advised},
	{"gws.bayeux.advice.held", advisedAgain},
	{"gws.bayeux.connect-order", eventsBeforeConnect},
	{"gws.bayeux.connect-first", connectAtOnce},
	{"gws.bayeux.connect-hold", connectInTime},
	{"gws.bayeux.subscribe", subscriptionRepeated},
	{"gws.bayeux.subscribe-wildcard", onceHoweverManyMatch},
	{"gws.bayeux.once", once},
	{"gws.bayeux.subscribed-only", subscribedOnly},
	{"gws.bayeux.unknown-client", unknownClient},
	{"gws.bayeux.auth", sessionOfAnother},
	{"gws.bayeux.unsubscribe", unsubscribed},
	{"gws.bayeux.channel-missing", channelMissing},
	{"gws.bayeux.publish", publishRefused},
	{"gws.bayeux.error-format", errorFormat},
	{"gws.msg.form", messageForm},
	{"gws.msg.capabilities.invited", capabilitiesOfInvitation},
	{"gws.seq.privacy", private},
}

// finding is what a rule finds in a moment. The zero value: what the rule speaks of did
// not happen.
type finding struct {
	kept     bool
	text     string // not empty: the rule is broken; what should be, as a sentence
	expected string
	seen     string
}

// kept is the finding of a rule that was kept.
var kept = finding{kept: true}

// behaves holds a moment against the rules that the profile has.
func (j *judge) behaves(m *moment) {
	for _, b := range behaviours {
		if !j.rules.Has(b.rule) {
			continue
		}
		switch f := b.judge(j, m); {
		case f.kept:
			j.found.Met(b.rule)
		case f.text != "":
			j.breaks(b.rule, "behaviour", f, m.frames()...)
		}
	}
}

func (j *judge) breaks(item, kind string, f finding, frames ...int) {
	c := j.rules.Claim(item, kind, f.text)
	c.Expected, c.Seen, c.Frames = f.expected, f.seen, frames
	j.found.Broken(c)
}

// frames are the records that show a moment.
func (m *moment) frames() []int {
	if m.request == nil {
		return []int{m.seq}
	}
	return []int{m.request.seq, m.seq}
}
