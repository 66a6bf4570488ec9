package steps_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps"
	"github.com/deskproof/deskproof/steps/dummy"
)

// A target that does what no document forbids is never failed for it.
func TestWhatATargetMayDo(t *testing.T) {
	const signsIn = "Given Ana is signed in\n"
	refuses := `"error":{"code":-32000,"message":"not today"}`
	tests := map[string]struct {
		fake    *fake
		tags    string
		steps   string
		outcome result.Outcome
		reason  string
	}{
		"pass over what is to be refused": {&fake{answers: map[string]string{"voice.hold": "-"}}, "@spec:scapi.method.voice.hold.refused.wrong-state",
			signsIn + "And Carla calls Ana\nWhen Ana's page sends \"voice.hold\" without its parameters\nThen the request is refused\nAnd nothing has changed at Ana's desk", result.Note, ""},
		"do it later": {&fake{answers: map[string]string{"interaction.markdone": "-"}, tells: map[string][]string{"call.arrive": {told("RINGING", "1", "RINGING")}}}, "@spec:scapi.method.interaction.markdone.refused.blocked",
			signsIn + "And Carla calls Ana\nWhen Ana marks the call done\nThen Ana's desk sees no REMOVED", result.Passed, ""},
		"pass over parameters that are no list": {&fake{answers: map[string]string{"voice.hold": "-"}}, "",
			signsIn + "When Ana's page sends \"voice.hold\" with an object for its parameters\nThen Ana's desk sees nothing", result.Passed, ""},
		"keep pages of other origins out": {&fake{forbids: true}, "",
			"Given the center grants the pages' origin nothing\nAnd Ana's desktop has a page that has subscribed to nothing\nWhen Ana's page asks for the allowed services\nThen the request is refused",
			result.NotApplicable, "not reached: a page of an origin that is not accepted cannot connect: 403 Forbidden"},
		"refuse a subscription": {&fake{answers: map[string]string{"subscribe": `"errorMessage":"no"`}}, "", signsIn, result.NotApplicable, "not reached: subscribe was refused: no"},
		"not be able to do something now": {&fake{stage: map[string]string{"agent.set": refuses}}, "", signsIn + "When Ana is out of service by something outside",
			result.NotApplicable, "stage door: agent.set: not today (code -32000)"},
		"have a desktop that does not mark done": {&fake{stage: map[string]string{"desktop.markDone": refuses}, tells: map[string][]string{"call.arrive": {told("RINGING", "1", "RINGING")}}}, "",
			signsIn + "And Carla calls Ana\nWhen Ana marks the call done in the desktop\nThen Ana's desk sees no REMOVED", result.Passed, ""},
		"let calls ring for ever": {&fake{stage: map[string]string{"world.open": `{"world":"w1","wires":{},"ringTimeoutMs":0}`}}, "", "When nobody answers until the ring timeout",
			result.NotApplicable, "the target does not offer a ring timeout: calls ring there for ever"},
		"not tell of a change that is none": {&fake{answers: map[string]string{"agent.getState": `"data":{"type":"NOT_READY"}`}}, "", signsIn + "When Ana chooses the state NOT_READY\nThen Ana's desk sees the agent become NOT_READY",
			result.NotApplicable, "not reached: Ana was to be in another state and is in NOT_READY already"},
		"have no such state to choose": {&fake{}, "", signsIn + "When Ana chooses the state DND_ON", result.NotApplicable, "the target does not offer a state of type DND_ON to choose: agent.getStateList does not list it"},
		"tell two different events of one change": {&fake{tells: map[string][]string{"agent.setState": {
			`{"event":"agent","data":{"eventType":"STATE_CHANGED","mediaState":"PARTIAL_READY"}}`, `{"event":"agent","data":{"eventType":"STATE_CHANGED","mediaState":"NOT_READY"}}`}}},
			"@spec:scapi.rule.subscribe-first", "Given Ana's desktop has a page that has subscribed to nothing\nAnd Ana's first page subscribes to agent\nWhen Ana chooses the state NOT_READY\nThen Ana's first page hears agent once", result.Passed, ""},
		"tell an event twice": {&fake{tells: map[string][]string{"agent.setState": {
			`{"event":"agent","data":{"eventType":"STATE_CHANGED","mediaState":"NOT_READY"}}`, `{"event":"agent","data":{"eventType":"STATE_CHANGED","mediaState":"NOT_READY"}}`}}},
			"@spec:scapi.rule.subscribe-first", "Given Ana's desktop has a page that has subscribed to nothing\nAnd Ana's first page subscribes to agent\nWhen Ana chooses the state NOT_READY\nThen Ana's first page hears agent once", result.Note, ""},
		"leave out what it knows of the agent": {&fake{}, "", signsIn + "When Ana's page asks who they are\nThen the answer is Ana's own record", result.Note, ""},
		"leave out the state of an interaction": {&fake{answers: map[string]string{"interaction.getByInteractionId": `"data":{"interactionId":"1"}`}, tells: map[string][]string{"call.arrive": {told("RINGING", "1", "RINGING")}}}, "",
			signsIn + "When Carla calls Ana\nThen Ana's desk shows the call as RINGING", result.Note, ""},
		"answer with nothing to choose":      {&fake{answers: map[string]string{"agent.getStateList": `"data":[]`}}, "", signsIn + "When Ana's page asks for the states that can be chosen\nThen the answer offers only states that can be chosen", result.Note, ""},
		"list media without their names":     {&fake{answers: map[string]string{"media.getMediaList": `"data":[{"state":{"type":"READY"}}]`}}, "", signsIn + "When Ana's page asks for the media\nThen the answer lists the medium voice", result.Note, ""},
		"write a reference in another way":   {&fake{}, "", signsIn + "When Ana's page asks who they are with an object as reference\nThen the answer carries the same reference", result.Passed, ""},
		"not have somebody to play":          {&fake{}, "", "Given Zoe is signed in", result.NotApplicable, "the target does not offer an agent to play Zoe (the target file's cast: Ana, Ben, Cleo)"},
		"have an agent who cannot be called": {&fake{}, "", signsIn + "When Ana dials Cleo", result.NotApplicable, "the target does not offer a number for Cleo (the target file's cast)"},
		"refuse on the way": {&fake{answers: map[string]string{"voice.answer": `"errorMessage":"no"`}, tells: map[string][]string{"call.arrive": {told("RINGING", "1", "RINGING")}}}, "",
			signsIn + "And Ana has a talking call with Carla\nThen Ana's desk shows the call as TALKING", result.NotApplicable, "not reached: voice.answer was refused: no"},
		"not list states": {&fake{answers: map[string]string{"agent.getStateList": `"errorMessage":"no"`}}, "", signsIn + "When Ana chooses the state READY",
			result.NotApplicable, "not reached: agent.getStateList was refused: no"},
		"refuse a change": {&fake{answers: map[string]string{"agent.setState": `"errorMessage":"no"`}}, "", signsIn + "When Ana changes state\nThen Ana's first page hears agent not at all",
			result.NotApplicable, "not reached: agent.setState was refused: no"},
		"change what nobody asked for": {&fake{answers: map[string]string{"interaction.getByInteractionId": `"data":{"interactionId":"1","state":"TALKING","userData":{"A":"1","B":"2"}}`, "interaction.setUserData": `"errorMessage":"no"`},
			tells: map[string][]string{"call.arrive": {told("RINGING", "1", "RINGING", `"userData":{"A":"1","B":"1"}`)}, "interaction.setUserData": {told("ESTABLISHED", "1", "TALKING")}}},
			"@spec:scapi.rule.userdata-live", signsIn + "And Carla calls Ana\nWhen Ana sets the user data of the call:\n| A | 2 |\nThen the request is refused\nAnd nothing has changed at Ana's desk", result.Note, ""},
		"not get ready": {&fake{answers: map[string]string{"agent.getState": `"data":{"type":"PARTIAL_READY"}`}}, "", "Given Ana is signed in and ready", result.NotApplicable, "not reached: Ana was to be READY and is PARTIAL_READY"},
		"count what a page needs to be there": {&fake{file: hurried, tells: nil, limit: 2}, "@spec:scapi.rule.rate-limit",
			"Given the center allows 3 requests a minute and then waits 20 seconds\n" + signsIn + "And Ana's page has asked who they are 3 times\nWhen Ana's page asks who they are, without waiting\nThen the request gets no answer", result.Passed, ""},
		"have one medium": {&fake{answers: map[string]string{"media.getMediaList": `"data":[{"name":"voice","state":{"type":"READY"}},{"name":"chat","state":{"type":"NOT_READY"}}]`}}, "", signsIn + "And Ana is ready for at least two media",
			result.NotApplicable, "not reached: Ana was to be ready for two media and is for voice"},
		"have two media": {&fake{answers: map[string]string{"media.getMediaList": `"data":[{"name":"voice","state":{"type":"READY"}},{"name":"chat","state":{"type":"READY"}}]`}}, "", signsIn + "And Ana is ready for at least two media",
			result.Passed, ""},
		"lack a request": {&fake{file: lacking("voice.*")}, "", signsIn + "And Carla calls Ana\nWhen Ana's page sends \"voice.hold\" without its parameters", result.NotApplicable, "the target lacks voice.hold, says its file"},
		"not tell states": {&fake{file: lacking("agent.getState"), tells: map[string][]string{"agent.setState": {`{"event":"agent","data":{"eventType":"STATE_CHANGED","mediaState":"NOT_READY"}}`}}}, "",
			signsIn + "When Ana changes state\nThen Ana's desk sees the agent become NOT_READY", result.Passed, ""},
		"show nothing where nothing is to be": {&fake{}, "", signsIn + "When Ana answers the call", result.NotApplicable, "not reached: no call has appeared at Ana's desk"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := judged(t, tt.fake, tt.tags, tt.steps)
			assert.Equal(t, tt.outcome, got.Outcome, "%s %+v", got.Reason, got.Failures())
			assert.Equal(t, tt.reason, got.Reason)
		})
	}
}

