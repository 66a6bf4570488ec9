package center_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

func logIn(id center.AgentID, media ...center.Medium) center.Command {
	return center.Command{Verb: center.LogIn, Agent: id, Media: media}
}

func logOut(id center.AgentID) center.Command {
	return center.Command{Verb: center.LogOut, Agent: id}
}

func chooseFor(id center.AgentID, m center.Medium, state string) center.Command {
	return center.Command{Verb: center.ChooseState, Agent: id, Medium: m, State: state}
}

// atSupport is an e-mail of Carla's, or a chat, for a queue.
func atSupport(m center.Medium, from string) center.Command {
	cmd := arriveAt(from, center.ToQueue, "Support")
	cmd.Medium = m
	return cmd
}

func states(v center.AgentView) map[string]string {
	out := map[string]string{}
	for _, m := range v.Media {
		out[m.Medium.String()] = m.State.Kind.String()
	}
	return out
}

func TestLogInAndOutByRequest(t *testing.T) {
	d := open(t, inWriting)
	assert.False(t, d.view(ana).LoggedIn)
	assert.Empty(t, d.do(logIn(ana, center.Chat)), "what they are ready for stays so")
	assert.True(t, d.view(ana).LoggedIn)

	assert.Equal(t, []string{"1001 agent changed logged out", "1001 medium changed logged out", "1001 medium changed logged out",
		"1001 medium changed logged out", "1001 medium changed logged out"}, d.do(logOut(ana)))
	assert.False(t, d.view(ana).LoggedIn)
	assert.Empty(t, d.do(logOut(ana)))

	assert.Equal(t, []string{"1001 agent changed not ready", "1001 medium changed not ready", "1001 medium changed not ready"},
		d.do(logIn(ana, center.Chat, center.Email)))
	assert.Equal(t, map[string]string{"voice": "logged out", "preview": "logged out", "chat": "not ready", "email": "not ready"}, states(d.view(ana)))
	assert.Equal(t, "LogOut", d.view(ana).Media[0].State.Operation, "the one that agents choose")
	d.do(chooseFor(ana, center.Email, "Break"))
	assert.Empty(t, d.do(logIn(ana, center.Email)), "again")
	assert.ErrorIs(t, d.try(logIn(ana, center.Workitem)), center.ErrUnknownMedium)
	assert.ErrorIs(t, d.try(logIn("9", center.Chat)), center.ErrUnknownAgent)
}

func TestReadyForOneMediumAlone(t *testing.T) {
	d := open(t, inWriting)
	for _, id := range []center.AgentID{ben, cleo} {
		d.do(choose(id, "NotReady"))
	}
	d.do(chooseFor(ana, center.Chat, "Break"))
	assert.Empty(t, d.do(atSupport(center.Chat, carla)))
	assert.Equal(t, []string{"1001 offered ringing"}, d.do(atSupport(center.Email, carla)))
	told := d.do(chooseFor(ana, center.Chat, "Ready"))
	assert.Equal(t, "1001 offered ringing", told[len(told)-1])
}

func TestWhatIsOfferedGoesOnWhenAnAgentLogsOut(t *testing.T) {
	d := open(t, inWriting)
	d.do(logIn(ana, center.Chat, center.Email))
	d.do(atSupport(center.Email, carla))
	d.handled(center.Chat)
	d.do(center.Command{Verb: center.Arrive, Medium: center.Chat, Agent: ben, Number: chen})
	d.accepts(ben, center.Chat)
	d.do(d.sends(ben, center.Chat, center.Invite, ana))
	told := d.do(logOut(ana))
	assert.Equal(t, []string{"1001 withdrawn withdrawn", "1001 closed withdrawn", "1001 withdrawn withdrawn", "1001 closed withdrawn",
		"1003 offered ringing"}, told[5:], "the invitation just ends")
	assert.Equal(t, center.Joined, d.part(ana, center.Chat).State, "what she handles stays hers")
}

