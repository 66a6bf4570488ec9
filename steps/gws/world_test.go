package gws_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/dummy"
	"github.com/deskproof/deskproof/steps/gws"
	"github.com/deskproof/deskproof/steps/oracle"
)

const (
	offered  = "Given Ana is signed in and ready\nAnd Ana has an offered e-mail from Carla\n"
	accepted = "Given Ana is signed in and ready\nAnd Ana has an accepted e-mail from Carla\n"
)

// How an operation may be answered that is done, and that is not.
func TestResults(t *testing.T) {
	tests := map[string]struct {
		answer  string
		done    result.Outcome
		refused result.Outcome
	}{
		"both":                              {`{"status":"ok","statusCode":0}`, result.Passed, result.Failed},
		"in words":                          {`{"status":"ok"}`, result.Passed, result.Failed},
		"zero for a word":                   {`{"status":0}`, result.Passed, result.Failed},
		"a code":                            {`{"statusCode":0}`, result.Passed, result.Failed},
		"nothing":                           {``, result.Passed, result.Failed},
		"a failure by its code":             {`403 {"statusCode":5,"statusMessage":"no"}`, result.Failed, result.Passed},
		"a failure in words":                {`{"status":"error","errorDescription":"no"}`, result.Failed, result.Passed},
		"a failure with HTTP 200":           {`{"statusCode":5,"statusMessage":"no"}`, result.Failed, result.Passed},
		"a failure of another code":         {`500 {"statusCode":4,"statusMessage":"no"}`, result.Failed, result.Failed},
		"HTTP alone":                        {`500 `, result.Failed, result.Passed},
		"words and code that do not agree":  {`{"status":"ok","statusCode":5}`, result.Failed, result.Failed},
		"something that is no result there": {`{"done":true}`, result.Failed, result.Passed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := usual()
			f.answers["Accept"] = tt.answer
			got := judged(t, f, "@spec:gws.op.accept.success", offered+"When Ana accepts the e-mail\nThen the request succeeds")
			assert.Equal(t, tt.done, got.Outcome, got.Reason)
			if tt.answer == `{"status":"ok","statusCode":5}` {
				return // it tells both
			}
			got = judged(t, f, "@spec:gws.op.accept.forbidden-role", offered+"When Ana accepts the e-mail\nThen the request is refused")
			assert.Equal(t, tt.refused, got.Outcome, got.Reason)
		})
	}
}

// With which code a request is refused binds, but where a target may know it by another
// name.
func TestCodesOfRefusals(t *testing.T) {
	tests := map[string]struct {
		operation, item string
		code            int
		want            result.Outcome
	}{
		"the right one":                          {"Accept", "accept", 6, result.Passed},
		"another one":                            {"Accept", "accept", 1, result.Failed},
		"of a name out of two, the right one":    {"LeaveConference", "end-conference", 6, result.Passed},
		"of a name out of two, as of an unknown": {"LeaveConference", "end-conference", 1, result.Note},
		"of the other name, as of an unknown":    {"EndConference", "end-conference", 3, result.Note},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := usual()
			f.answers[tt.operation] = fmt.Sprintf(`400 {"statusCode":%d,"statusMessage":"no"}`, tt.code)
			got := judged(t, f, "@spec:gws.op."+tt.item+".unknown-id",
				"Given Ana is signed in and ready\nWhen Ana's client asks for \""+tt.operation+"\" of an interaction that does not exist\nThen the request is refused")
			assert.Equal(t, tt.want, got.Outcome, got.Reason)
		})
	}
}

