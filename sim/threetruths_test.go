package sim_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/journal"
	"github.com/deskproof/deskproof/sim/wire"
)

// client keeps an account of an agent's contacts as clients of Webex do: by what they are
// told alone.
type client struct {
	t     *testing.T
	agent string
	tasks map[string]bool // contact → the agent is only consulted about it
	done  map[string]bool // contacts that have been wrapped up, though a consultation about them may go on
	heard []string        // the events since the last relogin, each with its contact
	open  []string        // what the last relogin said is open
	calls map[string]bool // contacts that are records of a campaign
	gone  bool            // the agent has been logged out
	now   string          // what is being done, for people to read
}

func (c *client) Restart(reason string) { c.Close(reason) }
func (c *client) Close(reason string) {
	if !strings.Contains(reason, "ended") {
		c.t.Errorf("%s closed: %s", c.agent, reason)
	}
}

// needsTask are the events that clients can make nothing of unless they know the contact.
var needsTask = strings.Fields(`AgentContactUnassigned AgentOfferContactRona AgentContactAssignFailed AgentInviteFailed
	AgentContactHeld AgentContactUnheld ContactRecordingPaused ContactRecordingPauseFailed ContactRecordingResumed
	ContactRecordingResumeFailed AgentConsultCreated AgentOfferConsult AgentConsulting AgentConsultEnded AgentCtqCancelled
	AgentCtqCancelFailed AgentVteamTransferred AgentConsultConferencing AgentConsultConferenced AgentConsultConferenceFailed
	AgentConsultConferenceEnded AgentConsultConferenceEndFailed ParticipantJoinedConference ParticipantLeftConference
	ParticipantLeftConferenceFailed AgentConferenceTransferred AgentConferenceTransferFailed ParticipantPostCallActivity
	AgentWrapup AgentWrappedUp`)

// notified is what clients read of a notification.
type notified struct {
	Type, InteractionID                          string
	ReservationInteractionID, ChildInteractionID string
	IsConsulted                                  *bool
	AgentsPendingWrapUp, InteractionIDs          []string
	Interaction                                  struct {
		InteractionID, State, OutboundType, Owner string
		MediaType                                 string
		CallProcessingDetails                     struct{ RelationshipType, ParentInteractionID string }
		Participants                              map[string]struct{ HasLeft bool }
		Media                                     map[string]struct {
			MType        string
			Participants []string
		}
	}
}

func (c *client) Send(body []byte) {
	var m struct {
		Type string
		Data notified
	}
	require.NoError(c.t, json.Unmarshal(body, &m))
	d := &m.Data
	c.heard = append(c.heard, strings.TrimSpace(d.Type+" "+d.InteractionID))
	switch d.Type {
	case "AgentReloginSuccess":
		c.open = d.InteractionIDs
	case "AgentLogoutSuccess":
		c.gone, c.tasks, c.done = true, map[string]bool{}, map[string]bool{}
	case "AgentStationLoginSuccess":
		c.gone = false
	}
	if m.Type != "RoutingMessage" {
		return
	}
	require.Equal(c.t, d.InteractionID, d.Interaction.InteractionID, "%s: %s", c.now, d.Type)
	consulted, known := c.tasks[d.InteractionID]
	assert.False(c.t, !known && slices.Contains(needsTask, d.Type), "%s: agent %s is told %s of a contact that they do not know", c.now, c.agent, d.Type)
	if d.IsConsulted != nil {
		consulted = *d.IsConsulted
	}
	switch d.Type {
	case "AgentContactReserved", "AgentConsultCreated":
		known, consulted = true, false
	case "AgentOfferConsult":
		consulted = true
	case "AgentContact":
		known = true
	case "ContactMerged":
		delete(c.tasks, d.ChildInteractionID)
		known = true
	case "AgentOfferCampaignReservation":
		known, c.calls[d.InteractionID] = true, true
	}
	if _, reserved := c.tasks[d.ReservationInteractionID]; reserved && !known && d.Type == "AgentContactAssigned" {
		delete(c.tasks, d.ReservationInteractionID)
		known = true
	}
	delete(c.tasks, d.InteractionID)
	c.done[d.InteractionID] = d.Type == "AgentWrappedUp"
	if known && !d.ends(phoneID(c.agent), consulted) {
		c.tasks[d.InteractionID] = consulted
	}
}