func lacking(requests ...string) func(*targets.Target) {
	return func(f *targets.Target) { f.Wires["scapi"] = targets.Wire{Lacks: requests} }
}

// A target file that says what its implementation lacks names real requests, and not
// the one that the harness needs.
func TestCheckLacks(t *testing.T) {
	tests := map[string]struct {
		wire  string
		lacks []string
		mode  targets.SettleMode
		want  string
	}{
		"operations":           {"gws", []string{"Transfer", "GET /me/workbins"}, targets.Auto, ""},
		"a slip of operations": {"gws", []string{"Transfers"}, targets.Auto, `a.yaml: wires.gws.lacks[0]: "Transfers" is no request that the documents know: the nearest are Transfer, `},
		"tasks":                {"webex", []string{"task.hold", "preview.*", "GET /organization/{org}/dial-plan"}, targets.Auto, ""},
		"a slip of tasks":      {"webex", []string{"task.hold", "task.hld"}, targets.Auto, `a.yaml: wires.webex.lacks[1]: "task.hld" is no request that the documents know: the nearest are task.hold, `},
		"nothing":              {"scapi", nil, targets.Auto, ""},
		"requests":             {"scapi", []string{"voice.hold", "outbound.*"}, targets.Auto, ""},
		"a slip":               {"scapi", []string{"voice.hodl"}, targets.Auto, `a.yaml: wires.scapi.lacks[0]: "voice.hodl" is no request that the documents know: the nearest are voice.hold, `},
		"a slip of namespaces": {"scapi", []string{"voices.*"}, targets.Auto, `a.yaml: wires.scapi.lacks[0]: "voices.*" is no request that the documents know: the nearest are voice.*, `},
		"fences":               {"scapi", []string{"agent.*"}, targets.Fence, "a.yaml: wires.scapi.lacks: by agent.get the harness tells that everything has arrived; write settle: {mode: quiet}, or count if the stage door counts frames"},
		"fences, with silence": {"scapi", []string{"agent.*"}, targets.Quiet, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			err := steps.CheckLacks("a.yaml", &targets.Target{Wires: map[string]targets.Wire{tt.wire: {Lacks: tt.lacks}}, Settle: targets.Settle{Mode: tt.mode}})
			if tt.want == "" {
				assert.NoError(t, err)
				return
			}
			assert.ErrorContains(t, err, tt.want)
		})
	}
}

