package scapi_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

// inWriting lets the agents handle chats and e-mails too.
func inWriting(c *center.Config) {
	for i := range c.Agents {
		c.Agents[i].Media = append(c.Agents[i].Media, center.Chat, center.Email)
	}
}

// toldOf is what Ana's page is told of interactions, as the documents' sequences put it.
func toldOf(t testing.TB, frames []frame) []string {
	t.Helper()
	var out []string
	for _, f := range frames {
		var m struct {
			Data struct {
				EventType   string `json:"eventType"`
				Interaction struct {
					State    string `json:"state"`
					Previous string `json:"previousState"`
				} `json:"interaction"`
			} `json:"data"`
		}
		require.NoError(t, json.Unmarshal(f.body, &m), "%s", f.body)
		if i := m.Data.Interaction; i.State != "" && f.agent == ana {
			out = append(out, m.Data.EventType+": "+i.State+" <- "+i.Previous)
		}
	}
	return out
}

const writer = "carla@example.com"

func chatArrives(f *floor) []frame {
	return f.stage(center.Command{Verb: center.Arrive, Medium: center.Chat, Agent: ana, Number: writer})
}

func emailArrives(f *floor) []frame {
	return f.stage(center.Command{Verb: center.Arrive, Medium: center.Email, Agent: ana, Number: writer})
}

func requests(request, parameters string) func(*floor) []frame {
	return func(f *floor) []frame { return f.do(request, parameters) }
}

var acceptsIt = requests("interaction.accept", `["1"]`)

// hands is what Ana does in the desktop with the last interaction in her list.
func hands(v center.Verb) func(*floor) []frame {
	return func(f *floor) []frame {
		parts := f.c.Parts(ana)
		return f.stage(center.Command{Verb: v, Agent: ana, Interaction: parts[len(parts)-1].ID})
	}
}

func takesDown(s center.Server) func(*floor) []frame {
	return func(f *floor) []frame { return f.stage(center.Command{Verb: center.SetServer, Server: s}) }
}

func pulls(f *floor) []frame {
	return f.stage(center.Command{Verb: center.PullFromWorkbin, Agent: ana, Number: writer})
}

