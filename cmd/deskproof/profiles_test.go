package main

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/scapi"
	"github.com/deskproof/deskproof/sim/wire"
)

// everyProfile is what a center can be played in.
func everyProfile(b *book.Book) []string {
	var out, lines, clients []string
	for _, p := range b.Profiles {
		out = append(out, p.Name)
		switch p.Kind {
		case "documents":
			lines = append(lines, p.Name)
		case "client":
			clients = append(clients, p.Name)
		}
	}
	for _, line := range lines {
		for _, client := range clients {
			out = append(out, line+"+"+client)
		}
	}
	return out
}

// notPlayed are requests that the simulator does not have in any profile.
var notPlayed = []string{"auth.getPureCloudToken"}

// The simulator and the book are typed twice. Which requests a profile has must be the
// same on both sides.
func TestTheSimulatorHasTheRequestsOfEachProfile(t *testing.T) {
	b := book.SCAPI()
	for _, profile := range everyProfile(b) {
		t.Run(profile, func(t *testing.T) {
			p := play(t, profile)
			for i := range b.Methods {
				m := &b.Methods[i]
				if slices.Contains(notPlayed, m.Request) {
					continue
				}
				assert.Equal(t, b.Has(profile, m.Claim), p.has(m.Request), m.Request)
			}
		})
	}
}

// shownThings is what the simulator shows of a day in a profile, by ids of the book.
type shownThings map[string]bool

// What the simulator shows of a day is what the profile has: no event, attribute or value
// that it lacks, and each that it has and that another profile shows.
func TestTheSimulatorShowsWhatEachProfileHas(t *testing.T) {
	b := book.SCAPI()
	most := play(t, "union").day()
	assert.Greater(t, len(most), 100, "the day shows much of the book")
	for _, profile := range everyProfile(b) {
		t.Run(profile, func(t *testing.T) {
			shown := play(t, profile).day()
			for id := range shown {
				assert.True(t, tells(b, profile, id), "%s is shown, and the profile does not have it", id)
			}
			for id := range most {
				if must(b, profile, id) {
					assert.True(t, shown[id], "%s is not shown, and the profile has it", id)
				}
			}
		})
	}
}

// tells reports whether a profile has an item, or says nothing of the whole that it is a
// part of: then it is as in the manual and the current pages. A client library documents
// requests alone.
func tells(b *book.Book, profile, id string) bool {
	it, ok := b.Claim(id)
	if !ok {
		return false
	}
	whole, ok := b.Claim(id[:strings.LastIndexByte(id, '.')])
	documents := !strings.HasPrefix(profile, "client-")
	if b.Has(profile, it.Claim) || documents && (!ok || b.Has(profile, whole.Claim)) {
		return b.Has(profile, it.Claim)
	}
	return b.Has("scapi-manual", it.Claim) || b.Has("scapi-current", it.Claim)
}

// must reports whether a profile has an item for certain, and what brings it about; a
// client library alone is told what the documents have.
func must(b *book.Book, profile, id string) bool {
	it, _ := b.Claim(id)
	if choose, _ := b.Method("interaction.selectCaseByCaseId"); strings.HasPrefix(id, "scapi.event.case.") && !b.Has(profile, choose.Claim) {
		return false
	}
	if added, _ := b.Claim("scapi.event.common.ADDED"); strings.HasPrefix(id, "scapi.enum.interaction-state.") && !tells(b, profile, added.ID) {
		return false // some states last no longer than the event that tells of them
	}
	return b.Has(profile, it.Claim) || strings.HasPrefix(profile, "client-") && tells(b, profile, id)
}

// player is a desk of a center that is played without a socket.
type player struct {
	t      *testing.T
	book   *book.Book
	c      *center.Center
	desk   *scapi.Session
	now    time.Duration
	timers map[center.Timer]time.Duration
	events []center.Event
	refs   int
	said   [][]byte // events
	shown  shownThings
}

const ana = center.AgentID("1001")

