package steps

import (
	"context"
	"maps"
	"slices"
)

// placement is how an agent pulls an e-mail from where they have put one.
type placement struct {
	desk   *desk
	method string
	where  map[string]any
}

// fetch brings back what the scenario has put out of sight, so that it can be ended, and
// lets customers leave their chats.
func (w *world) fetch(ctx context.Context) error {
	if err := w.Tidy(ctx); err != nil {
		return err
	}
	for _, p := range w.placed {
		for _, from := range w.Writers() {
			p.desk.expect("e-mail", "e-mail")
			params := map[string]any{"agent": p.desk.account.Account, "from": from}
			maps.Copy(params, p.where)
			if err := w.Anyway(ctx, p.method, params); err != nil {
				return err
			}
		}
	}
	return w.Opened.Settle(ctx, !w.noFence)
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
	return w.Anyway(ctx, "desktop.cancel", map[string]any{"agent": d.account.Account, "interaction": it.id})
}
