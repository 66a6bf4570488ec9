package steps

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// world is what one scenario has going on: its desks, what it has said it wants,
// and what it is looking at. It is made anew for each scenario.
type world struct {
	*scene.Scene
	desks    map[string]*desk
	order    []string     // desks in the order in which they signed in
	answer   scapi.Answer // the last one waited for; no Request: none was
	subject  string       // the interaction that the last request was about; empty: none
	keys     []string     // of the user data that it was about
	campaign string
	callback time.Time   // to which a record has been rescheduled
	pending  *scapi.Sent // a request that may stay without an answer
	tokens   []token     // that pages got, empty for answers without
	toasts   []toast
	dialogs  []string
	said     json.RawMessage // the last message that was broadcast
	table    *tableCheck     // the last table of events, for "nothing else of these kinds"
	noFence  bool            // the harness may not ask anything of its own
	placed   []placement     // what agents put out of sight

	handedOver bool // calls may go on where no desk reaches
}

// Register gives a scenario its sentences and a fresh world, and returns what
// ends that world.
func Register(c *suite.Case, r *suite.Registry) func(context.Context) error {
	w := &world{desks: map[string]*desk{}}
	w.Scene = scene.New(c, w)
	w.Scene.Sentences(r)
	scene.SignIn(r, w.signsIn, w.signsInReady, w.nobodyElse)
	w.callSentences(r)
	w.CustomerPhones(r)
	w.recordingSentences(r)
	w.consultSentences(r)
	w.targetSentences(r)
	w.routingSentences(r)
	scene.Arrivals(r, w.hasInteraction, w.hasChat, w.isChatting)
	w.chatSentences(r)
	w.emailSentences(r)
	w.offerSentences(r)
	w.talkSentences(r)
	w.workbinSentences(r)
	w.openMediaSentences(r)
	w.dataSentences(r)
	w.caseSentences(r)
	w.doneSentences(r)
	w.previewSentences(r)
	w.campaignSentences(r)
	w.callbackSentences(r)
	w.outcomeSentences(r)
	w.parameterSentences(r)
	w.agentSentences(r)
	w.choiceSentences(r)
	w.mediaSentences(r)
	w.eventSentences(r)
	w.absenceSentences(r)
	w.stateSentences(r)
	w.foreignSentences(r)
	w.answerSentences(r)
	w.pageSentences(r)
	w.malformedSentences(r)
	w.accessSentences(r)
	w.timeSentences(r)
	w.truthSentences(r)
	w.grantSentences(r)
	w.optionSentences(r)
	w.tokenSentences(r)
	w.toastSentences(r)
	w.dialogSentences(r)
	w.frameSentences(r)
	w.broadcastSentences(r)
	w.sessionSentences(r)
	w.documentedSentences(r)
	return w.end
}

// end closes what the scenario opened.
func (w *world) end(ctx context.Context) error { return w.End(ctx, w.tidy, w.hangUp) }

// hangUp closes all pages.
func (w *world) hangUp() {
	for _, name := range w.order {
		for _, p := range w.desks[name].pages {
			_ = p.Close() // the target may have closed it
		}
	}
}

// do lets a desk ask for something, waits for the answer and settles. What is refused
// on the way to a starting point leaves it unreached.
func (w *world) do(ctx context.Context, d *desk, a target.Action) error {
	return w.doOn(ctx, d.page(), a)
}

// doOn is do by one of the pages of a desk.
func (w *world) doOn(ctx context.Context, p *scapi.Page, a target.Action) error {
	if err := w.try(ctx, p, a); err != nil {
		return err
	}
	if w.answer.Refused && w.IsGiven() {
		return &suite.NotReachedError{Seen: w.refusal()}
	}
	return nil
}

// refusal tells of the last request, which was refused.
func (w *world) refusal() string {
	return fmt.Sprintf("%s was refused: %s", w.answer.Request, scene.OrNone(w.answer.Message))
}

// try is doOn, whether the request is refused or not.
func (w *world) try(ctx context.Context, p *scapi.Page, a target.Action) error {
	if err := w.may(scapi.RequestOf(a.Verb)); err != nil {
		return err
	}
	w.Look()
	if a.Verb != target.Look {
		w.subject, w.keys = a.Interaction, keysIn(a)
		if a.Verb == target.Consult {
			w.subject = "" // it brings about one of its own
		}
	}
	sent, err := p.Do(a)
	if err != nil {
		return err
	}
	return w.finish(ctx, sent)
}

// keysIn are the user data keys that an action is about, sorted.
func keysIn(a target.Action) []string {
	var data map[string]json.RawMessage
	_ = json.Unmarshal(a.Data, &data) // none: no keys
	keys := slices.Sorted(maps.Keys(data))
	if a.Key != "" {
		keys = append(keys, a.Key)
	}
	return keys
}

