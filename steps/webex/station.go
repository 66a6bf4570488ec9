package webex

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) stationSentences(r *suite.Registry) {
	r.Step(`^(\w+) logs in( at a desk phone| at an extension)?$`, w.logsIn, suite.Doc{
		Does:    "Lets an agent whose client has registered log in with their number and their team.",
		Example: "When Ana logs in at an extension",
		Args:    []string{"the agent", "at which kind of phone; left out: any at which they may"},
	})
	r.Step(`^(\w+) logs in at the phone of (\w+)$`, w.logsInAtTheirs, suite.Doc{
		Does:    "Lets an agent log in with the number of another agent.",
		Example: "When Ben logs in at the phone of Ana",
		Args:    []string{"the agent", "the other agent"},
	})
	r.Step(`^(\w+) logs in (at a number that is none|at a phone of a kind that is none|for a team that does not exist|without saying anything|with numbers for texts|with a body that is not JSON)$`, w.logsInAmiss, suite.Doc{
		Does:    "Lets an agent log in in a way that no center can grant.",
		Example: "When Ana logs in at a number that is none",
		Args:    []string{"the agent", "what is wrong with it"},
	})
	r.Step(`^(\w+) logs out$`, w.logsOut, suite.Doc{
		Does:    "Lets an agent log out.",
		Example: "When Ana logs out",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) becomes (available|idle)$`, w.becomes, suite.Doc{
		Does:    "Lets an agent become available, or idle with the first code that they may choose.",
		Example: "When Ana becomes available",
		Args:    []string{"the agent", "available or idle"},
	})
	r.Step(`^(\w+) becomes (idle with a code that does not exist|something that nobody knows|available without saying how|available with numbers for texts)$`, w.becomesAmiss, suite.Doc{
		Does:    "Lets an agent ask for a state in a way that no center can grant.",
		Example: "When Ana becomes idle with a code that does not exist",
		Args:    []string{"the agent", "what is wrong with it"},
	})
	r.Step(`^(\w+)'s desk shows (?:her|him|them) as (available|idle)$`, w.showsStanding, suite.Doc{
		Does:    "Checks that the last that an agent was told of their own state since the last When says so: a login or a change of state.",
		Example: "Then Ana's desk shows her as available",
		Args:    []string{"the agent", "available or idle"},
	})
	r.Step(`^the reason is (DUPLICATE_LOCATION|INVALID_DIAL_NUMBER|AGENT_NOT_FOUND)$`, w.reasonIs, suite.Doc{
		Does:    "Checks the reason of the notification by which the last request failed. Which reason is told when is documented nowhere, so this never binds.",
		Example: "And the reason is DUPLICATE_LOCATION",
		Args:    []string{"the reason"},
		Denies:  true,
	})
}

// The kinds of phones at which agents log in.
const (
	extension = "EXTENSION"
	deskPhone = "AGENT_DN"
)

// phoneKinds are those kinds by the scenarios' words.
var phoneKinds = map[string]string{"at a desk phone": deskPhone, "at an extension": extension}

// mayUse reports whether an agent may log in at a kind of phone: any, where the
// configuration says nothing of it.
func mayUse(p *person, kind string) bool {
	kinds := p.client.Profile().Phones()
	return len(kinds) == 0 || slices.Contains(kinds, kind)
}

// loginBody is what an agent logs in with who does not care at which kind of phone.
func loginBody(p *person) (map[string]any, error) {
	for _, kind := range []string{extension, deskPhone} {
		if mayUse(p, kind) {
			return loginAt(p, kind), nil
		}
	}
	return nil, &target.NotOfferedError{What: "an extension or a desk phone for " + p.name}
}

// loginAt is what an agent logs in with at a kind of phone.
func loginAt(p *person, kind string) map[string]any {
	var team string
	if teams := p.client.Profile().TeamIDs(); len(teams) > 0 {
		team = teams[0]
	}
	return map[string]any{
		"dialNumber": p.account.Number, "teamId": team, "deviceType": kind, "isExtension": kind == extension, "deviceId": p.account.Number,
		"roles": []string{"agent"}, "teamName": "", "siteId": "", "usesOtherDN": false, "auxCodeId": "",
	}
}

