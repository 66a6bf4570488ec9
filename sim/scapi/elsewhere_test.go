package scapi_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/center"
)

// elsewhere is what an agent does over another wire with the last interaction in their
// list.
func elsewhere(agent center.AgentID, cmd center.Command) func(*floor) []frame {
	return func(f *floor) []frame {
		parts := f.c.Parts(agent)
		cmd.Agent, cmd.Interaction = agent, parts[len(parts)-1].ID
		return f.stage(cmd)
	}
}

func atSupport(c *center.Config) {
	c.Groups = []center.Group{{Name: "Service", Agents: []center.AgentID{ana, ben}}}
	c.Queues = []center.Route{{Name: "Support", To: center.Target{Kind: center.ToGroup, Name: "Service"}}}
}

// What is done over another wire is told at the desktop in the words that it has for it.
func TestWhatIsDoneElsewhereIsToldAtTheDesktop(t *testing.T) {
	then := func(steps ...func(*floor) []frame) []func(*floor) []frame { return steps }
	toAgent := func(id center.AgentID) center.Target { return center.Target{Kind: center.ToAgent, Name: string(id)} }
	atOnce := elsewhere(ana, center.Command{Verb: center.Accept, AtOnce: true, Nickname: "Agent One"})
	benAccepts := elsewhere(ben, center.Command{Verb: center.Accept, AtOnce: true})
	invitesBen := elsewhere(ana, center.Command{Verb: center.Invite, Target: toAgent(ben)})
	benHandles := func(f *floor) []frame {
		f.stage(center.Command{Verb: center.Arrive, Medium: center.Chat, Agent: ben, Number: writer})
		return benAccepts(f)
	}
	tests := map[string]struct {
		before []func(*floor) []frame
		do     func(*floor) []frame
		want   []string
	}{
		"a chat is accepted": {then(chatArrives), atOnce, []string{"ACCEPTED: ACCEPTED <- INVITED", "JOIN_PENDING: JOIN_PENDING <- ACCEPTED"}},
		"a message is written": {then(chatArrives, atOnce), elsewhere(ana, center.Command{Verb: center.Say, Text: "Hi"}),
			[]string{"NEW_MESSAGE: HISTORY_DONE <- HISTORY_IN_PROGRESS"}},
		"a message is begun": {then(chatArrives, atOnce), elsewhere(ana, center.Command{Verb: center.Compose}),
			[]string{"COMPOSING: HISTORY_DONE <- HISTORY_IN_PROGRESS"}},
		"a notice": {then(chatArrives, atOnce), elsewhere(ana, center.Command{Verb: center.Notice, Text: "Hi"}), nil},
		"the customer types": {then(chatArrives, atOnce), func(f *floor) []frame {
			return f.stage(center.Command{Verb: center.FarType, Number: writer})
		}, nil},
		"a chat is finished": {then(chatArrives, atOnce), elsewhere(ana, center.Command{Verb: center.Finish}),
			[]string{"ENDED: IDLE <- HISTORY_DONE", "COMPLETED: COMPLETED <- IDLE", "REMOVED: COMPLETED <- IDLE"}},
		"an e-mail is finished": {then(emailArrives, acceptsIt), elsewhere(ana, center.Command{Verb: center.Finish}),
			[]string{"COMPLETED: COMPLETED <- ACCEPTED", "REMOVED: COMPLETED <- ACCEPTED"}},
		"an e-mail is finished in a conference": {then(emailArrives, acceptsIt, invitesBen, benAccepts), elsewhere(ana, center.Command{Verb: center.Finish}),
			[]string{"LEFT_CONFERENCE: LEFT_CONFERENCE <- ACCEPTED", "REMOVED: LEFT_CONFERENCE <- ACCEPTED"}},
		"its owner steps out of a conference": {then(chatArrives, atOnce, invitesBen, benAccepts), elsewhere(ana, center.Command{Verb: center.StepOut}),
			[]string{"LEFT_CONFERENCE: LEFT_CONFERENCE <- HISTORY_DONE", "REMOVED: LEFT_CONFERENCE <- HISTORY_DONE"}},
		"another steps out of it": {then(chatArrives, atOnce, invitesBen, benAccepts), elsewhere(ben, center.Command{Verb: center.StepOut}), nil},
		"an agent is invited": {then(benHandles), elsewhere(ben, center.Command{Verb: center.Invite, Target: toAgent(ana)}),
			[]string{"ADDED: INVITED_CONFERENCE <- UNKNOWN", "INVITED_CONFERENCE: INVITED_CONFERENCE <- UNKNOWN"}},
		"a chat is transferred": {then(chatArrives, atOnce), elsewhere(ana, center.Command{Verb: center.Transfer, Target: toAgent(ben)}),
			[]string{"TRANSFER_COMPLETED: TRANSFER_COMPLETED <- TRANSFERRING", "REMOVED: TRANSFER_COMPLETED <- TRANSFERRING"}},
		"a chat comes by transfer": {then(benHandles), elsewhere(ben, center.Command{Verb: center.Transfer, Target: toAgent(ana)}),
			[]string{"ADDED: INVITED <- UNKNOWN", "INVITED: INVITED <- UNKNOWN"}},
		"a chat is placed in a queue": {then(chatArrives, atOnce), elsewhere(ana, center.Command{Verb: center.Requeue, Place: "Support"}),
			[]string{"REMOVED: SAVED <- HISTORY_DONE"}},
		"a chat comes out of a queue": {then(benHandles), elsewhere(ben, center.Command{Verb: center.Requeue, Place: "Support"}),
			[]string{"ADDED: INVITED <- UNKNOWN", "INVITED: INVITED <- UNKNOWN"}},
		"an e-mail is placed in a workbin": {then(emailArrives, acceptsIt), elsewhere(ana, center.Command{Verb: center.Park}),
			[]string{"IN_WORKBIN: SAVED <- ACCEPTED", "REMOVED: SAVED <- ACCEPTED"}},
		"all who handle an e-mail lose it to a workbin": {then(emailArrives, acceptsIt, invitesBen, benAccepts), elsewhere(ben, center.Command{Verb: center.Park}),
			[]string{"LEFT_CONFERENCE: LEFT_CONFERENCE <- ACCEPTED", "REMOVED: LEFT_CONFERENCE <- ACCEPTED"}},
		"a reply to all": {then(emailArrives, acceptsIt), elsewhere(ana, center.Command{Verb: center.ReplyAll}),
			[]string{"ADDED: CREATED <- UNKNOWN", "CREATED: CREATED <- UNKNOWN"}},
		"the agent logs out": {then(emailArrives), func(f *floor) []frame {
			return f.stage(center.Command{Verb: center.LogOut, Agent: ana})
		}, []string{"REVOKED: REVOKED <- INVITED", "REMOVED: REVOKED <- INVITED"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t, "union", open, inWriting, atSupport)
			f.open(ana, 1)
			for _, step := range tt.before {
				step(f)
			}
			assert.Equal(t, tt.want, toldOf(t, tt.do(f)))
		})
	}
}