// hurried does not wait long for what will not come.
func hurried(f *targets.Target) { f.Timeouts.Answer = 500 * time.Millisecond }

// What breaks a rule fails the target, with the claim that says so.
func TestWhatATargetMayNotDo(t *testing.T) {
	const signsIn = "Given Ana is signed in\n"
	rings := map[string][]string{"call.arrive": {told("RINGING", "1", "RINGING")}}
	tests := map[string]struct {
		fake  *fake
		tags  string
		steps string
		item  string
		seen  string
	}{
		"leave a request without an answer": {&fake{answers: map[string]string{"agent.getState": "-"}}, "", signsIn + "Then Ana's state is READY", "scapi.rule.one-answer", "none in time"},
		"answer with a number for a text":   {&fake{answers: map[string]string{"agent.getState": `"referenceId":1,"data":{"type":"READY"}`}}, "", signsIn + "Then Ana's state is READY", "scapi.rule.reference-echo", "referenceId 1"},
		"answer something else": {&fake{answers: map[string]string{"agent.getState": `"referenceId":"nobody's","data":{"type":"READY"}`}, file: hurried}, "",
			signsIn + "Then Ana's state is READY", "scapi.rule.one-answer", "none in time; what came answers nothing that was asked"},
		"leave a fence without an answer": {&fake{answers: map[string]string{"agent.get": "-"}}, "", signsIn, "scapi.rule.one-answer", "none in time"},
		"stay silent for ever": {&fake{answers: map[string]string{"agent.getState": "-"}}, "@spec:scapi.rule.rate-limit",
			signsIn + "When Ana's page asks for Ana's state, without waiting\nThen the request gets an answer", "scapi.rule.rate-limit", "no answer"},
		"answer over the limit": {&fake{}, "@spec:scapi.rule.rate-limit",
			signsIn + "When Ana's page asks who they are, without waiting\nThen the request gets no answer", "scapi.rule.rate-limit", `success with data {"employeeId":"1001"}`},
		"refuse what is to work": {&fake{answers: map[string]string{"voice.answer": `"errorMessage":"no"`}, tells: rings}, "@spec:scapi.method.voice.answer",
			signsIn + "And Carla calls Ana\nWhen Ana answers the call", "scapi.method.voice.answer", `errorMessage "no"`},
		"refuse and tell nothing": {&fake{answers: map[string]string{"voice.answer": `"errorMessage":"no"`}, tells: rings}, "@spec:scapi.event.voice.ESTABLISHED",
			signsIn + "And Carla calls Ana\nWhen Ana answers the call\nThen Ana's desk sees, in order:\n| event |\n| ESTABLISHED |", "scapi.event.voice.ESTABLISHED", "no ESTABLISHED before 20ms of silence; voice.answer was refused: no"},
		"say who somebody else is": {&fake{answers: map[string]string{"agent.get": `"data":{"employeeId":"1002"}`}}, "",
			signsIn + "When Ana's page asks who they are\nThen the answer is Ana's own record", "scapi.type.agent.Agent.employeeId", "1002"},
		"forget an interaction": {&fake{answers: map[string]string{"interaction.getByInteractionId": `"data":null`}, tells: rings}, "@spec:scapi.event.voice.RINGING",
			signsIn + "When Carla calls Ana\nThen Ana's desk shows the call as RINGING", "scapi.type.interaction.Interaction.state", "success with data null"},
		"not let anybody look": {&fake{answers: map[string]string{"interaction.getByInteractionId": `"errorMessage":"no"`}, tells: rings}, "@spec:scapi.event.voice.RINGING",
			signsIn + "When Carla calls Ana\nThen Ana's desk shows the call as RINGING", "scapi.type.interaction.Interaction.state", `errorMessage "no"`},
		"be silent on the way": {&fake{}, "", signsIn + "And Ana has a ringing call with Carla", "scapi.event.voice.RINGING", "no RINGING before 20ms of silence"},
		"say nothing to a page": {&fake{}, "@spec:scapi.rule.one-per-page",
			signsIn + "When Ana chooses the state READY\nThen Ana's first page hears agent once", "scapi.event.agent.STATE_CHANGED", "no event agent"},
		"change what it refused to change": {&fake{answers: map[string]string{"interaction.getByInteractionId": `"data":{"interactionId":"1","userData":{"A":"2","B":"1"}}`, "interaction.setUserData": `"errorMessage":"no"`},
			tells: map[string][]string{"call.arrive": {told("RINGING", "1", "RINGING", `"userData":{"A":"1"}`)}}},
			"@spec:scapi.rule.userdata-live", signsIn + "And Carla calls Ana\nWhen Ana sets the user data of the call:\n| A | 2 |\nThen the request is refused\nAnd nothing has changed at Ana's desk", "scapi.rule.userdata-live", "A = 2"},
		"change what may not be changed, and tell it": {&fake{answers: map[string]string{"interaction.getByInteractionId": `"data":{"interactionId":"1","userData":{"A":"2"}}`},
			tells: map[string][]string{"call.arrive": {told("RINGING", "1", "RINGING", `"userData":{"A":"1"}`)}, "interaction.setUserData": {told("ATTACHED_DATA_CHANGED", "1", "RINGING", `"userData":{"A":"2"}`)}}},
			"@spec:scapi.rule.userdata-write", signsIn + "And Carla calls Ana\nWhen Ana sets the user data of the call:\n| A | 2 |\nThen the request is refused\nAnd nothing has changed at Ana's desk", "scapi.rule.userdata-write", "A = 2"},
		"change user data and not tell": {&fake{answers: map[string]string{"interaction.getByInteractionId": `"data":{"interactionId":"1","userData":{"A":"2"}}`}, tells: rings},
			"@spec:scapi.rule.userdata-overwrite", signsIn + "And Carla calls Ana\nWhen Ana sets the user data of the call:\n| A | 2 |\nThen Ana's desk shows the user data of the call:\n| A | 2 |", "scapi.event.common.ATTACHED_DATA_CHANGED", "no ATTACHED_DATA_CHANGED of the call before 20ms of silence"},
		"not change user data": {&fake{answers: map[string]string{"interaction.getByInteractionId": `"data":{"interactionId":"1","userData":{}}`}, tells: rings},
			"@spec:scapi.rule.userdata-overwrite", signsIn + "And Carla calls Ana\nWhen Ana sets the user data of the call:\n| A | 2 |\nThen Ana's desk shows the user data of the call:\n| A | 2 |", "scapi.rule.userdata-overwrite", "A = - (keys: none)"},
		"list nothing": {&fake{answers: map[string]string{"interaction.getInteractions": `"data":{"interactionId":"1"}`}, tells: rings}, "",
			signsIn + "When Carla calls Ana\nThen Ana's desk lists the call", "scapi.method.interaction.getInteractions.answer", `success with data {"interactionId":"1"}`},
		"list another state": {&fake{answers: map[string]string{"interaction.getInteractions": `"data":[{"interactionId":"1","state":"TALKING"}]`}, tells: rings}, "@spec:scapi.event.voice.RINGING",
			signsIn + "When Carla calls Ana\nThen Ana's desk lists the call as RINGING", "scapi.type.interaction.Interaction.state", "TALKING"},
		"offer states that are only told": {&fake{answers: map[string]string{"agent.getStateList": `"data":[{"type":"UNKNOWN"}]`}}, "",
			signsIn + "When Ana's page asks for the states that can be chosen\nThen the answer offers only states that can be chosen", "scapi.rule.state-event-only", "UNKNOWN"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := judged(t, tt.fake, tt.tags, tt.steps)
			assert.Equal(t, result.Failed, got.Outcome, "%s %+v", got.Reason, got.Claims)
			i := slices.IndexFunc(got.Failures(), func(c result.Claim) bool { return c.Item == tt.item })
			require.GreaterOrEqual(t, i, 0, "%+v", got.Failures())
			c := got.Failures()[i]
			assert.Equal(t, tt.seen, c.Seen)
			assert.NotEmpty(t, c.Rule)
			assert.NotEmpty(t, c.Sources)
			for _, seq := range c.Frames {
				assert.Contains(t, "scapi stage", got.Trace[seq-1].Door, "frames are of the trace")
			}
		})
	}
}

