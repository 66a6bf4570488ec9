package center_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

const (
	joining = 200 * time.Millisecond
	loading = 300 * time.Millisecond
)

// inWriting is a center whose agents handle chats and e-mails too.
func inWriting(c *center.Config) {
	routing(c)
	for i := range c.Agents {
		c.Agents[i].Media = []center.Medium{center.Voice, center.Preview, center.Chat, center.Email}
	}
	c.Capacity = map[center.Medium]int{center.Voice: 1, center.Chat: 2, center.Email: 2}
	c.Workbins = []string{"Later"}
	c.OfferTimeout, c.JoinDelay, c.LoadDelay = 15*time.Second, joining, loading
}

func written(m center.Medium, from string) center.Command {
	return center.Command{Verb: center.Arrive, Agent: ana, Medium: m, Number: from}
}

// wait lets time pass until the next timer that is due, which must be of that kind.
func (d *desk) wait(events []center.Event, kind center.TimerKind) []string {
	d.t.Helper()
	i := slices.IndexFunc(events, func(e center.Event) bool { return e.Kind == center.TimerSet && e.Timer.Kind == kind })
	require.GreaterOrEqual(d.t, i, 0, "no %s timer is set", kind)
	d.now = events[i].At
	return d.do(center.Command{Verb: center.Expire, Timer: events[i].Timer})
}

func (d *desk) hand(id center.AgentID, m center.Medium, verbs ...center.Verb) []string {
	d.t.Helper()
	var last []string
	for _, v := range verbs {
		last = d.do(d.on(id, m, v))
	}
	return last
}

func (d *desk) chatOffered()  { d.t.Helper(); d.do(written(center.Chat, carla)) }
func (d *desk) chatAccepted() { d.t.Helper(); d.chatOffered(); d.hand(ana, center.Chat, center.Accept) }
func (d *desk) chatLoading()  { d.t.Helper(); d.chatAccepted(); d.wait(d.events, center.JoinTimer) }
func (d *desk) chatJoined()   { d.t.Helper(); d.chatLoading(); d.wait(d.events, center.JoinTimer) }

func (d *desk) chatUnjoined() {
	d.t.Helper()
	d.do(center.Command{Verb: center.SetServer, Server: center.ChatServer})
	d.chatAccepted()
	d.wait(d.events, center.JoinTimer)
}

func (d *desk) chatEnded()    { d.t.Helper(); d.chatJoined(); d.hand(ana, center.Chat, center.EndChat) }
func (d *desk) emailOffered() { d.t.Helper(); d.do(written(center.Email, carla)) }
func (d *desk) emailAccepted() {
	d.t.Helper()
	d.emailOffered()
	d.hand(ana, center.Email, center.Accept)
}
func (d *desk) emailSaved() { d.t.Helper(); d.emailAccepted(); d.hand(ana, center.Email, center.Save) }

func (d *desk) drafted() {
	d.t.Helper()
	d.do(center.Command{Verb: center.CreateEmail, Agent: ana, Number: carla})
}

func (d *desk) placed(id center.AgentID, v center.Verb, place string) []string {
	d.t.Helper()
	cmd := d.on(id, center.Email, v)
	cmd.Place = place
	return d.do(cmd)
}

func pull(id center.AgentID, v center.Verb, place string) center.Command {
	return center.Command{Verb: v, Agent: id, Number: carla, Place: place}
}

// askedIn lets Ben be asked into what Ana has of a medium, and accept.
func (d *desk) askedIn(m center.Medium) {
	d.t.Helper()
	cmd := d.on(ana, m, center.SingleStepConference)
	cmd.Target = center.Target{Kind: center.ToAgent, Name: string(ben)}
	d.do(cmd)
}