// A check binds as what the scenario is tagged with does, if that says what is checked.
func TestATagLendsItsEvidenceToWhatItSays(t *testing.T) {
	tests := map[string]struct {
		tag      string
		evidence result.Evidence
		binds    bool
	}{
		"one that says it":                  {"gws.op.stop-processing", "seed", true},
		"a step of a sequence that says it": {"gws.seq.stop.3", "seed", true},
		"one that is only read so":          {"gws.transition.conference-reject", "inferred", false},
		"one that says something else":      {"gws.op.accept", "inferred", false},
		"a step that asks for something":    {"gws.seq.stop.2", "inferred", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := judged(t, usual(), "@spec:"+tt.tag, accepted+"When Ana marks the e-mail done\nThen Ana's desk no longer has the e-mail")
			list := dummy.Claims(got, "does not have the e-mail")
			require.Len(t, list, 1)
			assert.Equal(t, tt.evidence, list[0].Evidence)
			assert.Equal(t, tt.binds, list[0].Binding)
			assert.False(t, list[0].Met)
		})
	}
}

// What tells an agent that an interaction is theirs: which state it has is printed nowhere.
func TestWhatIsToldAfterAccept(t *testing.T) {
	tests := map[string]struct {
		told []string
		want result.Outcome
	}{
		"Accepted":                    {[]string{about("Accepted")}, result.Passed},
		"Processing":                  {[]string{about("Processing")}, result.Passed},
		"nested":                      {[]string{`{"messageType":"InteractionStateMessage","interaction":` + about("Accepted") + `}`}, result.Passed},
		"a state that nobody knows":   {[]string{about("Owned")}, result.Note},
		"nothing":                     {nil, result.Failed},
		"that it has been withdrawn":  {[]string{about("Revoked")}, result.Failed},
		"of another interaction only": {[]string{`{"id":"2","state":"Accepted"}`}, result.Failed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := usual()
			f.tells["Accept"] = tt.told
			got := judged(t, f, "@spec:gws.msg.accepted @spec:gws.op.accept", offered+"When Ana accepts the e-mail\nThen Ana handles the e-mail")
			assert.Equal(t, tt.want, got.Outcome, got.Reason)
		})
	}
}

// What need not be in a message binds only where a tag says that it is to be.
func TestTheQueueInAnInvitation(t *testing.T) {
	const enters = "When an e-mail from Carla enters the queue Support\nThen the message about the e-mail to Ana says:\n| currentQueue | the queue Support |"
	const goesBack = "And Ana has an accepted e-mail from Carla\nWhen Ana puts the e-mail in the queue Support\nThen the message about the e-mail to Ana says:\n| currentQueue | the queue Support |"
	tests := map[string]struct {
		tags, scenario, invited string
		want                    result.Outcome
	}{
		"it is there":                        {"@spec:gws.msg.invited.email.currentQueue", enters, about("Invited", `"currentQueue":"Support"`), result.Passed},
		"it is not":                          {"@spec:gws.msg.invited.email.currentQueue", enters, about("Invited"), result.Failed},
		"it is not, and nothing says it is":  {"@spec:gws.msg.invited.email", enters, about("Invited"), result.Note},
		"it is another, after a way back":    {"@spec:gws.seq.requeue.5", goesBack, about("Invited", `"currentQueue":"Sales"`), result.Note},
		"it is not there after a way back":   {"@spec:gws.seq.requeue.5", goesBack, about("Invited"), result.Note},
		"it is the queue after the way back": {"@spec:gws.seq.requeue.5", goesBack, about("Invited", `"currentQueue":"Support"`), result.Passed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := usual()
			f.tells["email.arrive"], f.tells["PlaceInQueue"] = []string{tt.invited}, []string{tt.invited}
			got := judged(t, f, tt.tags, "Given Ana is signed in and ready\n"+tt.scenario)
			assert.Equal(t, tt.want, got.Outcome, got.Reason)
		})
	}
}

