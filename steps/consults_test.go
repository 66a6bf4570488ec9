package steps_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/dummy"
)

// consulting is a fake where Ana's calls ring and can be answered, and others can be
// consulted about them.
func consulting() *fake {
	f := ringing()
	f.tells["interaction.consult"] = []string{
		consultation("ADDED", "DIALING", `"isConsultation":true`, `"parentInteractionId":"1"`),
		consultation("DIALING", "DIALING", `"isConsultation":true`, `"parentInteractionId":"1"`),
	}
	f.tells["call.answer"] = []string{consultation("ESTABLISHED", "TALKING", `"isConsultation":true`)}
	f.tells["interaction.completeTransfer"] = []string{told("RELEASED", "1", "IDLE"), consultation("RELEASED", "IDLE")}
	return f
}

func consultation(eventType, state string, more ...string) string {
	return told(eventType, "2", state, append([]string{`"callType":"CONSULT"`}, more...)...)
}

const (
	talking = "Given Ana is signed in\nAnd Ana has a talking call with Carla\n"
	asks    = talking + "When Ana consults Chen about the call\n"
	consult = "@spec:scapi.method.interaction.consult"
)

// What binds in a consultation is what a document says of it, and no more.
func TestWhatBindsInAConsultation(t *testing.T) {
	says := func(attribute string) string { return asks + "Then the consultation at Ana's desk has:\n" + attribute }
	with := func(more ...string) []string { return []string{consultation("DIALING", "DIALING", more...)} }
	const (
		media  = "@spec:scapi.method.interaction.consult.targetQuery.media"
		asWhat = "Then the consultation at Ana's desk is over voice"
	)
	tests := map[string]struct {
		tags, steps string
		tells       []string // of the consultation; nil: as usual
		claim       string
		met, binds  bool
	}{
		"that it is one":             {voice, says("| isConsultation | true |"), nil, "has isConsultation true", true, true},
		"that it is none":            {voice, says("| isConsultation | true |"), with(`"isConsultation":false`), "has isConsultation true", false, true},
		"nothing of that":            {voice, says("| isConsultation | true |"), with(), "has isConsultation true", false, false},
		"another call type":          {voice, says("| callType | CONSULT |"), []string{told("DIALING", "2", "DIALING", `"callType":"INTERNAL"`)}, "has callType CONSULT", false, true},
		"the parent":                 {voice, asks + "Then the consultation at Ana's desk belongs to the call", nil, "the parent of the consultation", true, false},
		"another parent":             {voice, asks + "Then the consultation at Ana's desk belongs to the call", with(`"parentInteractionId":"7"`), "the parent of the consultation", false, false},
		"the medium":                 {media, asks + asWhat, nil, "is over voice", true, true},
		"another medium":             {media, asks + asWhat, []string{strings.Replace(consultation("ADDED", "DIALING", `"isConsultation":true`), `"media":"voice"`, `"media":"chat"`, 1)}, "is over voice", false, true},
		"a medium of another name":   {media, asks + asWhat, []string{strings.Replace(consultation("ADDED", "DIALING", `"isConsultation":true`), `"media":"voice"`, `"media":"phone"`, 1)}, "is over voice", false, false},
		"a medium nobody asks about": {voice, asks + asWhat, nil, "is over voice", true, false},
		"its user data":              {voice, asks + "Then Ana's desk shows the user data of the consultation:\n| Topic | Renewal |", with(`"userData":{"Topic":"Other"}`), "user data Topic", false, false},
		"that it is dialed":          {"@spec:scapi.seq.consult-transfer.5", asks + "Then Ana's desk sees, in order:\n| event |\n| DIALING |", []string{}, "Ana's desk sees DIALING", false, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := consulting()
			if tt.tells != nil {
				f.tells["interaction.consult"] = tt.tells
			}
			got := judged(t, f, tt.tags, tt.steps)
			c := theClaim(t, got, tt.claim)
			assert.Equal(t, tt.met, c.Met, c.Seen)
			assert.Equal(t, tt.binds, c.Binding)
		})
	}
}