func TestEveryPairOfStateAndVerbInWriting(t *testing.T) {
	data := []center.Verb{center.SetData, center.DeleteData, center.BlockDone, center.UnblockDone}
	disturbances := []center.Verb{center.Disturb, center.Obscure}
	offered := append([]center.Verb{center.Accept, center.Reject}, data...)
	shared := []center.Verb{center.Finish, center.Transfer, center.Invite, center.Requeue, center.Park}
	answers := []center.Verb{center.Reply, center.ReplyAll, center.Forward}
	ended := []center.Verb{center.Done, center.Finish, center.BlockDone, center.UnblockDone}
	joins := slices.Concat([]center.Verb{center.EndChat, center.Say, center.Notice, center.StopTyping}, shared, disturbances, data)
	inbound := slices.Concat([]center.Verb{center.Done, center.Save, center.PlaceInWorkbin, center.PlaceInQueue,
		center.SingleStepTransfer, center.SingleStepConference}, answers, shared, disturbances, data)
	draft := append(append([]center.Verb{center.Compose, center.InsertResponse, center.Send, center.Discard, center.Save,
		center.PlaceInWorkbin, center.PlaceInQueue}, disturbances...), data...)
	guest := func(m center.Medium, reach func(*desk), accept bool) func(*desk) {
		return func(d *desk) {
			reach(d)
			d.askedIn(m)
			if accept {
				d.hand(ben, m, center.Accept)
			}
		}
	}
	tests := map[string]struct {
		agent  center.AgentID
		medium center.Medium
		reach  func(*desk)
		verbs  []center.Verb
	}{
		"offered chat":              {ana, center.Chat, (*desk).chatOffered, offered},
		"chat that is being joined": {ana, center.Chat, (*desk).chatAccepted, joins},
		"chat that is loaded":       {ana, center.Chat, (*desk).chatLoading, joins},
		"chat": {ana, center.Chat, (*desk).chatJoined, append([]center.Verb{center.Compose, center.InsertResponse,
			center.SingleStepTransfer, center.SingleStepConference}, joins...)},
		"chat not joined": {ana, center.Chat, (*desk).chatUnjoined, ended},
		"ended chat":      {ana, center.Chat, (*desk).chatEnded, ended},
		"chat asked into": {ben, center.Chat, guest(center.Chat, (*desk).chatJoined, false), offered},
		"chat as a guest": {ben, center.Chat, guest(center.Chat, (*desk).chatJoined, true), append([]center.Verb{center.LeaveConference, center.StepOut}, joins...)},
		"disturbed chat":  {ana, center.Chat, func(d *desk) { d.chatJoined(); d.hand(ana, center.Chat, center.Disturb) }, ended},
		"obscured chat":   {ana, center.Chat, func(d *desk) { d.chatAccepted(); d.hand(ana, center.Chat, center.Obscure) }, ended},

		"offered e-mail":  {ana, center.Email, (*desk).emailOffered, offered},
		"accepted e-mail": {ana, center.Email, (*desk).emailAccepted, inbound},
		"saved e-mail":    {ana, center.Email, (*desk).emailSaved, inbound},
		"pulled e-mail": {ana, center.Email, func(d *desk) {
			d.emailAccepted()
			d.placed(ana, center.PlaceInQueue, "Support")
			d.do(pull(ana, center.PullFromQueue, "Support"))
		}, inbound},
		"e-mail asked into": {ben, center.Email, guest(center.Email, (*desk).emailAccepted, false), offered},
		"e-mail as a guest": {ben, center.Email, guest(center.Email, (*desk).emailAccepted, true),
			slices.Concat([]center.Verb{center.LeaveConference, center.StepOut}, answers, shared, disturbances, data)},
		"obscured e-mail": {ana, center.Email, func(d *desk) { d.emailAccepted(); d.hand(ana, center.Email, center.Obscure) }, ended},
		"draft":           {ana, center.Email, (*desk).drafted, draft},
		"saved draft":     {ana, center.Email, func(d *desk) { d.drafted(); d.hand(ana, center.Email, center.Save) }, draft},
		"pulled draft": {ana, center.Email, func(d *desk) {
			d.drafted()
			d.placed(ana, center.PlaceInWorkbin, "")
			d.do(pull(ana, center.PullFromWorkbin, ""))
		}, draft},
		"disturbed draft": {ana, center.Email, func(d *desk) { d.drafted(); d.hand(ana, center.Email, center.Disturb) }, ended},
	}
	for state, tt := range tests {
		for v := center.Accept; v < center.Dial; v++ {
			if v >= center.Reschedule && v <= center.UpdateFields || v >= center.Consult && v <= center.CompleteConference {
				continue // of records, and of consultations
			}
			t.Run(state+"/"+v.String(), func(t *testing.T) {
				d := open(t, inWriting)
				tt.reach(d)
				before := d.snapshot()
				cmd := d.on(tt.agent, tt.medium, v)
				cmd.Target = center.Target{Kind: center.ToAgent, Name: string(cleo)}
				if v == center.PlaceInQueue || v == center.Requeue {
					cmd.Place = "Support"
				}
				err := d.try(cmd)
				if slices.Contains(tt.verbs, v) {
					if !errors.Is(err, center.ErrKey) { // there is nothing to delete; the verb itself is allowed
						assert.NoError(t, err)
					}
					return
				}
				var refused *center.RefusedError
				if assert.ErrorAs(t, err, &refused) {
					assert.Equal(t, v, refused.Verb)
				}
				assert.Empty(t, d.events)
				assert.Equal(t, before, d.snapshot(), "a refused command changes nothing")
			})
		}
	}
}

