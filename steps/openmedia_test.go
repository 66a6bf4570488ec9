package steps_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
)

// toldOf is an event about an interaction of a medium.
func toldOf(media, eventType, id, state string, more ...string) string {
	return strings.Replace(told(eventType, id, state, more...), `"voice"`, quoted(media), 1)
}

// offering is a fake where chats and e-mails are offered and can be accepted.
func offering(state string) *fake {
	f := &fake{
		tells:   map[string][]string{"chat.arrive": {toldOf("chat", "INVITED", "1", "INVITED")}, "email.arrive": {toldOf("email", "INVITED", "1", "INVITED")}},
		answers: map[string]string{"interaction.getByInteractionId": `"data":{"interactionId":"1","state":"` + state + `"}`},
		file: func(t *targets.Target) {
			t.Customers = map[string]targets.Customer{"Carla": {Number: "555", Email: "carla@example.com", Nickname: "cc"}, "Chen": {Number: "666"}}
		},
	}
	f.tells["interaction.accept"] = []string{toldOf("chat", "ACCEPTED", "1", "ACCEPTED")}
	return f
}

const openMediaTags = "@spec:scapi.event.openmedia.INVITED @spec:scapi.event.openmedia.ACCEPTED @spec:scapi.event.openmedia.CREATED"

// An attribute of calls that says nothing may be there; any other may not.
func TestWhatIsOfCallsOnly(t *testing.T) {
	tests := map[string]struct {
		more string
		want result.Outcome
	}{
		"none":                           {`"interactionUUID":"X"`, result.Passed},
		"null":                           {`"direction":null`, result.Note},
		"an unknown one":                 {`"direction":"UNKNOWN"`, result.Note},
		"an empty number":                {`"ani":""`, result.Note},
		"a direction":                    {`"direction":"IN"`, result.Failed},
		"a call's UUID":                  {`"callUuid":"4L6J"`, result.Failed},
		"a reason of not being answered": {`"ronaCallState":"NO_ANSWER"`, result.Note},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := offering("INVITED")
			f.tells["chat.arrive"] = []string{toldOf("chat", "INVITED", "1", "INVITED", tt.more)}
			got := judged(t, f, "@spec:scapi.rule.voice-only", "Given Ana is signed in\nWhen Carla asks Ana for a chat\nThen the chat at Ana's desk has nothing that only calls have")
			assert.Equal(t, tt.want, got.Outcome, got.Reason)
		})
	}
}

// Which interaction a scenario calls the chat, whatever its medium is called.
func TestWhichInteractionIsTheChat(t *testing.T) {
	tests := map[string]struct {
		first string // what comes before the chat
		media string
		want  result.Outcome
	}{
		"its own medium":          {"", "chat", result.Passed},
		"a medium of other name":  {"", "webchat", result.Passed},
		"a call comes before":     {told("RINGING", "9", "RINGING"), "chat", result.Passed},
		"an e-mail comes before":  {toldOf("email", "INVITED", "9", "INVITED"), "chat", result.Passed},
		"a workitem comes before": {toldOf("workitem", "INVITED", "9", "INVITED"), "chat", result.Passed},
		"none comes":              {"", "", result.NotApplicable},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := offering("INVITED")
			f.tells["chat.arrive"] = nil
			if tt.first != "" {
				f.tells["chat.arrive"] = append(f.tells["chat.arrive"], tt.first)
			}
			if tt.media != "" {
				f.tells["chat.arrive"] = append(f.tells["chat.arrive"], toldOf(tt.media, "INVITED", "1", "INVITED"))
				f.tells["interaction.accept"] = []string{toldOf(tt.media, "ACCEPTED", "1", "ACCEPTED")}
			}
			got := judged(t, f, "@spec:scapi.event.openmedia.ACCEPTED", "Given Ana is signed in\nAnd Carla asks Ana for a chat\nWhen Ana accepts the chat\nThen Ana's desk sees, in order:\n| event | interaction |\n| ACCEPTED | chat |")
			assert.Equal(t, tt.want, got.Outcome, "%s %v", got.Reason, got.Claims)
		})
	}
}

// A desk gets time to join a chat as long as it says that it is joining, and no longer.
func TestTimeToJoin(t *testing.T) {
	for state, seconds := range map[string]int{"HISTORY_DONE": 0, "JOIN_FAILED": 0, "JOIN_PENDING": 5, "ACCEPTED": 5} {
		f := offering(state)
		got := judged(t, f, openMediaTags, "Given Ana is signed in\nWhen Ana is chatting with Carla\nThen Ana's desk sees, in order:\n| event |\n| INVITED |\n| ACCEPTED |")
		assert.Equal(t, result.Passed, got.Outcome, "%s: %s", state, got.Reason)
		n := 0
		for _, what := range f.asked {
			if what == "clock.advance" {
				n++
			}
		}
		assert.Equal(t, seconds, n, state)
	}
}

