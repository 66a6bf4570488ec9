package webex_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/dummy"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/webex"
)

// contact is what a notification says of a contact, with members of its own first.
func contact(id, members string) string {
	const legs = `"media":{"m":{"mediaResourceId":"m","mediaType":"telephony","mType":"mainCall","isHold":false,"holdTimestamp":null,"participants":["ana","5550191"]}}`
	return fmt.Sprintf(`{%s"interactionId":%q,"mainInteractionId":%[2]q,"mediaType":"telephony","owner":"ana",%s}`, members, id, legs)
}

// told is a notification about a contact: "1" unless another is said, with more members of
// data and of the interaction.
func told(event string, more ...string) string {
	id, data, interaction := "1", "", ""
	for _, m := range more {
		switch {
		case strings.HasPrefix(m, "id "):
			id = m[3:]
		case strings.HasPrefix(m, "of "):
			interaction = m[3:] + ","
		default:
			data += m + ","
		}
	}
	return fmt.Sprintf(`{"type":"RoutingMessage","data":{%s"type":%q,"agentId":"ana","mediaResourceId":"m","interactionId":%q,"interaction":%s}}`,
		data, event, id, contact(id, interaction))
}

// ringing is a fake at which a call arrives that can be answered and held.
func ringing() *fake {
	f := usual()
	f.tells["call.arrive"] = []string{told("AgentContactReserved"), told("AgentOfferContact")}
	f.tells["phone.answer"] = []string{told("AgentContactAssigned")}
	f.tells["POST /v1/tasks/1/hold"] = []string{told("AgentContactHeld")}
	f.tells["POST /v1/tasks/1/end"] = []string{told("AgentWrapup")}
	return f
}

const (
	signedIn = "Given Ana is signed in and ready\n"
	talking  = signedIn + "And Ana is talking to Carla\n"
	holds    = talking + "When Ana puts the call on hold\n"
)

// A request that was taken has to settle; how it does only sequences tell.
func TestHowAnOperationComesOut(t *testing.T) {
	const hold = "POST /v1/tasks/1/hold"
	tells := func(frames ...string) func(*fake) { return func(f *fake) { f.tells[hold] = frames } }
	tests := map[string]struct {
		change                   func(*fake)
		seq, op, refused, byBody result.Outcome
	}{
		"granted":                        {func(*fake) {}, result.Passed, result.Passed, result.Note, result.Passed},
		"refused afterwards":             {tells(told("AgentContactHoldFailed")), result.Failed, result.Note, result.Passed, result.Note},
		"refused at once":                {func(f *fake) { f.answers[hold] = `409 {}`; f.tells[hold] = nil }, result.Failed, result.Note, result.Passed, result.Note},
		"never settled":                  {tells(), result.Failed, result.Failed, result.Failed, result.Note},
		"by an event of another contact": {tells(told("AgentContactHeld", "id 2")), result.Failed, result.Failed, result.Failed, result.Note},
		"taken with another status":      {func(f *fake) { f.answers[hold] = `200 {}` }, result.Passed, result.Passed, result.Note, result.Passed},
		"with an empty answer":           {func(f *fake) { f.answers[hold] = `204 ` }, result.Passed, result.Passed, result.Note, result.Passed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			make := func() *fake { f := ringing(); tt.change(f); return f }
			says := func(want result.Outcome, profile, tag, then string) {
				t.Helper()
				f := make()
				f.profile = profile
				got := judged(t, f, "@spec:"+tag, holds+then)
				assert.Equal(t, want, got.Outcome, "%s %s: %s %+v", profile, tag, got.Reason, got.Failures())
			}
			says(tt.seq, "", "webex.seq.voice.inbound.5", "Then the request succeeds")
			says(tt.op, "", "webex.op.task.hold", "Then the request succeeds")
			says(tt.byBody, "documented", "webex.seq.voice.inbound.5", "Then the request succeeds")
			says(tt.refused, "", "webex.op.task.hold.failure", "Then the request is refused")
		})
	}
}