func TestWhatIsToldOfChatsAndEmails(t *testing.T) {
	tests := map[string]struct {
		before func(*desk)
		do     func(*desk) []string
		want   []string
	}{
		"a chat arrives": {func(*desk) {}, func(d *desk) []string { return d.do(written(center.Chat, carla)) },
			[]string{"1001 offered ringing"}},
		"it is accepted": {(*desk).chatOffered, func(d *desk) []string { return d.hand(ana, center.Chat, center.Accept) },
			[]string{"1001 accepted accepted", "1001 joining joining"}},
		"it is joined": {(*desk).chatLoading, func(d *desk) []string { return d.wait(d.events, center.JoinTimer) },
			[]string{"1001 joined joined"}},
		"it cannot be joined": {func(d *desk) {
			d.do(center.Command{Verb: center.SetServer, Server: center.ChatServer})
			d.chatAccepted()
		}, func(d *desk) []string { return d.wait(d.events, center.JoinTimer) }, []string{"1001 not joined not joined"}},
		"the customer writes": {(*desk).chatJoined, func(d *desk) []string {
			return d.do(center.Command{Verb: center.FarSay, Number: carla, Text: "Hello?"})
		}, []string{"1001 message added joined"}},
		"the customer writes before somebody is there": {(*desk).chatLoading, func(d *desk) []string {
			return d.do(center.Command{Verb: center.FarSay, Number: carla, Text: "Hello?"})
		}, nil},
		"the customer leaves": {(*desk).chatJoined, func(d *desk) []string {
			return d.do(center.Command{Verb: center.FarLeave, Number: carla})
		}, []string{"1001 released by the far end"}},
		"the customer leaves before it is accepted": {(*desk).chatOffered, func(d *desk) []string {
			return d.do(center.Command{Verb: center.FarLeave, Number: carla})
		}, []string{"1001 withdrawn withdrawn", "1001 closed withdrawn"}},
		"the customer leaves while it is joined": {(*desk).chatAccepted, func(d *desk) []string {
			return d.do(center.Command{Verb: center.FarLeave, Number: carla})
		}, []string{"1001 released by the far end"}},
		"the agent ends it": {(*desk).chatJoined, func(d *desk) []string { return d.hand(ana, center.Chat, center.EndChat) },
			[]string{"1001 released by the agent"}},
		"it is marked done": {(*desk).chatEnded, func(d *desk) []string { return d.hand(ana, center.Chat, center.Done) },
			[]string{"1001 done applied completed", "1001 closed completed"}},
		"it is rejected": {(*desk).chatOffered, func(d *desk) []string { return d.hand(ana, center.Chat, center.Reject) },
			[]string{"1001 closed rejected"}},
		"nobody accepts it": {(*desk).chatOffered, func(d *desk) []string { return d.wait(d.events, center.OfferTimer) },
			[]string{"1001 withdrawn withdrawn", "1001 agent changed not ready", "1001 medium changed not ready", "1001 medium changed not ready",
				"1001 medium changed not ready", "1001 medium changed not ready", "1001 closed withdrawn"}},
		"an agent is asked in": {(*desk).chatJoined, func(d *desk) []string { d.askedIn(center.Chat); return said(d.events) },
			[]string{"1002 asked in asked in"}},
		"and comes": {func(d *desk) { d.chatJoined(); d.askedIn(center.Chat) },
			func(d *desk) []string { return d.hand(ben, center.Chat, center.Accept) },
			[]string{"1002 accepted accepted", "1001 parties changed joined", "1002 joining joining"}},
		"and leaves": {func(d *desk) { d.chatJoined(); d.askedIn(center.Chat); d.hand(ben, center.Chat, center.Accept) },
			func(d *desk) []string { return d.hand(ben, center.Chat, center.LeaveConference) },
			[]string{"1002 left left", "1002 closed left", "1001 parties changed joined"}},
		"and does not come": {func(d *desk) { d.chatJoined(); d.askedIn(center.Chat) },
			func(d *desk) []string { return d.wait(d.events, center.OfferTimer) },
			[]string{"1002 withdrawn withdrawn", "1002 closed withdrawn"}},
		"a chat with a guest ends": {func(d *desk) { d.chatJoined(); d.askedIn(center.Chat); d.hand(ben, center.Chat, center.Accept) },
			func(d *desk) []string { return d.hand(ana, center.Chat, center.EndChat) },
			[]string{"1001 released by the agent", "1002 released by the far end"}},
		"an e-mail with a guest is done": {func(d *desk) { d.emailAccepted(); d.askedIn(center.Email); d.hand(ben, center.Email, center.Accept) },
			func(d *desk) []string { return d.hand(ana, center.Email, center.Done) },
			[]string{"1001 done applied completed", "1001 closed completed", "1002 parties changed accepted", "1002 left left", "1002 closed left"}},
		"an e-mail to which somebody is asked is placed": {func(d *desk) { d.emailAccepted(); d.askedIn(center.Email) },
			func(d *desk) []string { return d.placed(ana, center.PlaceInQueue, "Support") },
			[]string{"1001 in queue stored", "1001 closed stored", "1002 withdrawn withdrawn", "1002 closed withdrawn"}},
		"a reply": {(*desk).emailAccepted, func(d *desk) []string { return d.hand(ana, center.Email, center.Reply) },
			[]string{"1001 drafted drafted"}},
		"a draft is sent": {(*desk).drafted, func(d *desk) []string { return d.hand(ana, center.Email, center.Compose, center.Send) },
			[]string{"1001 sent sent", "1001 closed sent"}},
		"a draft is discarded": {(*desk).drafted, func(d *desk) []string { return d.hand(ana, center.Email, center.Discard) },
			[]string{"1001 discarded canceled", "1001 closed canceled"}},
		"an e-mail is placed in a workbin": {(*desk).emailAccepted, func(d *desk) []string { return d.placed(ana, center.PlaceInWorkbin, "Later") },
			[]string{"1001 in workbin stored", "1001 closed stored"}},
		"somebody else pulls it": {func(d *desk) { d.emailAccepted(); d.placed(ana, center.PlaceInWorkbin, "Later") },
			func(d *desk) []string { return d.do(pull(ben, center.PullFromWorkbin, "Later")) }, []string{"1002 pulled pulled"}},
		"an e-mail is handed over": {(*desk).emailAccepted, func(d *desk) []string {
			cmd := d.on(ana, center.Email, center.SingleStepTransfer)
			cmd.Target = center.Target{Kind: center.ToAgent, Name: string(ben)}
			return d.do(cmd)
		}, []string{"1001 handing over handing over", "1001 handed over handed over", "1001 closed handed over", "1002 offered ringing"}},
		"data changes with a guest": {func(d *desk) { d.emailAccepted(); d.askedIn(center.Email) }, func(d *desk) []string {
			cmd := d.on(ben, center.Email, center.SetData)
			cmd.Data = []center.Datum{{Key: "A", Value: "1"}}
			return d.do(cmd)
		}, []string{"1001 data changed accepted", "1002 data changed asked in"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, inWriting)
			tt.before(d)
			assert.Equal(t, tt.want, tt.do(d))
		})
	}
}

