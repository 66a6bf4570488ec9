package center_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

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