// TestOpenMediaSequences is "Event Type references" and the states of Interaction, in
// the order in which things happen.
func TestOpenMediaSequences(t *testing.T) {
	then := func(steps ...func(*floor) []frame) []func(*floor) []frame { return steps }
	tests := map[string]struct {
		before []func(*floor) []frame
		do     func(*floor) []frame
		want   []string
	}{
		"invited to a chat": {nil, chatArrives, []string{"ADDED: INVITED <- UNKNOWN", "INVITED: INVITED <- UNKNOWN"}},
		"accepted": {then(chatArrives), acceptsIt,
			[]string{"ACCEPTED: ACCEPTED <- INVITED", "JOIN_PENDING: JOIN_PENDING <- ACCEPTED"}},
		"not joined": {then(takesDown(center.ChatServer), chatArrives), acceptsIt,
			[]string{"ACCEPTED: ACCEPTED <- INVITED", "JOIN_PENDING: JOIN_PENDING <- ACCEPTED", "JOIN_FAILED: JOIN_FAILED <- JOIN_PENDING"}},
		"a message": {then(chatArrives, acceptsIt), func(f *floor) []frame {
			return f.stage(center.Command{Verb: center.FarSay, Number: writer, Text: "Hello?"})
		}, []string{"NEW_MESSAGE: HISTORY_DONE <- HISTORY_IN_PROGRESS"}},
		"composing": {then(chatArrives, acceptsIt), hands(center.Compose), []string{"COMPOSING: HISTORY_DONE <- HISTORY_IN_PROGRESS"}},
		"ended":     {then(chatArrives, acceptsIt), hands(center.EndChat), []string{"ENDED: IDLE <- HISTORY_DONE"}},
		"completed": {then(chatArrives, acceptsIt, hands(center.EndChat)), requests("interaction.markdone", `["1"]`),
			[]string{"COMPLETED: COMPLETED <- IDLE", "REMOVED: COMPLETED <- IDLE"}},
		"rejected": {then(chatArrives), requests("interaction.reject", `["1"]`), []string{"REMOVED: REVOKED <- INVITED"}},
		"revoked": {then(chatArrives), func(f *floor) []frame {
			return f.stage(center.Command{Verb: center.FarLeave, Number: writer})
		}, []string{"REVOKED: REVOKED <- INVITED", "REMOVED: REVOKED <- INVITED"}},
		"in error": {then(chatArrives, acceptsIt), hands(center.Disturb), []string{"ERROR: ERROR <- HISTORY_DONE"}},
		"unknown":  {then(chatArrives, acceptsIt), hands(center.Obscure), []string{"UNKNOWN: UNKNOWN <- HISTORY_DONE"}},
		"transferred": {then(chatArrives, acceptsIt), requests("interaction.singleStepTransfer", `["1",{"type":"AGENT","destination":"1002"}]`),
			[]string{"TRANSFER_COMPLETED: TRANSFER_COMPLETED <- TRANSFERRING", "REMOVED: TRANSFER_COMPLETED <- TRANSFERRING"}},

		"invited to an e-mail": {nil, emailArrives, []string{"ADDED: INVITED <- UNKNOWN", "INVITED: INVITED <- UNKNOWN"}},
		"accepted e-mail":      {then(emailArrives), acceptsIt, []string{"ACCEPTED: ACCEPTED <- INVITED"}},
		"completed e-mail": {then(emailArrives, acceptsIt), requests("interaction.markdone", `["1"]`),
			[]string{"COMPLETED: COMPLETED <- ACCEPTED", "REMOVED: COMPLETED <- ACCEPTED"}},
		"saved e-mail": {then(emailArrives, acceptsIt), hands(center.Save), nil},
		"in a workbin": {then(emailArrives, acceptsIt), hands(center.PlaceInWorkbin),
			[]string{"IN_WORKBIN: SAVED <- ACCEPTED", "REMOVED: SAVED <- ACCEPTED"}},
		"not in a workbin": {then(emailArrives, acceptsIt, takesDown(center.InteractionServer)), hands(center.PlaceInWorkbin),
			[]string{"IN_WORKBIN_FAILED: ACCEPTED <- INVITED"}},
		"pulled": {then(emailArrives, acceptsIt, hands(center.PlaceInWorkbin)), pulls,
			[]string{"ADDED: PULLED <- UNKNOWN", "PULLED: PULLED <- UNKNOWN"}},
		"not pulled": {then(emailArrives, acceptsIt, hands(center.PlaceInWorkbin), takesDown(center.InteractionServer)), pulls,
			[]string{"PULL_WORKBIN_FAILED: ERROR <- UNKNOWN"}},
		"a reply": {then(emailArrives, acceptsIt), hands(center.Reply), []string{"ADDED: CREATED <- UNKNOWN", "CREATED: CREATED <- UNKNOWN"}},

		"created":  {nil, requests("email.create", `["carla@example.com",{"a":1}]`), []string{"ADDED: CREATED <- UNKNOWN", "CREATED: CREATED <- UNKNOWN"}},
		"composed": {then(requests("email.create", `["carla@example.com"]`)), hands(center.Compose), []string{"COMPOSING: CREATED <- UNKNOWN"}},
		"a response": {then(requests("email.create", `["carla@example.com"]`)), hands(center.InsertResponse),
			[]string{"INSERT_STANDARD_RESPONSE: CREATED <- UNKNOWN"}},
		"sent": {then(requests("email.create", `["carla@example.com"]`)), hands(center.Send),
			[]string{"SENT: SENT <- CREATED", "REMOVED: SENT <- CREATED"}},
		"cancelled": {then(requests("email.create", `["carla@example.com"]`)), hands(center.Discard),
			[]string{"CANCELLED: CANCELLED <- CREATED", "REMOVED: CANCELLED <- CREATED"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t, "union", open, inWriting)
			f.open(ana, 1)
			for _, step := range tt.before {
				step(f)
			}
			assert.Equal(t, tt.want, toldOf(t, tt.do(f)))
		})
	}
}

