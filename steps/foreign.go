package steps

import (
	"context"
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/suite"
)

// foreign are the states that the documents describe as those of one kind of interaction
// alone, by that kind: "The open media interaction has been saved", "The outbound email
// is sent" (Service Client API Reference, Interaction namespace).
var foreign = map[string][]string{
	"open media": {"ACCEPTED", "CREATED", "PULLED", "REVOKED", "COMPLETED", "SAVED", "TRANSFERRING", "TRANSFER_COMPLETED", "INVITED_CONFERENCE", "LEFT_CONFERENCE"},
	"chats":      {"JOIN_PENDING", "JOIN_FAILED", "HISTORY_IN_PROGRESS", "HISTORY_DONE"},
	"e-mails":    {"CANCELLED", "SENT"},
}

// natives are the interactions that a kind of state can be told of, as tables call them.
var natives = map[string][]string{
	"open media": {"chat", "e-mail", "reply"},
	"chats":      {"chat"},
	"e-mails":    {"e-mail", "reply"},
}

func (w *world) foreignSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s desk has never shown the (call|consultation|chat|e-mail) in a state of (open media|chats|e-mails) alone$`, w.neverForeign, suite.Doc{
		Does:    "Checks that no event of an interaction told one of the states that the documents describe as those of open media, of chats, or of outbound e-mails.",
		Example: "Then Ana's desk has never shown the call in a state of open media alone",
		Args:    []string{"the agent", "call, consultation, chat or e-mail", "whose states: open media, chats or e-mails"},
		Denies:  true,
	})
}

// neverForeign claims of each of the states that the interaction never had it. What has
// told no state at all shows nothing.
func (w *world) neverForeign(ctx context.Context, agent, kind, of string) error {
	if slices.Contains(natives[of], kind) {
		return fmt.Errorf("the %s may well be in a state of %s: name another kind of interaction", kind, of)
	}
	d, it, err := w.item(ctx, agent, kind)
	if err != nil {
		return err
	}
	if _, err := w.ListenOn(ctx); err != nil {
		return err
	}
	told := w.which(d, 0, func(e event) bool { return e.ID() == it.id && e.State() != "" })
	for _, state := range foreign[of] {
		is := slices.DeleteFunc(slices.Clone(told), func(e event) bool { return e.State() != state })
		seen, frames := shownAll(is)
		claim := w.Rules.Claim("scapi.enum.interaction-state."+state, "value", fmt.Sprintf("%s's desk never shows the %s as %s", agent, kind, state))
		if len(told) == 0 {
			claim = w.Rules.With(claim, book.Inferred)
		}
		w.Record(claim, len(is) == 0, "no event with the state "+state, seen, frames...)
	}
	return nil
}
