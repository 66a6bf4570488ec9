package center_test

import (
	"cmp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

func signIn(id center.AgentID, phone string) center.Command {
	return center.Command{Verb: center.SignIn, Agent: id, Number: phone}
}

// owing is a command after which its agent owes a disposition.
func owing(cmd center.Command) center.Command {
	cmd.Owes = true
	return cmd
}

func TestWhatAnAgentOwes(t *testing.T) {
	tests := map[string]struct {
		reach func(*desk)
		do    func(*desk) center.Command
		want  []string
		state center.State
		goes  bool // on, without Ana
	}{
		"a chat is ended": {func(d *desk) { d.handled(center.Chat) },
			func(d *desk) center.Command { return owing(d.on(ana, center.Chat, center.Finish)) },
			[]string{"1001 released by the agent"}, center.Released, false},
		"an e-mail is ended": {func(d *desk) { d.handled(center.Email) },
			func(d *desk) center.Command { return owing(d.on(ana, center.Email, center.Finish)) },
			[]string{"1001 released by the agent"}, center.Released, false},
		"an e-mail is ended that mark done is blocked of": {func(d *desk) {
			d.handled(center.Email)
			d.hand(ana, center.Email, center.BlockDone, center.UnblockDone)
		},
			func(d *desk) center.Command { return owing(d.on(ana, center.Email, center.Finish)) },
			[]string{"1001 released by the agent"}, center.Released, false},
		"a chat is left to another": {func(d *desk) { d.together(center.Chat) },
			func(d *desk) center.Command { return owing(d.on(ana, center.Chat, center.Finish)) },
			[]string{"1001 left left", "1002 parties changed joined"}, center.Left, true},
		"the same by stepping out": {func(d *desk) { d.together(center.Email) },
			func(d *desk) center.Command { return owing(d.on(ana, center.Email, center.StepOut)) },
			[]string{"1001 left left", "1002 parties changed accepted"}, center.Left, true},
		"a chat is transferred": {func(d *desk) { d.handled(center.Chat) },
			func(d *desk) center.Command { return owing(d.sends(ana, center.Chat, center.Transfer, ben)) },
			[]string{"1001 handing over handing over", "1001 handed over handed over", "1002 offered ringing"}, center.HandedOver, true},
		"a customer leaves their chat": {func(d *desk) { d.handled(center.Chat) },
			func(*desk) center.Command { return far(center.FarLeave, carla) },
			[]string{"1001 released by the far end"}, center.Released, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, inWriting)
			tt.reach(d)
			cmd := tt.do(d)
			assert.Equal(t, tt.want, d.do(cmd))
			p := d.c.Parts(ana)[0]
			assert.Equal(t, tt.state, p.State)
			assert.True(t, p.Owes)
			_, alive := d.c.Stories()
			assert.Equal(t, 1, alive)
			s := d.story(ana)
			assert.Equal(t, !tt.goes, s.Over)
			if tt.state == center.Left {
				assert.Equal(t, ben, s.Owner)
			}

			var refused *center.RefusedError
			assert.ErrorAs(t, d.try(center.Command{Verb: center.Transfer, Agent: ana, Interaction: p.ID, Target: toAgent(ben)}), &refused)
			told := d.do(center.Command{Verb: center.Done, Agent: ana, Interaction: p.ID, Disposition: "sold"})
			assert.Equal(t, []string{"1001 done applied completed", "1001 closed completed"}, told)
			s, ok := d.c.Story(p.Story)
			require.True(t, ok)
			assert.Contains(t, who(s)["1001"], "left, done sold")
			assert.Equal(t, tt.goes, len(d.c.Interactions()) == 1, "it goes on for others")
		})
	}
}

// What goes on without an agent is none of their business, and comes not back to them
// before they have marked it done.
func TestWhoOwesADispositionSeesItAsTheyLeftIt(t *testing.T) {
	d := open(t, inWriting)
	d.handled(center.Chat)
	d.do(owing(d.sends(ana, center.Chat, center.Transfer, ben)))
	d.accepts(ben, center.Chat)
	before := d.part(ana, center.Chat)
	told := d.do(center.Command{Verb: center.SetData, Agent: ben, Interaction: before.ID, Data: []center.Datum{{Key: "k", Value: "1"}}})
	assert.Equal(t, []string{"1002 data changed joined"}, told)
	assert.Equal(t, before, d.part(ana, center.Chat))
	assert.ErrorIs(t, d.try(d.sends(ben, center.Chat, center.Transfer, ana)), center.ErrInCall)
	d.hand(ana, center.Chat, center.Done)
	d.do(d.sends(ben, center.Chat, center.Transfer, ana))
	assert.Equal(t, center.Offered, d.part(ana, center.Chat).State)
}