// ends reports whether a client forgets the contact with a notification.
func (d *notified) ends(agent string, consulted bool) bool {
	outdial, pending := d.Interaction.OutboundType == "OUTDIAL", slices.Contains(d.AgentsPendingWrapUp, agent)
	primary := d.Interaction.Owner == agent
	for _, m := range d.Interaction.Media {
		primary = primary || m.MType == "mainCall" && slices.Contains(m.Participants, agent)
	}
	switch d.Type {
	case "AgentWrappedUp":
		return true
	case "AgentConsultEnded":
		return consulted
	case "AgentOfferContactRona", "AgentInviteFailed", "AgentContactAssignFailed", "ContactEnded":
		of := &d.Interaction
		secondary := of.MediaType == "telephony" && of.CallProcessingDetails.RelationshipType == "consult" &&
			of.CallProcessingDetails.ParentInteractionID != of.InteractionID
		return of.State == "new" && !(outdial && pending) || outdial && !pending || secondary
	case "AgentConsultConferenceEnded":
		return !primary
	case "ParticipantLeftConference":
		p, there := d.Interaction.Participants[agent]
		return (!there || p.HasLeft) && !primary
	}
	return false
}

// settles are the notifications that the client of an operation waits for.
var settles = map[string][]string{
	"accept":              {"AgentContactAssigned", "AgentContactAssignFailed"},
	"hold":                {"AgentContactHeld", "AgentContactHoldFailed"},
	"unhold":              {"AgentContactUnheld", "AgentContactUnHoldFailed"},
	"record/pause":        {"ContactRecordingPaused", "ContactRecordingPauseFailed"},
	"record/resume":       {"ContactRecordingResumed", "ContactRecordingResumeFailed"},
	"consult":             {"AgentConsultCreated", "AgentConsultFailed", "AgentCtqFailed"},
	"consult/end":         {"AgentConsultEnded", "AgentCtqCancelled", "AgentConsultConferenceEnded", "AgentConsultEndFailed", "AgentCtqCancelFailed"},
	"transfer":            {"AgentBlindTransferred", "AgentVteamTransferred", "AgentBlindTransferFailed", "AgentVteamTransferFailed"},
	"consult/transfer":    {"AgentConsultTransferred", "AgentConsultTransferring", "AgentConsultTransferFailed"},
	"consult/conference":  {"AgentConsultConferenced", "AgentConsultConferencing", "AgentConsultConferenceFailed"},
	"conference/exit":     {"ParticipantLeftConference", "ParticipantLeftConferenceFailed"},
	"conference/transfer": {"ParticipantLeftConference", "AgentConferenceTransferFailed"},
	"end":                 {"AgentWrapup", "AgentContactEndFailed"},
	"wrapup":              {"AgentWrappedUp", "AgentWrapupFailed"},
}

// triad are agents who have a desktop, a GWS client and a phone with a Webex client each,
// and do anything on all three.
type triad struct {
	*crowd
	clients     map[string]*client
	queue       string
	entry       string // an entry point
	disposition string
}

func newTriad(t *testing.T, seed uint64, changes ...func(*sim.Config)) *triad {
	c := &triad{crowd: &crowd{play(t, nil, changes...), rand.New(rand.NewPCG(seed, 0)), []string{"1001", "1002", "1003", "1004", "1005"}}, clients: map[string]*client{}}
	for _, id := range c.agents {
		require.NoError(t, c.w.Enter(t.Context(), wire.GWS, id, page{c.stagehand, id + restUser}))
		c.line(id + " opens " + id)
		who := id + phoneUser
		c.owner[who] = id
		require.NoError(t, c.w.Enter(t.Context(), wire.Webex, id, page{c.stagehand, who}))
		subscription := c.asked(who, "POST", "/v1/notification/subscribe", `{"allowMultiLogin":true}`).Body.SubscriptionID
		c.clients[id] = &client{t: t, agent: id, tasks: map[string]bool{}, done: map[string]bool{}, calls: map[string]bool{}}
		_, err := c.w.OpenSocket(t.Context(), id, subscription, "", c.clients[id])
		require.NoError(t, err)
		c.stations(who)
	}
	c.line(`stage campaign.load {"campaign":"Autumn","mode":"push"}`)
	c.line(`stage campaign.start {"campaign":"Autumn"}`)
	c.disposition = c.code("1001"+phoneUser, "WRAP_UP_CODE")
	c.queue = c.asked("1001"+phoneUser, "GET", organization+"/v2/contact-service-queue?page=0&pageSize=1", "").Body.Data[0].ID
	c.entry = c.asked("1001"+phoneUser, "GET", organization+"/v2/entry-point?page=0&pageSize=1", "").Body.Data[0].ID
	return c
}