// A slip in a scenario is told to its author and never blamed on the target.
func TestASlipInAScenario(t *testing.T) {
	const signsIn = "Given Ana is signed in\n"
	rings := &fake{tells: map[string][]string{"call.arrive": {told("RINGING", "1", "RINGING")}}}
	const nothingAsked = "nothing has been asked whose answer is waited for: let a page ask first"
	tests := map[string]struct {
		steps string
		want  string
	}{
		"somebody who is not there":     {"When Ana answers the call", `Ana has not signed in: say so first, as in "Given Ana is signed in"`},
		"a success of nothing":          {"Then the request succeeds", nothingAsked},
		"a refusal of nothing":          {"Then the request is refused", nothingAsked},
		"a grant of nothing":            {"Then the request is granted", nothingAsked},
		"an answer to nothing":          {"Then the answer is null", nothingAsked},
		"a record nobody asked for":     {"Then the answer is Ana's own record", nothingAsked},
		"states nobody asked for":       {"Then the answer offers only states that can be chosen", nothingAsked},
		"a medium nobody asked for":     {"Then the answer is the medium voice", nothingAsked},
		"media nobody asked for":        {"Then the answer lists the medium voice", nothingAsked},
		"services nobody asked for":     {`Then the answer lists the service "agent.get"`, nothingAsked},
		"campaigns nobody asked for":    {"Then the answer has the campaign", nothingAsked + "\nno campaign runs"},
		"a reference nobody gave":       {"Then the answer carries the same reference", nothingAsked},
		"an answer nobody waits for":    {"Then the request gets an answer", "no request was sent without waiting"},
		"no answer to nothing":          {"Then the request gets no answer", "no request was sent that may stay without an answer"},
		"what was sent without waiting": {signsIn + "When Ana's page asks for Ana's state, without waiting\nThen the request succeeds", nothingAsked},
		"no campaign":                   {signsIn + "When Ana asks for a preview record", "no campaign runs: say so first"},
		"a record of no campaign":       {"Given the campaign has a record for Carla", "no campaign runs: say so first"},
		"no table above":                {"Then nothing else of these kinds", "there is no table of events above"},
		"no second page":                {signsIn + "Then Ana's second page hears agent once", `Ana has no second page: say so first, as in "Given Ana opens a second page"`},
		"no subscription to end":        {signsIn + "When Ana's page asks who they are\nAnd Ana's first page unsubscribes", "the last answer gave no subscription that could end: let Ana's first page subscribe right before"},
		"an option too late":            {signsIn + "Given the center lets a block of mark done last 2 seconds", "say how the center is configured before anybody signs in or calls"},
		"a redirect too late":           {signsIn + "Given calls that nobody answers are sent on to Ben", "say how the center is configured before"},
		"an unknown event":              {signsIn + "Then Ana's desk sees no REMOVEDD", `"REMOVEDD" is not an event type that the documents know: expected one such as REMOVED, `},
		"an unknown event name":         {signsIn + "Then Ana's first page hears agents once", `"agents" is not an event name that the documents know: expected one of agent, interaction, markdone, media, messenger:*, outbound, system`},
		"an unknown campaign event":     {signsIn + "Then Ana's desk sees the campaign Loaded", "Loaded is no campaign event of the book"},
		"an unknown state of a call":    {signsIn + "And Carla calls Ana\nThen Ana's desk shows the call as RING", `"RING" is not a state of an interaction that the documents know`},
		"an unknown state of an agent":  {signsIn + "Then Ana's state is NOTREADY", `"NOTREADY" is not a state of an agent that the documents know`},
		"an unknown state to see":       {signsIn + "Then Ana's desk sees the agent become NOTREADY", `"NOTREADY" is not a state of an agent`},
		"an unknown state to choose":    {signsIn + "When Ana chooses the state NOTREADY", `"NOTREADY" is not a state of an agent`},
		"an unknown state of a medium":  {signsIn + "Then Ana's medium voice is in state NOTREADY", `"NOTREADY" is not a state of an agent`},
		"an unknown medium's new state": {signsIn + "Then Ana's desk sees the medium voice become NOTREADY", `"NOTREADY" is not a state of an agent`},
		"an unknown request":            {signsIn + `When Ana's page sends "voice.held" without its parameters`, `"voice.held" is not a request that the documents know`},
		"an unknown service":            {signsIn + "When Ana's page asks for the allowed services\n" + `Then the answer lists the service "voice.held"`, `"voice.held" is not a request that the documents know`},
		"an unknown attribute":          {signsIn + "And Carla calls Ana\nThen the call at Ana's desk has:\n| colour | red |", `"colour" is not an attribute of an interaction that the documents know`},
		"three columns":                 {signsIn + "And Carla calls Ana\nThen the call at Ana's desk has:\n| ani | 1 | 2 |", "the table needs two columns: attribute and value"},
		"three columns of user data":    {signsIn + "And Carla calls Ana\nThen Ana's desk shows the user data of the call:\n| a | 1 | 2 |", "the table needs two columns: key and value"},
		"three columns of data to set":  {signsIn + "And Carla calls Ana\nWhen Ana sets the user data of the call:\n| a | 1 | 2 |", "the table needs two columns: key and value"},
		"a key twice":                   {signsIn + "And Carla calls Ana\nWhen Ana sets the user data of the call:\n| a | 1 |\n| a | 2 |", `key "a" is there twice`},
		"an unknown kind of reference":  {signsIn + "When Ana's page asks who they are with a wish as reference", `"a wish" is none of a list, a number, a word, an object, no reference, the text 0, true`},
		"somebody's number nobody has":  {signsIn + "And Carla calls Ana\nThen the call at Ana's desk has:\n| ani | Carlo's number |", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := judged(t, rings, "", tt.steps)
			if tt.want == "" {
				assert.Equal(t, result.NotApplicable, got.Outcome, got.Reason)
				return
			}
			assert.Equal(t, result.HarnessError, got.Outcome, "%+v", got.Failures())
			assert.Contains(t, got.Reason, tt.want)
		})
	}
}