func play(t *testing.T, profile string) *player {
	t.Helper()
	p, err := scapi.ParseProfile(profile)
	require.NoError(t, err)
	access, err := scapi.ParseAccess(map[string]string{"service-client-api.accepted-web-content-origins": "http://localhost (*, auth.getJwtToken)"})
	require.NoError(t, err)
	agent := func(id center.AgentID, number string) center.Agent {
		return center.Agent{
			ID: id, First: "Ana", Last: "Alves", User: "ana", Number: number, Start: "Ready",
			Roles: []string{"ROLE_AGENT"}, Media: []center.Medium{center.Voice, center.Preview, center.Chat, center.Email},
		}
	}
	var records []center.Record
	for i := range 9 {
		records = append(records, center.Record{Chain: []center.Entry{{Handle: 1, Number: fmt.Sprint(5550120 + i)}}})
	}
	c, err := center.New(center.Config{
		Agents: []center.Agent{agent(ana, "5001"), agent("1002", "5002")},
		Choices: []center.AgentState{
			{Kind: center.Ready, Operation: "Ready", Display: "Ready"},
			{Kind: center.NotReady, Operation: "NotReady", Display: "Not Ready"},
			{Kind: center.NotReadyReason, Operation: "Break", Display: "Break", Reason: "Break", Code: "1511"},
		},
		Campaigns: []center.Campaign{
			{Name: "Pull", Mode: center.Pull, Agents: []center.AgentID{ana}, Records: records},
			{Name: "Push", Mode: center.Push, Agents: []center.AgentID{ana}, Records: records},
		},
		RingTimeout: time.Second,
	}, func(name string) *rand.Rand {
		h := fnv.New64a()
		h.Write([]byte(name))
		return rand.New(rand.NewPCG(1, h.Sum64()))
	})
	require.NoError(t, err)
	out := &player{t: t, book: book.SCAPI(), c: c, timers: map[center.Timer]time.Duration{}, shown: shownThings{}}
	out.desk = scapi.New(scapi.Config{Agent: ana, Profile: p, Access: access, Origin: "http://localhost"})
	out.desk.Open(0, wire.Page{ID: 1}, out, nil)
	out.ask(`"event":"subscribe","data":["agent","interaction","media","markdone","outbound","system"]`)
	return out
}

// Do and Center make the player the port of its desk.
func (p *player) Do(cmd center.Command) error {
	events, err := p.c.Step(p.now, cmd, p.events)
	if err == nil {
		p.events = events
	}
	return err
}

func (p *player) Center() wire.Center { return p.c }

// ask lets the page send a message, and returns the answer.
func (p *player) ask(members string) (answer struct {
	Data  json.RawMessage `json:"data"`
	Error string          `json:"errorMessage"`
}) {
	p.t.Helper()
	p.refs++
	body := fmt.Sprintf(`{%s,"referenceId":"%d","userAgent":"WWE Client"}`, members, p.refs)
	frames, err := p.desk.Receive(p.now, wire.Frame{Page: 1, Body: []byte(body)}, p, nil)
	require.NoError(p.t, err)
	require.NotEmpty(p.t, frames, body)
	require.NoError(p.t, json.Unmarshal(frames[0].Body, &answer), body)
	for _, f := range frames[1:] {
		p.said = append(p.said, slices.Clone(f.Body))
	}
	p.observe()
	return answer
}

func (p *player) has(request string) bool {
	return p.ask(fmt.Sprintf(`"request":%q`, request)).Error != "Unknown request "+request
}

func (p *player) observe() {
	for i := range p.events {
		e := &p.events[i]
		switch e.Kind {
		case center.TimerSet:
			p.timers[e.Timer] = e.At
		case center.TimerCanceled:
			delete(p.timers, e.Timer)
		}
		for _, f := range p.desk.Observe(p.now, e, nil) {
			p.said = append(p.said, slices.Clone(f.Body))
		}
	}
	p.events = p.events[:0]
}

// do is what happens in the center, whatever requests the profile has.
func (p *player) do(cmd center.Command) {
	p.t.Helper()
	require.NoError(p.t, p.Do(cmd), "%s", cmd.Verb)
	p.observe()
	p.look()
}

// on is a verb of Ana's on her only interaction of a medium.
func (p *player) on(m center.Medium, v center.Verb) {
	p.t.Helper()
	for _, part := range p.c.Parts(ana) {
		if part.Medium == m {
			p.do(center.Command{Verb: v, Agent: ana, Interaction: part.ID, Stop: true, Data: []center.Datum{{Key: "k", Value: "1"}}, Key: "k"})
			return
		}
	}
	p.t.Fatalf("%s: there is none", v)
}

// look takes in what the desk answers about itself.
func (p *player) look() {
	for request, typ := range map[string]string{
		"interaction.getInteractions": "interaction.Interaction", "agent.get": "agent.Agent",
		"agent.getState": "media.State", "agent.getStateList": "media.State", "media.getMediaList": "media.Media",
	} {
		if a := p.ask(fmt.Sprintf(`"request":%q`, request)); a.Error == "" {
			p.see(typ, a.Data)
		}
	}
}

// see notes the attributes and values of a type of the book.
func (p *player) see(name string, raw json.RawMessage) {
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) == nil {
		for _, x := range list {
			p.see(name, x)
		}
		return
	}
	typ, ok := p.book.Type(name)
	var object map[string]json.RawMessage
	if !ok || json.Unmarshal(raw, &object) != nil {
		return
	}
	for member, value := range object {
		i := slices.IndexFunc(typ.Members, func(m book.Member) bool { return m.Name == member })
		if i < 0 {
			p.shown[typ.ID+"."+member] = true // it will not be found
			continue
		}
		m := &typ.Members[i]
		p.shown[m.ID] = true
		p.value(m.Enum, value)
		p.see(strings.TrimSuffix(strings.TrimPrefix(m.Type, "Array<"), ">"), value)
	}
}

