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
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) dataSentences(r *suite.Registry) {
	r.Step(`^(\w+) sets the user data of the (call|record|consultation|chat|e-mail|reply):$`, w.setsData, suite.Doc{
		Does:    "Lets an agent's page attach user data, a row a key and its value.",
		Example: "When Ana sets the user data of the call:",
		Args:    []string{"the agent", anyInteraction},
	})
	r.Step(`^(\w+) deletes the user data "([^"]*)" of the (call|record|consultation|chat|e-mail|reply)$`, w.deletesData, suite.Doc{
		Does:    "Lets an agent's page delete one key of the user data.",
		Example: `When Ana deletes the user data "Topic" of the call`,
		Args:    []string{"the agent", "the key", anyInteraction},
	})
	r.Step(`^(\w+) calls (\w+) with the user data:$`, w.callsWith, suite.Doc{
		Does:    "Lets a customer call an agent with user data attached on the way, a row a key and its value.",
		Example: "When Carla calls Ana with the user data:",
		Args:    []string{"the customer", "the agent"},
	})
	r.Step(`^(\w+)'s desk shows the user data of the (call|record|consultation|chat|e-mail|reply):$`, w.showsData, suite.Doc{
		Does:    "Checks keys of the user data in the last event of the interaction, a row a key and its value; a dash means that the key is not there. Other keys do not matter.",
		Example: "Then Ana's desk shows the user data of the call:",
		Args:    []string{"the agent", anyInteraction},
	})
	r.Step(`^whoever looks the (call|record|consultation|chat|e-mail|reply) up at (\w+)'s desk finds the user data:$`, w.findsData, suite.Doc{
		Does:    "Looks the interaction up and checks keys of its user data, a row a key and its value; a dash means that the key is not there.",
		Example: "Then whoever looks the call up at Ana's desk finds the user data:",
		Args:    []string{anyInteraction, "the agent"},
	})
}

func (w *world) setsData(ctx context.Context, agent, kind string, data *table) error {
	attached, err := scene.Object(data)
	if err != nil {
		return err
	}
	return w.ask(ctx, agent, kind, target.Action{Verb: target.SetData, Data: attached})
}

func (w *world) deletesData(ctx context.Context, agent, key, kind string) error {
	return w.ask(ctx, agent, kind, target.Action{Verb: target.DeleteData, Key: key})
}

func (w *world) callsWith(ctx context.Context, customer, agent string, data *table) error {
	attached, err := scene.Object(data)
	if err != nil {
		return err
	}
	return w.callArrives(ctx, customer, agent, map[string]any{"data": attached})
}

func (w *world) showsData(ctx context.Context, agent, kind string, data *table) error {
	d, it, err := w.item(ctx, agent, kind)
	if err != nil {
		return err
	}
	wanted, err := scene.Pairs(data, "key")
	if err != nil {
		return err
	}
	if _, err := w.TooEarly(ctx, hasData(scene.ObjectOf(it.last.Interaction.Get("userData")), wanted)); err != nil {
		return err
	}
	if it.last.Seq <= w.Window && !hasData(scene.ObjectOf(it.last.Interaction.Get("userData")), wanted) {
		return w.untoldData(ctx, d, it, kind, wanted)
	}
	seen := scene.ObjectOf(it.last.Interaction.Get("userData")) // not an object: no keys; the oracle says so
	for _, row := range wanted {
		w.dataClaim(it, fmt.Sprintf("the %s's", kind), row[0], row[1], seen, it.last.Seq)
	}
	return nil
}

// untoldData is user data that is not as it was last told, with nothing told since the
// last When: either the change was not told, or there was none.
func (w *world) untoldData(ctx context.Context, d *desk, it *item, kind string, wanted [][]string) error {
	const changed = "ATTACHED_DATA_CHANGED"
	if item := "scapi.event.common." + changed; w.Rules.Has(item) {
		claim := w.Rules.Claim(item, "event", fmt.Sprintf("%s's desk sees %s of the %s", d.name, changed, kind))
		if it.isLinked() {
			claim = w.Rules.With(claim, book.Inferred)
		}
		instead, frames := w.missing(changed+" of the "+kind, w.Window)
		w.Record(claim, false, changed, instead, frames...)
	}
	if w.noFence {
		return nil // looking would be a request that the scenario's rules count
	}
	return w.foundData(ctx, d, it, wanted)
}

