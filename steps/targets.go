package steps

import (
	"context"
	"fmt"
	"strings"

	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// Where interactions can be sent, as the catalogue tells.
const (
	anyTarget = "an agent, a customer, or " + anyRouted
	anyRouted = "the agent group Service, the skill Billing, the queue Support or the routing point Main Line"
)

func (w *world) targetSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s page asks to (consult|transfer to|add) (\w+), (naming the kind as type|naming the kind as target|with empty user data and extensions|without user data and extensions)$`, w.asksInOtherWords, suite.Doc{
		Does:    "Lets a page ask for a consultation, a transfer or a conference about the call in one of the ways in which it can be written.",
		Example: "When Ana's page asks to consult Ben, naming the kind as target",
		Args:    []string{"the agent", "consult, transfer to or add", "whom: an agent or a customer", "how it is written"},
	})
	r.Step(`^(\w+)'s page asks to (consult|transfer|conference) (without a target|with null for the target|with a number for the target|with a list for the target|with a target of nothing|with a target of a kind that does not exist|with an agent who does not exist|with a target without a destination|with a text for the user data)$`, w.asksAmiss, suite.Doc{
		Does:    "Lets a page ask for a consultation, a transfer or a conference about the call in a way that is not as documented.",
		Example: "When Ana's page asks to consult without a target",
		Args:    []string{"the agent", "consult, transfer or conference", "what is wrong with it"},
	})
}

// destination is where something is sent, and what is known of it.
type destination struct {
	target.Destination
	agent  string // of the cast, if it is one
	number string // of a person
}

// destinationKinds are what the destinations of the scenarios are.
var destinationKinds = map[string]target.DestinationKind{
	"Service": target.ToGroup, "Billing": target.ToSkill, "Support": target.ToQueue, "Main Line": target.ToRoutingPoint,
}

// destination is that of a sentence: a person, or what has a kind and a name.
func (w *world) destination(text string, byNumber bool) (destination, error) {
	rest, routed := strings.CutPrefix(text, "the ")
	if routed {
		return w.routed(rest)
	}
	number, err := w.number(text)
	if err != nil {
		return destination{}, err
	}
	to := destination{target.Destination{Kind: target.ToNumber, Name: number}, "", number}
	if a, err := w.Case.Target.Agent(text); err == nil {
		to.agent = text
		if !byNumber {
			to.Destination = target.Destination{Kind: target.ToAgent, Name: a.Account}
		}
	}
	if byNumber {
		to.Kind = target.ByNumber
	}
	return to, nil
}

// routed is a destination that routes, such as "skill Billing".
func (w *world) routed(text string) (destination, error) {
	for name, kind := range destinationKinds {
		if text == string(kind)+" "+name {
			own, err := w.Case.Target.Destination(name)
			return destination{Destination: target.Destination{Kind: kind, Name: own}}, err
		}
	}
	return destination{}, fmt.Errorf("no scenario knows the %s: expected %s", text, anyRouted)
}

// mayReach reports whether what is sent there may come to an agent.
func (to destination) mayReach(agent string) bool {
	return to.agent == agent || to.agent == "" && to.number == "" && to.Kind != target.ByNumber
}

// requestVerbs are what a page asks for, by the sentence.
var requestVerbs = map[string]target.Verb{
	"consult": target.Consult, "transfer to": target.TransferAtOnce, "transfer": target.TransferAtOnce,
	"add": target.JoinAtOnce, "conference": target.JoinAtOnce,
}

func (w *world) asksInOtherWords(ctx context.Context, agent, what, whom, how string) error {
	to, err := w.destination(whom, false)
	if err != nil {
		return err
	}
	d, it, err := w.item(ctx, agent, "call")
	if err != nil {
		return err
	}
	a := target.Action{Verb: requestVerbs[what]}
	w.expect(d, "call", a, to)
	request := scapi.RequestOf(a.Verb)
	params, written := inOtherWords(a.Verb, to, how)
	if err := w.sends(ctx, agent, request, append([]any{it.id}, params...)); err != nil {
		return err
	}
	if id := "scapi.method." + request + ".targetQuery." + written; w.IsTagged(id) {
		w.claimTaken(id, request+" takes the kind of a target as "+written)
	}
	return nil
}

// inOtherWords are the parameters behind the interaction, and the name under which they
// have the kind of the target, if it is one of two.
func inOtherWords(v target.Verb, to destination, how string) (params []any, written string) {
	words := query(scapi.TargetTypes[to.Kind], to.Name)
	switch how {
	case "naming the kind as type":
		delete(words, "target")
		return []any{words}, "type"
	case "naming the kind as target":
		delete(words, "type")
		return []any{words}, "target"
	}
	if v != target.Consult {
		delete(words, "target")
	}
	if how == "with empty user data and extensions" {
		return []any{words, struct{}{}, struct{}{}}, ""
	}
	return []any{words}, ""
}

// amiss are parameters of a request behind the interaction that are not as documented.
var amiss = map[string][]any{
	"without a target":                            {},
	"with null for the target":                    {nil},
	"with a number for the target":                {7},
	"with a list for the target":                  {[]string{"AGENT"}},
	"with a target of nothing":                    {struct{}{}},
	"with a target of a kind that does not exist": {query("NO_SUCH_TYPE", "1002")},
	"with an agent who does not exist":            {query("AGENT", "no-such-agent")},
	"with a target without a destination":         {map[string]string{"type": "AGENT", "target": "AGENT"}},
	"with a text for the user data":               {query("CUSTOM_CONTACT", "5550142"), "text"},
}

func query(kind, name string) map[string]string {
	return map[string]string{"type": kind, "target": kind, "destination": name}
}

func (w *world) asksAmiss(ctx context.Context, agent, what, how string) error {
	_, it, err := w.item(ctx, agent, "call")
	if err != nil {
		return err
	}
	return w.sends(ctx, agent, scapi.RequestOf(requestVerbs[what]), append([]any{it.id}, amiss[how]...))
}
