package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) outcomeSentences(r *suite.Registry) {
	r.Step(`^(\w+) lists the call results$`, w.listsResults, suite.Doc{
		Does:    "Lets an agent's page ask for the call results to choose from.",
		Example: "When Ana lists the call results",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) sets the call result of the (record|call)$`, w.setsResult, suite.Doc{
		Does:    "Lets an agent set the call result of an outbound record, or that of the call made from it: the one of the client's sample page. A target that does not list it makes the scenario not applicable.",
		Example: "When Ana sets the call result of the call",
		Args:    []string{"the agent", "record or call"},
	})
	r.Step(`^(\w+) sets a call result that does not exist$`, w.setsNoResult, suite.Doc{
		Does:    "Lets an agent set a call result that is in no list for the record's call.",
		Example: "When Ana sets a call result that does not exist",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) asks for the (call result|chain|fields) of the (record|call)$`, w.asksOfRecord, suite.Doc{
		Does:    "Lets an agent's page ask something about an outbound record, or that of the call made from it.",
		Example: "When Ana asks for the chain of the record",
		Args:    []string{"the agent", "call result, chain or fields", "record or call"},
	})
	r.Step(`^(\w+) marks the customer of the (record|call) as not to be called$`, w.setsDoNotCall, suite.Doc{
		Does:    "Lets an agent say that a record's customer is not to be called any more.",
		Example: "When Ana marks the customer of the record as not to be called",
		Args:    []string{"the agent", "record or call"},
	})
	r.Step(`^(\w+) lets the customer of the (record|call) be called again$`, w.removesDoNotCall, suite.Doc{
		Does:    "Lets an agent take back that a record's customer is not to be called.",
		Example: "When Ana lets the customer of the record be called again",
		Args:    []string{"the agent", "record or call"},
	})
	r.Step(`^(\w+) writes the fields of the (record|call):$`, w.writesFields, suite.Doc{
		Does:    "Lets an agent's page write fields of a record, a row a field and its value.",
		Example: "When Ana writes the fields of the record:",
		Args:    []string{"the agent", "record or call"},
	})
	r.Step(`^the answer has the call result$`, w.answerHasResult, suite.Doc{
		Does:    "Checks that the last answer has the call result that was set, or is among those to choose from. Its shape is documented nowhere, so this never binds.",
		Example: "Then the answer has the call result",
	})
	r.Step(`^the answer has both numbers of (\w+)$`, w.answerHasNumbers, suite.Doc{
		Does:    "Checks that the last answer has the two numbers of a customer's record. Its shape is documented nowhere, so this never binds.",
		Example: "Then the answer has both numbers of Carla",
		Args:    []string{"the customer"},
	})
	r.Step(`^the answer has the fields:$`, w.answerHasFields, suite.Doc{
		Does:    "Checks that the last answer has these fields of a record, a row a field and its value. Its shape is documented nowhere, so this never binds.",
		Example: "Then the answer has the fields:",
	})
}

// sampleResult is the call result that the client's sample page sets.
const sampleResult = 6

func (w *world) listsResults(ctx context.Context, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	return w.do(ctx, d, target.Action{Verb: target.ListCallResults})
}

func (w *world) setsResult(ctx context.Context, agent, kind string) error {
	d, _, err := w.item(ctx, agent, kind)
	if err != nil {
		return err
	}
	if err := w.try(ctx, d.page(), target.Action{Verb: target.ListCallResults}); err != nil {
		return err
	}
	if !isIn(decoded(w.answer.Data), strconv.Itoa(sampleResult)) {
		return &target.NotOfferedError{What: fmt.Sprintf("call result %d, the one of the sample page", sampleResult)}
	}
	return w.ask(ctx, agent, kind, target.Action{Verb: target.SetCallResult, Result: sampleResult})
}

func (w *world) setsNoResult(ctx context.Context, agent string) error {
	return w.ask(ctx, agent, "call", target.Action{Verb: target.SetCallResult, Result: 987654})
}

func (w *world) asksOfRecord(ctx context.Context, agent, what, kind string) error {
	verbs := map[string]target.Verb{"call result": target.CallResult, "chain": target.ChainedRecords, "fields": target.RecordFields}
	return w.ask(ctx, agent, kind, target.Action{Verb: verbs[what]})
}

// setsDoNotCall is not for a target that others use too: who is marked stays so once the
// record is gone.
func (w *world) setsDoNotCall(ctx context.Context, agent, kind string) error {
	if w.Opened.Target().Hello.Worlds == "shared" {
		return &target.NotOfferedError{What: "a way to take back, after the scenario, that a customer is not to be called, and others use it too"}
	}
	return w.ask(ctx, agent, kind, target.Action{Verb: target.SetDoNotCall})
}

func (w *world) removesDoNotCall(ctx context.Context, agent, kind string) error {
	return w.ask(ctx, agent, kind, target.Action{Verb: target.RemoveDoNotCall})
}

func (w *world) writesFields(ctx context.Context, agent, kind string, t *table) error {
	data, err := scene.Object(t)
	if err != nil {
		return err
	}
	return w.ask(ctx, agent, kind, target.Action{Verb: target.UpdateRecordFields, Data: data})
}

func (w *world) answerHasResult(context.Context) error {
	return w.answerHas("the call result", func(v any) bool { return isIn(v, strconv.Itoa(sampleResult)) })
}

func (w *world) answerHasNumbers(_ context.Context, customer string) error {
	c, err := w.Case.Target.Customer(customer)
	if err != nil {
		return err
	}
	return w.answerHas("both numbers of "+customer, func(v any) bool {
		return !slices.ContainsFunc(numbersOf(c), func(number string) bool {
			return !anywhere(v, func(s string) bool { return endsAlike(number, s) && len(digits(s)) >= len(digits(number)) })
		})
	})
}

func (w *world) answerHasFields(_ context.Context, t *table) error {
	rows, err := scene.Pairs(t, "field")
	if err != nil {
		return err
	}
	for _, row := range rows {
		err := w.answerHas(fmt.Sprintf("the field %s with %s", row[0], row[1]), func(v any) bool { return isIn(v, row[0]) && isIn(v, row[1]) })
		if err != nil {
			return err
		}
	}
	return nil
}

// answerHas claims what the last answer has. The shapes of answers about records are
// documented nowhere.
func (w *world) answerHas(what string, is func(any) bool) error {
	if err := w.asked(); err != nil {
		return err
	}
	claim := w.Rules.Inferred("answer", fmt.Sprintf("the answer to %s has %s", w.answer.Request, what))
	if m, ok := w.Rules.Book.Method(w.answer.Request); ok {
		claim = w.Rules.With(w.Rules.Claim(m.Answer.ID, "answer", claim.Text), book.Inferred)
	}
	w.Record(claim, is(decoded(w.answer.Data)), what, w.seenAnswer(), w.answerFrames()...)
	return nil
}

// decoded is a value of an answer; no answer is null.
func decoded(raw json.RawMessage) (v any) {
	_ = json.Unmarshal(raw, &v)
	return v
}

// anywhere reports whether something is so of a text, or a number as it is written, that
// a value is or has: as a value of it or the name of one.
func anywhere(v any, is func(string) bool) bool {
	switch v := v.(type) {
	case string:
		return is(v)
	case float64:
		return is(strconv.FormatFloat(v, 'f', -1, 64))
	case []any:
		return slices.ContainsFunc(v, func(x any) bool { return anywhere(x, is) })
	case map[string]any:
		for name, x := range v {
			if is(name) || anywhere(x, is) {
				return true
			}
		}
	}
	return false
}