// At a desk that others use too, what was there before is left alone.
func TestADeskThatIsShared(t *testing.T) {
	f := &fake{
		stage:   map[string]string{"hello": `{"protocol":1,"worlds":"shared","features":["call.arrive"],"wires":["scapi"]}`},
		answers: map[string]string{"interaction.getInteractions": `"data":[{"interactionId":"old","state":"TALKING"},{"state":"IDLE"}]`},
		tells: map[string][]string{"call.arrive": {told("RELEASED", "old", "IDLE"), told("RINGING", "1", "RINGING")}, "voice.answer": {told("REMOVED", "old", "IDLE"), `{"event":"agent","data":{"eventType":"STATE_CHANGED","mediaState":"READY"}}`},
			"interaction.reject": {told("RELEASED", "1", "IDLE")}},
	}
	got := judged(t, f, "@spec:scapi.event.voice.RINGING", `Given Ana is signed in
And Carla calls Ana
When Ana answers the call
Then Ana's desk sees no REMOVED
And Ana's desk sees the agent become READY
And the call at Ana's desk has:
| state | RINGING |
`)
	assert.Equal(t, result.Passed, got.Outcome, "%s %+v", got.Reason, got.Claims)
	assert.Equal(t, []string{"interaction.reject", "interaction.markdone"}, slices.DeleteFunc(f.asked[slices.Index(f.asked, "interaction.reject"):], func(s string) bool {
		return s == "agent.get" || s == "barrier" || s == "world.close"
	}), "what it brought about is ended")
	for _, rec := range got.Trace {
		assert.NotContains(t, string(rec.Frame), "interaction.reject", "that is no part of the trace")
	}

	f.tells["interaction.reject"] = nil
	got = judged(t, f, "", "Given Ana is signed in\nAnd Carla calls Ana\nThen Ana's desk sees nothing")
	assert.Equal(t, result.HarnessError, got.Outcome)
	assert.Contains(t, got.Reason, "the call at Ana's desk is still in state RINGING")
}

