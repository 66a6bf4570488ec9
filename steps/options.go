package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) optionSentences(r *suite.Registry) {
	r.Step(`^the desktops have the options:$`, w.haveOptions, suite.Doc{
		Does:    "Configures options of the desktops, a row an option and its value; one of another section than interaction-workspace is SECTION/OPTION. Before anybody signs in.",
		Example: "Given the desktops have the options:",
	})
	r.Step(`^(\w+)'s page reads the options? "([^"]*)"$`, w.readsOptions, suite.Doc{
		Does:    "Lets a page read options by a name or pattern, or by several.",
		Example: `When Ana's page reads the option "voice.auto-answer"`,
		Args:    []string{"the agent", "names and patterns, separated by commas"},
	})
	r.Step(`^(\w+)'s page reads the options? "([^"]*)" (for the( first| second)? call|for an interaction that does not exist|without an interaction)$`, w.readsContextual, suite.Doc{
		Does:    "Lets a page read options as routing has overridden them for an interaction.",
		Example: `When Ana's page reads the option "voice.auto-answer" for the call`,
		Args:    []string{"the agent", "names and patterns, separated by commas", "for which interaction", "which one, when there are two"},
	})
	r.Step(`^routing overrides options for (\w+)'s( first| second)? call:$`, w.overrides, suite.Doc{
		Does:    "Lets a routing strategy give options other values for an interaction, a row an option and its value.",
		Example: "Given routing overrides options for Ana's call:",
		Args:    []string{"the agent", "which one, when there are two"},
	})
	r.Step(`^the options? "([^"]*)" (?:is|are) answered and no other$`, w.areAnswered, suite.Doc{
		Does:    "Checks that the last answer has these options with the values that the desktops are configured with, and none of the others that are. It binds by the tagged patterns and rules.",
		Example: `Then the options "voice.auto-answer, voice.auto-answer.timer" are answered and no other`,
		Args:    []string{"options, separated by commas"},
	})
	r.Step(`^the option "([^"]*)" is answered as "([^"]*)"$`, w.isAnsweredAs, suite.Doc{
		Does:    "Checks the value of an option in the last answer.",
		Example: `Then the option "voice.auto-answer" is answered as "true"`,
		Args:    []string{"the option", "the value"},
	})
	r.Step(`^no option is answered$`, w.noOption, suite.Doc{
		Does:    "Checks that the last answer has none of the options that the desktops are configured with, whether it is a refusal or not. It binds by the tagged patterns and rules that say what may not be asked for.",
		Example: "And no option is answered",
	})
}

func (w *world) haveOptions(_ context.Context, t *table) error {
	list, err := scene.Pairs(t, "option")
	for _, row := range list {
		if err == nil {
			err = w.Option(row[0], row[1])
		}
	}
	return err
}

func (w *world) readsOptions(ctx context.Context, agent, names string) error {
	return w.lets(ctx, agent, "first", target.Action{Verb: target.ReadOptions, Names: scene.Words(names)})
}

func (w *world) readsContextual(ctx context.Context, agent, names, how, which string) error {
	a := target.Action{Verb: target.ReadContextualOptions, Names: scene.Words(names)}
	switch how {
	case "for an interaction that does not exist":
		a.Interaction = noSuchInteraction
	case "without an interaction":
	default:
		_, it, err := w.item(ctx, agent, labelOf(which, "call"))
		if err != nil {
			return err
		}
		a.Interaction = it.id
	}
	return w.lets(ctx, agent, "first", a)
}

func (w *world) overrides(ctx context.Context, agent, which string, t *table) error {
	d, it, err := w.item(ctx, agent, labelOf(which, "call"))
	if err != nil {
		return err
	}
	list, err := scene.Pairs(t, "option")
	if err != nil {
		return err
	}
	options := map[string]any{}
	for _, row := range list {
		options[row[0]] = row[1]
	}
	return w.Stage(ctx, "strategy.option", map[string]any{"agent": d.account.Account, "interaction": it.id, "options": options})
}

// defaultSection is where an option is whose name has no section (Service Client API:
// Configuration namespace).
const defaultSection = "interaction-workspace/"

// answered is an option in an answer. No document says how one of another section is
// named there, nor whether a value that is a list stands alone.
type answered struct {
	name   string
	values []string
}

