package main

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/des"
)

// verbs are the agent's hands in the life of an inbound call, from its ring to mark done.
var verbs = []center.Verb{center.Accept, center.Hold, center.Resume, center.HangUp, center.Done}

// life is a center whose agents all have one inbound call after the other.
type life struct {
	center *center.Center
	agents []center.AgentID
	calls  []center.Command // one for each agent: the call that arrives
	events []center.Event
	now    time.Duration
}

func newLife(agents int) (*life, error) {
	cfg := center.Config{
		Choices:     []center.AgentState{{Kind: center.Ready, Operation: "Ready", Display: "Ready"}},
		RingTimeout: 15 * time.Second,
	}
	l := &life{}
	for i := range agents {
		id := center.AgentID(fmt.Sprint(1001 + i))
		cfg.Agents = append(cfg.Agents, center.Agent{
			ID: id, Number: fmt.Sprint(50001 + i), Media: []center.Medium{center.Voice, center.Preview}, Start: "Ready",
		})
		l.agents = append(l.agents, id)
		l.calls = append(l.calls, center.Command{
			Verb: center.Arrive, Agent: id, Number: fmt.Sprint(5550001 + i), Contact: center.Contact{First: "Carla", Last: "Costa"},
			Data: []center.Datum{{Key: "CONTRACT", Value: `"R-1207"`}, {Key: "PLAN", Value: `"Basic"`}},
		})
	}
	var err error
	l.center, err = center.New(cfg, func(name string) *rand.Rand { return des.Stream(1, name) })
	return l, err
}

// one lets an agent have a call and tells each event to see.
func (l *life) one(agent int, see func(*center.Event)) error {
	if err := l.step(l.calls[agent], see); err != nil {
		return err
	}
	id := l.events[0].Part.ID
	for _, v := range verbs {
		if err := l.step(center.Command{Verb: v, Agent: l.agents[agent], Interaction: id}, see); err != nil {
			return err
		}
	}
	return nil
}

func (l *life) step(cmd center.Command, see func(*center.Event)) (err error) {
	l.now += time.Second
	if l.events, err = l.center.Step(l.now, cmd, l.events[:0]); err != nil {
		return err
	}
	for i := range l.events {
		see(&l.events[i])
	}
	return nil
}