func TestTheInteractionServerIsDown(t *testing.T) {
	down := center.Command{Verb: center.SetServer, Server: center.InteractionServer}
	tests := map[string]struct {
		before func(*desk)
		do     func(*desk) []string
		want   string
	}{
		"placed in a workbin": {(*desk).emailAccepted, func(d *desk) []string { return d.placed(ana, center.PlaceInWorkbin, "") },
			"1001 workbin failed accepted"},
		"placed in a queue": {(*desk).emailAccepted, func(d *desk) []string { return d.placed(ana, center.PlaceInQueue, "Support") },
			"1001 queue failed accepted"},
		"pulled from a workbin": {func(d *desk) { d.emailAccepted(); d.placed(ana, center.PlaceInWorkbin, "") },
			func(d *desk) []string { return d.do(pull(ana, center.PullFromWorkbin, "")) }, "1001 pull from workbin failed disturbed"},
		"pulled from a queue": {func(d *desk) { d.emailAccepted(); d.placed(ana, center.PlaceInQueue, "Support") },
			func(d *desk) []string { return d.do(pull(ben, center.PullFromQueue, "Support")) }, "1002 pull failed disturbed"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, inWriting)
			tt.before(d)
			d.do(down)
			before := d.snapshot()
			assert.Equal(t, []string{tt.want}, tt.do(d))
			assert.Equal(t, before, d.snapshot(), "it stays where it is")
			d.do(center.Command{Verb: center.SetServer, Server: center.InteractionServer, Up: true})
			assert.NotEqual(t, []string{tt.want}, tt.do(d))
		})
	}
}

