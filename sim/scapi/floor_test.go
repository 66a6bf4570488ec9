package scapi_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/scapi"
	"github.com/deskproof/deskproof/sim/token"
	"github.com/deskproof/deskproof/sim/wire"
)

const (
	ana    = center.AgentID("1001")
	ben    = center.AgentID("1002")
	origin = "http://localhost"
)

// begins is the date at which the floor's time begins.
var begins = time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC)

// open are the options that grant the page everything.
var open = map[string]string{"service-client-api.accepted-web-content-origins": origin}

// floor is a center with the desktops of its agents, driven without a socket or a clock.
type floor struct {
	t      testing.TB
	c      *center.Center
	now    time.Duration
	desks  map[center.AgentID]*scapi.Session
	events []center.Event
	refs   int

	overrides scapi.Overrides
	as        scapi.Config // of every desktop
}

// frame is a frame that a page got.
type frame struct {
	agent center.AgentID
	page  uint32
	body  []byte
}

func newFloor(t testing.TB, profile string, options map[string]string, changes ...func(*center.Config)) *floor {
	t.Helper()
	p, err := scapi.ParseProfile(profile)
	require.NoError(t, err)
	access, err := scapi.ParseAccess(options)
	require.NoError(t, err)
	agent := func(id center.AgentID, number string) center.Agent {
		return center.Agent{
			ID: id, First: "Ana", Last: "Alves", User: "ana", Number: number, Start: "Ready",
			Roles: []string{"ROLE_AGENT"}, Media: []center.Medium{center.Voice, center.Preview},
		}
	}
	stream := func(name string) *rand.Rand {
		h := fnv.New64a()
		h.Write([]byte(name))
		return rand.New(rand.NewPCG(1, h.Sum64()))
	}
	cfg := center.Config{
		Agents: []center.Agent{agent(ana, "5001"), agent(ben, "5002")},
		Choices: []center.AgentState{
			{Kind: center.Ready, Operation: "Ready", Display: "Ready"},
			{Kind: center.NotReady, Operation: "NotReady", Display: "Not Ready"},
			{Kind: center.NotReadyReason, Operation: "Break", Display: "Break", Reason: "Break", Code: "1511"},
		},
		Results: []center.CallResult{{Code: 6, Name: "Busy"}, {Code: 33, Name: "Answer"}},
	}
	for _, change := range changes {
		change(&cfg)
	}
	c, err := center.New(cfg, stream)
	require.NoError(t, err)
	f := &floor{t: t, c: c, desks: map[center.AgentID]*scapi.Session{}}
	f.as = scapi.Config{
		Profile: p, Access: access, Origin: origin, Begins: begins,
		Options: scapi.Options{}.With(options), Overrides: &f.overrides,
		Signer: token.NewSigner([32]byte{1}), TokenLife: time.Minute, TabsDial: true,
	}
	f.furnish()
	return f
}

// furnish gives every agent a new desktop.
func (f *floor) furnish() {
	for _, id := range f.c.Agents() {
		f.as.Agent = id
		f.desks[id] = scapi.New(f.as)
	}
}

// Do and Center make the floor the port of its sessions.
func (f *floor) Do(cmd center.Command) error {
	events, err := f.c.Step(f.now, cmd, f.events)
	if err == nil {
		f.events = events
	}
	return err
}

func (f *floor) Center() wire.Center { return f.c }

// open opens a page and subscribes it to everything.
func (f *floor) open(agent center.AgentID, page uint32) {
	f.t.Helper()
	f.openFrom(agent, page, "")
	f.send(agent, page, `{"event":"subscribe","data":["agent","interaction","media","markdone","outbound"],"referenceId":"s","userAgent":"WWE Client"}`)
}

func (f *floor) openFrom(agent center.AgentID, page uint32, origin string) []frame {
	return f.framed(agent, f.desks[agent].Open(f.now, wire.Page{ID: page, Origin: origin}, f, nil))
}

// send lets a page send a frame, and returns what all pages got for it.
func (f *floor) send(agent center.AgentID, page uint32, body string) []frame {
	f.t.Helper()
	frames, err := f.desks[agent].Receive(f.now, wire.Frame{Page: page, Body: []byte(body)}, f, nil)
	require.NoError(f.t, err, body)
	return append(f.framed(agent, frames), f.observe()...)
}

// stage does what comes from outside, and returns what all pages got for it.
func (f *floor) stage(cmd center.Command) []frame {
	f.t.Helper()
	require.NoError(f.t, f.Do(cmd))
	return f.observe()
}