// What a refused request leaves as it was, and what is not in question.
func TestNothingHasChanged(t *testing.T) {
	const scenario = accepted + "When Ana accepts the e-mail\nThen the request is refused\nAnd nothing has changed"
	tests := map[string]struct {
		answer, then string
		want         result.Outcome
	}{
		"it has not":                     {`{"statusCode":2,"statusMessage":"no"}`, about("Accepted"), result.Passed},
		"its state has":                  {`{"statusCode":2,"statusMessage":"no"}`, about("Completed"), result.Failed},
		"its user data has":              {`{"statusCode":2,"statusMessage":"no"}`, about("Accepted", `"userData":{"a":1}`), result.Failed},
		"another member has":             {`{"statusCode":2,"statusMessage":"no"}`, about("Accepted", `"age":7`), result.Passed},
		"it has, and it was not refused": {`{"statusCode":0}`, about("Completed"), result.Note},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := usual()
			accepts := 0
			f.answers["Accept"] = `{"statusCode":0}`
			f.onto("Accept", func() {
				if accepts++; accepts == 2 {
					f.answers["Accept"], f.answers["GET /interactions/1"] = tt.answer, `{"statusCode":0,"interaction":`+tt.then+`}`
				}
			})
			got := judged(t, f, "@spec:gws.op.accept.twice", scenario)
			assert.Equal(t, tt.want, got.Outcome, got.Reason)
		})
	}
}

// What waits may be offered anew while a request is refused.
func TestAnOfferWhileARequestIsRefused(t *testing.T) {
	const gone = `{"statusCode":0,"uris":[]}`
	const listed = `{"statusCode":0,"uris":["http://here/api/v2/interactions/1"]}`
	tests := map[string]struct {
		told    []string
		was, is string // the list of Ana
		then    string // the interaction
		want    result.Outcome
	}{
		"it is":                            {[]string{about("Invited")}, gone, gone, about("Invited"), result.Passed},
		"it is, and the list has it":       {[]string{about("Invited")}, gone, listed, about("Invited"), result.Passed},
		"it is, and somebody has lost it":  {[]string{about("Invited")}, listed, gone, about("Invited"), result.Failed},
		"it is not, and has another state": {nil, gone, gone, about("Invited"), result.Failed},
		"something else is told":           {[]string{about("Completed")}, gone, gone, about("Completed"), result.Failed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := usual()
			f.answers["GET /me/interactions"], f.answers["GET /interactions/1"] = tt.was, `{"statusCode":0,"interaction":`+about("Queued")+`}`
			f.tells["Accept"] = tt.told
			f.onto("Accept", func() {
				f.answers["Accept"] = `{"statusCode":2,"statusMessage":"no"}`
				f.answers["GET /me/interactions"], f.answers["GET /interactions/1"] = tt.is, `{"statusCode":0,"interaction":`+tt.then+`}`
			})
			got := judged(t, f, "@spec:gws.op.any.no-change-on-failure", offered+"When Ana accepts the e-mail\nThen the request is refused\nAnd nothing has changed")
			assert.Equal(t, tt.want, got.Outcome, got.Reason)
		})
	}
}

// A list in full has what a message told, and may have what was attached since.
func TestTheListAsTold(t *testing.T) {
	told := about("Accepted", `"userData":{"Topic":"Renewal","Part":{"a":1,"b":2}}`)
	tests := map[string]struct {
		entry string
		want  result.Outcome
	}{
		"the same":                  {told, result.Passed},
		"in another order":          {about("Accepted", `"userData":{"Part":{"b":2,"a":1},"Topic":"Renewal"}`), result.Passed},
		"with a key more":           {about("Accepted", `"userData":{"Topic":"Renewal","Part":{"a":1,"b":2},"Routed":"yes"}`), result.Passed},
		"without one":               {about("Accepted", `"userData":{"Topic":"Renewal"}`), result.Failed},
		"with another value":        {about("Accepted", `"userData":{"Topic":"Other","Part":{"a":1,"b":2}}`), result.Failed},
		"with null for its data":    {about("Accepted", `"userData":null`), result.Failed},
		"in another state":          {about("Invited", `"userData":{"Topic":"Renewal","Part":{"a":1,"b":2}}`), result.Failed},
		"of which it says no state": {`{"id":"1","channel":"email","userData":{"Topic":"Renewal","Part":{"a":1,"b":2}}}`, result.Failed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := usual()
			f.tells["Accept"], f.answers["GET /me/interactions?"] = []string{told}, `{"statusCode":0,"interactions":[`+tt.entry+`]}`
			got := judged(t, f, "@spec:gws.endpoint.me-interactions.get-fields", accepted+"When Ana's client asks for \"Accept\" of the e-mail\nThen Ana's desk lists the e-mail in full, as the message told it")
			assert.Equal(t, tt.want, got.Outcome, got.Reason)
		})
	}
}

