package center_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

const desired = "service@example.com"

// mail is an e-mail of Carla's with content.
func mail() center.Command {
	cmd := written(center.Email, "carla@example.com")
	cmd.Letter = &center.Letter{Subject: "Order 1234", To: []string{desired, "boss@example.com"}, Text: "Hello"}
	return cmd
}

// answers is Ana's answer to her e-mail, of which there must be one.
func (d *desk) answers(v center.Verb, says *center.Letter) center.Part {
	d.t.Helper()
	cmd := d.on(ana, center.Email, v)
	cmd.Letter = says
	d.do(cmd)
	parts := d.c.Parts(ana)
	require.Len(d.t, parts, 2)
	return parts[1]
}

func TestWhatAnEmailSays(t *testing.T) {
	d := open(t, inWriting)
	d.now = time.Minute
	d.do(mail())
	want := &center.Letter{Subject: "Order 1234", From: "carla@example.com", To: []string{desired, "boss@example.com"}, Text: "Hello", Received: time.Minute}
	assert.Equal(t, want, d.part(ana, center.Email).Letter)
	assert.Equal(t, want, d.whereabouts().Letter)

	d = open(t, inWriting)
	d.emailOffered()
	assert.Equal(t, &center.Letter{From: carla}, d.part(ana, center.Email).Letter, "nothing is known but who wrote it")
	d.do(written(center.Chat, carla))
	assert.Nil(t, d.part(ana, center.Chat).Letter)
}

func TestAnswers(t *testing.T) {
	tests := map[string]struct {
		verb center.Verb
		says *center.Letter
		want center.Letter
	}{
		"a reply":        {center.Reply, nil, center.Letter{Subject: "Re: Order 1234", From: desired, To: []string{"carla@example.com"}}},
		"a reply to all": {center.ReplyAll, nil, center.Letter{Subject: "Re: Order 1234", From: desired, To: []string{"carla@example.com", "boss@example.com"}}},
		"forwarded":      {center.Forward, nil, center.Letter{Subject: "Fwd: Order 1234", From: desired, Text: "Hello"}},
		"with a text":    {center.Reply, &center.Letter{Text: "Sure"}, center.Letter{Subject: "Re: Order 1234", From: desired, To: []string{"carla@example.com"}, Text: "Sure"}},
		"to somebody": {center.Forward, &center.Letter{To: []string{"dora@example.com"}, Subject: "Look"},
			center.Letter{Subject: "Look", From: desired, To: []string{"dora@example.com"}, Text: "Hello"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, inWriting)
			d.do(mail())
			d.accepts(ana, center.Email)
			draft := d.answers(tt.verb, tt.says)
			assert.Equal(t, &tt.want, draft.Letter)
			assert.Equal(t, d.c.Parts(ana)[0].ID, draft.Parent)
			assert.Equal(t, center.Drafted, draft.State)
			v, ok := d.c.Interaction(draft.ID)
			require.True(t, ok)
			assert.Equal(t, draft.Parent, v.Parent)
			assert.Equal(t, center.Outbound, v.Kind)
		})
	}
}

func TestAnAnswerIsChangedUntilItIsSent(t *testing.T) {
	d := open(t, inWriting)
	d.do(mail())
	d.accepts(ana, center.Email)
	draft := d.answers(center.Forward, nil)
	on := func(v center.Verb, says *center.Letter) center.Command {
		return center.Command{Verb: v, Agent: ana, Interaction: draft.ID, Letter: says}
	}
	assert.ErrorIs(t, d.try(on(center.Send, nil)), center.ErrNoAddress)
	d.do(on(center.Save, &center.Letter{To: []string{"dora@example.com"}}))
	assert.Equal(t, []center.Party{{Number: "dora@example.com", Nickname: "dora@example.com"}}, d.c.Parts(ana)[1].Parties)
	large := &center.Letter{Text: strings.Repeat("x", center.MaxData)}
	assert.ErrorIs(t, d.try(on(center.Save, large)), center.ErrTooMuchData)
	assert.ErrorIs(t, d.try(on(center.Send, large)), center.ErrTooMuchData)
	assert.Equal(t, []string{"1001 sent sent", "1001 closed sent"}, d.do(on(center.Send, &center.Letter{Text: "See below"})))
	assert.Equal(t, "See below", d.events[0].Part.Letter.Text)
	assert.Len(t, d.c.Parts(ana), 1, "what it answers stays")
}

func TestAnAnswerToAnAnswerSaysSoOnce(t *testing.T) {
	d := open(t, inWriting)
	cmd := mail()
	cmd.Letter.Subject = "Re: Order"
	d.do(cmd)
	d.accepts(ana, center.Email)
	assert.Equal(t, "Re: Order", d.answers(center.ReplyAll, nil).Letter.Subject)
}

func TestAnEmailIsBounded(t *testing.T) {
	d := open(t, inWriting)
	cmd := mail()
	cmd.Letter.Text = strings.Repeat("x", center.MaxData)
	assert.ErrorIs(t, d.try(cmd), center.ErrTooMuchData)
	create := center.Command{Verb: center.CreateEmail, Agent: ana, Number: carla, Letter: cmd.Letter}
	assert.ErrorIs(t, d.try(create), center.ErrTooMuchData)
	d.do(mail())
	d.accepts(ana, center.Email)
	reply := d.on(ana, center.Email, center.Reply)
	reply.Letter = cmd.Letter
	assert.ErrorIs(t, d.try(reply), center.ErrTooMuchData)
	assert.Len(t, d.c.Interactions(), 1)
}

// What a command says stays the caller's.
func TestALetterIsKeptAsItWas(t *testing.T) {
	d := open(t, inWriting)
	cmd := mail()
	d.do(cmd)
	cmd.Letter.To[0], cmd.Letter.Text = "x", "y"
	assert.Equal(t, []string{desired, "boss@example.com"}, d.part(ana, center.Email).Letter.To)
	assert.Equal(t, "Hello", d.part(ana, center.Email).Letter.Text)
}