// optionsIn reads the options in the last answer; false: it is no list.
func (w *world) optionsIn() (list []answered, ok bool) {
	var raw []map[string]json.RawMessage
	if w.answer.Refused || json.Unmarshal(w.answer.Data, &raw) != nil || raw == nil {
		return nil, false
	}
	for _, o := range raw {
		a := answered{name: scene.TextOf(o["name"])}
		if json.Unmarshal(o["value"], &a.values) != nil {
			a.values = []string{scene.TextOf(o["value"])}
		}
		list = append(list, a)
	}
	return list, true
}

// isCalled reports whether a name in an answer is that of an option.
func (a answered) isCalled(option string) bool {
	option = strings.TrimPrefix(option, defaultSection)
	_, short, other := strings.Cut(option, "/")
	return a.name == option || a.name == defaultSection+option || other && a.name == short
}

func (w *world) areAnswered(_ context.Context, names string) error {
	if err := w.asked(); err != nil {
		return err
	}
	wanted := scene.Words(names)
	for _, name := range wanted {
		value, known := w.Spec.Options[strings.TrimPrefix(name, defaultSection)]
		if !known {
			return fmt.Errorf("the scenario does not say which value option %s has: say so in \"Given the desktops have the options:\"", name)
		}
		w.claimOption(name, value)
	}
	w.claimNoOther(wanted)
	return nil
}

func (w *world) isAnsweredAs(_ context.Context, name, value string) error {
	if err := w.asked(); err != nil {
		return err
	}
	w.claimOption(name, value)
	return nil
}

// claimOption claims that an option is in the last answer, with that value. What is there
// under names that nobody knows may hold it: only an answer without any lacks it for sure.
func (w *world) claimOption(name, value string) {
	list, isList := w.optionsIn()
	seen, has := "", false
	for _, a := range list {
		if a.isCalled(name) && !has {
			seen, has = strings.Join(a.values, ", "), slices.Contains(a.values, value)
		}
	}
	for _, claim := range w.optionClaims(fmt.Sprintf("the answer has option %s with the value %s", name, value)) {
		if seen == "" && isList && len(list) > 0 && claim.Item != "" {
			claim = w.Rules.With(claim, book.Inferred)
		}
		shown := seen
		if seen == "" {
			shown = w.seenAnswer()
		}
		w.Record(claim, has, value, shown, w.answerFrames()...)
	}
}

// optionClaims are claims by the tagged items that say which options an answer has.
func (w *world) optionClaims(text string) []result.Claim {
	return w.ClaimsFor("value", text, func(it book.Item) bool {
		m, _ := w.Rules.Book.Method(w.answer.Request)
		return it.Kind == "pattern" || m != nil && m.ID == it.ID || it.ID == "scapi.rule.option-default-section"
	})
}

// claimNoOther claims that none of the options that the scenario configured is in the last
// answer but those. What else a desktop answers is its own business.
func (w *world) claimNoOther(wanted []string) {
	others := w.configured(func(name string) bool {
		return !slices.ContainsFunc(wanted, answered{name: name}.isCalled)
	})
	for _, claim := range w.optionClaims("the answer has no option that was not asked for") {
		w.Record(claim, len(others) == 0, "no other option", scene.OrNone(strings.Join(others, ", ")), w.answerFrames()...)
	}
}

// configured are the options of the scenario in the last answer of which something is
// so, under their full names.
func (w *world) configured(is func(name string) bool) []string {
	list, _ := w.optionsIn()
	var out []string
	for _, name := range slices.Sorted(maps.Keys(w.Spec.Options)) {
		if is(name) && slices.ContainsFunc(list, func(a answered) bool { return a.name == name }) {
			out = append(out, name)
		}
	}
	return out
}

func (w *world) noOption(context.Context) error {
	if err := w.asked(); err != nil {
		return err
	}
	seen := w.configured(func(string) bool { return true })
	for _, claim := range w.ClaimsFor("absent", "no option is answered to what may not be asked for", w.forbidsPattern) {
		w.Record(claim, len(seen) == 0, "no option", scene.OrNone(strings.Join(seen, ", ")), w.answerFrames()...)
	}
	return nil
}

// forbidsPattern are the items that say what may not be asked for.
func (w *world) forbidsPattern(it book.Item) bool {
	p, ok := it.Of.(*book.PatternCase)
	return ok && !p.Valid || it.ID == "scapi.rule.option-wildcard" || it.ID == "scapi.rule.contextual-missing" ||
		it.ID == "scapi.method.configuration.getOption.refused.leading-asterisk"
}