func TestSignInAtAPhone(t *testing.T) {
	d := open(t, inWriting)
	told := d.do(signIn(ana, "7001"))
	assert.Equal(t, "1001 agent changed not ready", told[0])
	assert.True(t, d.view(ana).SignedIn)
	assert.Equal(t, "7001", d.view(ana).Phone)
	assert.ErrorIs(t, d.try(signIn(ben, "7001")), center.ErrPhoneTaken)
	assert.ErrorIs(t, d.try(center.Command{Verb: center.SignIn, Agent: ben, State: "Nope"}), center.ErrUnknownState)
	d.do(center.Command{Verb: center.SignIn, Agent: ana, Number: "7001", State: "Break"})
	assert.Equal(t, "Break", d.view(ana).State.Reason, "again, and for a reason")

	d.do(choose(ana, "Ready"))
	d.ringing()
	d.do(written(center.Email, chen))
	told = d.do(center.Command{Verb: center.SignOut, Agent: ana})
	assert.Contains(t, told, "1001 released by the agent", "what rings there")
	assert.Contains(t, told, "1001 withdrawn withdrawn")
	assert.Contains(t, told, "1002 offered ringing", "it goes on to others")
	assert.False(t, d.view(ana).SignedIn)
	assert.Equal(t, center.LoggedOut, d.view(ana).State.Kind)
	d.do(signIn(ben, "7001"))
	assert.ErrorIs(t, d.try(center.Command{Verb: center.SignIn, Agent: ana, State: "LogOut"}), center.ErrUnknownState)
	d.do(choose(ben, "LogOut"))
	assert.False(t, d.view(ben).SignedIn, "who is logged out of everything is not at a phone")
}

// Who is signed in, and lets an offer run out, is not ready, and it goes on to others.
func TestAnOfferThatASignedInAgentLetsRunOut(t *testing.T) {
	tests := map[string]struct {
		offer center.Command
		timer center.TimerKind
		event center.EventKind
	}{
		"a call":   {arriveAt(carla, center.ToQueue, "Support"), center.RingTimer, center.PartReleased},
		"a chat":   {written(center.Chat, carla), center.OfferTimer, center.PartWithdrawn},
		"an email": {atSupport(center.Email, carla), center.OfferTimer, center.PartWithdrawn},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, inWriting)
			d.do(logIn(ana, center.Chat, center.Email))
			d.do(signIn(ana, "7001"))
			d.do(choose(ana, "Ready"))
			d.do(tt.offer)
			if d.c.Parts(ana) == nil { // the others have been idle for longer
				t.Fatal("it is offered to somebody else")
			}
			told := d.wait(d.events, tt.timer)
			assert.Equal(t, tt.event, d.events[0].Kind)
			assert.True(t, d.events[0].RanOut)
			assert.Equal(t, center.NotReady, d.view(ana).State.Kind)
			assert.Equal(t, "1002 offered ringing", told[len(told)-1])
		})
	}
	d := open(t)
	d.ringing()
	d.do(far(center.FarHangUp, carla))
	assert.False(t, d.events[0].RanOut, "the customer has given up")
}

// Until it is marked done, what a signed-in agent had takes its place.
func TestWhatIsOwedTakesCapacity(t *testing.T) {
	for name, signed := range map[string]bool{"signed in": true, "not": false} {
		t.Run(name, func(t *testing.T) {
			d := open(t, inWriting)
			if signed {
				d.do(signIn(ana, "7001"))
			}
			d.do(choose(ben, "NotReady"))
			d.do(choose(cleo, "NotReady"))
			d.do(choose(ana, "Ready"))
			for _, customer := range []string{carla, chen} {
				d.do(written(center.Chat, customer))
				id := d.c.Parts(ana)[len(d.c.Parts(ana))-1].ID
				d.do(center.Command{Verb: center.Accept, Agent: ana, Interaction: id})
				d.do(far(center.FarLeave, customer))
			}
			d.do(arrive(carla))
			d.accepts(ana, center.Voice)
			d.do(far(center.FarHangUp, carla))
			assert.Equal(t, signed, len(d.do(arriveAt(chen, center.ToQueue, "Support"))) == 0)
			assert.Equal(t, signed, len(d.do(atSupport(center.Chat, chen))) == 0)
		})
	}
}

