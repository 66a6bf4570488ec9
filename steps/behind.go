package steps

import (
	"context"
	"errors"
	"maps"
	"slices"

	"github.com/deskproof/deskproof/steps/target"
)

// behind is what of chats and e-mails a scenario may leave behind at a target that others
// use too.
type behind struct {
	down   []string // servers that were taken down
	chats  []string // customers who have asked for a chat, as the stage door calls them
	mails  []string // customers who have written, likewise
	placed []placement
}

// placement is how an agent pulls an e-mail from where they have put one.
type placement struct {
	desk   *desk
	method string
	where  map[string]any
}

// noteServer notes that a server was taken down, or brought up again.
func (b *behind) noteServer(server string, up bool) {
	b.down = slices.DeleteFunc(b.down, func(s string) bool { return s == server })
	if !up {
		b.down = append(b.down, server)
	}
}

// notePlaced notes where an agent has put an e-mail.
func (b *behind) notePlaced(d *desk, method string, where map[string]any) {
	b.placed = append(b.placed, placement{d, method, where})
}

// fetch brings back what the scenario has put out of sight, so that it can be ended, and
// lets customers leave their chats.
func (w *world) fetch(ctx context.Context) error {
	for _, server := range w.behind.down {
		if err := w.anyway(ctx, "server.set", map[string]any{"server": server, "up": true}); err != nil {
			return err
		}
	}
	for _, from := range w.behind.chats {
		if err := w.anyway(ctx, "chat.end", map[string]any{"from": from}); err != nil {
			return err
		}
	}
	for _, p := range w.behind.placed {
		for _, from := range w.behind.mails {
			p.desk.expect("e-mail", "e-mail")
			params := map[string]any{"agent": p.desk.account.Account, "from": from}
			maps.Copy(params, p.where)
			if err := w.anyway(ctx, p.method, params); err != nil {
				return err
			}
		}
	}
	return w.opened.Settle(ctx, !w.noFence)
}

// anyway makes a call of the stage door that need not be possible.
func (w *world) anyway(ctx context.Context, method string, params map[string]any) error {
	_, err := w.opened.Stage(ctx, method, params)
	if _, lacks := errors.AsType[*target.NotOfferedError](err); lacks || cannot(err) {
		return nil
	}
	return err
}

// cannot reports whether the stage door understood a call and could not do it.
func cannot(err error) bool {
	e, ok := errors.AsType[*target.RefusedError](err)
	return ok && e.Cannot()
}

// isOpenMedia reports whether an event is about a chat, an e-mail or the like.
func isOpenMedia(e event) bool {
	return slices.Contains([]string{"chat", "e-mail", somebodys}, kindOf(e))
}

// cancels cancels an e-mail that was never sent, which no page can. One that was pulled
// may be such a one.
func (w *world) cancels(ctx context.Context, d *desk, it *item) error {
	if it.gone || kindOf(it.last) != "e-mail" || it.state != "CREATED" && it.state != "PULLED" {
		return nil
	}
	return w.anyway(ctx, "desktop.cancel", map[string]any{"agent": d.account.Account, "interaction": it.id})
}
