package center_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

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