// What an operation makes of a contact binds who has granted it.
func TestWhatAnOperationMakesOfAContact(t *testing.T) {
	const (
		hold    = "POST /v1/tasks/1/hold"
		consult = "POST /v1/tasks/1/consult"
		held    = holds + "Then the call at Ana's desk has:\n| media.main.isHold | true |"
		there   = "Given Ben is signed in\n" + talking + "When Ana consults Ben about the call\nThen the call at Ana's desk has:\n| media.consult.mType | consult |"
		joined  = "Given Ben is signed in\n" + talking + "When Ana consults Ben about the call\nThen the call at Ana's desk has:\n| participants.Ana.id | Ana |"
	)
	tests := map[string]struct {
		change     func(*fake)
		text       string
		want       result.Outcome
		documented result.Outcome // in that profile
	}{
		"refused afterwards":           {func(f *fake) { f.tells[hold] = []string{told("AgentContactHoldFailed")} }, held, result.Note, result.Note},
		"refused at once":              {func(f *fake) { f.answers[hold], f.tells[hold] = `409 {}`, nil }, held, result.Note, result.Note},
		"never settled":                {func(f *fake) { f.tells[hold] = nil }, held, result.Note, result.Note},
		"granted":                      {func(f *fake) { f.tells[hold] = []string{told("AgentContactHeld")} }, held, result.Failed, result.Failed},
		"a leg, of what was refused":   {func(f *fake) { f.tells[consult] = []string{told("AgentConsultFailed")} }, there, result.Note, result.Note},
		"a leg, of what was granted":   {func(f *fake) { f.tells[consult] = []string{told("AgentConsultCreated")} }, there, result.Failed, result.Failed},
		"somebody, in what is refused": {func(f *fake) { f.answers[consult] = `409 {}` }, joined, result.Note, result.Note},
		"somebody, in what is granted": {func(f *fake) { f.tells[consult] = []string{told("AgentConsultCreated")} }, joined, result.Failed, result.Note},
	}
	for name, tt := range tests {
		for profile, want := range map[string]result.Outcome{"": tt.want, "documented": tt.documented} {
			t.Run(name+" "+profile, func(t *testing.T) {
				t.Parallel()
				f := ringing()
				f.profile = profile
				tt.change(f)
				got := judged(t, f, "", tt.text)
				assert.Equal(t, want, got.Outcome, "%s %+v", got.Reason, got.Failures())
			})
		}
	}
}

// That there is an event says how something is told; that it comes is said by sequences.
func TestAnEventThatDoesNotCome(t *testing.T) {
	tests := map[string]struct {
		tags string
		want result.Outcome
	}{
		"in a sequence":           {"@spec:webex.seq.voice.rona.4", result.Failed},
		"by the whole sequence":   {"@spec:webex.seq.voice.rona", result.Failed},
		"of which one knows":      {"@spec:webex.event.AgentOfferContactRona", result.Note},
		"of which no tag says so": {"@voice", result.Note},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := ringing()
			got := judged(t, f, tt.tags, signedIn+"And Ana has a ringing call with Carla\nWhen 15 seconds pass\nThen Ana's desk sees, in order:\n| event |\n| AgentOfferContactRona |")
			assert.Equal(t, tt.want, got.Outcome, got.Reason)
		})
	}
}

// In which order events come is nobody's word.
func TestEventsInAnotherOrder(t *testing.T) {
	f := ringing()
	f.tells["call.arrive"] = []string{told("AgentOfferContact"), told("AgentContactReserved"), told("AgentOfferContact")}
	got := judged(t, f, "@spec:webex.seq.voice.inbound.1 @spec:webex.seq.voice.inbound.2", signedIn+
		"When Carla calls Ana\nThen Ana's desk sees, in order:\n| event |\n| AgentContactReserved |\n| AgentOfferContact |\nAnd nothing else of these kinds")
	assert.Equal(t, result.Note, got.Outcome, got.Reason)
	assert.Empty(t, got.Failures())
}

// What the documents let a center leave out is no failure, and neither is another form of
// the same value.
func TestFields(t *testing.T) {
	tests := map[string]struct {
		of, row string
		want    result.Outcome
	}{
		"required, and there":        {`"state":"new"`, "state | present", result.Passed},
		"required, and not there":    {``, "state | present", result.Failed},
		"of a meaning of its own":    {`"isTerminated":true`, "isTerminated | false", result.Failed},
		"of a value that is free":    {`"state":"ringing"`, "state | new", result.Note},
		"optional, and there":        {`"createdTimestamp":1`, "createdTimestamp | present", result.Passed},
		"optional, and not there":    {``, "createdTimestamp | present", result.Note},
		"null where it may be":       {``, "media.main.holdTimestamp | null", result.Passed},
		"null where a value is due":  {``, "media.main.holdTimestamp | 1", result.Failed},
		"a number in another form":   {`"callProcessingDetails":{"ani":"+1 555-0191"}`, "callProcessingDetails.ani | Carla's number", result.Passed},
		"a number with a prefix":     {`"callProcessingDetails":{"ani":"+15550191"}`, "callProcessingDetails.ani | Carla's number", result.Passed},
		"another number":             {`"callProcessingDetails":{"ani":"5550192"}`, "callProcessingDetails.ani | Carla's number", result.Failed},
		"a flag as text":             {`"callProcessingDetails":{"isPaused":"true"}`, "callProcessingDetails.isPaused | true", result.Passed},
		"a flag as a boolean":        {`"callProcessingDetails":{"isPaused":true}`, "callProcessingDetails.isPaused | true", result.Passed},
		"somebody on a leg":          {``, "media.main.participants | Ana", result.Passed},
		"somebody who is not on it":  {``, "media.main.participants | Ana, Ben", result.Failed},
		"an agent":                   {``, "owner | Ana", result.Passed},
		"another agent":              {`"owner":"ben"`, "owner | Ana", result.Failed},
		"what is not to be there":    {`"outboundType":"OUTDIAL"`, "outboundType | absent", result.Note},
		"what is not, and is empty":  {`"outboundType":[]`, "outboundType | absent", result.Passed},
		"a participant's, repo only": {`"participants":{"ana":{"hasLeft":true}}`, "participants.Ana.hasLeft | false", result.Note},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := ringing()
			frame := told("AgentContactReserved", "of "+tt.of)
			frame = strings.Replace(frame, "{,", "{", 1)
			if strings.Contains(tt.of, `"owner"`) {
				frame = strings.Replace(frame, `"owner":"ana",`, "", 1)
			}
			f.tells["call.arrive"] = []string{frame}
			got := judged(t, f, "", "Given Ben is signed in\n"+signedIn+"When Carla calls Ana\nThen the call at Ana's desk has:\n| "+tt.row+" |")
			assert.Equal(t, tt.want, got.Outcome, "%s %+v %+v", got.Reason, got.Failures(), got.Notes())
		})
	}
}