func TestWhoTakesChatsAndEmails(t *testing.T) {
	tests := map[string]struct {
		before func(*desk)
		cmd    center.Command
		want   error
	}{
		"not ready for chats": {func(d *desk) {
			d.do(center.Command{Verb: center.ChooseState, Agent: ana, Medium: center.Chat, State: "NotReady"})
		}, written(center.Chat, carla), &center.UnavailableError{}},
		"not ready for e-mails": {func(d *desk) {
			d.do(center.Command{Verb: center.ChooseState, Agent: ana, Medium: center.Email, State: "NotReady"})
		}, written(center.Chat, carla), nil},
		"writing while not ready": {func(d *desk) { d.do(choose(ana, "NotReady")) },
			center.Command{Verb: center.CreateEmail, Agent: ana, Number: carla}, nil},
		"writing while logged out": {func(d *desk) { d.do(choose(ana, "LogOut")) },
			center.Command{Verb: center.CreateEmail, Agent: ana, Number: carla}, &center.UnavailableError{}},
		"writing to nobody":               {func(*desk) {}, center.Command{Verb: center.CreateEmail, Agent: ana}, center.ErrNoAddress},
		"two chats of one customer":       {(*desk).chatJoined, written(center.Chat, carla), center.ErrThere},
		"a chat after one that has ended": {(*desk).chatEnded, written(center.Chat, carla), nil},
		"an e-mail beside a chat":         {(*desk).chatJoined, written(center.Email, carla), nil},
		"an e-mail while one waits": {func(d *desk) { d.emailAccepted(); d.placed(ana, center.PlaceInWorkbin, "") },
			written(center.Email, carla), center.ErrThere},
		"pulled from a queue that is none": {func(*desk) {}, pull(ana, center.PullFromQueue, "Nowhere"), center.ErrUnknownPlace},
		"pulled from another's workbin": {func(d *desk) { d.emailAccepted(); d.placed(ana, center.PlaceInWorkbin, "") },
			pull(ben, center.PullFromWorkbin, ""), center.ErrNotThere},
		"a server that is none":     {func(*desk) {}, center.Command{Verb: center.SetServer, Server: 7}, center.ErrUnknownServer},
		"a customer who is nowhere": {func(*desk) {}, center.Command{Verb: center.FarLeave, Number: carla}, center.ErrNoChat},
		"a call beside a chat":      {(*desk).chatJoined, arrive(carla), nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, inWriting)
			tt.before(d)
			err := d.try(tt.cmd)
			if _, ok := tt.want.(*center.UnavailableError); ok {
				var unavailable *center.UnavailableError
				assert.ErrorAs(t, err, &unavailable)
				return
			}
			assert.ErrorIs(t, err, tt.want)
		})
	}
}

