package webex

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

type desk struct{ c *center.Center }

func (d desk) Do(center.Command) error { return nil }
func (d desk) Center() wire.Center     { return d.c }

func session(t *testing.T, p Profile) *Session {
	t.Helper()
	agent := func(id center.AgentID, first, last, number string) center.Agent {
		return center.Agent{ID: id, First: first, Last: last, Number: number, Media: []center.Medium{center.Voice}, Start: "Ready"}
	}
	c, err := center.New(center.Config{
		Choices: []center.AgentState{{Kind: center.Ready, Operation: "Ready"}},
		Agents:  []center.Agent{agent("1001", "Ana", "Alves", "5001"), agent("1002", "Ben", "Brown", "5002")},
	}, func(string) *rand.Rand { return nil })
	require.NoError(t, err)
	s := New(Config{User: "1001", Profile: p, Ring: 15 * time.Second, Begins: time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC), Tenant: Tenant{
		Organization: "11111111-2222-4333-8444-555555555555",
		Teams:        []Team{{Name: "Sales", Agents: []center.AgentID{"1001", "1002"}}},
	}})
	s.port = desk{c}
	return s
}

var (
	customer = person{id: "5550123", pType: "Customer", number: "5550123", joined: true, joinedAt: time.Second}
	anaTalks = person{id: AgentID("1001"), pType: "Agent", agent: "1001", name: "Ana Alves", joined: true, joinedAt: 3 * time.Second}
	benAsked = person{id: AgentID("1002"), pType: "Agent", agent: "1002", name: "Ben Brown", consulted: true, aside: true, offered: true}
)

func call(change func(*contact)) contact {
	c := contact{
		id: ID("call"), mediaType: "telephony", state: stateConnected, created: time.Second,
		queued: true, queuedAt: 2 * time.Second, queue: placeOf(center.Target{Kind: center.ToQueue, Name: "Support"}),
		owner: "1001", ani: "5550123", dnis: "5000", customer: center.Contact{First: "Rosa", Last: "Reyes"}, number: "5550123",
		people: []person{customer, anaTalks},
		legs:   []leg{{id: ID("call"), participants: []string{"5550123", AgentID("1001")}}},
	}
	change(&c)
	return c
}

// situations are contacts as agents have them: together they have every field.
var situations = map[string]contact{
	"offered": call(func(c *contact) {
		c.state = stateNew
		c.people[1] = person{id: AgentID("1001"), pType: "Agent", agent: "1001", name: "Ana Alves", offered: true}
	}),
	"direct": call(func(c *contact) { c.queued, c.queue = false, place{} }),
	"by-a-flow": call(func(c *contact) {
		c.queue = placeOf(center.Target{Kind: center.ToRoutingPoint, Name: "Main Line"})
		c.previous = []string{placeOf(center.Target{Kind: center.ToQueue, Name: "Support"}).id}
		for _, name := range []string{
			"category", "reason", "sourcePage", "appUser", "reasonCode", "IvrPath", "pathId", "pauseDuration", "childInteractionId",
			"convIvrTranscript", "customerRegion", "fcDesktopView", "fceRegisteredEvents", "flowTagId", "isParked",
			"mohFileName", "monitorType", "monitoringInvisibleMode", "monitoringRequestId", "monitoringState",
			"priority", "routingStrategyId",
		} {
			c.data = append(c.data, center.Datum{Key: name, Value: `"of ` + name + `"`})
		}
	}),
	"by-a-skill": call(func(c *contact) { c.queue = placeOf(center.Target{Kind: center.ToSkill, Name: "Billing"}) }),
	"with-data": call(func(c *contact) {
		c.data = []center.Datum{{Key: "order", Value: `"8841"`}, {Key: "items", Value: "3"}, {Key: "total", Value: "9.5"},
			{Key: "gold", Value: "true"}, {Key: "basket", Value: `{"a":[1]}`}, {Key: "broken", Value: "{"}}
	}),
	"recorded": call(func(c *contact) { c.recorded, c.recording = true, center.Recorded }),
	"recording-paused": call(func(c *contact) {
		c.recorded, c.recording = true, center.RecordingPaused
	}),
	"held": call(func(c *contact) { c.state, c.legs[0].held, c.legs[0].heldAt = stateHeld, true, 9*time.Second }),
	"consulting": call(func(c *contact) {
		c.people = append(c.people, benAsked)
		c.legs = append(c.legs, leg{id: ID("consult"), consult: true, participants: []string{AgentID("1001"), AgentID("1002")}})
		c.state, c.consulting, c.asks, c.consulted = stateConsult, ID("consult"), "1001", "1002"
	}),
	"consulting-a-queue": call(func(c *contact) {
		c.legs = append(c.legs, leg{id: ID("consult"), consult: true, participants: []string{AgentID("1001")}})
		c.state, c.consulting, c.asks, c.toQueue = stateConsult, ID("consult"), "1001", true
	}),
	"consulted": call(func(c *contact) {
		ben := benAsked
		ben.offered, ben.joined, ben.joinedAt = false, true, 12*time.Second
		c.people = append(c.people, ben)
		c.legs = append(c.legs, leg{id: ID("consult"), consult: true, participants: []string{AgentID("1001"), AgentID("1002")}})
		c.state, c.consulting, c.asks, c.consulted, c.joined, c.isConsulted = stateConsult, ID("consult"), "1001", "1002", true, true
	}),
	"conference": call(func(c *contact) {
		c.people = append(c.people,
			person{id: AgentID("1002"), pType: "Agent", agent: "1002", name: "Ben Brown", joined: true, consulted: true},
			person{id: "5550199", pType: "DN", number: "5550199", joined: true},
			person{id: "5550198", pType: "EP-DN", number: "5550198", predial: true},
		)
		c.state, c.conference = stateConference, true
	}),
	"being-transferred": call(func(c *contact) { c.blind = true }),
	"wrap-up": call(func(c *contact) {
		c.state, c.terminated = stateWrapUp, true
		c.people[0].left = true
		c.people[1].left, c.people[1].wrapUp, c.people[1].leftAt = true, true, 20*time.Second
	}),
	"wrapped-up": call(func(c *contact) {
		c.state, c.terminated = stateWrapUp, true
		c.people[0].left = true
		c.people[1].left, c.people[1].wrappedUp = true, true
	}),
	"outdial": call(func(c *contact) {
		c.queued, c.queue, c.outbound, c.outdial = false, place{}, true, outdial
		c.people = []person{{id: "5550123", pType: "Customer", number: "5550123", predial: true}, anaTalks}
	}),
	"preview": call(func(c *contact) {
		c.queued, c.queue, c.outbound, c.outdial, c.campaign = false, place{}, true, "PREVIEW", "Renewals"
		c.parent = ID("record")
	}),
	"chat":   call(func(c *contact) { c.mediaType = "chat" }),
	"social": call(func(c *contact) { c.mediaType = "whatsapp" }),
	"email": call(func(c *contact) {
		c.mediaType, c.ani, c.number = "email", "rosa@example.com", "rosa@example.com"
		c.letter = &center.Letter{Subject: "Order 1234", From: "rosa@example.com", To: []string{"support@example.com"}}
	}),
}