// The rules of an agent who has logged in by request, beside those of one who has not.
func TestWhatBecomesOfAnOffer(t *testing.T) {
	tests := map[string]struct {
		loggedIn bool
		arrives  center.Command
		do       func(d *desk, offer []center.Event) []string
		want     []string
	}{
		"rejected": {true, atSupport(center.Email, carla),
			func(d *desk, _ []center.Event) []string { return d.hand(ana, center.Email, center.Reject) },
			[]string{"1001 closed rejected", "1002 offered ringing"}},
		"not answered": {true, atSupport(center.Chat, carla),
			func(d *desk, offer []center.Event) []string { return d.wait(offer, center.OfferTimer) },
			[]string{"1001 withdrawn withdrawn", "1001 closed withdrawn", "1002 offered ringing"}},
		"not answered by one who is not logged in": {false, atSupport(center.Chat, carla),
			func(d *desk, offer []center.Event) []string { return d.wait(offer, center.OfferTimer) },
			[]string{"1001 withdrawn withdrawn", "1001 agent changed not ready", "1001 medium changed not ready", "1001 medium changed not ready",
				"1001 medium changed not ready", "1001 medium changed not ready", "1001 closed withdrawn", "1002 offered ringing"}},
		"straight to them, rejected": {true, written(center.Email, carla),
			func(d *desk, _ []center.Event) []string { return d.hand(ana, center.Email, center.Reject) },
			[]string{"1001 closed rejected", "1002 offered ringing"}},
		"straight to one who is not logged in, rejected": {false, written(center.Email, carla),
			func(d *desk, _ []center.Event) []string { return d.hand(ana, center.Email, center.Reject) },
			[]string{"1001 closed rejected"}},
		"accepted in time": {true, atSupport(center.Email, carla),
			func(d *desk, offer []center.Event) []string { return d.hand(ana, center.Email, center.Accept) },
			[]string{"1001 accepted accepted"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, inWriting)
			if tt.loggedIn {
				d.do(logIn(ana, center.Chat, center.Email))
			}
			require.Equal(t, []string{"1001 offered ringing"}, d.do(tt.arrives))
			assert.Equal(t, tt.want, tt.do(d, d.events))
		})
	}
}

// Who is asked next: not who has declined while there are others, and nobody when all
// have; whoever is ready again is asked anew.
func TestNobodyIsOfferedTheSameTwiceInARow(t *testing.T) {
	d := open(t, inWriting)
	for _, id := range []center.AgentID{ana, ben, cleo} {
		d.do(logIn(id, center.Email))
	}
	d.do(atSupport(center.Email, carla))
	for _, id := range []center.AgentID{ana, ben, cleo} {
		require.Equal(t, center.OnOffer, d.whereabouts().Place.Kind)
		require.Equal(t, []center.Offer{{Agent: id}}, d.whereabouts().Offers)
		d.hand(id, center.Email, center.Reject)
		assert.Equal(t, "ready", states(d.view(id))["email"])
	}
	assert.Equal(t, center.Place{Kind: center.InQueue, Name: "Support"}, d.whereabouts().Place)
	d.do(chooseFor(ben, center.Email, "NotReady"))
	assert.Equal(t, []string{"1002 agent changed ready", "1002 medium changed ready", "1002 offered ringing"}, d.do(chooseFor(ben, center.Email, "Ready")))
}

func TestOneInvitationAtATimeOfEachMedium(t *testing.T) {
	offers := func(loggedIn bool) (chats int) {
		d := open(t, inWriting)
		for _, id := range []center.AgentID{ben, cleo} {
			d.do(choose(id, "NotReady"))
		}
		if loggedIn {
			d.do(logIn(ana, center.Chat, center.Email))
		}
		for _, from := range []string{"a", "b"} {
			d.do(atSupport(center.Chat, from))
		}
		require.Equal(t, []string{"1001 offered ringing"}, d.do(atSupport(center.Email, "a")), "of another medium")
		for _, p := range d.c.Parts(ana) {
			if p.Medium == center.Chat {
				chats++
			}
		}
		if loggedIn {
			told := d.do(center.Command{Verb: center.Accept, Agent: ana, Interaction: d.c.Parts(ana)[0].ID})
			require.Equal(t, "1001 offered ringing", told[len(told)-1], "the next one")
		}
		return chats
	}
	assert.Equal(t, 1, offers(true))
	assert.Equal(t, 2, offers(false))
}

// Accept and time-out at one moment: whichever comes first wins, and the other is refused.
func TestEitherAcceptedOrRevoked(t *testing.T) {
	for _, m := range []center.Medium{center.Chat, center.Email} {
		for _, acceptFirst := range []bool{true, false} {
			d := open(t, inWriting)
			d.do(logIn(ana, m))
			d.do(atSupport(m, carla))
			var expire center.Command
			for _, e := range d.events {
				if e.Kind == center.TimerSet {
					d.now, expire = e.At, center.Command{Verb: center.Expire, Timer: e.Timer}
				}
			}
			require.Equal(t, 15*time.Second, d.now)
			accept := d.on(ana, m, center.Accept)
			first, second := expire, accept
			if acceptFirst {
				first, second = accept, expire
			}
			d.do(first)
			assert.Error(t, d.try(second))
			if v := d.whereabouts(); acceptFirst {
				assert.Equal(t, []center.AgentID{ana}, handlers(v))
				assert.Empty(t, v.Offers)
			} else {
				assert.Empty(t, v.Handlers)
				assert.Equal(t, []center.Offer{{Agent: ben}}, v.Offers)
			}
		}
	}
}