func TestRoutingKeepsToTheCapacityForChats(t *testing.T) {
	d := open(t, inWriting)
	var offered []string
	for _, from := range []string{"a", "b", "c", "d", "e", "f", "g"} {
		cmd := arriveAt(from, center.ToGroup, "Service")
		cmd.Medium = center.Chat
		offered = append(offered, d.do(cmd)...)
	}
	count := map[string]int{}
	for _, o := range offered {
		count[o]++
	}
	assert.Equal(t, map[string]int{"1001 offered ringing": 2, "1002 offered ringing": 2, "1003 offered ringing": 2}, count, "the seventh waits")

	waiting := center.Command{Verb: center.FarLeave, Number: "g"}
	assert.Empty(t, d.do(waiting), "and nobody hears of it when it leaves")
	assert.ErrorIs(t, d.try(waiting), center.ErrNoChat)
}

func TestAnOfferGoesOnToWhereTheCenterSendsIt(t *testing.T) {
	d := open(t, inWriting, func(c *center.Config) { c.RedirectTo = string(ben) })
	d.chatOffered()
	assert.Equal(t, []string{"1001 closed rejected", "1002 offered ringing"}, d.hand(ana, center.Chat, center.Reject))
	assert.Equal(t, []string{"1002 closed rejected"}, d.hand(ben, center.Chat, center.Reject), "to nobody twice")
	assert.NoError(t, d.try(written(center.Chat, carla)), "the customer is gone")
}

func TestWhatIsSaidInAChatReachesAllWhoAreInIt(t *testing.T) {
	d := open(t, inWriting)
	d.chatJoined()
	d.askedIn(center.Chat)
	d.hand(ben, center.Chat, center.Accept)
	d.wait(d.events, center.JoinTimer)
	d.wait(d.events, center.JoinTimer)
	say := d.on(ben, center.Chat, center.Say)
	say.Text = "Hello"
	d.do(say)
	var heard []center.AgentID
	for _, e := range d.events {
		if e.Kind == center.MessageAdded {
			heard = append(heard, e.Agent)
			assert.Equal(t, "Hello", e.Text)
		}
	}
	assert.Equal(t, []center.AgentID{ana, ben}, heard)
	assert.Equal(t, []center.Party{{Number: carla, Nickname: carla}, {Number: "5002", Agent: ben, Nickname: "1002"}}, d.part(ana, center.Chat).Parties)
}

func TestAReplyBelongsToItsEmail(t *testing.T) {
	d := open(t, inWriting)
	cmd := written(center.Email, carla)
	cmd.Contact, cmd.Data = center.Contact{First: "Carla"}, []center.Datum{{Key: "A", Value: "1"}}
	d.do(cmd)
	d.hand(ana, center.Email, center.Accept, center.Reply)
	parts := d.c.Parts(ana)
	require.Len(t, parts, 2)
	reply := parts[1]
	assert.Equal(t, parts[0].ID, reply.Parent)
	assert.Equal(t, center.Outbound, reply.Kind)
	assert.Equal(t, cmd.Contact, reply.Contact)
	assert.Equal(t, cmd.Data, reply.Data)
	assert.Equal(t, []center.Party{{Number: carla, Nickname: "Carla"}}, reply.Parties)
}

func TestWhatWaitsInWorkbinsIsBounded(t *testing.T) {
	d := open(t, inWriting)
	large := []center.Datum{{Key: "A", Value: strings.Repeat("x", center.MaxData-1)}}
	place := func() error {
		d.do(center.Command{Verb: center.CreateEmail, Agent: ana, Number: carla, Data: large})
		return d.try(d.on(ana, center.Email, center.PlaceInWorkbin))
	}
	for range center.MaxStored / (center.MaxData + len(carla) + 256) {
		require.NoError(t, place())
	}
	assert.ErrorIs(t, place(), center.ErrTooManyStored)
	d.hand(ana, center.Email, center.Discard)
	d.do(pull(ana, center.PullFromWorkbin, ""))
	d.hand(ana, center.Email, center.Discard)
	assert.NoError(t, place(), "what was pulled makes room")
}

func TestAnAddressCountsAsWhatWaits(t *testing.T) {
	d := open(t, inWriting)
	place := func() error {
		d.do(center.Command{Verb: center.CreateEmail, Agent: ana, Number: strings.Repeat("x", center.MaxStored/4)})
		return d.try(d.on(ana, center.Email, center.PlaceInWorkbin))
	}
	for range 3 {
		require.NoError(t, place())
	}
	assert.ErrorIs(t, place(), center.ErrTooManyStored)
}