func (w *world) findsData(ctx context.Context, kind, agent string, data *table) error {
	d, it, err := w.item(ctx, agent, kind)
	if err != nil {
		return err
	}
	wanted, err := scene.Pairs(data, "key")
	if err != nil {
		return err
	}
	return w.foundData(ctx, d, it, wanted)
}

// foundData looks an interaction up and claims keys of its user data.
func (w *world) foundData(ctx context.Context, d *desk, it *item, wanted [][]string) error {
	var got shown
	look := func() (err error) { got, err = w.lookUp(ctx, d, it); return err }
	err := w.LookAgain(ctx, look, func() bool { return hasData(scene.ObjectOf(got.interaction["userData"]), wanted) })
	if err != nil {
		return err
	}
	seen := scene.ObjectOf(got.interaction["userData"])
	for _, row := range wanted {
		w.dataClaim(it, "the answer's", row[0], row[1], seen, got.frames[len(got.frames)-1])
	}
	return nil
}

// restrictsData are the items that say which keys of user data are seen, and as what.
var restrictsData = scene.Only("scapi.rule.userdata-read", "scapi.rule.userdata-write", "scapi.rule.userdata-overwrite",
	optionItem(optionRead), optionItem(optionWrite))

// dataClaim claims the value of one key, by the scenario's rules or else by the
// attribute itself.
func (w *world) dataClaim(it *item, whose, key, value string, seen map[string]json.RawMessage, frame int) {
	got := dataOf(seen, key)
	met := got == value
	if w.isHidden(key) {
		value, got = unnamed(value, "the value set"), unnamed(got, "a value")
	}
	text := fmt.Sprintf("%s user data %s is %s", whose, key, value)
	if value == "-" {
		text = fmt.Sprintf("%s user data has no %s", whose, key)
	}
	all := w.ClaimsBy("value", text, restrictsData)
	if len(w.Tagged()) == 0 {
		all = []result.Claim{w.Rules.Claim("scapi.type.interaction.Interaction.userData", "value", text)}
	}
	for _, claim := range all {
		if seen == nil || it.isLinked() { // no document requires the attribute, or says what of it goes from one to the other
			claim = w.Rules.With(claim, book.Inferred)
		}
		w.Record(claim, met, key+" = "+value, fmt.Sprintf("%s = %s (keys: %s)", key, got, keysOf(seen)), frame)
	}
}

// hasData reports whether user data has all rows of keys and values.
func hasData(data map[string]json.RawMessage, rows [][]string) bool {
	return !slices.ContainsFunc(rows, func(row []string) bool { return dataOf(data, row[0]) != row[1] })
}

// dataOf is the value of a key; a dash: it is not there.
func dataOf(data map[string]json.RawMessage, key string) string {
	if raw, ok := data[key]; ok {
		return scene.TextOf(raw)
	}
	return "-"
}

// isHidden reports whether no report may show the value of a key.
func (w *world) isHidden(key string) bool {
	return trace.NewRedactor(w.Case.Target.File().Redact, nil).Key(key)
}

// shownValue is a key and its value as a claim shows them.
func (w *world) shownValue(key string, raw json.RawMessage) string {
	switch {
	case raw == nil:
		return "no " + key
	case w.isHidden(key):
		return "a value of " + key
	}
	return key + " = " + scene.TextOf(raw)
}

// unnamed stands for a value that no report shows, however short it is.
func unnamed(value, instead string) string {
	if value == "-" {
		return value
	}
	return instead
}

func keysOf(m map[string]json.RawMessage) string {
	if len(m) == 0 {
		return "none"
	}
	return strings.Join(slices.Sorted(maps.Keys(m)), ", ")
}