// A profile without events says nothing of media; a target that sends events all the
// same, without the medium, leaves out no more than elsewhere.
func TestAnEventWithoutAMediumIsNotedInAProfileWithoutEvents(t *testing.T) {
	f := consulting()
	f.profile = "client-2023"
	unsaid := strings.Replace(consultation("DIALING", "DIALING"), `"media":"voice",`, "", 1)
	assert.NotContains(t, unsaid, "media")
	f.tells["interaction.consult"] = []string{unsaid}
	listed := `{"interactionId":"1","state":"HELD"},{"interactionId":"2","state":"DIALING","callType":"CONSULT"}`
	f.answers["interaction.getInteractions"] = `"data":[` + listed + `]`
	got := judged(t, f, consult, asks+"Then the consultation at Ana's desk is over voice")
	c := theClaim(t, got, "is over voice")
	assert.False(t, c.Met)
	assert.False(t, c.Binding)
}

// What a request takes is claimed by the tag that says so, and by none that does not.
func TestWhatARequestTakes(t *testing.T) {
	const refused = `"errorMessage":"no"`
	enum := func(word string) string { return "@spec:scapi.enum.target-type." + word }
	then := "\nThen the request succeeds"
	tests := map[string]struct {
		tags, step, claim string
		answers           map[string]string
		claims            int
		met               bool
	}{
		"an agent":              {enum("AGENT"), "Ana consults Ben about the call", "takes a target of type AGENT", nil, 1, true},
		"an agent, refused":     {enum("AGENT"), "Ana consults Ben about the call", "takes a target of type AGENT", map[string]string{"interaction.consult": refused}, 1, false},
		"a skill":               {enum("SKILL"), "Ana consults the skill Billing about the call", "takes a target of type SKILL", nil, 1, true},
		"what the tag is about": {enum("AGENT"), "Ana consults the skill Billing about the call", "takes a target", nil, 0, true},
		"a routing point":       {enum("ROUTING_POINT"), "Ana adds the routing point Main Line to the call in one step", "takes a target of type ROUTING_POINT", nil, 1, true},
		"a number alone":        {enum("CUSTOM_CONTACT"), "Ana transfers the call to Chen by number in one step", "takes a target", nil, 0, true},
		"a contact":             {enum("CUSTOM_CONTACT"), "Ana transfers the call to Chen in one step", "takes a target of type CUSTOM_CONTACT", nil, 1, true},
		"the kind as target":    {"@spec:scapi.method.interaction.consult.targetQuery.target", "Ana's page asks to consult Chen, naming the kind as target", "takes the kind of a target as target", nil, 1, true},
		"the kind as type":      {"@spec:scapi.method.interaction.consult.targetQuery.target", "Ana's page asks to consult Chen, naming the kind as type", "takes the kind", nil, 0, true},
		"what the kind is":      {"@spec:scapi.method.interaction.consult.targetQuery.type", "Ana consults Chen about the call", "takes the kind", nil, 0, true},
		"where a transfer goes": {"@spec:scapi.method.interaction.singleStepTransfer.targetQuery.type", "Ana transfers the call to Chen in one step", "takes the kind of a target as type", nil, 1, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := consulting()
			f.file = func(file *targets.Target) {
				file.Destinations = map[string]string{"Billing": "CC_Billing", "Main Line": "CC_Main"}
			}
			for request, answer := range tt.answers {
				f.answers[request] = answer
			}
			got := judged(t, f, tt.tags, talking+"When "+tt.step+then)
			all := dummy.Claims(got, tt.claim)
			assert.Len(t, all, tt.claims, "%s %s", got.Outcome, got.Reason)
			for _, c := range all {
				assert.Equal(t, tt.met, c.Met, c.Seen)
				assert.True(t, c.Binding)
			}
		})
	}
}

