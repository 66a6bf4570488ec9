package steps

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// The options of access control (Workspace Web Edition options: Service Client API).
const (
	optionOrigins    = "service-client-api.accepted-web-content-origins"
	optionRead       = "service-client-api.user-data.read-allowed"
	optionWrite      = "service-client-api.user-data.write-allowed"
	optionRate       = "service-client-api.rate-limit"
	optionQuarantine = "service-client-api.rate-limit-quarantine-delay"
	optionBlock      = "service-client-api.block-markdone-timeout"
)

func (w *world) accessSentences(r *suite.Registry) {
	r.Step(`^the center accepts only the pages' origin$`, w.acceptsOnlyOwn, suite.Doc{
		Does:    "Configures the desktops to accept pages of the origin that agents' pages have, and of no other.",
		Example: "Given the center accepts only the pages' origin",
	})
	r.Step(`^(\w+) opens a page of another origin$`, w.opensStrange, suite.Doc{
		Does:    "Opens one more page in the agent's desktop, of an origin that no center accepts; that it cannot connect makes the scenario not applicable.",
		Example: "Given Ana opens a page of another origin",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s (first|second) page dials (\w+)$`, w.pageDials, suite.Doc{
		Does:    "Lets a page dial a number; it may stay without an answer.",
		Example: "When Ana's second page dials Chen",
		Args:    []string{"the agent", "first or second", "the customer or agent"},
	})
	r.Step(`^the center grants the pages' origin nothing$`, w.grantsNothing, suite.Doc{
		Does:    "Leaves the origin of the agents' pages out of the accepted ones; before anybody signs in.",
		Example: "Given the center grants the pages' origin nothing",
	})
	r.Step(`^the center grants the pages' origin only "([^"]*)"$`, w.grantsOnly, suite.Doc{
		Does:    "Gives the origin of the agents' pages a filter of requests; before anybody signs in.",
		Example: `Given the center grants the pages' origin only "agent.*, voice.dial"`,
		Args:    []string{"requests, or namespaces with .*, separated by commas"},
	})
	r.Step(`^the center lets pages (read|write) only the user data "([^"]*)"$`, w.letsOnly, suite.Doc{
		Does:    "Restricts the keys of user data that pages may read or write; before anybody signs in.",
		Example: `Given the center lets pages write only the user data "Topic, Note"`,
		Args:    []string{"read or write", "keys, separated by commas"},
	})
	r.Step(`^the center allows (\d+) requests a minute and then waits (\d+) seconds$`, w.allowsRate, suite.Doc{
		Does:    "Limits the requests a minute, with a quarantine delay; before anybody signs in.",
		Example: "Given the center allows 3 requests a minute and then waits 20 seconds",
		Args:    []string{"how many", "the quarantine delay"},
	})
	r.Step(`^the center allows (\d+) "([^"]*)" requests a minute and then waits (\d+) seconds$`, w.allowsRateOf, suite.Doc{
		Does:    "Limits the requests of one name a minute, with a quarantine delay; before anybody signs in.",
		Example: `Given the center allows 2 "agent.get" requests a minute and then waits 20 seconds`,
		Args:    []string{"how many", "the request", "the quarantine delay"},
	})
	r.Step(`^the center lets a block of mark done last (\d+) seconds$`, w.blockLasts, suite.Doc{
		Does:    "Sets the time after which a block of mark done ends by itself; before anybody signs in.",
		Example: "Given the center lets a block of mark done last 20 seconds",
		Args:    []string{"how long"},
	})
	r.Step(`^(\w+)'s page has asked who they are (\d+) times$`, w.hasAsked, suite.Doc{
		Does:    "Lets a page ask for the agent so many times; each must be answered.",
		Example: "Given Ana's page has asked who they are 3 times",
		Args:    []string{"the agent", "how often"},
	})
	r.Step(`^(\w+)'s page asks who they are, without waiting$`, w.asksWithoutWaiting, suite.Doc{
		Does:    "Lets a page ask for the agent; it may stay without an answer.",
		Example: "When Ana's page asks who they are, without waiting",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s page asks for (\w+)'s state, without waiting$`, w.asksStateWithoutWaiting, suite.Doc{
		Does:    "Lets a page ask for the agent's state; it may stay without an answer.",
		Example: "When Ana's page asks for Ana's state, without waiting",
		Args:    []string{"the agent whose page it is", "the same agent"},
	})
	r.Step(`^the request gets an answer$`, w.getsAnswer, suite.Doc{
		Does:    "Checks that a request that was sent without waiting has been answered.",
		Example: "Then the request gets an answer",
	})
	r.Step(`^(\w+)'s page asks for the allowed services$`, w.asksServices, suite.Doc{
		Does:    "Lets a page ask which requests are granted to it.",
		Example: "When Ana's page asks for the allowed services",
		Args:    []string{"the agent"},
	})
}

// optionItem is the item of the book about an option of access control.
func optionItem(name string) string { return "scapi.option." + name }

// limitsRequests are the items by which a request over a limit gets no answer for a time.
var limitsRequests = scene.Only("scapi.rule.rate-limit", optionItem(optionRate), optionItem(optionRate+".service-name"), optionItem(optionQuarantine))

