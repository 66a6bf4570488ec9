package center

import (
	"fmt"
	"slices"
)

// CallResult is what can become of a record's call, by its code.
type CallResult struct {
	Code int
	Name string
}

// MaxUncalled is how many numbers SetDoNotCall keeps from being called.
const MaxUncalled = 100_000

// outcomeStates are the states of a record, and of the call made from one, in which
// its agent can say what becomes of it.
var outcomeStates = map[Medium][]State{
	Preview: {Previewing, Calling},
	Voice:   {Dialing, Connected, Held, Released},
}

// isOutcome reports whether a verb says what becomes of a record.
func (v Verb) isOutcome() bool { return v >= Reschedule && v <= UpdateFields }

// outcome applies a verb that says what becomes of a record. The agent may name the
// record or the call made from it. Nobody's desk is told.
func (c *Center) outcome(a *agent, cmd *Command) error {
	r, p, err := c.recordOf(a, cmd.Interaction)
	if err != nil {
		return fmt.Errorf("%s: %w", cmd.Verb, err)
	}
	if !slices.Contains(outcomeStates[p.Medium], p.State) {
		return &RefusedError{Interaction: p.ID, Verb: cmd.Verb, State: p.State}
	}
	switch cmd.Verb {
	case Reschedule:
		err = c.reschedule(r, cmd)
	case CancelReschedule:
		err = r.cancelReschedule()
	case SetResult:
		err = c.setResult(r, cmd.Result)
	case SetDoNotCall:
		err = c.setDoNotCall(r)
	case RemoveDoNotCall:
		err = c.removeDoNotCall(r)
	case UpdateFields:
		err = c.update(r, cmd.Data)
	}
	if err != nil {
		return fmt.Errorf("%s of %s: %w", cmd.Verb, r.id, err)
	}
	return nil
}

// recordOf is the record that an interaction in the agent's list is, or was made from,
// and the agent's part in that interaction.
func (c *Center) recordOf(a *agent, id InteractionID) (*record, Part, error) {
	if l, ok := a.leg(id); ok {
		if r := l.call.record; r != nil && r.agent == a {
			return r, l.part(), nil
		}
		return nil, Part{}, fmt.Errorf("%s: %w", id, ErrNotFromRecord)
	}
	if r, ok := c.records[id]; ok && r.agent == a {
		return r, r.part(), nil
	}
	return nil, Part{}, fmt.Errorf("%s for agent %s: %w", id, a.ID, ErrUnknownInteraction)
}

func (c *Center) setResult(r *record, code int) error {
	if !slices.ContainsFunc(c.cfg.Results, func(x CallResult) bool { return x.Code == code }) {
		return fmt.Errorf("%d: %w", code, ErrUnknownResult)
	}
	r.result, r.hasResult = code, true
	return nil
}

// setDoNotCall keeps campaigns from handing out records of the record's numbers: one with
// no other number comes to nobody. The record itself stays with its agent, who can call
// it as before.
func (c *Center) setDoNotCall(r *record) error {
	if len(c.uncalled)+len(r.def.Chain) > MaxUncalled {
		return ErrTooManyNumbers
	}
	for _, e := range r.def.Chain {
		c.uncalled[e.Number] = true
	}
	return nil
}

func (c *Center) removeDoNotCall(r *record) error {
	if !slices.ContainsFunc(r.def.Chain, func(e Entry) bool { return c.uncalled[e.Number] }) {
		return ErrNotUncalled
	}
	for _, e := range r.def.Chain {
		delete(c.uncalled, e.Number)
	}
	return nil
}

// isCallable reports whether a record has a number that may be called.
func (c *Center) isCallable(r *Record) bool {
	return len(c.uncalled) == 0 || slices.ContainsFunc(r.Chain, func(e Entry) bool { return !c.uncalled[e.Number] })
}

// update writes fields of the number that is chosen. What the record says of all its
// numbers stays as it is, below what is said of one. A record that comes again waits
// with all that was written, so no more is written than could wait.
func (c *Center) update(r *record, data []Datum) error {
	chain := slices.Clone(r.def.Chain) // the calling list's own is never written to
	e := &chain[r.chosen]
	e.Fields = withData(e.Fields, data)
	if size(e.Fields) > MaxData {
		return ErrTooMuchData
	}
	written := r.def
	written.Chain = chain
	if n := written.size(); n > r.def.size() && c.listed+n > c.given+MaxListed {
		return ErrTooManyRecords
	}
	r.def = written
	return nil
}

// RecordView is a record as it stands. It is a copy; its slices are never written to
// again.
type RecordView struct {
	Chain     []Entry
	Chosen    int // handle of the number that was called last, or else comes first
	Fields    []Datum
	Result    int
	HasResult bool
}

// Record returns the record that an interaction in the agent's list is, or was made
// from. It is an error while the record is only offered: nobody has seen it.
func (c *Center) Record(id AgentID, interaction InteractionID) (RecordView, error) {
	a, err := c.agent(id)
	if err != nil {
		return RecordView{}, err
	}
	r, p, err := c.recordOf(a, interaction)
	if err != nil {
		return RecordView{}, err
	}
	if p.State == Offered {
		return RecordView{}, fmt.Errorf("%s: %w", interaction, ErrNotAccepted)
	}
	e := r.def.Chain[r.chosen]
	return RecordView{
		Chain: r.def.Chain, Chosen: e.Handle, Fields: withData(r.def.Data, e.Fields),
		Result: r.result, HasResult: r.hasResult,
	}, nil
}

// Results returns the call results to choose from, in the order of Config.
func (c *Center) Results() []CallResult { return slices.Clone(c.cfg.Results) }