// Everybody may know a contact by an id of their own, and a reservation becomes another.
func TestIDsOfContacts(t *testing.T) {
	t.Run("of a consulted agent", func(t *testing.T) {
		f := ringing()
		f.tells["POST /v1/tasks/1/consult"] = []string{told("AgentConsultCreated"), "Ben: " + told("AgentContactReserved", "id 2"), "Ben: " + told("AgentOfferConsult", "id 2")}
		got := judged(t, f, "@spec:webex.op.task.consult", "Given Ben is signed in\n"+talking+"When Ana consults Ben about the call\nThen the call is offered to Ben")
		assert.Equal(t, result.Passed, got.Outcome, "%s %+v", got.Reason, got.Notes())
	})
	t.Run("of one that comes again", func(t *testing.T) {
		f := ringing()
		f.tells["call.hangUp"] = []string{told("ContactEnded")}
		got := judged(t, f, "@spec:webex.seq.voice.inbound.1", signedIn+"And Ana has a ringing call with Carla\nAnd Carla hangs up\nWhen Carla calls Ana\nThen the call is offered to Ana")
		assert.Equal(t, result.Passed, got.Outcome, "%s %+v", got.Reason, got.Notes())
	})
	t.Run("of a campaign", func(t *testing.T) {
		f := usual()
		f.tells["campaign.record"] = []string{told("AgentOfferCampaignReservation", "id R", `of "callProcessingDetails":{"campaignId":"A/B"}`)}
		f.tells["POST /v1/dialer/campaign/A/B/preview-task/R/accept"] = []string{told("AgentContactAssigned", "id N", `"reservationInteractionId":"R"`)}
		f.tells["POST /v1/tasks/N/end"] = []string{told("AgentWrapup", "id N")}
		got := judged(t, f, "@spec:webex.seq.preview.7", signedIn+"And Ana is talking to the customer of a push record\nWhen Ana hangs up\nThen the request succeeds")
		assert.Equal(t, result.Passed, got.Outcome, "%s %+v", got.Reason, got.Failures())
	})
}

// Whoever is told of a consultation without a leg of its own cannot transfer or confer.
func TestAConsultationWithoutALeg(t *testing.T) {
	f := ringing()
	f.tells["POST /v1/tasks/1/consult"] = []string{told("AgentConsultCreated")}
	f.tells["call.answer"] = []string{told("AgentConsulting")}
	f.file = func(file *targets.Target) { file.Customers["Chen"] = targets.Customer{Number: "5550192"} }
	got := judged(t, f, "", talking+"And Ana consults Chen about the call\nWhen Ana completes the transfer\nThen the request succeeds")
	assert.Equal(t, result.Failed, got.Outcome, got.Reason)
	require.NotEmpty(t, got.Failures())
	assert.Equal(t, "webex.op.task.consultTransfer", got.Failures()[0].Item)
}

// Nothing says who picks a phone up.
func TestAPhoneThatPicksUpByItself(t *testing.T) {
	f := ringing()
	f.stage["world.open"] = `{"world":"w1","wires":{"webex":{"address":"http://HOST/webex"}},"ringTimeoutMs":15000}`
	f.tells["clock.advance"] = []string{told("AgentContactAssigned")}
	got := judged(t, f, "@spec:webex.seq.voice.rona.4", signedIn+"And Ana has a ringing call with Carla\nWhen nobody answers until the ring timeout\nThen the offer of the call to Ana is withdrawn")
	assert.Equal(t, result.NotApplicable, got.Outcome)
	assert.Equal(t, "not reached: nobody was to answer, and the phone of Ana was picked up by itself", got.Reason)
}