// acceptsOnlyOwn leaves no other origin, so that the harness may not ask everywhere.
func (w *world) acceptsOnlyOwn(context.Context) error {
	w.noFence = true
	return w.Option(optionOrigins, w.origin())
}

// elsewhere is an origin that no target is configured with.
const elsewhere = "http://elsewhere.example"

func (w *world) opensStrange(ctx context.Context, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	if err := w.openPageOf(ctx, d, elsewhere); err != nil {
		return err
	}
	return w.Settle(ctx)
}

// pageDials lets a page dial that may not be granted it: that there is no answer is
// no failure.
func (w *world) pageDials(ctx context.Context, agent, which, whom string) error {
	d, p, err := w.pageOf(agent, which)
	if err != nil {
		return err
	}
	number, err := w.number(whom)
	if err != nil {
		return err
	}
	if err := w.may(scapi.RequestOf(target.Dial)); err != nil {
		return err
	}
	w.Look()
	d.expectCall("OUT", number)
	w.subject = ""
	return w.post(ctx, func() (*scapi.Sent, error) { return p.Do(target.Action{Verb: target.Dial, Number: number}) })
}

func (w *world) grantsNothing(context.Context) error {
	w.noFence = true
	return w.Option(optionOrigins, "http://not-here.example")
}

func (w *world) grantsOnly(_ context.Context, filter string) error {
	w.noFence = true
	return w.Option(optionOrigins, fmt.Sprintf("%s (%s)", w.origin(), filter))
}

// origin is that of the agents' pages.
func (w *world) origin() string {
	if o := w.Case.Target.File().Wires[scapi.Wire].Origin; o != "" {
		return o
	}
	return "http://localhost"
}

func (w *world) letsOnly(_ context.Context, does, keys string) error {
	if does == "read" {
		return w.Option(optionRead, keys)
	}
	return w.Option(optionWrite, keys)
}

func (w *world) allowsRate(_ context.Context, n, delay int) error {
	return w.limits(optionRate, n, delay)
}

func (w *world) allowsRateOf(_ context.Context, n int, request string, delay int) error {
	return w.limits(optionRate+"."+request, n, delay)
}

// limits sets a rate limit; the harness then asks nothing of its own, which the
// limit would count.
func (w *world) limits(option string, n, delay int) error {
	w.noFence = true
	if err := w.Option(option, strconv.Itoa(n)); err != nil {
		return err
	}
	return w.Option(optionQuarantine, strconv.Itoa(delay))
}

func (w *world) blockLasts(_ context.Context, seconds int) error {
	return w.Option(optionBlock, strconv.Itoa(seconds*1000))
}

// hasAsked asks until the limit is reached: whether it counts what a page needs to
// be there, such as subscribe, is documented nowhere.
func (w *world) hasAsked(ctx context.Context, agent string, times int) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	w.Look()
	for n := range times {
		sent, err := d.page().Do(target.Action{Verb: target.Self})
		if err != nil {
			return err
		}
		w.answer, err = sent.Wait(ctx)
		switch {
		case errors.Is(err, scapi.ErrNoAnswer) && n > 0:
			return w.Settle(ctx)
		case errors.Is(err, scapi.ErrNoAnswer):
			return w.unanswered(w.answer)
		case err != nil:
			return err
		}
	}
	return w.Settle(ctx)
}

func (w *world) asksWithoutWaiting(ctx context.Context, agent string) error {
	return w.posts(ctx, agent, target.Self)
}

func (w *world) asksStateWithoutWaiting(ctx context.Context, agent, _ string) error {
	return w.posts(ctx, agent, target.State)
}

// posts sends a request that may stay without an answer.
func (w *world) posts(ctx context.Context, agent string, v target.Verb) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	if err := w.may(scapi.RequestOf(v)); err != nil {
		return err
	}
	w.Look()
	return w.post(ctx, func() (*scapi.Sent, error) { return d.page().Do(target.Action{Verb: v}) })
}

// post sends a request whose answer nobody waits for, so that there is none to
// speak of but by the sentences that ask whether it came.
func (w *world) post(ctx context.Context, send func() (*scapi.Sent, error)) error {
	sent, err := send()
	if err != nil {
		return err
	}
	w.pending, w.answer = sent, scapi.Answer{}
	return w.Settle(ctx)
}

func (w *world) getsAnswer(ctx context.Context) error {
	if w.pending == nil {
		return fmt.Errorf("no request was sent without waiting")
	}
	answer, err := w.pending.Wait(ctx)
	if err != nil && !errors.Is(err, scapi.ErrNoAnswer) {
		return err
	}
	w.answer = answer
	for _, claim := range w.ClaimsBy("answer", answer.Request+" gets an answer", limitsRequests) {
		w.Record(claim, answer.Given, "an answer", w.seenAnswer(), w.answerFrames()...)
	}
	return nil
}

func (w *world) asksServices(ctx context.Context, agent string) error {
	return w.asks(ctx, agent, target.Services)
}
