package sim

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/fault"
	"github.com/deskproof/deskproof/sim/journal"
)

// ErrUnknownMethod is why a stage call is refused that there is none of.
var ErrUnknownMethod = errors.New("unknown method")

// stageCalls are the stage door's calls that change a world, by method
// (fixtures/stage describes them).
var stageCalls = map[string]func(*machine, json.RawMessage) (any, error){
	"agent.set":               command(agentSet),
	"call.arrive":             command(callArrive),
	"call.answer":             command(farEnd(center.FarAnswer)),
	"call.busy":               command(farEnd(center.FarBusy)),
	"call.noAnswer":           command(farEnd(center.FarSilent)),
	"call.hangUp":             command(farEnd(center.FarHangUp)),
	"phone.answer":            onPhone(center.Accept, ringing),
	"phone.hangUp":            onPhone(center.HangUp, talking),
	"campaign.load":           command(campaignLoad),
	"campaign.start":          command(campaign(center.StartCampaign)),
	"campaign.stop":           command(campaign(center.StopCampaign)),
	"campaign.unload":         command(campaign(center.UnloadCampaign)),
	"campaign.record":         command(campaignRecord),
	"desktop.markDone":        (*machine).desktopMarkDone,
	"desktop.clickToast":      inDesktop(clickToast),
	"desktop.dismissToast":    inDesktop(dismissToast),
	"desktop.closeDialog":     inDesktop(closeDialog),
	"desktop.show":            inDesktop(showPage),
	"desktop.focus":           inDesktop(focusPage),
	"desktop.activity":        inDesktop(beActive),
	"desktop.reload":          inDesktop(reload),
	"chat.arrive":             command(chatArrive),
	"chat.message":            command(chatMessage),
	"chat.typing":             command(chatTyping),
	"chat.end":                command(chatEnd),
	"email.arrive":            command(emailArrive),
	"server.set":              command(serverSet),
	"interaction.disturb":     (*machine).disturb,
	"desktop.compose":         doing(center.Compose),
	"desktop.say":             (*machine).desktopSay,
	"desktop.endChat":         doing(center.EndChat),
	"desktop.reply":           doing(center.Reply),
	"desktop.insertResponse":  doing(center.InsertResponse),
	"desktop.send":            doing(center.Send),
	"desktop.cancel":          doing(center.Discard),
	"desktop.save":            doing(center.Save),
	"desktop.leaveConference": doing(center.LeaveConference),
	"desktop.placeInWorkbin":  (*machine).placeInWorkbin,
	"desktop.placeInQueue":    (*machine).placeInQueue,
	"desktop.pullFromWorkbin": command(pullFromWorkbin),
	"desktop.pullFromQueue":   command(pullFromQueue),
	"desktop.moveToCase":      (*machine).moveToCase,
	"strategy.option":         (*machine).strategyOption,
	"clock.advance":           (*machine).clockAdvance,
	"fault.set":               (*machine).faultSet,
}

// StageMethods lists the calls that World.Stage takes, sorted.
func StageMethods() []string { return slices.Sorted(maps.Keys(stageCalls)) }

func (m *machine) stage(in *journal.Input) (any, error) {
	call, ok := stageCalls[in.Method]
	if !ok {
		return nil, fmt.Errorf("%s: %w", in.Method, ErrUnknownMethod)
	}
	defer m.observe()
	result, err := call(m, in.Params)
	if err == nil && strings.HasPrefix(in.Method, "desktop.") {
		m.active(in.Params)
	}
	return result, err
}

// need reports the first of these parameters, name and value by turns, that is missing.
func need(params ...string) error {
	for i := 0; i < len(params); i += 2 {
		if params[i+1] == "" {
			return fmt.Errorf("%w: %s is missing", ErrParams, params[i])
		}
	}
	return nil
}

// command is a call that is one command of the center.
func command[P any](make func(*P) (center.Command, error)) func(*machine, json.RawMessage) (any, error) {
	return func(m *machine, params json.RawMessage) (any, error) {
		var p P
		if err := DecodeParams(params, &p); err != nil {
			return nil, err
		}
		cmd, err := make(&p)
		if err != nil {
			return nil, err
		}
		return nil, m.step(cmd)
	}
}

