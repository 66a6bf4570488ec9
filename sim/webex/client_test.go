package webex_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/webex"
)

// client keeps the tasks of an agent as the published SDK does: most of what it is told
// of a task that it does not know breaks it.
type client struct {
	me    string
	tasks map[string]*kept
}

type kept struct{ consulted bool }

// message is what a client reads of a notification.
type message struct {
	Type string
	Data struct {
		Type, InteractionID                          string
		ReservationInteractionID, ChildInteractionID string
		IsConsulted                                  *bool
		AgentsPendingWrapUp                          []string
		Interaction                                  struct {
			State, OutboundType, MediaType, Owner, InteractionID string
			Participants                                         map[string]struct{ HasLeft bool }
			Media                                                map[string]struct {
				MType        string
				Participants []string
			}
			CallProcessingDetails struct{ RelationshipType, ParentInteractionID string }
		}
	}
}

// tolerated are the events that mean nothing to a client which does not know the task.
var tolerated = []string{
	"AgentOfferContact", "AgentContactAssigned", "AgentOutboundFailed", "CampaignContactUpdated",
	"CampaignPreviewAcceptFailed", "AgentContactHoldFailed", "AgentContactUnHoldFailed", "AgentConsultFailed",
	"AgentConsultEndFailed", "AgentCtqFailed", "AgentConsultTransferred", "AgentConsultTransferring",
	"AgentConsultTransferFailed", "AgentBlindTransferred", "AgentBlindTransferFailed", "AgentVteamTransferFailed",
	"ContactEnded", "AgentContactEndFailed", "AgentWrapupFailed", "CampaignPreviewSkipFailed", "CampaignPreviewRemoveFailed",
}

// hear is what a client does with a notification; an error is one that breaks it.
func (c *client) hear(m *message) error {
	d := &m.Data
	id := d.InteractionID
	if m.Type != "RoutingMessage" {
		return nil
	}
	if id != d.Interaction.InteractionID {
		return fmt.Errorf("%s: %s has %s", d.Type, id, d.Interaction.InteractionID)
	}
	switch d.Type {
	case "AgentContactReserved", "AgentOfferCampaignReservation":
		c.tasks[id] = &kept{}
		return nil
	case "AgentContact":
		if c.tasks[id] == nil {
			c.tasks[id] = &kept{consulted: d.IsConsulted != nil && *d.IsConsulted}
		}
		return nil
	case "ContactMerged":
		delete(c.tasks, d.ChildInteractionID)
		c.tasks[id] = &kept{}
		return nil
	}
	if r := c.tasks[d.ReservationInteractionID]; d.Type == "AgentContactAssigned" && c.tasks[id] == nil && r != nil {
		delete(c.tasks, d.ReservationInteractionID)
		c.tasks[id] = r
	}
	t := c.tasks[id]
	switch {
	case t != nil:
	case slices.Contains(tolerated, d.Type):
		return nil
	default:
		return fmt.Errorf("%s of a task that the client does not know", d.Type)
	}
	if d.IsConsulted != nil {
		t.consulted = *d.IsConsulted
	}
	if c.drops(d.Type, m, t) {
		delete(c.tasks, id)
	}
	return nil
}

func (c *client) drops(event string, m *message, t *kept) bool {
	x := &m.Data.Interaction
	left := x.Participants[c.me].HasLeft
	if _, in := x.Participants[c.me]; !in {
		left = true
	}
	main := x.Owner == c.me
	for _, l := range x.Media {
		main = main || l.MType == "mainCall" && slices.Contains(l.Participants, c.me)
	}
	pending := slices.Contains(m.Data.AgentsPendingWrapUp, c.me)
	secondary := x.MediaType == "telephony" && x.CallProcessingDetails.RelationshipType == "consult" &&
		x.CallProcessingDetails.ParentInteractionID != x.InteractionID
	switch event {
	case "AgentOfferContactRona", "AgentContactAssignFailed", "AgentInviteFailed", "ContactEnded":
		return x.State == "new" && !(x.OutboundType == "OUTDIAL" && pending) || secondary || x.OutboundType == "OUTDIAL" && !pending
	case "AgentConsultEnded":
		return t.consulted
	case "ParticipantLeftConference":
		return left && !main
	case "AgentConsultConferenceEnded":
		return !main
	case "AgentWrappedUp":
		return true
	}
	return false
}