// something lets somebody do something, which may be refused.
func (c *triad) something() string {
	c.t.Helper()
	agent, other := pick(c.crowd, c.agents), pick(c.crowd, c.agents)
	number := fmt.Sprint("55501", 51+c.chance.IntN(4))
	switch c.chance.IntN(8) {
	case 0, 1:
		return c.plays(pick(c.crowd, []string{
			`stage call.arrive {"target":{"type":"queue","name":"Support"},"from":"` + number + `"}`,
			`stage call.arrive {"agent":"` + agent + `","from":"` + number + `"}`,
			`stage call.hangUp {"number":"` + number + `"}`,
			`stage call.answer {"number":"` + number + `"}`,
			`stage phone.answer {"agent":"` + agent + `"}`,
			`stage campaign.record {"campaign":"Autumn","chain":[{"handle":1,"number":"` + number + `"}]}`,
			`stage phone.hangUp {"agent":"` + agent + `"}`,
			`stage clock.advance {"ms":` + pick(c.crowd, []string{"100", "3000", "15000"}) + `}`,
		}))
	case 2:
		return c.plays(c.desktop(agent, other))
	case 3:
		return c.act()
	}
	return c.operates(agent, other, number)
}

func (c *triad) plays(line string) string {
	c.t.Helper()
	for _, x := range c.clients {
		x.now = line
	}
	c.line(line)
	return line
}

// desktop is something that an agent does with a call in the desktop.
func (c *triad) desktop(agent, other string) string {
	id := pick(c.crowd, slices.Sorted(maps.Keys(c.listed(agent))))
	return agent + " > " + pick(c.crowd, []string{
		`voice.answer ["` + id + `"]`, `voice.hangUp ["` + id + `"]`, `voice.hold ["` + id + `"]`, `voice.resume ["` + id + `"]`,
		`interaction.consult ["` + id + `",{"type":"AGENT","destination":"` + other + `"}]`,
		`interaction.completeTransfer ["` + id + `"]`, `interaction.completeConference ["` + id + `"]`,
		`interaction.markdone ["` + id + `"]`, `agent.setState ["Ready"]`, `agent.setState ["LogOut"]`,
		`interaction.singleStepTransfer ["` + id + `",{"type":"AGENT","destination":"` + other + `"}]`,
	})
}

// operates lets an agent do something with a contact by the Webex client: what it waits
// for comes.
func (c *triad) operates(agent, other, number string) string {
	c.t.Helper()
	x, who := c.clients[agent], agent+phoneUser
	if x.gone {
		return c.comesBack(agent)
	}
	task := pick(c.crowd, slices.Sorted(maps.Keys(x.tasks)))
	if task == "" {
		x.now = agent + " is available, and calls " + number
		c.asked(who, "PUT", "/v1/agents/session/state", `{"state":"Available","auxCodeId":"0"}`)
		switch c.chance.IntN(4) {
		case 0:
			x.now = agent + " logs out"
			c.asked(who, "POST", "/v1/agents/logout", `{"logoutReason":"over"}`)
		case 1:
			c.asked(who, "POST", "/v1/tasks/", `{"entryPointId":"x","destination":"`+number+`","direction":"OUTBOUND","attributes":{},"mediaType":"telephony","outboundType":"OUTDIAL","origin":""}`)
		}
		return x.now
	}
	if x.calls[task] {
		return c.previews(agent, task)
	}
	op := pick(c.crowd, slices.Sorted(maps.Keys(settles)))
	body := map[string]string{
		"hold": `{"mediaResourceId":"` + task + `"}`, "unhold": `{"mediaResourceId":"` + task + `"}`, "record/resume": `{"autoResumed":false}`,
		"wrapup": `{"wrapUpReason":"Sale","auxCodeId":"` + c.disposition + `"}`,
	}[op]
	if body == "" {
		body = "{}"
	}
	if slices.Contains([]string{"consult", "transfer", "consult/transfer", "consult/conference"}, op) {
		body = pick(c.crowd, []string{
			`{"agentId":"x","to":"` + phoneID(other) + `","destinationType":"agent"}`,
			`{"agentId":"x","to":"` + number + `","destinationType":"dialNumber"}`,
			`{"agentId":"x","to":"` + c.queue + `","destinationType":"queue"}`,
			`{"agentId":"x","to":"` + c.entry + `","destinationType":"entryPoint"}`,
		})
	}
	if op == "consult/end" && c.chance.IntN(3) == 0 {
		body = `{"queueId":"` + c.queue + `"}`
	}
	line := fmt.Sprintf("%s %s %s %s", agent, op, task, body)
	for _, y := range c.clients {
		y.now = line
	}
	from := len(x.heard)
	answer := c.asked(who, "POST", "/v1/tasks/"+task+"/"+op, body)
	if answer.Status != 202 {
		assert.Contains(c.t, []int{400, 404}, answer.Status, line)
		return line
	}
	settled := slices.ContainsFunc(settles[op], func(event string) bool { return slices.Contains(x.heard[from:], event+" "+task) })
	assert.True(c.t, settled, "%s: nothing that it waits for comes: %q", line, x.heard[from:])
	return line
}