// A target that takes turns begins anew with each world.
func TestAWorldThatDoesNotBeginAnew(t *testing.T) {
	f := &fake{
		stage:   map[string]string{"hello": `{"protocol":1,"worlds":"one","features":["call.arrive"],"wires":["scapi"]}`},
		answers: map[string]string{"interaction.getInteractions": `"data":[{"interactionId":"old","state":"TALKING"}]`},
	}
	got := judged(t, f, "", "Given Ana is signed in")
	assert.Equal(t, result.HarnessError, got.Outcome)
	assert.Contains(t, got.Reason, "world.open did not begin anew: Ana's desk has interactions already (1)")
	f.answers = map[string]string{"interaction.getInteractions": `"data":[]`}
	assert.Equal(t, result.Passed, judged(t, f, "", "Given Ana is signed in").Outcome)
}

// Others have calls, chats and records at the same desk: what the scenario speaks of is
// its own.
func TestWhatIsSomebodyElses(t *testing.T) {
	const signsIn = "Given Ana is signed in\n"
	chat := strings.Replace(told("ADDED", "c", "RINGING"), `"media":"voice"`, `"media":"chat"`, 1)
	ring := []string{told("ADDED", "1", "RINGING", `"ani":"555"`), told("RINGING", "1", "RINGING")}
	tests := map[string]struct {
		arrive []string
		hold   []string
		tags   string
		steps  string
	}{
		"a chat comes first":    {append([]string{chat}, ring...), nil, voice, "When Carla calls Ana\nThen Ana's desk sees, in order:\n| event | interaction | state |\n| ADDED | call | RINGING |"},
		"a call of another way": {append([]string{told("ADDED", "x", "DIALING", `"direction":"OUT"`)}, ring...), nil, voice, "When Carla calls Ana\nThen Ana's desk shows the call as RINGING"},
		"a call of another number": {append([]string{told("ADDED", "x", "RINGING", `"ani":"5550999"`)}, ring...), nil, voice,
			"When Carl calls Ana\nThen the call at Ana's desk has:\n| state | RINGING |"},
		"an event of another call": {ring, []string{told("HELD", "x", "HELD", `"callType":"INTERNAL"`), told("HELD", "1", "HELD", `"callType":"INBOUND"`)}, "@spec:scapi.seq.voice-inbound.7",
			"Given Carla calls Ana\nWhen Ana puts the call on hold\nThen Ana's desk sees, in order:\n| event | call type |\n| HELD | INBOUND |"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ended := []string{told("RELEASED", "1", "IDLE")}
			f := &fake{tells: map[string][]string{"call.arrive": tt.arrive, "voice.hold": tt.hold, "interaction.reject": ended, "voice.hangUp": ended},
				stage:   map[string]string{"hello": `{"protocol":1,"worlds":"shared","features":["call.arrive"],"wires":["scapi"]}`},
				answers: map[string]string{"interaction.getByInteractionId": `"data":{"interactionId":"1","state":"RINGING"}`, "interaction.getInteractions": `"data":[]`},
				file:    func(f *targets.Target) { f.Customers["Carl"] = targets.Customer{Number: "+1 555-0111"} }}
			got := judged(t, f, tt.tags, signsIn+tt.steps)
			assert.Equal(t, result.Passed, got.Outcome, "%s %+v %+v", got.Reason, got.Failures(), got.Notes())
			for _, rec := range got.Trace {
				assert.NotContains(t, string(rec.Frame), `"parameters":["x"`)
			}
		})
	}
}

// In a world of its own a call is the scenario's, whatever it says of itself.
func TestACallThatSaysSomethingElse(t *testing.T) {
	for name, more := range map[string]string{"another number": `"ani":"+49301112222"`, "no direction": `"direction":"UNKNOWN"`, "another direction": `"direction":"OUT"`} {
		t.Run(name, func(t *testing.T) {
			f := &fake{tells: map[string][]string{"call.arrive": {told("RINGING", "1", "RINGING", more)}}}
			got := judged(t, f, voice, "Given Ana is signed in\nWhen Carla calls Ana\nThen Ana's desk sees, in order:\n| event | interaction |\n| RINGING | call |\nAnd the call at Ana's desk has:\n| ani | 555 |")
			assert.True(t, theClaim(t, got, "sees RINGING").Met)
			assert.Len(t, dummy.Claims(got, "the call has ani"), 1)
		})
	}
}