// How a contact stands for an agent is told by many events. One that says that it stands
// otherwise than it should has come all the same, so that nothing is broken of what a tag
// says of it.
func TestHowAContactStands(t *testing.T) {
	tests := map[string]struct {
		event string
		more  []string
		gone  result.Outcome
	}{
		"to be wrapped up":               {"AgentWrapup", nil, result.Passed},
		"unassigned":                     {"AgentContactUnassigned", nil, result.Passed},
		"ended, and to be wrapped up":    {"ContactEnded", []string{`"agentsPendingWrapUp":["ana"]`}, result.Passed},
		"ended":                          {"ContactEnded", nil, result.Passed},
		"wrapped up":                     {"AgentWrappedUp", nil, result.Passed},
		"not assigned":                   {"AgentOfferContactRona", nil, result.Passed},
		"held":                           {"AgentContactHeld", nil, result.Note},
		"a consultation about it ended":  {"AgentConsultEnded", nil, result.Note},
		"a consultation of theirs ended": {"AgentConsultEnded", []string{`"isConsulted":true`}, result.Passed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := ringing()
			f.tells["call.hangUp"] = []string{told(tt.event, tt.more...)}
			got := judged(t, f, "@spec:webex.seq.voice.inbound.6", talking+"When Carla hangs up\nThen Ana's desk no longer has the call")
			assert.Equal(t, tt.gone, got.Outcome, got.Reason)
		})
	}
}

// What an author reads who has made a slip.
func TestSlips(t *testing.T) {
	rules := &oracle.Rules{Book: book.Webex(), Profile: "sdk-3.12.0"}
	tests := map[string]struct{ steps, want string }{
		"all is well":               {"When Carla calls Ana\nThen Ana's desk sees, in order:\n| event |\n| AgentContactReserved |", ""},
		"an unknown event":          {"When Carla calls Ana\nThen Ana's desk sees, in order:\n| event |\n| AgentContactReservd |", `"AgentContactReservd" is not an event that the documents know`},
		"another column":            {"When Carla calls Ana\nThen Ana's desk sees, in order:\n| state |\n| new |", `unknown column "state"`},
		"an unknown field":          {"When Carla calls Ana\nThen the call at Ana's desk has:\n| callProcessingDetails.anni | 1 |", `"callProcessingDetails.anni" is not a field of an interaction`},
		"a field of a leg":          {"When Carla calls Ana\nThen the call at Ana's desk has:\n| media.consult.isHold | false |", ""},
		"an unknown field of a leg": {"When Carla calls Ana\nThen the call at Ana's desk has:\n| media.consult.isHeld | false |", `"media.consult.isHeld" is not a field`},
		"an unknown member":         {"When Carla calls Ana\nThen Ana's desk is told in ContactEnded:\n| why | 1 |", `"why" is not a member of ContactEnded`},
		"a field without value":     {"When Carla calls Ana\nThen the call at Ana's desk has:\n| state |", "the table needs two columns"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			sc := dummy.Load(t, "", signedIn+tt.steps)
			sc.Wire = "webex"
			var texts []string
			for _, p := range webex.Check(rules, sc) {
				texts = append(texts, p.Text)
			}
			if tt.want == "" {
				assert.Empty(t, texts)
				return
			}
			require.Len(t, texts, 1)
			assert.Contains(t, texts[0], tt.want)
		})
	}
}

func TestSentencesThatCannotBe(t *testing.T) {
	tests := map[string]struct{ steps, want string }{
		"nobody has signed in":  {"When Ana hangs up\nThen the request succeeds", "Ana has not signed in"},
		"nothing was asked":     {registered + "Then the request succeeds", "nothing has been asked"},
		"no table above":        {signedIn + "Then nothing else of these kinds", "there is no table of events above"},
		"no such operation":     {signedIn + "When Ana's client asks for \"task.park\" of a contact that does not exist\nThen the request is refused", `"task.park" is not an operation that the documents know: expected one such as task.end, task.hold`},
		"no campaign":           {signedIn + "When a record for Carla comes to Ana\nThen Ana's desk sees nothing", "no campaign runs"},
		"an option too late":    {signedIn + "When the center records no calls\nThen Ana's desk sees nothing", "say how the center is configured before anybody signs in"},
		"no call has come":      {signedIn + "When Ana hangs up\nThen the request succeeds", "no call has appeared at Ana's desk"},
		"consulting over chats": {talking + "When Ana consults Ben about the call over chat\nThen the request succeeds", "the target does not offer consultations over other media than voice on this wire"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := judged(t, ringing(), "", tt.steps)
			assert.Contains(t, got.Reason, tt.want)
		})
	}
}
