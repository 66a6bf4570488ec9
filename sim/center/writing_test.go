package center_test

import (
	"errors"
	"slices"
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
