package gws

import (
	"errors"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

// unanswered ends a scenario that cannot go on because a request got no answer that a
// client reads, or because nobody may listen to notifications: that is the target's doing,
// and broken is the item of the book that promises the answer. Any other error stays.
func (w *world) unanswered(err error, item string, frames ...int) error {
	refused, isRefused := errors.AsType[*wire.RefusedError](err)
	switch {
	case isRefused && w.bayeux.short && w.IsGiven(): // the machine was busy for so long
		return suite.NotReached("the session was forgotten before it was made use of: %s", refused.Reason)
	case isRefused:
		s := scene.Seen{Expected: "a successful reply", Instead: refused.Reason, Frames: []int{refused.Answer.Asked, refused.Answer.Seq}}
		w.Founded(listened[refused.What], "answer", refused.What+" of a client that has logged in is granted", s)
	case errors.Is(err, wire.ErrNoAnswer), errors.Is(err, wire.ErrUnreadable):
		w.Founded(item, "answer", "a request is answered", scene.Seen{Expected: "an answer", Instead: err.Error(), Frames: frames})
	default:
		return err
	}
	return suite.ErrMismatch
}

// listened are the items that promise what a client does to listen.
var listened = map[string]string{
	wire.MetaHandshake: "gws.bayeux.handshake",
	wire.MetaConnect:   "gws.bayeux.connect-first",
	wire.MetaSubscribe: "gws.bayeux.subscribe",
}