func TestCallsThatAreRecordedFromTheAnswer(t *testing.T) {
	d := open(t, routing)
	d.do(center.Command{Verb: center.SignIn, Agent: ana, Number: "7001", Recorded: true})
	d.ringing()
	assert.Equal(t, []string{"1001 established connected", "1001 recording changed connected"}, d.hand(ana, center.Voice, center.Accept))
	s := d.story(ana)
	assert.Equal(t, center.Recorded, s.Recording)
	assert.True(t, s.Recorded)
	d.hand(ana, center.Voice, center.StopRecording)
	d.do(d.sends(ana, center.Voice, center.Consult, ben))
	consultation := d.c.Parts(ben)[0].ID
	d.do(center.Command{Verb: center.Accept, Agent: ben, Interaction: consultation})
	assert.Equal(t, center.NotRecording, d.c.Parts(ben)[0].Recording, "no consultation is")
	assert.True(t, d.story(ana).Recorded, "it was")
}

// crowdedCall brings Ana, Ben and an outside number together with Carla.
func (d *desk) crowdedCall() center.InteractionID {
	d.t.Helper()
	d.connected()
	id := d.part(ana, center.Voice).ID
	d.do(d.sends(ana, center.Voice, center.SingleStepConference, ben))
	d.do(d.on(ben, center.Voice, center.Accept))
	d.do(center.Command{Verb: center.SingleStepConference, Agent: ana, Interaction: id, Target: center.Target{Kind: center.ToNumber, Name: chen}})
	d.do(far(center.FarAnswer, chen))
	return id
}

func TestWaysOutOfAConference(t *testing.T) {
	tests := map[string]struct {
		verb  center.Verb
		by    center.AgentID
		owner center.AgentID
		in    map[string]bool // who is in the call then
	}{
		"the owner hangs up":       {center.HangUp, ana, ana, map[string]bool{"1002": true, carla: true, chen: true}},
		"the owner steps out":      {center.StepOut, ana, ben, map[string]bool{"1002": true, carla: true, chen: true}},
		"another steps out":        {center.StepOut, ben, ana, map[string]bool{"1001": true, carla: true, chen: true}},
		"it is ended by the owner": {center.EndConference, ana, ana, map[string]bool{"1001": true, carla: true}},
		"it is ended by another":   {center.EndConference, ben, ben, map[string]bool{"1002": true, carla: true}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, routing)
			id := d.crowdedCall()
			assert.Equal(t, ana, d.story(ana).Owner)
			d.do(d.on(tt.by, center.Voice, tt.verb))
			s, _ := d.c.Story(id)
			in := map[string]bool{}
			for _, m := range s.Members {
				if m.Joined && !m.Left {
					in[cmp.Or(string(m.Agent), m.Number)] = true
				}
			}
			assert.Equal(t, tt.in, in)
			assert.Equal(t, tt.owner, s.Owner)
		})
	}
}

func TestNoConference(t *testing.T) {
	d := open(t, routing)
	d.connected()
	for _, v := range []center.Verb{center.StepOut, center.EndConference} {
		assert.ErrorIs(t, d.try(d.on(ana, center.Voice, v)), center.ErrNoConference)
	}
	d.do(d.sends(ana, center.Voice, center.Consult, ben))
	d.do(d.on(ben, center.Voice, center.Accept))
	for _, v := range []center.Verb{center.StepOut, center.EndConference} {
		assert.ErrorIs(t, d.try(d.on(ben, center.Voice, v)), center.ErrNoConference, "a consultation is none")
	}
}

// A consultation goes to a queue, waits there, and is given up.
func TestAConsultationThatNobodyTakes(t *testing.T) {
	d := open(t, routing)
	d.connected()
	for _, id := range []center.AgentID{ben, cleo} {
		d.do(choose(id, "NotReady"))
	}
	id := d.part(ana, center.Voice).ID
	d.do(center.Command{Verb: center.Consult, Agent: ana, Interaction: id, Target: center.Target{Kind: center.ToQueue, Name: "Support"}})
	s := d.story(ana)
	require.Len(t, s.Consults, 1)
	k := s.Consults[0]
	assert.Equal(t, center.Consultancy{ID: k.ID, Medium: center.Voice, By: ana, State: center.Dialing, To: center.Target{Kind: center.ToQueue, Name: "Support"}}, k)
	assert.Equal(t, center.Target{}, s.Queue, "the call itself goes nowhere")
	d.do(center.Command{Verb: center.HangUp, Agent: ana, Interaction: k.ID})
	assert.Empty(t, d.story(ana).Consults)
	assert.Equal(t, center.Held, d.part(ana, center.Voice).State)
}

