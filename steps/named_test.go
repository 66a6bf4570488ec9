package steps_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/reports/result"
)

// What is told of an e-mail is no state of chats, whatever came before.
func TestAStateOfAnotherKindOfInteraction(t *testing.T) {
	tests := map[string]struct {
		state string
		want  result.Outcome
	}{
		"its own":      {"INVITED", result.Passed},
		"a chat's":     {"JOIN_PENDING", result.Failed},
		"another word": {"WAITING", result.Note},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := offering("INVITED")
			f.tells["email.arrive"] = append(f.tells["email.arrive"], toldOf("email", "ATTACHED_DATA_CHANGED", "1", tt.state))
			got := judged(t, f, "", "Given Ana is signed in\nWhen an e-mail from Carla comes to Ana\nThen Ana's desk has never shown the e-mail in a state of chats alone")
			assert.Equal(t, tt.want, got.Outcome, "%s %v", got.Reason, got.Claims)
		})
	}
}

func TestAStateThatTheInteractionMayHave(t *testing.T) {
	got := judged(t, offering("INVITED"), "", "Given Ana is signed in\nWhen Carla asks Ana for a chat\nThen Ana's desk has never shown the chat in a state of open media alone")
	assert.Equal(t, result.HarnessError, got.Outcome)
	assert.Contains(t, got.Reason, "the chat may well be in a state of open media: name another kind of interaction")
}

// A tag that is a word is claimed with the sentence that says the word, and binds no more
// than that.
func TestAWordThatATagNames(t *testing.T) {
	tests := map[string]struct {
		item, steps string
		binding     bool
	}{
		"a documented answer": {"scapi.enum.state-type.NOT_READY", "When Ana's page asks for Ana's state\nThen Ana's state is NOT_READY", true},
		"a documented event":  {"scapi.enum.state-type.NOT_READY", "When Carla asks Ana for a chat\nThen Ana's desk sees the agent become NOT_READY", true},
		"an inferred state":   {"scapi.enum.interaction-state.ACCEPTED", "When Carla asks Ana for a chat\nThen Ana's desk shows the chat as ACCEPTED", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := judged(t, offering("INVITED"), "@spec:"+tt.item, "Given Ana is signed in\n"+tt.steps)
			var claims []result.Claim
			for _, c := range got.Claims {
				if c.Item == tt.item {
					claims = append(claims, c)
				}
			}
			if assert.Len(t, claims, 1) {
				assert.Equal(t, tt.binding, claims[0].Binding)
				assert.False(t, claims[0].Met)
			}
		})
	}
}