func TestWhatKeepsOpenMediaFromBeingJudged(t *testing.T) {
	refuses := offering("INVITED")
	refuses.stage = map[string]string{"chat.arrive": `"error":{"code":-32000,"message":"nobody is there"}`}
	tests := map[string]struct {
		fake   *fake
		steps  string
		reason string
	}{
		"a customer without an address":   {offering("INVITED"), "When an e-mail from Chen comes to Ana", "the target does not offer an e-mail address of Chen (email, among the target file's customers)"},
		"nobody to write to":              {offering("INVITED"), "When Ana writes an e-mail to Chen", "the target does not offer an e-mail address of Chen (email, among the target file's customers)"},
		"offers whose end is not known":   {offering("INVITED"), "When nobody accepts until the end of the offer", "the target does not offer an end of its offers: how long a chat or an e-mail is offered is not known (offerTimeout in the target file)"},
		"a queue without a name":          {offering("INVITED"), "When Ana pulls Carla's e-mail from the queue Support", "the target does not offer a destination to play Support (the target file's destinations are empty)"},
		"a chat that cannot be offered":   {refuses, "When Carla asks Ana for a chat", "stage door: chat.arrive: nobody is there (code -32000)"},
		"a chat that has left the desk":   {offering("INVITED"), "When Carla asks Ana for a chat\nAnd Ana declines the chat\nAnd Ana begins to write in the chat", "not reached: the chat has left Ana's desk already"},
		"an e-mail nobody has replied to": {offering("INVITED"), "When an e-mail from Carla comes to Ana\nAnd Ana sends the reply", "not reached: no reply has appeared at Ana's desk"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tt.fake.tells["interaction.reject"] = []string{toldOf("chat", "REMOVED", "1", "REVOKED")}
			got := judged(t, tt.fake, openMediaTags, "Given Ana is signed in\n"+tt.steps+"\nThen Ana's desk sees nothing")
			assert.Equal(t, result.NotApplicable, got.Outcome)
			assert.Equal(t, tt.reason, got.Reason)
		})
	}
}

// A reply is an e-mail of its own, beside the one that it is a reply to.
func TestAReply(t *testing.T) {
	f := offering("CREATED")
	f.tells["desktop.reply"] = []string{toldOf("email", "CREATED", "2", "CREATED", `"parentInteractionId":"1"`)}
	got := judged(t, f, openMediaTags, "Given Ana is signed in\nAnd an e-mail from Carla comes to Ana\nWhen Ana replies to the e-mail\nThen Ana's desk sees, in order:\n| event | interaction |\n| CREATED | reply |\nAnd the reply at Ana's desk belongs to the e-mail")
	assert.Equal(t, result.Passed, got.Outcome, got.Reason)
}

// At a target that others use too, servers come up again, customers leave their chats,
// and e-mails are fetched from where they were put.
func TestWhatChatsAndEMailsLeaveBehind(t *testing.T) {
	tests := map[string]struct {
		steps string
		want  []string // what is asked for, the harness's own questions aside
	}{
		"a chat that is offered":     {"When Carla asks Ana for a chat", []string{"chat.arrive", "chat.end", "interaction.reject", "interaction.markdone"}},
		"a server that is down":      {"When the chat server is down", []string{"server.set", "server.set"}},
		"one that is up again":       {"When the chat server is down\nAnd the chat server is up again", []string{"server.set", "server.set"}},
		"an e-mail in a workbin":     {"When an e-mail from Carla comes to Ana\nAnd Ana puts the e-mail in the workbin", []string{"email.arrive", "desktop.placeInWorkbin", "desktop.pullFromWorkbin", "desktop.cancel", "interaction.unblockMarkdone", "interaction.markdone"}},
		"an e-mail that is not sent": {"When Ana writes an e-mail to Carla", []string{"email.create", "desktop.cancel", "interaction.unblockMarkdone", "interaction.markdone"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := offering("INVITED")
			f.stage = map[string]string{"hello": `{"protocol":1,"worlds":"shared","features":["chat.arrive","chat.end","email.arrive","server.set","desktop.cancel","desktop.placeInWorkbin","desktop.pullFromWorkbin"],"wires":["scapi"]}`}
			f.answers["interaction.getInteractions"] = `"data":[]`
			f.tells["desktop.placeInWorkbin"] = []string{toldOf("email", "REMOVED", "1", "SAVED")}
			f.tells["desktop.pullFromWorkbin"] = []string{toldOf("email", "PULLED", "7", "PULLED")}
			f.tells["email.create"] = []string{toldOf("email", "CREATED", "2", "CREATED")}
			got := judged(t, f, openMediaTags, "Given Ana is signed in\n"+tt.steps+"\nThen Ana's desk sees nothing")
			assert.NotEqual(t, result.HarnessError, got.Outcome, got.Reason)
			assert.Equal(t, tt.want, withoutHarness(f.asked))
		})
	}
}

// withoutHarness leaves out what the harness asks for by itself.
func withoutHarness(asked []string) []string {
	var out []string
	for _, what := range asked {
		if !slices.Contains([]string{"hello", "world.open", "agent.get", "barrier", "world.close", "subscribe", "interaction.getInteractions"}, what) {
			out = append(out, what)
		}
	}
	return out
}