// At a shared desk a call that says something else is the scenario's only if no other came.
func TestTheOnlyCallAtASharedDesk(t *testing.T) {
	ended := []string{told("RELEASED", "1", "IDLE")}
	f := &fake{tells: map[string][]string{"call.arrive": {told("RINGING", "1", "RINGING", `"direction":"OUT"`)}, "interaction.reject": ended},
		stage:   map[string]string{"hello": `{"protocol":1,"worlds":"shared","features":["call.arrive"],"wires":["scapi"]}`},
		answers: map[string]string{"interaction.getInteractions": `"data":[]`}}
	got := judged(t, f, voice, "Given Ana is signed in\nWhen Carla calls Ana\nThen Ana's desk sees, in order:\n| event | interaction |\n| RINGING | call |")
	assert.True(t, theClaim(t, got, "sees RINGING").Met, got.Reason)
}

// What is others' is left alone when a shared desk is tidied.
func TestTidyingLeavesOthersAlone(t *testing.T) {
	f := &fake{tells: map[string][]string{"agent.setState": {told("RINGING", "x", "RINGING"), strings.Replace(told("ADDED", "c", "INVITED"), `"media":"voice"`, `"media":"chat"`, 1)}},
		stage:   map[string]string{"hello": `{"protocol":1,"worlds":"shared","features":["call.arrive"],"wires":["scapi"]}`},
		answers: map[string]string{"interaction.getInteractions": `"data":[]`}}
	got := judged(t, f, "", "Given Ana is signed in\nWhen Ana changes state\nThen the request succeeds")
	assert.Equal(t, result.Passed, got.Outcome, "%s %+v", got.Reason, got.Notes())
	for _, request := range []string{"interaction.reject", "interaction.markdone", "voice.hangUp"} {
		assert.NotContains(t, f.asked, request)
	}
}

// What is forbidden is so a moment later too.
func TestWhatIsForbiddenLate(t *testing.T) {
	f := ringing()
	f.tells["call.arrive"] = nil
	f.late = []string{told("RINGING", "1", "RINGING"), told("REMOVED", "1", "IDLE")}
	f.file = func(f *targets.Target) { f.Settle.Quiet = 500 * time.Millisecond }
	got := judged(t, f, "@spec:scapi.rule.markdone-blocked", "Given Ana is signed in\nWhen Carla calls Ana\nThen Ana's desk sees no REMOVED")
	assert.Equal(t, result.Failed, got.Outcome, "%s %+v", got.Reason, got.Claims)
}

// Nothing is claimed of a target that is gone.
func TestTheConnectionEnds(t *testing.T) {
	tests := map[string]string{
		"while an answer is waited for":       "When Ana's page asks for Ana's state",
		"while a late answer is looked for":   "When Ana's page asks for Ana's state, without waiting\nThen the request gets an answer",
		"while nothing is said after a fence": "When Ana's page asks for Ana's state, without waiting\nThen the request gets no answer",
	}
	for name, steps := range tests {
		t.Run(name, func(t *testing.T) {
			got := judged(t, &fake{closes: "agent.getState"}, "@spec:scapi.rule.rate-limit", "Given Ana is signed in\n"+steps)
			assert.Equal(t, result.HarnessError, got.Outcome, "%+v", got.Failures())
			assert.Contains(t, got.Reason, "target lost: desk of Ana: ")
		})
	}
}

func TestATimeLimitIsNotTheTargetsFault(t *testing.T) {
	f := &fake{answers: map[string]string{"agent.getState": "-"}, timeout: 50 * time.Millisecond, file: func(f *targets.Target) { f.Timeouts.Answer = time.Minute }}
	for _, steps := range []string{"Then Ana's state is READY", "When Ana's page asks for Ana's state, without waiting\nThen the request gets an answer"} {
		got := judged(t, f, "@spec:scapi.rule.rate-limit", "Given Ana is signed in\n"+steps)
		assert.Equal(t, result.HarnessError, got.Outcome, "%+v", got.Failures())
		assert.Equal(t, "the scenario did not end within 50ms (--timeout)", got.Reason)
	}
}

func TestValuesOfAttributes(t *testing.T) {
	tests := map[string]struct {
		value string // that is wanted of ani
		has   string // the members that the interaction has
		met   bool
		binds bool
	}{
		"as said":                  {"555", `"ani":"555"`, true, true},
		"a customer's number":      {"Carla's number", `"ani":"555"`, true, true},
		"an agent's number":        {"Ben's number", `"ani":"5002"`, true, true},
		"another number":           {"Carla's number", `"ani":"556"`, false, true},
		"one of two":               {"Ben's number or Carla's number", `"ani":"555"`, true, true},
		"none of two":              {"1 or 2", `"ani":"3"`, false, true},
		"present":                  {"present", `"ani":"x"`, true, true},
		"present, and not there":   {"present", `"dnis":"x"`, false, false},
		"not there":                {"555", `"dnis":"x"`, false, false},
		"not there, null":          {"555", `"ani":null`, false, false},
		"something that is a word": {"TRUE", `"ani":true`, true, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := &fake{tells: map[string][]string{"call.arrive": {told("RINGING", "1", "RINGING", tt.has)}}}
			got := judged(t, f, "", "Given Ana is signed in\nWhen Carla calls Ana\nThen the call at Ana's desk has:\n| ani | "+tt.value+" |")
			c := theClaim(t, got, "the call has ani")
			assert.Equal(t, []bool{tt.met, tt.binds}, []bool{c.Met, c.Binding}, c.Seen)
		})
	}
	f := &fake{tells: map[string][]string{"call.arrive": {told("RINGING", "1", "RINGING", `"parties":[{"name":"555"}]`)}}}
	got := judged(t, f, "", "Given Ana is signed in\nWhen Carla calls Ana\nThen the call at Ana's desk has:\n| parties | Carla's number |")
	assert.True(t, theClaim(t, got, "the call has parties").Met)
}

