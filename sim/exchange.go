package sim

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/deskproof/deskproof/sim/fault"
	"github.com/deskproof/deskproof/sim/journal"
	"github.com/deskproof/deskproof/sim/wire"
)

// What Exchange can return beside the errors of Receive.
var (
	ErrNoAnswer       = errors.New("the request has no answer")
	ErrTooManyWaiting = errors.New("too many requests wait for an answer")
)

// maxAsked is how many requests of a page can wait for their answers at once.
const maxAsked = 256

// Enter opens the page of a user's requests on a wire that has them; on GWS, what they are
// told unasked goes to out. It is opened once, before the first Exchange, and again only
// when it has been closed.
func (w *World) Enter(ctx context.Context, wire, user string, out Outbox) error {
	_, err := w.open(ctx, &journal.Input{Wire: wire, Agent: user}, out)
	return err
}

// Exchange takes one request of a user who has entered on a wire and returns the answer.
// The error is ErrNoAnswer if there will be none, as a fault can bring about.
func (w *World) Exchange(ctx context.Context, wire, user string, body []byte) ([]byte, error) {
	answer, err := w.request(ctx, wire, user, body)
	if err != nil {
		return nil, err
	}
	select {
	case a, ok := <-answer:
		if !ok {
			return nil, ErrNoAnswer
		}
		return a, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-w.ended:
		return nil, ErrClosed
	}
}

// Alter is what faults make of a batch of Bayeux messages that is about to be told to a
// user. It takes as long as they delay it, at most until the world ends.
func (w *World) Alter(user string, batch []json.RawMessage) []json.RawMessage {
	if !w.faulty.Load() {
		return batch
	}
	f := fault.Frame{Wire: wire.GWS, Agent: user}
	f.Body, _ = json.Marshal(batch) // they are JSON
	if w.ask(context.Background(), func(l *loop) { f = l.m.faults.Reply(f) }) != nil {
		return batch // the world has ended
	}
	_ = w.pause(context.Background(), f.Delay) // a world that has ended tells it as well
	var altered []json.RawMessage
	if json.Unmarshal(f.Body, &altered) != nil {
		return batch
	}
	return altered
}

// Aside is what faults make of an answer of Webex that was given without asking the world:
// a frame, as the request is that it answers.
func (w *World) Aside(ctx context.Context, request, answer []byte) []byte {
	if !w.faulty.Load() {
		return answer
	}
	f := fault.Frame{Wire: wire.Webex, Exchange: 1, Body: answer}
	_ = w.ask(ctx, func(l *loop) { f = l.m.faults.Aside(f, request) }) // a world that has ended has no faults
	return f.Body
}

// request hands a request over; the answer comes by the channel, which is closed if none
// will.
func (w *World) request(ctx context.Context, wire, user string, body []byte) (<-chan []byte, error) {
	if !utf8.Valid(body) {
		return nil, ErrText // no journal could hold it
	}
	done, err := w.turn(ctx, user)
	if err != nil {
		return nil, err
	}
	defer done()
	if err := w.dawdle(ctx, pageKey{wire: wire, agent: user}, body); err != nil {
		return nil, err
	}
	answer := make(chan []byte, 1)
	if asked := w.ask(ctx, func(l *loop) { err = l.exchange(wire, user, body, answer) }); asked != nil {
		return nil, asked
	}
	return answer, err
}

func (l *loop) exchange(wire, user string, body []byte, answer chan<- []byte) error {
	login := l.m.login(user, wire)
	if login == nil || len(login.pages) == 0 {
		return fmt.Errorf("user %q: %w", user, errUnknownPage)
	}
	key := pageKey{wire, user, login.pages[0]}
	p := l.pages[key]
	if len(p.asked) >= maxAsked {
		return fmt.Errorf("user %s: %w", user, ErrTooManyWaiting)
	}
	if p.asked == nil {
		p.asked = map[uint32]chan<- []byte{}
	}
	in := &journal.Input{Kind: journal.Frame, Wire: key.wire, Agent: key.agent, Page: key.page, Body: string(body)}
	in.Exchange = login.asked + 1
	p.asked[in.Exchange] = answer
	_, err := l.apply(in)
	p.read++
	if !p.isSlow(in.Exchange) && !l.m.faults.Keeps(key.wire, key.agent, in.Exchange) {
		p.answer(in.Exchange, nil) // unless it has been: it is lost
	}
	l.checkBarriers()
	return err
}

// isSlow reports whether an answer is held back.
func (p *openPage) isSlow(exchange uint32) bool {
	return slices.ContainsFunc(p.slow, func(f slowFrame) bool { return f.exchange == exchange })
}

// give sends a frame to its page, or to whoever asked.
func (l *loop) give(p *openPage, exchange uint32, body []byte) {
	l.tapPage(p.pageKey, Crossing{Kind: Handed, Exchange: exchange, Body: string(body)})
	if exchange == 0 {
		p.out.Send(body)
		return
	}
	p.answer(exchange, bytes.Clone(body))
}

// answer ends an exchange; nil: it has no answer. A second answer goes nowhere.
func (p *openPage) answer(exchange uint32, body []byte) {
	waits, ok := p.asked[exchange]
	if !ok {
		return
	}
	if body != nil {
		waits <- body
	}
	close(waits)
	delete(p.asked, exchange)
}

// leaveUnanswered ends the exchanges of a page that is no more.
func (p *openPage) leaveUnanswered() {
	for exchange := range p.asked {
		p.answer(exchange, nil)
	}
}
