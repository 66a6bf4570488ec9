package steps_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/reports/result"
)

// What becomes of a chat or an e-mail, in the words of every wire, is told by events.
func TestWhatBecomesOfAnEmail(t *testing.T) {
	const come = "Given Ana is signed in\n"
	const offered = come + "And an e-mail from Carla comes to Ana\n"
	mail := func(eventType string) []string { return []string{toldOf("email", eventType, "1", "ACCEPTED")} }
	tests := map[string]struct {
		tags  string
		on    string // a request or a call of the stage door
		tells []string
		steps string
		want  result.Outcome
		item  string // of the claim that is not met
	}{
		"an offer that is told": {"@spec:scapi.event.openmedia.INVITED", "email.arrive", []string{toldOf("email", "INVITED", "1", "INVITED")},
			come + "When an e-mail from Carla comes to Ana\nThen the e-mail is offered to Ana", result.Passed, ""},
		"an offer that is not told": {"@spec:scapi.event.openmedia.INVITED", "email.arrive", nil,
			come + "When an e-mail from Carla comes to Ana\nThen the e-mail is offered to Ana", result.Failed, "scapi.event.openmedia.INVITED"},
		"an offer that no tag says": {"", "email.arrive", nil,
			come + "When an e-mail from Carla comes to Ana\nThen the e-mail is offered to Ana", result.Note, ""},
		"an offer of a chat": {"@spec:scapi.event.openmedia.INVITED", "chat.arrive", []string{toldOf("chat", "INVITED", "7", "INVITED")},
			come + "When Carla asks Ana for a chat\nThen the chat is offered to Ana", result.Passed, ""},
		"an offer that is of another medium": {"@spec:scapi.event.openmedia.INVITED", "server.set", []string{toldOf("chat", "INVITED", "7", "INVITED")},
			offered + "When the chat server is down\nThen the e-mail is offered to Ana", result.Failed, "scapi.event.openmedia.INVITED"},
		"an offer that nobody awaited, and that is declined": {"", "server.set", []string{toldOf("email", "INVITED", "9", "INVITED")},
			come + "When the interaction server is up again\nThen the e-mail is offered to Ana\nAnd Ana declines the e-mail", result.Passed, ""},
		"an offer that is not to be": {"@spec:scapi.event.openmedia.INVITED", "server.set", []string{toldOf("email", "INVITED", "9", "INVITED")},
			come + "When the interaction server is up again\nThen the e-mail is not offered to Ana", result.Note, ""},
		"an offer that was before": {"", "server.set", nil,
			offered + "When the interaction server is up again\nThen the e-mail is not offered to Ana", result.Passed, ""},
		"a withdrawal": {"@spec:scapi.seq.openmedia-rona.4", "server.set", mail("REVOKED"),
			offered + "When the interaction server is down\nThen the offer of the e-mail to Ana is withdrawn", result.Passed, ""},
		"a withdrawal that is not told": {"@spec:scapi.event.openmedia.REVOKED", "server.set", mail("COMPLETED"),
			offered + "When the interaction server is down\nThen the offer of the e-mail to Ana is withdrawn", result.Failed, "scapi.event.openmedia.REVOKED"},
		"an accepted one": {"@spec:scapi.event.openmedia.ACCEPTED", "interaction.accept", mail("ACCEPTED"),
			offered + "When Ana accepts the e-mail\nThen Ana handles the e-mail", result.Passed, ""},
		"an accepted one that is not told": {"@spec:scapi.event.openmedia.ACCEPTED", "interaction.accept", nil,
			offered + "When Ana accepts the e-mail\nThen Ana handles the e-mail", result.Failed, "scapi.event.openmedia.ACCEPTED"},
		"an invitation to a conference": {"@spec:scapi.event.openmedia.INVITED_CONFERENCE", "server.set", mail("INVITED_CONFERENCE"),
			offered + "When the interaction server is down\nThen Ana is invited to the conference of the e-mail", result.Passed, ""},
		"new user data": {"@spec:scapi.event.common.ATTACHED_DATA_CHANGED", "interaction.setUserData", mail("ATTACHED_DATA_CHANGED"),
			offered + "When Ana sets the user data of the e-mail:\n| A | 1 |\nThen the change of the user data of the e-mail is told to Ana", result.Passed, ""},
		"new user data that is told of another": {"@spec:scapi.event.common.ATTACHED_DATA_CHANGED", "interaction.setUserData", []string{toldOf("chat", "ATTACHED_DATA_CHANGED", "7", "ACCEPTED")},
			offered + "When Ana sets the user data of the e-mail:\n| A | 1 |\nThen the change of the user data of the e-mail is told to Ana", result.Failed, "scapi.event.common.ATTACHED_DATA_CHANGED"},
		"one that leaves without a word": {"@spec:scapi.event.common.REMOVED", "interaction.markdone", nil,
			offered + "When Ana marks the e-mail done\nThen Ana is told that they no longer have the e-mail", result.Note, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := offering("INVITED")
			f.answers["interaction.getInteractions"] = `"data":[{"interactionId":"1","state":"ACCEPTED"}]`
			f.tells[tt.on] = tt.tells
			got := judged(t, f, tt.tags, tt.steps)
			assert.Equal(t, tt.want, got.Outcome, "%s %+v %+v", got.Reason, got.Failures(), got.Notes())
			if tt.want == result.Failed {
				assert.Equal(t, tt.item, got.Failures()[0].Item)
			}
		})
	}
}

// Who has not signed in is made not ready, where the target can.
func TestNobodyElseIsReady(t *testing.T) {
	f := offering("INVITED")
	got := judged(t, f, "", "Given Ana is signed in\nAnd nobody else is ready\nWhen an e-mail from Carla enters the queue Support\nThen the e-mail is offered to Ana")
	assert.Equal(t, result.NotApplicable, got.Outcome)
	assert.Equal(t, "the target does not offer interactions that are routed (routing.target)", got.Reason)
	assert.Contains(t, f.asked, "agent.set")
}