// reachableInWriting says in which states an event may find a part of a chat or an e-mail.
var reachableInWriting = map[center.EventKind][]center.State{
	center.PartAccepted:    {center.Offered, center.AskedIn},
	center.PartJoining:     {center.Accepted, center.Pulled},
	center.PartUnjoined:    {center.Joining},
	center.PartLoading:     {center.Joining},
	center.PartJoined:      {center.Loading},
	center.PartReleased:    {center.Joining, center.Loading, center.Joined, center.Accepted, center.Saved, center.Pulled},
	center.PartWithdrawn:   {center.Offered, center.AskedIn},
	center.PartSent:        {center.Drafted, center.Saved, center.Pulled},
	center.PartDiscarded:   {center.Drafted, center.Saved, center.Pulled},
	center.PartSaved:       {center.Drafted, center.Accepted, center.Saved, center.Pulled},
	center.PartInWorkbin:   {center.Drafted, center.Accepted, center.Saved, center.Pulled, center.Joining, center.Loading, center.Joined},
	center.PartInQueue:     {center.Drafted, center.Accepted, center.Saved, center.Pulled, center.Joining, center.Loading, center.Joined},
	center.PartLeft:        {center.Accepted, center.Saved, center.Pulled, center.Joining, center.Loading, center.Joined, center.Unjoined, center.Disturbed, center.Obscured},
	center.PartHandingOver: {center.Accepted, center.Saved, center.Pulled, center.Joining, center.Loading, center.Joined},
	center.PartHandedOver:  {center.HandingOver},
	center.PartDisturbed:   {center.Accepted, center.Saved, center.Pulled, center.Drafted, center.Joining, center.Loading, center.Joined},
	center.PartObscured:    {center.Accepted, center.Saved, center.Pulled, center.Drafted, center.Joining, center.Loading, center.Joined},
	center.DoneApplied:     {center.Released, center.HandedOver, center.Left, center.Accepted, center.Saved, center.Pulled, center.Unjoined, center.Disturbed, center.Obscured},
	center.PartClosed: {center.Offered, center.AskedIn, center.Withdrawn, center.Sent, center.Canceled, center.Stored,
		center.Left, center.HandedOver, center.Completed, center.Released},
}

// inWritingVerbs are the verbs of scripts that are full of chats and e-mails.
var inWritingVerbs = []center.Verb{
	center.Arrive, center.Arrive, center.Accept, center.Accept, center.Expire, center.Expire, center.FarSay, center.FarLeave,
	center.Reject, center.EndChat, center.Say, center.Compose, center.Reply, center.InsertResponse, center.Send, center.Discard,
	center.Save, center.PlaceInQueue, center.PlaceInWorkbin, center.PullFromQueue, center.PullFromWorkbin, center.PullFromWorkbin,
	center.CreateEmail, center.LeaveConference, center.SingleStepConference, center.SingleStepConference, center.SingleStepTransfer,
	center.Disturb, center.Obscure, center.SetServer, center.ChooseState, center.ForceState, center.SetData, center.BlockDone, center.Done,
	center.Finish, center.StepOut, center.StepOut, center.Transfer, center.Transfer, center.Invite, center.Invite, center.Requeue, center.Park,
	center.ReplyAll, center.Forward, center.Notice, center.StopTyping, center.FarType, center.FarStopTyping, center.LogIn, center.LogOut,
	center.Consult, center.CompleteTransfer, center.CompleteConference, center.SignIn, center.SignOut,
}

// FuzzWriting is FuzzCommands with scripts that are full of chats and e-mails: when
// every customer has left and every agent has ended what they get, nothing is left
// and nobody is looked for.
func FuzzWriting(f *testing.F) {
	f.Add([]byte{0, 0, 2, 0, 4, 0, 4, 0, 6, 0, 10, 0, 7, 0, 34, 0})
	f.Add([]byte{0, 3, 2, 0, 12, 0, 14, 1, 18, 0, 20, 0})
	f.Fuzz(func(t *testing.T, script []byte) { watchWriting(t, inWritingVerbs, script) })
}

