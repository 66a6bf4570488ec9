package steps

import (
	"context"
	"maps"
)

// inDesktop lets an agent do something in the desktop itself.
func (w *world) inDesktop(ctx context.Context, agent, method string, params map[string]any) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	params["agent"] = d.account.Account
	return w.Stage(ctx, method, params)
}

// byHand is inDesktop with an interaction.
func (w *world) byHand(ctx context.Context, agent, label, method string, more map[string]any) error {
	_, it, err := w.present(ctx, agent, label)
	if err != nil {
		return err
	}
	params := map[string]any{"interaction": it.id}
	maps.Copy(params, more)
	return w.inDesktop(ctx, agent, method, params)
}
