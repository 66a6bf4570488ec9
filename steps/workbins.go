package steps

import (
	"context"

	"github.com/deskproof/deskproof/steps/suite"
)

func (w *world) workbinSentences(r *suite.Registry) {
	r.Step(`^(\w+) puts the (e-mail|reply) in the workbin$`, w.putsInWorkbin, suite.Doc{
		Does:    "Lets an agent place an e-mail in their own workbin, in the desktop.",
		Example: "When Ana puts the e-mail in the workbin",
		Args:    []string{"the agent", "e-mail or reply"},
	})
	r.Step(`^(\w+) puts the (e-mail|reply) in the queue ([A-Z]\w*(?: [A-Z]\w*)*)$`, w.putsInQueue, suite.Doc{
		Does:    "Lets an agent place an e-mail in an interaction queue, in the desktop.",
		Example: "When Ana puts the e-mail in the queue Support",
		Args:    []string{"the agent", "e-mail or reply", "the queue"},
	})
	r.Step(`^(\w+) pulls (\w+)'s e-mail from the workbin$`, w.pullsFromWorkbin, suite.Doc{
		Does:    "Lets an agent pull a customer's e-mail from their own workbin, in the desktop.",
		Example: "When Ana pulls Carla's e-mail from the workbin",
		Args:    []string{"the agent", "the customer"},
	})
	r.Step(`^(\w+) pulls (\w+)'s e-mail from the queue ([A-Z]\w*(?: [A-Z]\w*)*)$`, w.pullsFromQueue, suite.Doc{
		Does:    "Lets an agent pull a customer's e-mail from an interaction queue, in the desktop.",
		Example: "When Ana pulls Carla's e-mail from the queue Support",
		Args:    []string{"the agent", "the customer", "the queue"},
	})
	r.Step(`^(\w+) has (\w+)'s e-mail in the workbin$`, w.hasInWorkbin, suite.Doc{
		Does:    "Brings a customer's e-mail into an agent's own workbin: the agent has accepted it and put it there.",
		Example: "Given Ana has Carla's e-mail in the workbin",
		Args:    []string{"the agent", "the customer"},
	})
}

func (w *world) putsInWorkbin(ctx context.Context, agent, label string) error {
	if err := w.byHand(ctx, agent, label, "desktop.placeInWorkbin", nil); err != nil {
		return err
	}
	w.placed = append(w.placed, placement{w.desks[agent], "desktop.pullFromWorkbin", nil})
	return nil
}

func (w *world) putsInQueue(ctx context.Context, agent, label, queue string) error {
	own, err := w.Case.Target.Destination(queue)
	if err != nil {
		return err
	}
	where := map[string]any{"queue": own}
	if err := w.byHand(ctx, agent, label, "desktop.placeInQueue", where); err != nil {
		return err
	}
	w.placed = append(w.placed, placement{w.desks[agent], "desktop.pullFromQueue", where})
	return nil
}

func (w *world) pullsFromWorkbin(ctx context.Context, agent, customer string) error {
	return w.pulls(ctx, agent, customer, "desktop.pullFromWorkbin", map[string]any{})
}

func (w *world) pullsFromQueue(ctx context.Context, agent, customer, queue string) error {
	own, err := w.Case.Target.Destination(queue)
	if err != nil {
		return err
	}
	return w.pulls(ctx, agent, customer, "desktop.pullFromQueue", map[string]any{"queue": own})
}

// pulls lets an agent pull the e-mail of a customer.
func (w *world) pulls(ctx context.Context, agent, customer, method string, params map[string]any) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	from, err := w.From("e-mail", customer)
	if err != nil {
		return err
	}
	d.expect("e-mail", "e-mail")
	params["from"] = from
	return w.inDesktop(ctx, agent, method, params)
}

func (w *world) hasInWorkbin(ctx context.Context, agent, customer string) error {
	if err := w.hasInteraction(ctx, agent, "accepted", "e-mail", customer); err != nil {
		return err
	}
	return w.way(ctx, agent, "e-mail", leg{do: func() error { return w.putsInWorkbin(ctx, agent, "e-mail") }, event: "IN_WORKBIN"})
}