func TestAnyCommandsInWriting(t *testing.T) {
	for name, verbs := range map[string][]center.Verb{"all": inWritingVerbs, "in company": inCompany} {
		t.Run(name, func(t *testing.T) {
			chance := rand.New(rand.NewPCG(3, 4))
			for range 60 {
				script := make([]byte, 400)
				for i := range script {
					script[i] = byte(chance.Uint32())
				}
				watchWriting(t, verbs, script)
			}
		})
	}
}

// inCompany are the verbs of scripts in which several agents handle most of what there is.
var inCompany = []center.Verb{
	center.Arrive, center.Arrive, center.Arrive, center.Accept, center.Accept, center.Accept, center.Accept, center.Accept,
	center.Invite, center.Invite, center.Invite, center.Transfer, center.Transfer, center.Transfer, center.StepOut, center.StepOut,
	center.Requeue, center.Requeue, center.Park, center.Park, center.PullFromWorkbin, center.PullFromWorkbin, center.PullFromWorkbin,
	center.Expire, center.Expire, center.Expire, center.ForceState, center.ForceState, center.LogIn, center.LogOut, center.Reject, center.Finish,
	center.Consult, center.Consult, center.CompleteTransfer, center.CompleteConference, center.SingleStepTransfer, center.SingleStepConference,
	center.Say, center.FarSay, center.FarLeave, center.EndChat, center.LeaveConference, center.Reply, center.Done, center.Disturb,
}

func watchWriting(t *testing.T, verbs []center.Verb, script []byte) {
	w := &watcher{d: open(t, inWriting), parts: map[partKey]center.Part{}, timers: map[center.Timer]time.Duration{}}
	for i := 0; i+1 < len(script) && i < 400; i += 2 {
		w.d.now += time.Duration(script[i+1]) * time.Millisecond
		w.try(w.written(verbs[int(script[i])%len(verbs)], int(script[i+1])))
	}
	w.endWriting()
}

// written is a command about a chat or an e-mail.
func (w *watcher) written(v center.Verb, pick int) center.Command {
	cmd := w.command(v, pick)
	for i := 1; v < center.Dial && cmd.Interaction == "" && i < 4; i++ {
		cmd = w.command(v, pick+i) // somebody has something to act on
	}
	if v == center.LogOut && pick%8 > 0 {
		cmd.Verb, cmd.Kind = center.ForceState, center.Ready // or soon nobody is there
	}
	cmd.Number = numbers[pick%3]
	cmd.Place = []string{"", "Later", "Support"}[pick/7%3]
	cmd.Server, cmd.Up = center.Server(pick%2+1), pick%4 > 0
	cmd.Media, cmd.AtOnce, cmd.Text = media[pick%len(media):], pick%2 > 0, "Hello"
	if v == center.PullFromWorkbin || v == center.PullFromQueue {
		cmd.Interaction = w.waiting(cmd.Place, cmd.Agent, pick)
	}
	if v == center.Arrive {
		cmd.Medium = []center.Medium{center.Chat, center.Email}[pick/3%2]
		if pick%2 == 0 {
			cmd.Target = center.Target{}
		}
	}
	if v == center.ForceState && pick%3 > 0 {
		cmd.Kind = center.Ready
	}
	return cmd
}

// endWriting ends everything that is written: what waits for an agent finds one.
func (w *watcher) endWriting() {
	for _, number := range numbers {
		w.try(center.Command{Verb: center.FarLeave, Number: number})
	}
	for range 6 { // what one agent ends may leave another with something
		for _, id := range w.d.c.Agents() {
			w.try(center.Command{Verb: center.ForceState, Agent: id, Kind: center.NotReady})
			w.try(center.Command{Verb: center.ForceState, Agent: id, Kind: center.Ready})
			for _, p := range w.d.c.Parts(id) {
				for _, v := range []center.Verb{center.Accept, center.UnblockDone, center.EndChat, center.LeaveConference, center.HangUp, center.Done, center.Discard} {
					w.try(center.Command{Verb: v, Agent: id, Interaction: p.ID})
				}
			}
		}
	}
	for _, id := range w.d.c.Agents() {
		require.Empty(w.d.t, w.d.c.Parts(id))
	}
	_, _, searches := w.d.c.Alive()
	require.Zero(w.d.t, searches, "an agent is looked for, for nobody")
	require.Empty(w.d.t, w.timers)
}
