package webex

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) previewSentences(r *suite.Registry) {
	r.Step(`^a (pull|push|direct push) campaign is running for (\w+)$`, w.campaignRuns, suite.Doc{
		Does:    "Loads and starts a campaign of a mode for an agent; it has no records yet.",
		Example: "Given a push campaign is running for Ana",
		Args:    []string{"pull, push or direct push", "the agent"},
	})
	r.Step(`^a record for (\w+) comes to (\w+)$`, w.recordComes, suite.Doc{
		Does:    "Adds a record for a customer to the calling list of the pushing campaign that runs for an agent.",
		Example: "When a record for Carla comes to Ana",
		Args:    []string{"the customer", "the agent"},
	})
	r.Step(`^(\w+) has been offered a (push|direct push) record$`, w.isOfferedRecord, suite.Doc{
		Does:    "Runs a campaign of that mode for the agent and lets a record for Carla be offered to them.",
		Example: "Given Ana has been offered a push record",
		Args:    []string{"the agent", "push"},
	})
	r.Step(`^(\w+) is talking to the customer of a (pull|push|direct push) record$`, w.isTalkingOnRecord, suite.Doc{
		Does:    "Brings the agent into a call with Carla made from a record of that mode.",
		Example: "Given Ana is talking to the customer of a push record",
		Args:    []string{"the agent", "push"},
	})
	r.Step(`^(\w+) (skips|removes) the record$`, w.refusesRecord, suite.Doc{
		Does:    "Lets an agent pass a campaign's record on, or take its customer off the calling list. Releases of the agent SDK after 3.12.0 have that.",
		Example: "When Ana skips the record",
		Args:    []string{"the agent", "skips or removes"},
	})
}

// modeCampaign is the campaign that the sentences about one mode run, and stageModes are
// the modes in the words of the stage door.
const modeCampaign = "Spring Push"

// campaignRuns loads and starts a campaign that pushes its records: this wire has no other.
func (w *world) campaignRuns(ctx context.Context, mode, agent string) error {
	if mode != "push" {
		return &target.NotOfferedError{What: "campaigns whose agents ask for records on this wire"}
	}
	a, err := w.Target.Agent(agent)
	if err != nil {
		return err
	}
	own := w.Target.Campaign(modeCampaign)
	if err := w.Stage(ctx, "campaign.load", map[string]any{"campaign": own, "mode": "push", "agents": []string{a.Account}}); err != nil {
		return err
	}
	w.campaign = own
	return w.Stage(ctx, "campaign.start", map[string]any{"campaign": own})
}

func (w *world) recordComes(ctx context.Context, customer, agent string) error {
	if w.campaign == "" {
		return errors.New(`no campaign runs: say so first, as in "Given a push campaign is running for Ana"`)
	}
	c, err := w.Target.Customer(customer)
	if err != nil {
		return err
	}
	w.Expect(agent, "record")
	return w.Stage(ctx, "campaign.record", map[string]any{
		"campaign": w.campaign, "contact": map[string]string{"first": customer},
		"fields": map[string]string{"OFFER": "Spring"}, "chain": []map[string]any{{"handle": 1, "number": c.Number}},
	})
}

func (w *world) isOfferedRecord(ctx context.Context, agent, mode string) error {
	if err := w.campaignRuns(ctx, mode, agent); err != nil {
		return err
	}
	return w.way(ctx, agent, "record", leg{func() error { return w.recordComes(ctx, "Carla", agent) }, "AgentOfferCampaignReservation"})
}

// acceptsRecord lets an agent accept a campaign's record, which becomes a call.
func (w *world) acceptsRecord(ctx context.Context, agent string) error {
	return w.previews(ctx, agent, "preview.accept")
}

func (w *world) refusesRecord(ctx context.Context, agent, does string) error {
	return w.previews(ctx, agent, map[string]string{"skips": "preview.skip", "removes": "preview.remove"}[does])
}

func (w *world) previews(ctx context.Context, agent, name string) error {
	p, it, err := w.both(ctx, agent, "record")
	if err != nil {
		return err
	}
	return w.ask(ctx, p, w.preview(it, name))
}

// preview is the request for an operation on a campaign's record.
func (w *world) preview(it *item, name string) request {
	r := w.operation(name, it.id(), nil)
	r.Path = withCampaign(r.Path, campaignOf(it))
	return r
}

// campaignOf is the campaign of a record, as the agent SDK finds it.
func campaignOf(it *item) string {
	return textOf(it.contact().Object("callProcessingDetails").Get("campaignId"))
}

// withCampaign is a path that names a campaign.
func withCampaign(path, campaign string) string {
	return strings.ReplaceAll(path, "{campaign}", url.PathEscape(campaign))
}

// isTalkingOnRecord brings the agent to where the customer of a record has answered.
func (w *world) isTalkingOnRecord(ctx context.Context, agent, mode string) error {
	if err := w.isOfferedRecord(ctx, agent, mode); err != nil {
		return err
	}
	return w.way(ctx, agent, "call", leg{func() error { return w.takesRecord(ctx, agent) }, "AgentContactAssigned"})
}

// takesRecord accepts a record, whose customer answers: the client waits for that.
func (w *world) takesRecord(ctx context.Context, agent string) error {
	p, it, err := w.both(ctx, agent, "record")
	if err != nil {
		return err
	}
	r := w.preview(it, "preview.accept")
	r.may = true // it is not granted before
	if err := w.ask(ctx, p, r); err != nil {
		return err
	}
	switch out := w.outcome(); out.how {
	case granted:
		return nil
	case unsettled:
		return w.PicksUp(ctx, "Carla")
	default:
		return suite.NotReached("%s was refused: %s", r.what, w.shown(out))
	}
}