// The content of a workbin comes in forms that the documents leave open.
func TestTheContentOfAWorkbin(t *testing.T) {
	tests := map[string]struct {
		told []string
		want result.Outcome
	}{
		"a list in a message":      {[]string{`{"interactions":[` + about("InWorkbin") + `]}`}, result.Passed},
		"a message that is one":    {[]string{`[` + about("InWorkbin") + `]`}, result.Passed},
		"a message for each":       {[]string{about("InWorkbin")}, result.Passed},
		"a list of something else": {[]string{`{"interactions":[{"id":"2"}]}`}, result.Failed},
		"nothing":                  {nil, result.Failed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := usual()
			f.tells["GetWorkbinContent"] = tt.told
			got := judged(t, f, "@spec:gws.msg.workbin-content", accepted+"And Ana puts the e-mail in the workbin\nWhen Ana asks what is in the workbin\nThen Ana is told that the workbin holds the e-mail")
			assert.Equal(t, tt.want, got.Outcome, got.Reason)
		})
	}
}

// How an agent or a workbin is named is documented nowhere: each way is tried.
func TestWhatMayBeNamedInSeveralWays(t *testing.T) {
	tests := map[string]struct{ operation, sentence, tag string }{
		"an agent":  {"Transfer", "Ana transfers the e-mail to Ben in one step", "gws.op.transfer.success"},
		"a workbin": {"PlaceInWorkbin", "Ana puts the e-mail in the workbin", "gws.op.place-in-workbin.success"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := usual()
			f.answers[tt.operation] = `404 {"statusCode":6,"statusMessage":"no"}`
			asked := 0
			f.onto(tt.operation, func() {
				if asked++; asked == 2 {
					f.answers[tt.operation] = `{"status":"ok"}`
				}
			})
			got := judged(t, f, "@spec:"+tt.tag, "Given Ben is signed in\n"+accepted+"When "+tt.sentence+"\nThen the request succeeds")
			assert.Equal(t, result.Passed, got.Outcome, got.Reason)
			assert.Equal(t, 2, asked)
		})
	}
}

// What becomes of scenarios whose starting point is not there.
func TestAStartingPointThatIsNotReached(t *testing.T) {
	tests := map[string]struct {
		change func(*fake)
		want   result.Outcome
		reason string
	}{
		"nobody can log in":          {func(f *fake) { f.answers["GET /me"] = `401 {"statusCode":20,"statusMessage":"no"}` }, result.NotApplicable, "Ana cannot log in"},
		"a channel is not set":       {func(f *fake) { f.answers["Ready"] = `{"statusCode":4,"statusMessage":"no"}` }, result.NotApplicable, "was refused"},
		"the session is not started": {func(f *fake) { f.answers["StartContactCenterSession"] = `{"statusCode":3,"statusMessage":"no"}` }, result.Passed, ""},
		"nothing is offered":         {func(f *fake) { f.tells["email.arrive"] = nil }, result.Failed, ""},
		"it cannot be accepted":      {func(f *fake) { f.answers["Accept"] = `{"statusCode":4,"statusMessage":"no"}` }, result.NotApplicable, "Accept was refused"},
		"nobody plays Carla":         {func(f *fake) { f.file = func(t *targets.Target) { t.Customers = nil } }, result.NotApplicable, "Carla"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := usual()
			tt.change(f)
			got := judged(t, f, "@spec:gws.op.stop-processing", accepted+"When Ana marks the e-mail done\nThen the request succeeds")
			assert.Equal(t, tt.want, got.Outcome, got.Reason)
			assert.Contains(t, got.Reason, tt.reason)
		})
	}
}