func TestAnAgentIsAskedIntoAChat(t *testing.T) {
	f := newFloor(t, "union", open, inWriting)
	f.open(ana, 1)
	f.stage(center.Command{Verb: center.Arrive, Medium: center.Chat, Agent: ben, Number: writer})
	f.stage(center.Command{Verb: center.Accept, Agent: ben, Interaction: f.c.Parts(ben)[0].ID})
	asked := center.Command{Verb: center.SingleStepConference, Agent: ben, Interaction: f.c.Parts(ben)[0].ID,
		Target: center.Target{Kind: center.ToAgent, Name: string(ana)}}
	assert.Equal(t, []string{"ADDED: INVITED_CONFERENCE <- UNKNOWN", "INVITED_CONFERENCE: INVITED_CONFERENCE <- UNKNOWN"}, toldOf(t, f.stage(asked)))
	assert.Equal(t, []string{"ACCEPTED: ACCEPTED <- INVITED_CONFERENCE", "JOIN_PENDING: JOIN_PENDING <- ACCEPTED"}, toldOf(t, acceptsIt(f)))
	assert.Equal(t, []string{"LEFT_CONFERENCE: LEFT_CONFERENCE <- HISTORY_DONE", "REMOVED: LEFT_CONFERENCE <- HISTORY_DONE"}, toldOf(t, hands(center.LeaveConference)(f)))
}

func TestOpenMediaHasNoAttributesOfVoice(t *testing.T) {
	f := newFloor(t, "union", open, inWriting)
	f.open(ana, 1)
	chatArrives(f)
	emailArrives(f)
	f.do("email.create", `["carla@example.com"]`)
	a, _ := f.ask("interaction.getInteractions", "")
	var list []map[string]any
	require.NoError(t, json.Unmarshal(a.Data, &list))
	require.Len(t, list, 3)
	for _, interaction := range list {
		for _, name := range []string{"callUuid", "direction", "callType", "ani", "dnis", "recordingState", "ronaCallState", "connId", "capabilities"} {
			assert.NotContains(t, interaction, name)
		}
		for _, name := range []string{"interactionId", "caseId", "userData", "parties", "state", "previousState", "interactionUUID"} {
			assert.Contains(t, interaction, name)
		}
	}
}

func TestAReplyIsInTheCaseOfItsEmail(t *testing.T) {
	f := newFloor(t, "union", open, inWriting)
	f.open(ana, 1)
	emailArrives(f)
	acceptsIt(f)
	hands(center.Reply)(f)
	a, _ := f.ask("interaction.getInteractions", "")
	var list []struct {
		CaseID string `json:"caseId"`
		Parent string `json:"parentInteractionId"`
		IsMain bool   `json:"isMainCaseInteraction"`
	}
	require.NoError(t, json.Unmarshal(a.Data, &list))
	require.Len(t, list, 2)
	assert.Equal(t, list[0].CaseID, list[1].CaseID)
	assert.Equal(t, "1", list[1].Parent)
	assert.True(t, list[0].IsMain)
	assert.False(t, list[1].IsMain)
}

func TestADesktopThatOpensLaterListsWhatIsWritten(t *testing.T) {
	f := newFloor(t, "union", open, inWriting)
	require.NoError(t, f.Do(center.Command{Verb: center.Arrive, Medium: center.Chat, Agent: ana, Number: writer}))
	chat := f.c.Parts(ana)[0].ID
	require.NoError(t, f.Do(center.Command{Verb: center.Accept, Agent: ana, Interaction: chat}))
	require.NoError(t, f.Do(center.Command{Verb: center.Consult, Medium: center.Voice, Agent: ana, Interaction: chat,
		Target: center.Target{Kind: center.ToAgent, Name: string(ben)}}))
	f.events = nil // nobody is there to be told
	f.open(ana, 1)
	a, _ := f.ask("interaction.getInteractions", "")
	var list []struct {
		ID     string `json:"interactionId"`
		CaseID string `json:"caseId"`
		Parent string `json:"parentInteractionId"`
		State  string `json:"state"`
	}
	require.NoError(t, json.Unmarshal(a.Data, &list))
	require.Len(t, list, 2)
	assert.Equal(t, []string{"DIALING", "HISTORY_DONE"}, []string{list[0].State, list[1].State})
	assert.Equal(t, list[1].ID, list[0].Parent, "a consultation belongs to what it is about, wherever that is listed")
	assert.Equal(t, list[1].CaseID, list[0].CaseID)
}
