package steps

import (
	"context"
	"errors"
	"fmt"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) campaignSentences(r *suite.Registry) {
	r.Step(`^a (pull|push|direct push) campaign is running for (\w+)$`, w.campaignRuns, suite.Doc{
		Does:    "Loads and starts an outbound preview campaign for an agent; its calling list is empty.",
		Example: "Given a pull campaign is running for Ana",
		Args:    []string{"pull, push or direct push", "the agent"},
	})
	r.Step(`^a (pull|push|direct push) campaign is (loaded|started|stopped|unloaded) for (\w+)$`, w.campaignIs, suite.Doc{
		Does:    "Loads an outbound preview campaign for an agent, or starts, stops or unloads the one that is there.",
		Example: "When a pull campaign is loaded for Ana",
		Args:    []string{"pull, push or direct push", "loaded, started, stopped or unloaded", "the agent"},
	})
	r.Step(`^the campaign has a record for (\w+)$`, w.recordArrives, suite.Doc{
		Does:    "Adds a record for a customer to the campaign's calling list; a pushing campaign offers it at once.",
		Example: "Given the campaign has a record for Carla",
		Args:    []string{"the customer"},
	})
	r.Step(`^a record for (\w+) comes to (\w+)$`, w.recordComes, suite.Doc{
		Does:    "Adds a record for a customer to the calling list of the pushing campaign that runs for an agent.",
		Example: "When a record for Carla comes to Ana",
		Args:    []string{"the customer", "the agent"},
	})
	r.Step(`^(\w+)'s desk sees the campaign (\w+)$`, w.seesCampaign, suite.Doc{
		Does:    "Checks that an event of that type about the campaign came since the last When.",
		Example: "Then Ana's desk sees the campaign CampaignLoaded",
		Args:    []string{"the agent", "the event type"},
	})
	r.Step(`^(\w+)'s desk sees the next record$`, w.seesNextRecord, suite.Doc{
		Does:    "Checks that a record has come since the last When, by the rules the scenario is tagged with.",
		Example: "Then Ana's desk sees the next record",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) lists the campaigns$`, w.listsCampaigns, suite.Doc{
		Does:    "Lets an agent's page ask for the campaigns.",
		Example: "When Ana lists the campaigns",
		Args:    []string{"the agent"},
	})
}

// stageModes are the modes in the words of the stage door.
var stageModes = map[string]string{"pull": "pull", "push": "push", "direct push": "direct-push"}

func (w *world) campaignRuns(ctx context.Context, mode, agent string) error {
	return w.runs(ctx, mode, modeCampaign[mode], agent)
}

// runs loads and starts a campaign for an agent.
func (w *world) runs(ctx context.Context, mode, name, agent string) error {
	if err := w.loads(ctx, mode, name, agent); err != nil {
		return err
	}
	return w.Stage(ctx, "campaign.start", map[string]any{"campaign": w.Case.Target.Campaign(name)})
}

func (w *world) loads(ctx context.Context, mode, name, agent string) error {
	a, err := w.Case.Target.Agent(agent)
	if err != nil {
		return err
	}
	if d := w.desks[agent]; d != nil && mode != "pull" && d.isOthers() {
		return &suite.NotReachedError{Seen: agent + " was to be free for records that are pushed, and others have something at the desk"}
	}
	err = w.Stage(ctx, "campaign.load", map[string]any{
		"campaign": w.Case.Target.Campaign(name), "mode": stageModes[mode], "agents": []string{a.Account},
	})
	if err == nil { // else it may be somebody's
		w.campaign = name
	}
	return err
}

func (w *world) campaignIs(ctx context.Context, mode, does, agent string) error {
	if does == "loaded" {
		return w.loads(ctx, mode, modeCampaign[mode], agent)
	}
	method := map[string]string{"started": "campaign.start", "stopped": "campaign.stop", "unloaded": "campaign.unload"}[does]
	return w.Stage(ctx, method, map[string]any{"campaign": w.Case.Target.Campaign(modeCampaign[mode])})
}

// recordArrives adds a record with two numbers.
func (w *world) recordArrives(ctx context.Context, customer string) error {
	c, err := w.Case.Target.Customer(customer)
	if err != nil {
		return err
	}
	if err := w.hasCampaign(); err != nil {
		return err
	}
	return w.Stage(ctx, "campaign.record", map[string]any{
		"campaign": w.Case.Target.Campaign(w.campaign),
		"contact":  map[string]string{"first": customer},
		"fields":   map[string]string{"OFFER": "Spring"},
		"chain":    []map[string]any{{"handle": 1, "number": numbersOf(c)[0]}, {"handle": 2, "number": numbersOf(c)[1]}},
	})
}

// numbersOf are those of a customer's record, by handle from 1: theirs, and one that is
// nobody's.
func numbersOf(c targets.Customer) []string { return []string{c.Number, c.Number + "9"} }

// hasCampaign is an error when no sentence has brought a campaign about.
func (w *world) hasCampaign() error {
	if w.campaign == "" {
		return errors.New(`no campaign runs: say so first, as in "Given a pull campaign is running for Ana"`)
	}
	return nil
}

func (w *world) recordComes(ctx context.Context, customer, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	d.expectRecord()
	return w.recordArrives(ctx, customer)
}

func (w *world) seesCampaign(ctx context.Context, agent, eventType string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	known, ok := w.Rules.Book.Event("outbound", eventType)
	if !ok {
		return fmt.Errorf("%s is no campaign event of the book", eventType)
	}
	name := w.Case.Target.Campaign(w.campaign)
	found, err := w.await(ctx, func() []event {
		return w.which(d, w.Window, func(e event) bool { return e.Name == known.Event && e.Type == eventType })
	})
	if err != nil {
		return err
	}
	if err := w.unheard(known.Event, found); err != nil {
		return err
	}
	seen, frames := "no "+eventType, []int(nil)
	for _, e := range found {
		campaign, _ := e.Member("campaign")
		seen, frames = eventType+" of "+scene.OrNone(campaign), []int{e.Seq}
		if campaign == name {
			break
		}
	}
	text := fmt.Sprintf("%s's desk sees %s of the campaign", agent, eventType)
	for _, id := range w.campaignItems(known) {
		w.Record(w.Rules.Claim(id, "event", text), seen == eventType+" of "+name, eventType+" of "+name, seen, frames...)
	}
	return nil
}

// campaignItems are a campaign's event and the tagged steps of sequences about it.
func (w *world) campaignItems(e *book.Event) []string {
	out := []string{e.ID}
	for _, id := range w.Scenario.Specs() {
		p, ok := placeOf(w.Rules, id)
		if ok && id != e.ID && p.name == e.Event && p.eventType == e.Type {
			out = append(out, id)
		}
	}
	return out
}

func (w *world) seesNextRecord(ctx context.Context, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	further := w.isFurtherRecord(d)
	found, err := w.await(ctx, func() []event {
		return w.which(d, w.Window, func(e event) bool { return further(e) && (e.Type == "INVITED" || e.Type == "PREVIEWING") })
	})
	if err != nil {
		return err
	}
	seen := "no record"
	if len(found) > 0 {
		seen = "a record"
	}
	for _, claim := range w.ClaimsBy("event", agent+"'s desk sees the next record", scene.Only("scapi.rule.markdone-push")) {
		w.Record(claim, len(found) > 0, "a record", seen, framesOf(found)...)
	}
	return nil
}

func (w *world) listsCampaigns(ctx context.Context, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	return w.do(ctx, d, target.Action{Verb: target.ListCampaigns})
}