type agentParams struct {
	Agent  string `json:"agent"`
	State  string `json:"state"`
	Media  string `json:"media"`
	Reason string `json:"reason"`
	Code   string `json:"code"`
}

var stageStates = map[string]center.StateKind{
	"ready": center.Ready, "not-ready": center.NotReady, "not-ready-reason": center.NotReadyReason,
	"after-call-work": center.AfterCallWork, "after-call-work-reason": center.AfterCallWorkReason,
	"do-not-disturb": center.DoNotDisturb, "logged-out": center.LoggedOut,
	"out-of-service": center.OutOfService, "logged-out-undisturbed": center.LoggedOutUndisturbed,
	"unknown": center.UnknownState,
}

func agentSet(p *agentParams) (center.Command, error) {
	if err := cmp.Or(need("agent", p.Agent, "state", p.State), short("reason", p.Reason, "code", p.Code)); err != nil {
		return center.Command{}, err
	}
	kind, ok := stageStates[p.State]
	if !ok {
		return center.Command{}, unknownWord("state", p.State, stageStates)
	}
	cmd := center.Command{Verb: center.ForceState, Agent: center.AgentID(p.Agent), Kind: kind, Reason: p.Reason, Code: p.Code}
	if p.Media != "" {
		if cmd.Medium, ok = media[p.Media]; !ok {
			return center.Command{}, unknownWord("media", p.Media, media)
		}
	}
	return cmd, nil
}

// unknownWord says which words a parameter can have.
func unknownWord[V any](name, got string, words map[string]V) error {
	known := slices.Sorted(maps.Keys(words))
	return fmt.Errorf("%w: %s is %q, expected one of %s", ErrParams, name, got, strings.Join(known, ", "))
}

// clockAdvance moves time on by some milliseconds.
func (m *machine) clockAdvance(params json.RawMessage) (any, error) {
	var p struct {
		Millis *int64 `json:"ms"`
	}
	if err := DecodeParams(params, &p); err != nil {
		return nil, err
	}
	if p.Millis == nil || *p.Millis < 0 || *p.Millis > int64(24*time.Hour/time.Millisecond) {
		return nil, fmt.Errorf("%w: ms must be between 0 and 86400000, one day", ErrParams)
	}
	to := m.now + time.Duration(*p.Millis)*time.Millisecond
	if to > endOfTime {
		return nil, fmt.Errorf("%w: ms: a world lasts 100 years, and they end before; open another", ErrParams)
	}
	m.runUntil(to)
	return map[string]int64{"now": m.now.Milliseconds()}, nil
}

func (m *machine) faultSet(params json.RawMessage) (any, error) {
	var p struct {
		Faults []fault.Fault `json:"faults"`
	}
	if err := DecodeParams(params, &p); err != nil {
		return nil, err
	}
	if p.Faults == nil {
		return nil, fmt.Errorf("%w: faults is missing; an empty list ends all", ErrParams)
	}
	if err := fault.Validate(p.Faults); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrParams, err)
	}
	options := fault.Options(p.Faults)
	ofGWS, wrongGWS := gwsRules.changed(m.users.as, options)
	ofWebex, wrongWebex := webexRules.changed(m.tenant.as, options)
	err := cmp.Or(wrongGWS, wrongWebex)
	if err == nil {
		err = m.desktops.change(options)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: fault: %w", ErrParams, err)
	}
	m.users.now, m.tenant.now = ofGWS, ofWebex
	_ = m.faults.Set(p.Faults) // they are valid
	m.faulty = len(p.Faults) > 0
	return nil, nil
}

type serverParams struct {
	Server string `json:"server"`
	Up     *bool  `json:"up"`
}

var stageServers = map[string]center.Server{"chat": center.ChatServer, "interaction": center.InteractionServer}

func serverSet(p *serverParams) (center.Command, error) {
	if err := need("server", p.Server); err != nil {
		return center.Command{}, err
	}
	server, ok := stageServers[p.Server]
	switch {
	case !ok:
		return center.Command{}, unknownWord("server", p.Server, stageServers)
	case p.Up == nil:
		return center.Command{}, fmt.Errorf("%w: up is missing", ErrParams)
	}
	return center.Command{Verb: center.SetServer, Server: server, Up: *p.Up}, nil
}