// settles are the events that settle each operation.
var settles = map[string][]string{
	"accept":              {"AgentContactAssigned", "AgentContactAssignFailed"},
	"hold":                {"AgentContactHeld", "AgentContactHoldFailed"},
	"unhold":              {"AgentContactUnheld", "AgentContactUnHoldFailed"},
	"record/pause":        {"ContactRecordingPaused", "ContactRecordingPauseFailed"},
	"record/resume":       {"ContactRecordingResumed", "ContactRecordingResumeFailed"},
	"consult":             {"AgentConsultCreated", "AgentConsultFailed", "AgentCtqFailed"},
	"consult/end":         {"AgentConsultEnded", "AgentCtqCancelled", "AgentConsultConferenceEnded", "AgentConsultEndFailed", "AgentCtqCancelFailed"},
	"consult/accept":      {"AgentConsulting", "AgentContactAssignFailed"},
	"consult/transfer":    {"AgentConsultTransferred", "AgentConsultTransferring", "AgentConsultTransferFailed"},
	"consult/conference":  {"AgentConsultConferenced", "AgentConsultConferenceFailed"},
	"conference/exit":     {"ParticipantLeftConference", "ParticipantLeftConferenceFailed"},
	"conference/transfer": {"ParticipantLeftConference", "AgentConferenceTransferFailed"},
	"transfer":            {"AgentBlindTransferred", "AgentVteamTransferred", "AgentBlindTransferFailed", "AgentVteamTransferFailed"},
	"end":                 {"AgentWrapup", "ContactEnded", "AgentContactEndFailed", "ParticipantLeftConference"},
	"wrapup":              {"AgentWrappedUp", "AgentWrapupFailed"},
}

// day is a floor on which anything happens, with what the agents' clients make of it.
type day struct {
	*floor
	r       *rand.Rand
	clients map[center.AgentID]*client
	bodies  map[string][]string
	heard   map[center.AgentID][]string // what each has heard of tasks
}

func newDay(t testing.TB, seed uint64) *day {
	d := &day{floor: byHand(t), r: rand.New(rand.NewPCG(seed, 1)), clients: map[center.AgentID]*client{}, heard: map[center.AgentID][]string{}}
	for _, id := range d.agents {
		d.clients[id] = &client{me: webex.AgentID(id), tasks: map[string]*kept{}}
	}
	d.campaign()
	d.available(d.agents...)
	d.listen()
	queue := d.place("contact-service-queue", "Support")
	somebody := []string{to(ana), to(ben), to(cleo), d.queue(), d.mainLine(), `{"to":"5550123","destinationType":"dialNumber"}`}
	d.bodies = map[string][]string{
		"record/resume": {`{"autoResumed":true}`}, "consult": somebody, "transfer": somebody,
		"consult/transfer": somebody, "consult/conference": somebody,
		"consult/end": {"{}", fmt.Sprintf(`{"queueId":%q}`, queue)},
		"wrapup":      {fmt.Sprintf(`{"wrapUpReason":"Sale","auxCodeId":%q}`, d.disposition())},
	}
	d.log.Reset()
	return d
}

// listen lets the clients hear what there was, and is what each has heard.
func (d *day) listen() map[center.AgentID][]string {
	out := map[center.AgentID][]string{}
	said := d.log.String()
	for line := range strings.Lines(said) {
		who, body, _ := strings.Cut(line, " < ")
		var m message
		if json.Unmarshal([]byte(body), &m) != nil || m.Data.Type == "" {
			continue
		}
		for id, name := range names {
			if name == who {
				d.heard[id] = append(d.heard[id], m.Data.InteractionID+" "+m.Data.Type+" "+m.Data.Interaction.State)
				require.NoError(d.t, d.clients[id].hear(&m), "%s, after:\n%s\n%s", name, brief([]byte(said)), d.history(id, m.Data.InteractionID))
				out[id] = append(out[id], m.Data.Type)
			}
		}
	}
	d.log.Reset()
	return out
}

// history is what an agent has heard of a task.
func (d *day) history(agent center.AgentID, id string) string {
	var out []string
	for _, h := range d.heard[agent] {
		if rest, of := strings.CutPrefix(h, id+" "); of {
			out = append(out, rest)
		}
	}
	return strings.Join(out, "\n")
}

func pick[T any](r *rand.Rand, of []T) T { return of[r.IntN(len(of))] }

// step lets something happen.
func (d *day) step() {
	switch d.r.IntN(10) {
	case 0, 1, 2, 3, 4:
		d.ask()
	case 5:
		d.come()
	case 6, 7:
		d.phone()
	case 8:
		d.elsewhere()
	case 9:
		d.pass(time.Duration(d.r.IntN(8)) * time.Second)
		if d.r.IntN(3) == 0 {
			d.available(pick(d.r, d.agents))
		}
	}
	d.tick()
	d.listen()
}

