package center_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

func lines(log []center.Line) []string {
	var out []string
	for _, l := range log {
		who := "customer"
		if l.Agent != "" {
			who = string(l.Agent)
		}
		out = append(out, strings.TrimSpace(fmt.Sprintf("%d %s (%s) %s %s", l.Index, who, l.Nickname, l.Kind, l.Text)))
	}
	return out
}

func says(v center.Verb, text string) center.Command {
	return center.Command{Verb: v, Number: carla, Text: text}
}

func (d *desk) writes(id center.AgentID, v center.Verb, text string) []string {
	d.t.Helper()
	cmd := d.on(id, center.Chat, v)
	cmd.Text = text
	return d.do(cmd)
}

func named(c *center.Config) { c.Agents[0].First, c.Agents[0].Last = "Ana", "Alves" }

func TestTheTranscriptOfAChat(t *testing.T) {
	d := open(t, inWriting, named)
	cmd := written(center.Chat, carla)
	cmd.Contact = center.Contact{First: "Carla"}
	d.do(cmd)
	d.do(says(center.FarType, ""))
	d.do(says(center.FarSay, "Hello?"))
	d.do(says(center.FarStopTyping, ""))
	require.Equal(t, []string{"1 customer (Carla) joined", "2 customer (Carla) typing started", "3 customer (Carla) text Hello?",
		"4 customer (Carla) typing stopped"}, lines(d.part(ana, center.Chat).Log), "before anybody has it")

	d.now = time.Minute
	d.accepts(ana, center.Chat)
	d.hand(ana, center.Chat, center.Compose)
	d.writes(ana, center.Say, "Hi")
	d.hand(ana, center.Chat, center.StopTyping)
	d.writes(ana, center.Notice, "Back soon")
	d.do(d.sends(ana, center.Chat, center.Invite, ben))
	join := d.on(ben, center.Chat, center.Accept)
	join.Nickname = "Second Level"
	d.do(join)
	d.hand(ben, center.Chat, center.StepOut)
	got := d.whereabouts().Log
	assert.Equal(t, []string{
		"5 1001 (Ana Alves) joined", "6 1001 (Ana Alves) typing started", "7 1001 (Ana Alves) text Hi", "8 1001 (Ana Alves) typing stopped",
		"9 1001 (Ana Alves) notice Back soon", "10 1002 (Second Level) joined", "11 1002 (Second Level) left",
	}, lines(got)[4:])
	assert.Equal(t, []time.Duration{0, time.Minute}, []time.Duration{got[3].At, got[4].At})
	d.do(says(center.FarLeave, ""))
	assert.Equal(t, "12 customer (Carla) left", lines(d.part(ana, center.Chat).Log)[11])
}

func TestEachLineIsToldToThoseWhoHandleTheChat(t *testing.T) {
	d := open(t, inWriting)
	d.together(center.Chat)
	d.do(d.sends(ana, center.Chat, center.Invite, cleo))
	told := func() (out []string) {
		for _, e := range d.events {
			if e.Kind == center.LineAdded {
				out = append(out, string(e.Agent)+": "+lines(e.Part.Log[len(e.Part.Log)-1:])[0])
			}
		}
		return out
	}
	d.do(says(center.FarSay, "Hello?"))
	assert.Equal(t, []string{"1001: 4 customer (5550111) text Hello?", "1002: 4 customer (5550111) text Hello?"}, told(), "not to one who is only invited")
	d.do(says(center.FarType, ""))
	assert.Equal(t, []string{"1001: 5 customer (5550111) typing started", "1002: 5 customer (5550111) typing started"}, told())
	d.accepts(cleo, center.Chat)
	assert.Equal(t, []string{"1001: 6 1003 (1003) joined", "1002: 6 1003 (1003) joined", "1003: 6 1003 (1003) joined"}, told())
}

