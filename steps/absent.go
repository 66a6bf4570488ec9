package steps

import (
	"context"
	"fmt"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

func (w *world) seesNothing(_ context.Context, agent string) error {
	return w.absent(agent, "nothing", func(scapi.Event) bool { return true })
}

func (w *world) seesNo(_ context.Context, agent, eventType string) error {
	if err := w.knownEventType(eventType); err != nil {
		return err
	}
	return w.absent(agent, "no "+eventType, func(e scapi.Event) bool { return e.Type == eventType })
}

// absent claims that no such event came since the last When, once for each rule
// the scenario is tagged with.
func (w *world) absent(agent, what string, is func(scapi.Event) bool) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	var seen []string
	var frames []int
	for _, e := range w.events(d, w.window) {
		if is(e) {
			seen = append(seen, want{}.shown(e, ""))
			frames = append(frames, e.Seq)
		}
	}
	text := fmt.Sprintf("%s's desk sees %s", agent, what)
	for _, claim := range w.claimsByRule("absent", text) {
		w.claim(claim, len(seen) == 0, "nothing", orNone(strings.Join(seen, ", ")), frames...)
	}
	return nil
}

// claimsByRule is a claim for each rule the scenario is tagged with, or one that
// no document makes.
func (w *world) claimsByRule(kind, text string) []result.Claim {
	var out []result.Claim
	for _, id := range w.rules() {
		out = append(out, w.Rules.Claim(id, kind, text))
	}
	if out == nil {
		out = append(out, w.Rules.Inferred(kind, text))
	}
	return out
}