// may reports whether the profile and the target have a request. A scenario that
// needs one which they do not have is not applicable, wherever on its way that shows.
func (w *world) may(request string) error {
	m, ok := w.Rules.Book.Method(request)
	switch {
	case ok && !w.Rules.Has(m.ID):
		return &suite.NotApplicableError{Reason: fmt.Sprintf("profile %s does not have %s", w.Rules.Profile, request)}
	case !w.Case.Target.File().Wires[scapi.Wire].Has(request):
		return &suite.NotApplicableError{Reason: fmt.Sprintf("the target lacks %s, says its file", request)}
	}
	return nil
}

// finish waits for the answer to a request and settles. A request without an
// answer ends the scenario, unless it is to be refused.
func (w *world) finish(ctx context.Context, sent *scapi.Sent) error {
	answer, err := sent.Wait(ctx)
	w.answer = answer
	switch {
	case errors.Is(err, scapi.ErrNoAnswer) && w.isToBeRefused():
		return w.Settle(ctx)
	case errors.Is(err, scapi.ErrNoAnswer):
		return w.unanswered(answer)
	case err != nil:
		return err
	}
	w.claimMethod()
	return w.Settle(ctx)
}

// isToBeRefused reports whether the last request is to be refused: the scenario goes
// on with that, or is tagged with a refusal of it. How a refusal is answered is
// documented nowhere: a desktop may pass such a request over, or do it later.
func (w *world) isToBeRefused() bool {
	n, _ := w.Step()
	if n < len(w.Scenario.Steps) && slices.Contains([]string{isRefusedText, isNotGrantedText}, w.Scenario.Steps[n].Text) {
		return true
	}
	for i := 1; i < n; i++ {
		if w.Scenario.Moment(i) == "Then" { // and what comes then is to work
			return false
		}
	}
	m, ok := w.Rules.Book.Method(w.answer.Request)
	return ok && slices.ContainsFunc(m.Refusals, func(r book.Refusal) bool { return w.IsTagged(r.ID) })
}

// claimMethod claims that a request succeeds that the scenario is tagged with, as a
// method or as a step of a sequence: its When, or a check, asks for it in the right state.
func (w *world) claimMethod() {
	if w.IsGiven() || w.answer.Request == "" {
		return
	}
	for _, id := range w.Scenario.Specs() {
		if it, ok := w.Rules.Book.Claim(id); ok && requestOf(it) == w.answer.Request {
			claim := w.Rules.Claim(id, "answer", w.answer.Request+" succeeds")
			w.Record(claim, !w.answer.Refused, "an answer without errorMessage", w.seenAnswer(), w.answerFrames()...)
		}
	}
}

// requestOf is the request that an item of the book is: a method, or a step of a
// sequence. Empty: it is none.
func requestOf(it book.Item) string {
	switch x := it.Of.(type) {
	case *book.Method:
		return x.Request
	case *book.Step:
		return x.Request
	}
	return ""
}

// unanswered records that a request got no answer, or that of another.
func (w *world) unanswered(a scapi.Answer) error {
	frames, seen := []int{a.Asked}, "none in time"
	for _, s := range a.Strays {
		if s.Alike {
			c := w.Rules.Claim("scapi.rule.reference-echo", "answer", "the answer to "+a.Request+" carries its referenceId, value and type")
			w.Record(c, false, "referenceId "+a.Reference, "referenceId "+s.Reference, a.Asked, s.Seq)
			return suite.ErrMismatch
		}
		frames, seen = append(frames, s.Seq), "none in time; what came answers nothing that was asked"
	}
	w.Record(w.Rules.Claim("scapi.rule.one-answer", "answer", a.Request+" gets an answer"), false, "one answer", seen, frames...)
	return suite.ErrMismatch
}

// Settle waits until all that was brought about has arrived, and notes which
// interactions are new at each desk.
func (w *world) Settle(ctx context.Context) error {
	err := w.Opened.Settle(ctx, !w.noFence)
	if w.Log.Full() {
		return target.ErrFlood
	}
	w.Notice()
	if errors.Is(err, scapi.ErrNoAnswer) {
		c := w.Rules.Claim("scapi.rule.one-answer", "answer", "agent.get gets an answer")
		c.Expected, c.Seen = "one answer", "none in time"
		w.Claim(c)
		return suite.ErrMismatch
	}
	if err != nil {
		return err
	}
	return w.discover(ctx)
}

// Notice lets every desk take in what has come, and says up to which trace record.
func (w *world) Notice() int {
	noticed := w.Log.Len()
	for _, name := range w.order {
		w.desks[name].notice(w.Log)
	}
	return noticed
}

// desk is the desk of an agent who has signed in.
func (w *world) desk(name string) (*desk, error) {
	d, ok := w.desks[name]
	if !ok {
		return nil, scene.NotHere(name)
	}
	return d, nil
}