func TestWhoIsKnownByWhichName(t *testing.T) {
	d := open(t, inWriting, named)
	d.do(written(center.Chat, carla))
	cmd := d.on(ana, center.Chat, center.Accept)
	cmd.Nickname, cmd.AtOnce = "Agent One", true
	d.do(cmd)
	p := d.part(ana, center.Chat)
	assert.Equal(t, "Agent One", p.Nickname)
	assert.Equal(t, []center.Party{{Number: carla, Nickname: carla}}, p.Parties)
	v := d.whereabouts()
	assert.Equal(t, []center.Handler{{Agent: ana, Nickname: "Agent One", State: center.Joined, Owner: true}}, v.Handlers)
	assert.Equal(t, carla, v.Nickname)
	d.do(d.sends(ana, center.Chat, center.Invite, ben))
	d.accepts(ben, center.Chat)
	assert.Equal(t, []center.Party{{Number: carla, Nickname: carla}, {Number: "5001", Agent: ana, Nickname: "Agent One"}}, d.part(ben, center.Chat).Parties)
}

func TestAnAgentIsConnectedToAChatAtOnce(t *testing.T) {
	d := open(t, inWriting)
	d.chatOffered()
	cmd := d.on(ana, center.Chat, center.Accept)
	cmd.AtOnce = true
	assert.Equal(t, []string{"1001 accepted accepted", "1001 joining joining", "1001 loading loading", "1001 joined joined"}, d.do(cmd))
	d.do(center.Command{Verb: center.SetServer, Server: center.ChatServer})
	d.do(center.Command{Verb: center.Arrive, Agent: ben, Medium: center.Chat, Number: chen})
	cmd = d.on(ben, center.Chat, center.Accept)
	cmd.AtOnce = true
	assert.Equal(t, []string{"1002 accepted accepted", "1002 joining joining", "1002 not joined not joined"}, d.do(cmd))
	assert.Equal(t, []string{"1002 done applied completed", "1002 closed completed"}, d.hand(ben, center.Chat, center.Finish))
}

func TestATranscriptIsBounded(t *testing.T) {
	d := open(t, inWriting)
	d.chatOffered()
	long := says(center.FarSay, strings.Repeat("x", center.MaxMessage))
	for range 20 {
		d.do(long)
	}
	log := d.part(ana, center.Chat).Log
	assert.Len(t, log, center.MaxLog/(center.MaxMessage+64+len(carla)))
	assert.Equal(t, 21, log[len(log)-1].Index, "what is left keeps its index")
	assert.Equal(t, 21-len(log)+1, log[0].Index)
	assert.ErrorIs(t, d.try(says(center.FarSay, long.Text+"x")), center.ErrTooLong)
	d.accepts(ana, center.Chat)
	cmd := d.on(ana, center.Chat, center.Say)
	cmd.Text = long.Text + "x"
	assert.ErrorIs(t, d.try(cmd), center.ErrTooLong)
}

// A part that has been told of stays as it was, whatever is written later.
func TestATranscriptThatWasToldIsNeverWrittenTo(t *testing.T) {
	d := open(t, inWriting)
	d.handled(center.Chat)
	before := d.part(ana, center.Chat).Log
	was := lines(before)
	for i := range 5 {
		d.do(says(center.FarSay, strings.Repeat("x", i)))
		assert.Len(t, d.part(ana, center.Chat).Log, len(before)+i+1)
	}
	assert.Equal(t, was, lines(before))
}

func TestAllTranscriptsTogetherAreBounded(t *testing.T) {
	d := open(t, inWriting, func(c *center.Config) { c.OfferTimeout = 0 })
	text := strings.Repeat("x", center.MaxMessage)
	say := func(i int) error {
		return d.try(center.Command{Verb: center.FarSay, Number: fmt.Sprint(i), Text: text})
	}
	full := func() error {
		for i := range 2 * center.MaxLogs / center.MaxLog {
			d.do(center.Command{Verb: center.Arrive, Medium: center.Chat, Agent: ana, Number: fmt.Sprint(i)})
			for range 8 {
				if err := say(i); err != nil {
					return err
				}
			}
		}
		return nil
	}
	require.ErrorIs(t, full(), center.ErrTooManyLogs)
	d.do(center.Command{Verb: center.FarLeave, Number: "0"})
	d.do(center.Command{Verb: center.FarLeave, Number: "1"})
	assert.NoError(t, say(2), "what has ended makes room")
}