func TestTheStoryOfARecord(t *testing.T) {
	d := open(t)
	d.do(center.Command{Verb: center.StartCampaign, Campaign: "Push"})
	r := d.part(ana, center.Preview)
	s, ok := d.c.Story(r.Story)
	require.True(t, ok)
	assert.Equal(t, map[string]string{"1001": "ringing", "5550131": "dialing, customer"}, who(s))
	assert.Equal(t, "Push", s.Campaign)
	d.do(d.on(ana, center.Preview, center.Accept))
	d.do(d.on(ana, center.Preview, center.CallRecord))
	s = d.story(ana)
	assert.Equal(t, r.ID, s.Record)
	assert.Equal(t, map[string]string{"1001": "dialing", "5550131": "dialing, customer"}, who(s))
	assert.Equal(t, ana, s.Owner, "who calls answers for it")
	_, ok = d.c.Story("nothing")
	assert.False(t, ok)
}

func TestTheStoryOfAChat(t *testing.T) {
	d := open(t, inWriting)
	d.now = time.Second
	cmd := atSupport(center.Chat, carla)
	cmd.Channel = center.WhatsApp
	d.do(cmd)
	s := d.story(ana)
	assert.Equal(t, center.WhatsApp, s.Channel)
	assert.Equal(t, center.WhatsApp, d.part(ana, center.Chat).Channel)
	assert.Equal(t, carla, s.Customer)
	assert.Equal(t, time.Second, s.Queued)
	d.accepts(ana, center.Chat)
	transfer := d.on(ana, center.Chat, center.Transfer)
	transfer.Target = center.Target{Kind: center.ToSkill, Name: "Billing"}
	d.do(transfer)
	s, _ = d.c.Story(s.ID)
	assert.Equal(t, []center.Target{{Kind: center.ToQueue, Name: "Support"}}, s.Queues)
	assert.Equal(t, transfer.Target, s.Queue)
	assert.Equal(t, ana, s.Owner, "until somebody takes it")
}

func TestTheStoryOfAnOutboundEmail(t *testing.T) {
	d := open(t, inWriting)
	d.handled(center.Email)
	forward := d.on(ana, center.Email, center.Forward)
	forward.Letter = &center.Letter{}
	d.do(forward)
	draft := d.c.Parts(ana)[1]
	save := center.Command{Verb: center.Save, Agent: ana, Interaction: draft.ID, Letter: &center.Letter{To: []string{"boss@example.com"}}}
	d.do(save)
	s, ok := d.c.Story(draft.Story)
	require.True(t, ok)
	assert.Equal(t, "boss@example.com", s.Customer)
	assert.Equal(t, "boss@example.com", s.DNIS)
	assert.Equal(t, map[string]string{"boss@example.com": "connected, customer, joined", "1001": "saved, joined"}, who(s))
	assert.Equal(t, ana, s.Owner)
}

// A call does not come back to who is signed in before they have marked it done.
func TestACallThatItsAgentHasStillToMarkDone(t *testing.T) {
	for name, signed := range map[string]bool{"signed in": true, "not": false} {
		t.Run(name, func(t *testing.T) {
			d := open(t, routing)
			if signed {
				d.do(signIn(ana, "7001"))
			}
			d.connected()
			id := d.part(ana, center.Voice).ID
			d.do(d.sends(ana, center.Voice, center.SingleStepTransfer, ben))
			d.do(d.on(ben, center.Voice, center.Accept))
			back := d.sends(ben, center.Voice, center.SingleStepTransfer, ana)
			if signed {
				require.ErrorIs(t, d.try(back), center.ErrInCall)
				d.do(center.Command{Verb: center.Done, Agent: ana, Interaction: id})
			}
			assert.Contains(t, d.do(back), "1001 offered ringing")
			s, _ := d.c.Story(id)
			assert.Contains(t, who(s)["1001"], "ringing", "it is theirs again, and not yet")
			assert.NotContains(t, who(s)["1001"], "joined")
		})
	}
}