func TestUserData(t *testing.T) {
	tests := map[string]struct {
		has        string // the interaction's members
		row        string
		met, binds bool
		seen       string
	}{
		"a value":       {`"userData":{"A":"1","B":"2"}`, "| A | 1 |", true, true, "A = 1 (keys: A, B)"},
		"another value": {`"userData":{"A":"2"}`, "| A | 1 |", false, true, "A = 2 (keys: A)"},
		"no such key":   {`"userData":{"B":"1"}`, "| A | 1 |", false, true, "A = - (keys: B)"},
		"none wanted":   {`"userData":{}`, "| A | - |", true, true, "A = - (keys: none)"},
		"one too many":  {`"userData":{"A":""}`, "| A | - |", false, true, "A =  (keys: A)"},
		"no user data":  {`"ani":"1"`, "| A | 1 |", false, false, "A = - (keys: none)"},
		"an object":     {`"userData":{"A":{"x": 1}}`, `| A | {"x": 1} |`, true, true, `A = {"x": 1} (keys: A)`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := &fake{tells: map[string][]string{"call.arrive": {told("RINGING", "1", "RINGING", tt.has)}}}
			got := judged(t, f, "", "Given Ana is signed in\nWhen Carla calls Ana\nThen Ana's desk shows the user data of the call:\n"+tt.row)
			c := theClaim(t, got, "user data")
			assert.Equal(t, []bool{tt.met, tt.binds}, []bool{c.Met, c.Binding})
			assert.Equal(t, tt.seen, c.Seen)
		})
	}
}

// A key that no report shows is not shown by a claim either, however short its value.
func TestUserDataThatIsNotShown(t *testing.T) {
	tests := map[string]struct {
		has, row   string
		text, seen string
	}{
		"a value":       {`"userData":{"PIN":"77"}`, "| PIN | 77 |", "the call's user data PIN is the value set", "PIN = a value (keys: PIN)"},
		"another value": {`"userData":{"PIN":"78"}`, "| PIN | 77 |", "the call's user data PIN is the value set", "PIN = a value (keys: PIN)"},
		"no such key":   {`"userData":{"B":"1"}`, "| PIN | 77 |", "the call's user data PIN is the value set", "PIN = - (keys: B)"},
		"none wanted":   {`"userData":{"PIN":"78"}`, "| PIN | - |", "the call's user data has no PIN", "PIN = a value (keys: PIN)"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := &fake{tells: map[string][]string{"call.arrive": {told("RINGING", "1", "RINGING", tt.has)}}, file: func(f *targets.Target) { f.Redact = []string{"PIN"} }}
			got := judged(t, f, "", "Given Ana is signed in\nWhen Carla calls Ana\nThen Ana's desk shows the user data of the call:\n"+tt.row)
			c := theClaim(t, got, "user data")
			assert.Equal(t, []any{name == "a value", tt.text, tt.seen}, []any{c.Met, c.Text, c.Seen})
			assert.NotContains(t, c.Text+c.Expected+c.Seen, "7")
		})
	}
}

func TestStrictLetsEverythingBind(t *testing.T) {
	got := judged(t, &fake{strict: true}, "", "Given Ana is signed in\nWhen Ana's page asks who they are\nThen the answer is Ana's own record\nAnd the request is refused")
	assert.Equal(t, result.Failed, got.Outcome)
	assert.Empty(t, got.Notes())
	assert.NotEmpty(t, got.Failures())
}

// What the scenario needs of its world is asked for when it opens, and each page is
// one of its own.
func TestWhatGoesToTheTarget(t *testing.T) {
	f := ringing()
	got := judged(t, f, "", `Given the center allows 3 requests a minute and then waits 20 seconds
And the center lets pages read only the user data "Topic"
And calls that nobody answers are sent on to Ben
And Ana is signed in
And Ana opens a second page
And Ana is signed in
When Carla calls Ana with the user data:
| Topic | Renewal |
And nobody answers until the ring timeout
Then Ana's first page hears interaction once
`)
	require.NotEqual(t, result.HarnessError, got.Outcome, got.Reason)
	var stage []string
	pages := map[int]bool{}
	for _, r := range got.Trace {
		if r.Door == trace.Stage && r.Dir == trace.Sent && !r.Fence {
			stage = append(stage, string(r.Frame))
		}
		if r.Door == "scapi" {
			pages[r.Page] = true
		}
	}
	assert.Equal(t, map[int]bool{1: true, 2: true}, pages)
	require.Len(t, stage, 3)
	assert.Contains(t, stage[0], `"options":{"service-client-api.rate-limit":"3","service-client-api.rate-limit-quarantine-delay":"20","service-client-api.user-data.read-allowed":"Topic"},"redirectTo":"1002"`)
	assert.Equal(t, `{"method":"call.arrive","params":{"agent":"1001","data":{"Topic":"Renewal"},"from":"555","world":"w1"}}`, stage[1])
	assert.Equal(t, `{"method":"clock.advance","params":{"ms":1000,"world":"w1"}}`, stage[2])
	assert.Equal(t, "world.close", f.asked[len(f.asked)-1])
	assert.NotContains(t, f.asked, "agent.get", "the harness asks nothing that a limit would count")
}