func TestInteractionGolden(t *testing.T) {
	for _, profile := range []Profile{SDK312, Documented} {
		s := session(t, profile)
		var b bytes.Buffer
		for _, name := range slices.Sorted(maps.Keys(situations)) {
			c := situations[name]
			fmt.Fprintf(&b, "%s\n%s\n", name, encode(s.interaction(&c)))
		}
		golden.Equal(t, "interaction-"+string(profile)+".txt", b.Bytes())
	}
}

// TestEveryFieldIsSaidAsDocumented takes every field of every situation, and finds all of
// the documented ones, each with its type, and no other.
func TestEveryFieldIsSaidAsDocumented(t *testing.T) {
	for _, profile := range []Profile{SDK312, Documented} {
		s := session(t, profile)
		kinds, needed := map[string]string{"callProcessingDetails.campaignId": "string"}, []string{}
		for _, f := range documented {
			path, optional := strings.CutSuffix(f.path, "?")
			kinds[path] = f.kind
			if !optional {
				needed = append(needed, path)
			}
		}
		said := map[string]bool{}
		for name := range situations {
			c := situations[name]
			var v map[string]any
			require.NoError(t, json.Unmarshal(encode(s.interaction(&c)), &v))
			here := map[string]bool{}
			collect(t, s, v, "", kinds, here)
			for _, path := range needed {
				assert.True(t, here[path], "%s: %s is missing", name, path)
			}
			maps.Copy(said, here)
		}
		for path := range kinds {
			assert.True(t, said[path], "%s: no situation has it", path)
		}
	}
}

func collect(t *testing.T, s *Session, v map[string]any, above string, kinds map[string]string, said map[string]bool) {
	for name, value := range v {
		path := above + name
		kind, known := kinds[path]
		assert.True(t, known, "%s is not documented", path)
		assert.True(t, fits(s, kind, value), "%s: got %v, want %s", path, value, kind)
		said[path] = true
		inner, isObject := value.(map[string]any)
		switch {
		case path == "media":
			for _, leg := range inner {
				collect(t, s, leg.(map[string]any), "media.*.", kinds, said)
			}
		case isObject && (path == "callProcessingDetails" || path == "contactDirection"):
			collect(t, s, inner, path+".", kinds, said)
		}
	}
}

func fits(s *Session, kind string, v any) bool {
	kind, nullable := strings.CutSuffix(kind, "?")
	if v == nil {
		return nullable
	}
	switch kind {
	case "flag":
		_, isBool := v.(bool)
		return isBool == (s.cfg.Profile == Documented) && (isBool || v == "true" || v == "false")
	case "boolean|string":
		return fits(s, "boolean", v) || fits(s, "string", v)
	case "channel":
		return slices.Contains([]any{"email", "chat", "telephony", "social", "sms", "facebook", "whatsapp"}, v)
	case "strings":
		_, isList := v.([]any)
		return isList
	}
	got := map[string]any{"boolean": false, "string": "", "number": 0.0, "object": map[string]any{}}[kind]
	return fmt.Sprintf("%T", got) == fmt.Sprintf("%T", v)
}