// What a scenario of consultations needs and is not there makes it not applicable.
func TestConsultationsThatDoNotApply(t *testing.T) {
	tests := map[string]struct {
		change        func(*fake)
		steps, reason string
	}{
		"a skill that is not cast":    {func(*fake) {}, talking + "When Ana consults the skill Billing about the call\nThen the request succeeds", "the target does not offer a destination to play Billing (the target file's destinations are empty)"},
		"nobody at the other desk":    {func(*fake) {}, "Given Ben is signed in\nAnd Ana is signed in\nAnd Ana is consulting Ben about the call with Carla\nWhen Ana completes the transfer\nThen the request succeeds", "not reached: no call has appeared at Ben's desk"},
		"no consultation at the own":  {func(f *fake) { f.tells["interaction.consult"] = nil }, asks + "And Ana completes the transfer\nThen the request succeeds", "not reached: no consultation has appeared at Ana's desk"},
		"a consultation that is gone": {func(f *fake) { f.tells["call.busy"] = []string{consultation("REMOVED", "IDLE")} }, asks + "And Chen is busy\nAnd Ana completes the transfer\nThen the request succeeds", "not reached: the consultation has left Ana's desk already"},
		"calls that are not routed": {func(f *fake) {
			f.stage = map[string]string{"hello": `{"name":"fake","protocol":1,"worlds":"many","wires":["scapi"],"features":["agent.set","call.arrive"]}`}
		}, "Given Ana is signed in\nWhen Carla calls the skill Billing\nThen a call comes to Ana", "the target does not offer calls that are routed (routing.target)"},
		"a target that nobody consults by": {func(f *fake) {
			f.file = func(file *targets.Target) {
				w := file.Wires["scapi"]
				w.Lacks = []string{"interaction.consult"}
				file.Wires["scapi"] = w
			}
		}, asks + "Then the request succeeds", "the target lacks interaction.consult, says its file"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := consulting()
			tt.change(f)
			got := judged(t, f, consult, tt.steps)
			assert.Equal(t, result.NotApplicable, got.Outcome, "%+v", got.Failures())
			assert.Equal(t, tt.reason, got.Reason)
		})
	}
}

// What comes to other desks is a note at most.
func TestWhatComesToOtherDesks(t *testing.T) {
	both := "Given Ben is signed in\nAnd Ana is signed in\nAnd Ana has a talking call with Carla\nWhen Ana consults Ben about the call\nThen "
	rings := []string{"Ben: " + told("RINGING", "b1", "RINGING", `"callType":"INTERNAL"`)}
	tests := map[string]struct {
		tells []string
		then  string
		claim string
		met   bool
	}{
		"a call":                {rings, "a call comes to Ben", "a new call comes to Ben", true},
		"nothing":               {nil, "a call comes to Ben", "a new call comes to Ben", false},
		"not at the other desk": {rings, "no call comes to Ana", "no new call comes to Ana", true},
		"a call, at this desk":  {rings, "no call comes to Ben", "no new call comes to Ben", false},
		"a call at one of two":  {rings, "a call comes to Ana or Ben", "a new call comes to Ana or Ben", true},
		"another call type":     {rings, "the call at Ben's desk has:\n| callType | CONSULT |", "the call has callType CONSULT", false},
		"its end":               {append(rings, "Ben: "+told("RELEASED", "b1", "IDLE")), "Ben's desk sees the call end", "sees the call end", true},
		"no end":                {rings, "Ben's desk sees the call end", "sees the call end", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := consulting()
			f.tells["interaction.consult"] = tt.tells
			c := theClaim(t, judged(t, f, consult, both+tt.then), tt.claim)
			assert.Equal(t, tt.met, c.Met, c.Seen)
			assert.False(t, c.Binding)
		})
	}
}

// A scenario that names what no scenario knows is the author's slip.
func TestDestinationsThatNobodyKnows(t *testing.T) {
	got := judged(t, consulting(), consult, talking+"When Ana consults the skill Service about the call\nThen the request succeeds")
	assert.Equal(t, result.HarnessError, got.Outcome)
	assert.Contains(t, got.Reason, "no scenario knows the skill Service: expected the agent group Service, the skill Billing")
}