// An operation has another name in a later release.
func TestNamesOfReleases(t *testing.T) {
	for profile, want := range map[string]string{"8.5.0": "StopProcessing", "8.5.1": "Complete", "client-compat": "StopProcessing"} {
		t.Run(profile, func(t *testing.T) {
			f := usual()
			f.profile = profile
			got := judged(t, f, "@spec:gws.op.stop-processing", accepted+"When Ana marks the e-mail done\nThen the request succeeds")
			assert.Equal(t, result.Passed, got.Outcome, got.Reason)
			assert.Contains(t, f.asked, want)
		})
	}
}

func TestCheck(t *testing.T) {
	tests := map[string]struct{ tags, scenario, want string }{
		"all is well":              {"@spec:gws.op.accept", "When Ana accepts the e-mail\nThen the request succeeds", ""},
		"a tag that is nothing":    {"@spec:gws.op.acept", "When Ana accepts the e-mail\nThen the request succeeds", "tag @spec:gws.op.acept names nothing in the book"},
		"nothing is checked":       {"@email", "When Ana accepts the e-mail", "the scenario has no Then: it checks nothing"},
		"a table of one column":    {"@email", "When Ana sets the user data of the e-mail:\n| Topic |\nThen the request succeeds", "the table needs two columns"},
		"a table of three columns": {"@email", "When x\nThen the message about the e-mail to Ana says:\n| state | is | Invited |", "the table needs two columns"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			sc := dummy.Load(t, tt.tags, tt.scenario)
			sc.Wire = "gws"
			problems := gws.Check(&oracle.Rules{Book: book.GWS(), Profile: "8.5.0"}, sc)
			if tt.want == "" {
				assert.Empty(t, problems)
				return
			}
			require.Len(t, problems, 1)
			assert.Equal(t, tt.want, problems[0].Text)
		})
	}
}

// What a target's file says it lacks keeps a scenario from being held against it.
func TestWhatATargetLacksIsNotInQuestion(t *testing.T) {
	tests := map[string]struct {
		lacks string
		want  result.Outcome
	}{
		"the operation":            {"Accept", result.NotApplicable},
		"the list that is read":    {"GET /me/interactions", result.NotApplicable},
		"what the scenario leaves": {"Transfer", result.Passed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := usual()
			f.file = func(file *targets.Target) {
				file.Wires = map[string]targets.Wire{"gws": {Lacks: []string{tt.lacks}}}
			}
			got := judged(t, f, "@spec:gws.op.accept", offered+"When Ana accepts the e-mail\nThen the request succeeds")
			if tt.lacks == "GET /me/interactions" {
				got = judged(t, f, "@spec:gws.op.stop-processing", accepted+"When Ana marks the e-mail done\nThen Ana's desk no longer has the e-mail")
			}
			assert.Equal(t, tt.want, got.Outcome, got.Reason)
			if tt.want == result.NotApplicable {
				assert.Equal(t, "the target lacks "+tt.lacks+", says its file", got.Reason)
			}
		})
	}
}

// Whether a password is wrong in the target or in its file nobody can tell.
func TestALoginThatIsRefusedIsNotReached(t *testing.T) {
	f := usual()
	f.answers["GET /me"] = `401 {"statusCode":20,"statusMessage":"no"}`
	got := judged(t, f, "@spec:gws.type.User.roles", "When Ana's client logs in\nThen the answer has the role \"ROLE_AGENT\"")
	assert.Equal(t, result.NotApplicable, got.Outcome)
	assert.Contains(t, got.Reason, "are user and password right in the target file's cast?")
}

// A scenario that forgets who listens is wrong itself, and no target fails for it.
func TestAnOfferToWhoHasNotSignedIn(t *testing.T) {
	for _, given := range []string{"Given Ana has an offered e-mail from Carla", "Given Ana has an accepted e-mail from Carla"} {
		got := judged(t, usual(), "@spec:gws.op.accept", given+"\nThen Ana handles the e-mail")
		assert.Equal(t, result.HarnessError, got.Outcome, given)
		assert.Contains(t, got.Reason, "Ana has not signed in")
		assert.Empty(t, got.Claims)
	}
}