// comesBack lets an agent log in again, who learns what is theirs.
func (c *triad) comesBack(agent string) string {
	c.t.Helper()
	c.clients[agent].now = agent + " comes back"
	c.stations(agent + phoneUser)
	c.asked(agent+phoneUser, "POST", "/v1/agents/reload", "{}")
	return c.clients[agent].now
}

// previews lets an agent do something with a record of a campaign.
func (c *triad) previews(agent, record string) string {
	c.t.Helper()
	x := c.clients[agent]
	x.now = agent + " " + pick(c.crowd, []string{"accept", "accept", "skip", "remove"}) + " " + record
	_, op, _ := strings.Cut(x.now, " ")
	op, _, _ = strings.Cut(op, " ")
	answer := c.asked(agent+phoneUser, "POST", "/v1/dialer/campaign/Autumn/preview-task/"+record+"/"+op, "{}")
	assert.Equal(c.t, 202, answer.Status, x.now)
	return x.now
}

// knows checks that a client knows the contacts that its agent has, and no others.
func (c *triad) knows(agent string) {
	c.t.Helper()
	x := c.clients[agent]
	if x.gone {
		c.comesBack(agent)
	}
	known, wrapped, heard := slices.Sorted(maps.Keys(x.tasks)), maps.Clone(x.done), x.heard
	x.now = "relogin of " + agent
	c.asked(agent+phoneUser, "POST", "/v1/agents/reload", "{}")
	x.open = slices.DeleteFunc(x.open, func(id string) bool { return wrapped[id] })
	assert.ElementsMatch(c.t, x.open, known, "agent %s has been told %q", agent, heard)
	listed := len(c.listed(agent))
	assert.LessOrEqual(c.t, len(x.open), listed, "agent %s", agent)
	assert.False(c.t, len(x.open) == 0 && listed > 1, "agent %s has been told %q", agent, heard)
	x.heard = nil
}

// TestThreeWiresTellOneTruth lets agents do anything on all three wires: every client of
// Webex knows the contacts that its agent has, and no others; what it is told is about
// contacts that it knows, and what it asks for is settled. And the same happens again.
func TestThreeWiresTellOneTruth(t *testing.T) {
	seeds := uint64(3)
	if testing.Short() {
		seeds = 1
	}
	for seed := range seeds {
		var file bytes.Buffer
		c := newTriad(t, seed, func(cfg *sim.Config) { cfg.Journal = journal.NewWriter(&file); cfg.Name = "w1" })
		for i := range 150 {
			line := c.something()
			if i%8 == 7 {
				for _, agent := range c.agents {
					c.knows(agent)
				}
			}
			require.False(t, t.Failed(), "seed %d, step %d: %s", seed, i, line)
		}
		c.w.Close()
		if seed == 0 {
			_, err := sim.Replay(bytes.NewReader(file.Bytes()), func(sim.Played) error { return nil })
			require.NoError(t, err)
		}
	}
}