func (w *world) logsIn(ctx context.Context, name, where string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	where = strings.TrimSpace(where)
	if kind := phoneKinds[where]; kind != "" && !mayUse(p, kind) {
		return &target.NotOfferedError{What: fmt.Sprintf("logging in %s to %s", where, name)}
	} else if kind != "" {
		return w.ask(ctx, p, w.operation("agent.login", "", loginAt(p, kind)))
	}
	body, err := loginBody(p)
	if err != nil {
		return err
	}
	return w.ask(ctx, p, w.operation("agent.login", "", body))
}

func (w *world) logsInAtTheirs(ctx context.Context, name, other string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	theirs, err := w.Target.Agent(other)
	if err != nil {
		return err
	}
	body, err := loginBody(p)
	if err != nil {
		return err
	}
	body["dialNumber"], body["deviceId"] = theirs.Number, theirs.Number
	return w.ask(ctx, p, w.operation("agent.login", "", body))
}

func (w *world) logsInAmiss(ctx context.Context, name, how string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	body, err := loginBody(p)
	if err != nil {
		return err
	}
	switch how {
	case "at a number that is none":
		body["dialNumber"], body["deviceId"] = "not a number", "not a number"
	case "at a phone of a kind that is none":
		body["deviceType"] = "CARRIER_PIGEON"
	case "for a team that does not exist":
		body["teamId"] = absentID
	case "without saying anything":
		body = map[string]any{}
	case "with numbers for texts":
		body = spoiled(body, "with numbers for its parameters")
	}
	r := w.operation("agent.login", "", body)
	if how == "with a body that is not JSON" {
		r.Body, r.Raw = nil, []byte(`{"dialNumber":`)
	}
	r.may = true
	return w.ask(ctx, p, r)
}

func (w *world) logsOut(ctx context.Context, name string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	return w.ask(ctx, p, w.operation("agent.logout", "", map[string]any{"logoutReason": "User requested logout"}))
}

// stateBody is what an agent asks for a state with.
func stateBody(p *person, state, code string) map[string]any {
	return map[string]any{"state": state, "auxCodeId": code, "lastStateChangeReason": "", "agentId": p.id()}
}

func (w *world) becomes(ctx context.Context, name, state string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	body := stateBody(p, "Available", "0")
	if state == "idle" {
		codes := p.client.Profile().IdleCodes
		if len(codes) == 0 {
			return suite.NotReached("the configuration of %s has no code for being idle", name)
		}
		body = stateBody(p, "Idle", codes[0].ID)
	}
	return w.ask(ctx, p, w.operation("agent.state", "", body))
}

func (w *world) becomesAmiss(ctx context.Context, name, how string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	body := map[string]any{}
	switch how {
	case "idle with a code that does not exist":
		body = stateBody(p, "Idle", absentID)
	case "something that nobody knows":
		body = stateBody(p, "Levitating", "0")
	case "available with numbers for texts":
		body = spoiled(maps.Clone(stateBody(p, "Available", "0")), "with numbers for its parameters")
	}
	return w.ask(ctx, p, w.operation("agent.state", "", body))
}

// standings are the states of agents by the scenarios' words.
var standings = map[string]string{"available": "Available", "idle": "Idle"}

// ownState are the events that tell an agent of their own state.
var ownState = []string{"AgentStationLoginSuccess", "AgentReloginSuccess", "AgentStateChangeSuccess"}

func (w *world) showsStanding(ctx context.Context, name, state string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	found, err := scene.Await(ctx, w.Scene, func() []notice { return only(p.told(w.Window, func(notice) bool { return true }), ownState...) })
	if err != nil {
		return err
	}
	s := scene.Seen{Expected: standings[state], Instead: "nothing of the kind"}
	by := tells("AgentStateChangeSuccess")
	if len(found) > 0 {
		last := found[len(found)-1]
		s.Instead, s.Frames = last.Text("subStatus"), []int{last.Seq}
		s.Met = s.Instead == s.Expected
		by = scene.Either(tells(last.Event), scene.Only("webex.event."+last.Event+".subStatus"))
		if last.Event != "AgentStateChangeSuccess" {
			by = scene.Nobody // how an agent begins is nobody's word
		}
	}
	w.Claims("value", fmt.Sprintf("%s is told to be %s", name, state), s, by)
	return nil
}

func (w *world) reasonIs(ctx context.Context, reason string) error {
	out, err := w.settled(ctx)
	if err != nil {
		return err
	}
	s := scene.Seen{Met: out.by.Reason() == reason, Expected: reason, Instead: orNone(out.by.Reason()), Frames: out.frames}
	w.Inferred("value", "the failure has the reason "+reason, s)
	return nil
}