// ask lets a client ask for an operation, which must settle.
func (d *day) ask() {
	agent := pick(d.r, d.agents)
	parts := d.c.Parts(agent)
	if len(parts) == 0 {
		d.post(agent, "/v1/tasks/", outdial)
		return
	}
	p := pick(d.r, parts)
	what := pick(d.r, operationNames)
	id := webex.ID(p.Story)
	for known := range d.clients[agent].tasks {
		if known == webex.ID(p.ID) {
			id = known
		}
	}
	body := fmt.Sprintf(`{"mediaResourceId":%q}`, pick(d.r, []string{id, webex.ID(p.ID)}))
	if all := d.bodies[what]; all != nil {
		body = pick(d.r, all)
	}
	before := fmt.Sprintf("%+v", parts)
	r := d.do(agent, id, what, body)
	said := d.log.String()
	if r.Status != 202 {
		return
	}
	heard := d.listen()[agent]
	settled := slices.ContainsFunc(settles[what], func(e string) bool { return slices.Contains(heard, e) })
	require.True(d.t, settled, "%s %s %s is not settled:\n%s\n%s\n%s", names[agent], what, body, brief([]byte(said)), d.history(agent, id), before)
}

var operationNames = []string{
	"accept", "hold", "unhold", "record/pause", "record/resume", "consult", "consult", "consult/end", "consult/accept",
	"consult/transfer", "consult/conference", "consult/conference", "conference/exit", "conference/transfer", "transfer",
	"end", "wrapup", "wrapup", "wrapup",
}

// come lets a customer come; one who is there already cannot.
func (d *day) come() {
	queue := center.Target{Kind: center.ToQueue, Name: "Support"}
	n := fmt.Sprint("55501", d.r.IntN(4))
	_ = d.Do(pick(d.r, []center.Command{
		{Verb: center.Arrive, Number: n, Target: queue},
		{Verb: center.Arrive, Number: n, Agent: pick(d.r, d.agents)},
		{Verb: center.Arrive, Medium: center.Chat, Number: visitor, Target: queue},
		{Verb: center.Arrive, Medium: center.Email, Number: mail, Target: queue},
		{Verb: center.AddRecord, Campaign: "Spring Campaign", Record: &center.Record{Chain: []center.Entry{{Handle: 1, Number: "5550178"}}}},
	}))
	d.observe()
}

// phone lets somebody outside act, or an agent at their phone.
func (d *day) phone() {
	agent := pick(d.r, d.agents)
	for _, p := range d.c.Parts(agent) {
		if p.State == center.Offered && d.r.IntN(3) > 0 {
			_ = d.Do(center.Command{Verb: pick(d.r, []center.Verb{center.Accept, center.Accept, center.Accept, center.Reject}), Agent: agent, Interaction: p.ID})
			d.observe()
			return
		}
	}
	far := []center.Verb{center.FarAnswer, center.FarAnswer, center.FarBusy, center.FarSilent, center.FarHangUp, center.FarLeave}
	_ = d.Do(center.Command{Verb: pick(d.r, far), Number: pick(d.r, []string{"555010", "555011", "555012", "5550123", "5550199", "5550177", "5550178", visitor})})
	d.observe()
}

// elsewhere lets an agent act at another of their desks.
func (d *day) elsewhere() {
	agent := pick(d.r, d.agents)
	if parts := d.c.Parts(agent); len(parts) > 0 {
		verbs := []center.Verb{
			center.Accept, center.Reject, center.Hold, center.Resume, center.HangUp, center.Done, center.StartRecording,
			center.PauseRecording, center.StopRecording, center.Consult, center.CompleteTransfer, center.CompleteConference,
			center.SingleStepTransfer, center.SingleStepConference, center.Transfer, center.Invite, center.Requeue, center.Park,
			center.Finish, center.StepOut, center.EndConference, center.EndChat, center.CallRecord, center.PlaceInQueue,
			center.LeaveConference, center.Disturb,
		}
		_ = d.Do(center.Command{
			Verb: pick(d.r, verbs), Agent: agent, Interaction: pick(d.r, parts).ID, Place: "Support", Handle: 1,
			Target: center.Target{Kind: center.ToAgent, Name: string(pick(d.r, d.agents))},
		})
		d.observe()
	}
}

func TestNoDayBreaksAClient(t *testing.T) {
	days := uint64(4)
	if testing.Short() {
		days = 1
	}
	for seed := range days {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			d := newDay(t, seed)
			for range 250 {
				d.step()
			}
		})
	}
}