// value notes values of an enum.
func (p *player) value(name string, raw json.RawMessage) {
	e, ok := p.book.Enum(name)
	if !ok {
		return
	}
	var words []string
	if json.Unmarshal(raw, &words) != nil {
		words = make([]string, 1)
		_ = json.Unmarshal(raw, &words[0])
	}
	for _, word := range words {
		i := slices.IndexFunc(e.Values, func(v book.Value) bool { return v.Value == word })
		if i < 0 {
			p.shown[e.ID+"."+word] = true // it will not be found
			continue
		}
		p.shown[e.Values[i].ID] = true
	}
}

// hear takes in the events that were sent.
func (p *player) hear() {
	for _, body := range p.said {
		var m struct {
			Event string `json:"event"`
			Data  struct {
				Type        string          `json:"eventType"`
				Interaction json.RawMessage `json:"interaction"`
			} `json:"data"`
		}
		require.NoError(p.t, json.Unmarshal(body, &m))
		e, ok := p.book.Event(m.Event, m.Data.Type)
		require.True(p.t, ok, "%s", body)
		if !slices.Contains(e.Profiles, book.Unknown) {
			p.shown[e.ID] = true
		}
		if m.Data.Interaction != nil {
			p.see("interaction.Interaction", m.Data.Interaction)
		}
	}
}

// day plays calls, chats, e-mails, records and states, and returns what was shown of them.
func (p *player) day() shownThings {
	arrive := center.Command{
		Verb: center.Arrive, Agent: ana, Number: "5550111", Contact: center.Contact{First: "Carla", Last: "Costa"},
		Data: []center.Datum{{Key: "Topic", Value: `"Renewal"`}},
	}
	p.do(arrive)
	for timer := range p.timers { // it rings out
		delete(p.timers, timer)
		p.do(center.Command{Verb: center.Expire, Timer: timer})
	}
	p.do(center.Command{Verb: center.ChooseState, Agent: ana, State: "Break"})
	p.do(center.Command{Verb: center.ChooseState, Agent: ana, State: "Ready"})
	p.do(arrive)
	for _, v := range []center.Verb{
		center.Accept, center.Hold, center.Resume, center.StartRecording, center.PauseRecording, center.StopRecording,
		center.SetData, center.DeleteData, center.HangUp, center.Done,
	} {
		p.on(center.Voice, v)
	}
	p.do(center.Command{Verb: center.Dial, Agent: ana, Number: "5002"})
	p.selects()
	p.on(center.Voice, center.HangUp)
	p.do(center.Command{Verb: center.Arrive, Medium: center.Chat, Agent: ana, Number: "carla"})
	for _, v := range []center.Verb{center.Accept, center.Compose, center.Say, center.EndChat, center.Done} {
		p.on(center.Chat, v)
	}
	p.do(center.Command{Verb: center.Arrive, Medium: center.Email, Agent: ana, Number: "carla@example.com"})
	for _, v := range []center.Verb{center.Accept, center.Save, center.PlaceInWorkbin} {
		p.on(center.Email, v)
	}
	p.do(center.Command{Verb: center.CreateEmail, Agent: ana, Number: "carla@example.com"})
	for _, v := range []center.Verb{center.Compose, center.InsertResponse, center.Send} {
		p.on(center.Email, v)
	}
	p.campaign("Pull", center.Command{Verb: center.NextRecord, Agent: ana, Campaign: "Pull"})
	p.on(center.Preview, center.RejectRecord)
	p.on(center.Preview, center.Done)
	p.do(center.Command{Verb: center.StopCampaign, Campaign: "Pull"})
	p.do(center.Command{Verb: center.UnloadCampaign, Campaign: "Pull"})
	p.campaign("Push", center.Command{Verb: center.ChooseState, Agent: ana, State: "Ready"})
	for _, v := range []center.Verb{center.Accept, center.CallRecord} {
		p.on(center.Preview, v)
	}
	p.do(center.Command{Verb: center.FarAnswer, Number: "5550120"})
	p.on(center.Voice, center.HangUp)
	p.on(center.Voice, center.Done)
	p.on(center.Preview, center.Accept)
	p.on(center.Preview, center.CancelRecord)
	p.hear()
	return p.shown
}

// selects selects the case of the desk's interaction, if the profile can.
func (p *player) selects() {
	var list []struct {
		CaseID string `json:"caseId"`
	}
	_ = json.Unmarshal(p.ask(`"request":"interaction.getInteractions"`).Data, &list)
	require.NotEmpty(p.t, list)
	p.ask(fmt.Sprintf(`"request":"interaction.selectCaseByCaseId","parameters":[%q]`, list[0].CaseID))
}

// campaign runs a campaign and brings its first record to Ana.
func (p *player) campaign(name string, bring center.Command) {
	p.do(center.Command{Verb: center.LoadCampaign, Campaign: name})
	p.do(center.Command{Verb: center.StartCampaign, Campaign: name})
	_ = p.Do(bring) // one that is pushed is there already
	p.observe()
	p.look()
}