func (f *floor) observe() []frame {
	var out []frame
	for i := range f.events {
		for _, id := range f.c.Agents() {
			out = append(out, f.framed(id, f.desks[id].Observe(f.now, &f.events[i], nil))...)
		}
	}
	f.events = f.events[:0]
	return out
}

func (f *floor) framed(agent center.AgentID, frames []wire.Frame) []frame {
	var out []frame
	for _, w := range frames {
		out = append(out, frame{agent, w.Page, bytes.Clone(w.Body)})
	}
	return out
}

// answer is an answer, as the client library reads it.
type answer struct {
	Data         json.RawMessage `json:"data"`
	ErrorMessage *string         `json:"errorMessage"`
}

// text is what the answer comes down to: the failure's message, or the data.
func (a answer) text() string {
	if a.ErrorMessage != nil {
		return *a.ErrorMessage
	}
	return string(a.Data)
}

// ask makes a request on page 1 of Ana's desk, which must be answered, and returns
// the answer and the frames beside it.
func (f *floor) ask(request, parameters string) (answer, []frame) {
	f.t.Helper()
	f.refs++
	ref := fmt.Sprint(f.refs)
	if parameters != "" {
		parameters = `"parameters":` + parameters + ","
	}
	frames := f.send(ana, 1, fmt.Sprintf(`{"request":%q,%s"referenceId":%q,"userAgent":"WWE Client"}`, request, parameters, ref))
	require.NotEmpty(f.t, frames, "%s %s is not answered", request, parameters)
	var a struct {
		answer
		ReferenceID string `json:"referenceId"`
	}
	require.NoError(f.t, json.Unmarshal(frames[0].body, &a))
	require.Equal(f.t, ref, a.ReferenceID, "the answer comes first")
	return a.answer, frames[1:]
}

// do makes a request that must succeed, and returns the frames beside its answer.
func (f *floor) do(request, parameters string) []frame {
	f.t.Helper()
	a, frames := f.ask(request, parameters)
	require.Nil(f.t, a.ErrorMessage, "%s %s: %s", request, parameters, a.text())
	return frames
}

// row is what an interaction event says, as the documents' table of events puts it.
type row struct{ eventType, state, callType, capabilities string }

// rows are the interaction events among frames.
func rows(t testing.TB, frames []frame) []row {
	t.Helper()
	var out []row
	for _, f := range frames {
		var m struct {
			Event string `json:"event"`
			Data  struct {
				EventType   string `json:"eventType"`
				Interaction *struct {
					State        string   `json:"state"`
					CallType     string   `json:"callType"`
					Capabilities []string `json:"capabilities"`
				} `json:"interaction"`
			} `json:"data"`
		}
		require.NoError(t, json.Unmarshal(f.body, &m), "%s", f.body)
		if i := m.Data.Interaction; i != nil {
			out = append(out, row{m.Data.EventType, i.State, i.CallType, strings.Join(i.Capabilities, ", ")})
		}
	}
	return out
}

func bodies(frames []frame) []string {
	var out []string
	for _, f := range frames {
		out = append(out, fmt.Sprintf("%s/%d %s", f.agent, f.page, f.body))
	}
	return out
}

// call lets a customer call Ana.
func (f *floor) call(number string) {
	f.t.Helper()
	f.stage(center.Command{Verb: center.Arrive, Agent: ana, Number: number})
}

// campaign runs a campaign with records for Ana.
func (f *floor) campaign(mode center.Mode, numbers ...string) []frame {
	f.t.Helper()
	f.stage(center.Command{Verb: center.LoadCampaign, Campaign: "Spring", Load: &center.Campaign{Mode: mode, Agents: []center.AgentID{ana}}})
	f.stage(center.Command{Verb: center.StartCampaign, Campaign: "Spring"})
	var frames []frame
	for _, n := range numbers {
		record := &center.Record{Contact: center.Contact{First: "Chen"}, Chain: []center.Entry{{Handle: 1, Number: n}}}
		frames = append(frames, f.stage(center.Command{Verb: center.AddRecord, Campaign: "Spring", Record: record})...)
	}
	return frames
}

// tab is a page that the desktop shows as a tab of its own.
func tab(page uint32) wire.Page { return wire.Page{ID: page, Tab: true} }

// farBusy is an outside party being busy.
func farBusy(number string) center.Command {
	return center.Command{Verb: center.FarBusy, Number: number}
}
