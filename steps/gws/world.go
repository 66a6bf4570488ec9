package gws

import (
	"context"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

// world is what one scenario has going on. It is made anew for each scenario.
type world struct {
	*scene.Scene
	people  map[string]*person
	order   []string // people in the order in which they signed in
	items   []*item
	awaited awaited
	asked   request     // the last one waited for
	answer  wire.Answer // to it
	before  *snapshot   // how things were before the last request that may be refused
	bayeux  bayeux
	settled int      // trace record up to which all had arrived
	begun   []string // ids of all replies that were announced
	reply   string   // the id under which a reply was announced; empty: none was
}

// Register gives a scenario its sentences and a fresh world, and returns what ends that
// world.
func Register(c *suite.Case, r *suite.Registry) func(context.Context) error {
	w := &world{people: map[string]*person{}}
	w.Scene = scene.New(c, w)
	w.Sentences(r)
	scene.SignIn(r, w.signsIn, w.signsInReady, w.nobodyElse)
	w.readinessSentences(r)
	scene.Arrivals(r, w.hasInteraction, w.hasChat, w.isChatting)
	w.operationSentences(r)
	w.chatSentences(r)
	w.emailSentences(r)
	w.amissSentences(r)
	w.endpointSentences(r)
	w.answerSentences(r)
	w.offerSentences(r)
	w.listSentences(r)
	w.dataSentences(r)
	w.memberSentences(r)
	w.workbinSentences(r)
	w.loginSentences(r)
	w.absenceSentences(r)
	w.bayeuxSentences(r)
	c.Rest = w.rest
	return w.end
}

// end closes what the scenario opened.
func (w *world) end(ctx context.Context) error { return w.End(ctx, w.tidy, w.hangUp) }

// hangUp closes all clients.
func (w *world) hangUp() {
	for _, name := range w.order {
		_ = w.people[name].client.Close() // the target may have closed it
	}
}

// Settle waits until all that was brought about has arrived, and notes what is new.
func (w *world) Settle(ctx context.Context) error {
	err := w.Opened.Settle(ctx, true)
	if w.Log.Full() {
		return target.ErrFlood
	}
	w.settled = w.Notice()
	return w.unanswered(err, "gws.bayeux.connect-first")
}

// rest fetches what has been told since the clients were last asked, also of those that
// wait: who was let go with one message may have been told another.
func (w *world) rest(ctx context.Context) error {
	if w.Opened == nil || w.Log.Len() == w.settled && len(w.bayeux.waits) == 0 {
		return nil
	}
	if err := w.Settle(ctx); err != nil {
		return err
	}
	for _, name := range w.order {
		if len(w.bayeux.waits[name]) == 0 {
			continue
		}
		if err := w.people[name].client.LetGo(ctx); err != nil {
			return w.unanswered(err, "gws.bayeux.connect-first")
		}
	}
	w.Notice()
	return nil
}

// Expect gives a label to the next interaction that is offered to an agent.
func (w *world) Expect(agent, kind string) { w.awaited = awaited{label: kind, agent: agent} }
