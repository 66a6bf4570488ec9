package steps

import (
	"context"
	"fmt"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) caseSentences(r *suite.Registry) {
	r.Step(`^(\w+) selects the case of the( first| second)? (call|chat|e-mail)$`, w.selectsCase, suite.Doc{
		Does:    "Lets an agent's page select the case that an interaction belongs to.",
		Example: "When Ana selects the case of the second call",
		Args:    []string{"the agent", "which one, when there are two", "call, chat or e-mail"},
	})
	r.Step(`^(\w+) selects a case that does not exist$`, w.selectsNoCase, suite.Doc{
		Does:    "Lets an agent's page select a case that the desktop does not have.",
		Example: "When Ana selects a case that does not exist",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s desk is told that the( first| second)? (call|chat|e-mail)'s case is selected$`, w.caseIsTold, suite.Doc{
		Does:    "Checks that CASE_SELECTED came since the last When and names the case of the interaction.",
		Example: "Then Ana's desk is told that the second call's case is selected",
		Args:    []string{"the agent", "which one, when there are two", "call, chat or e-mail"},
	})
	r.Step(`^the (call|chat|e-mail|reply) at (\w+)'s desk is in the (record|call|chat|e-mail)'s case$`, w.isInCase, suite.Doc{
		Does:    "Checks that an interaction has the caseId of another, such as a call that was made from a record. No document says so, so it never binds.",
		Example: "Then the call at Ana's desk is in the record's case",
		Args:    []string{"which one", "the agent", "in whose case"},
	})
	r.Step(`^(\w+)'s desk shows the( first| second)? (call|chat|e-mail)'s case as (selected|not selected)$`, w.caseIsSelected, suite.Doc{
		Does:    "Looks the interaction up and checks whether its case is selected and expanded.",
		Example: "Then Ana's desk shows the second call's case as selected",
		Args:    []string{"the agent", "which one, when there are two", "call, chat or e-mail", "selected or not selected"},
	})
}

func (w *world) selectsCase(ctx context.Context, agent, which, kind string) error {
	d, it, err := w.item(ctx, agent, labelOf(which, kind))
	if err != nil {
		return err
	}
	id, _ := it.last.Attribute("caseId")
	if id == "" {
		return suite.NotReached("the %s at %s's desk has no caseId", kind, agent)
	}
	since := w.Log.Len()
	if err := w.do(ctx, d, target.Action{Verb: target.SelectCase, Case: id}); err != nil {
		return err
	}
	_, err = w.await(ctx, func() []event { // so that what comes late is not taken for what comes of the next
		return w.which(d, since, func(e event) bool { return e.Type == "CASE_SELECTED" && e.ID() == it.id })
	})
	return err
}

func (w *world) selectsNoCase(ctx context.Context, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	return w.do(ctx, d, target.Action{Verb: target.SelectCase, Case: "no-such-case"})
}

func (w *world) caseIsTold(ctx context.Context, agent, which, kind string) error {
	d, it, err := w.item(ctx, agent, labelOf(which, kind))
	if err != nil {
		return err
	}
	want, _ := it.last.Attribute("caseId")
	told, err := w.await(ctx, func() []event {
		return w.which(d, w.Window, func(e event) bool { return e.Type == "CASE_SELECTED" })
	})
	if err != nil {
		return err
	}
	claim := w.Rules.Claim("scapi.event.case.CASE_SELECTED.selectedCaseId", "value", fmt.Sprintf("CASE_SELECTED at %s's desk names the case of the%s %s", agent, which, kind))
	claim = w.Rules.With(claim, book.Inferred) // the printed ids do not tell whose they are
	if len(told) == 0 {
		w.Record(claim, false, want, "no CASE_SELECTED")
		return nil
	}
	last := told[len(told)-1]
	seen, _ := last.Member("selectedCaseId")
	w.Record(claim, seen == want, want, scene.OrNone(seen), last.Seq)
	return nil
}

// isInCase: a case holds what belongs together, so nothing else links a call with the
// record that it was made from.
func (w *world) isInCase(ctx context.Context, kind, agent, others string) error {
	_, other, err := w.item(ctx, agent, others)
	if err != nil {
		return err
	}
	_, it, err := w.item(ctx, agent, kind)
	if err != nil {
		return err
	}
	want, _ := other.last.Attribute("caseId")
	if want == "" {
		return nil // no document says that it has one
	}
	seen, _ := it.last.Attribute("caseId")
	claim := w.Rules.With(w.Rules.Claim("scapi.type.interaction.Interaction.caseId", "value", fmt.Sprintf("the %s is in the %s's case", kind, others)), book.Inferred)
	w.Record(claim, seen == want, "caseId "+want, "caseId "+scene.OrNone(seen), other.last.Seq, it.last.Seq)
	return nil
}

func (w *world) caseIsSelected(ctx context.Context, agent, which, kind, how string) error {
	want := "true"
	if how != "selected" {
		want = "false"
	}
	for _, attribute := range []string{"isCaseSelected", "isCaseExpanded"} {
		if err := w.looksUp(ctx, agent, labelOf(which, kind), attribute, want); err != nil {
			return err
		}
	}
	return nil
}
