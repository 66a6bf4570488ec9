package steps_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/dummy"
)

// An event name that a document lists can be subscribed to, by a target that has anything
// of what is so named.
func TestADocumentedEventNameCanBeSubscribedTo(t *testing.T) {
	const (
		steps   = "Given Ana's desktop has a page that has subscribed to nothing\nWhen Ana's first page subscribes to outbound\nThen the request succeeds"
		name    = "@spec:scapi.enum.event-name.outbound"
		refused = `"errorMessage":"no such event"`
	)
	tests := map[string]struct {
		tags, answer string
		lacks        []string
		claims       int
		outcome      result.Outcome
	}{
		"it is granted":                      {name, `"subscriptionId":"s"`, nil, 1, result.Passed},
		"it is refused":                      {name, refused, nil, 1, result.Failed},
		"it is refused, and nobody asks why": {voice, refused, nil, 0, result.NotApplicable},
		"there is nothing of that name":      {name, refused, []string{"outbound.*"}, 0, result.NotApplicable},
		"some of that name is lacking":       {name, refused, []string{"outbound.setDoNotCall"}, 1, result.Failed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := &fake{answers: map[string]string{"subscribe": tt.answer}}
			f.file = func(file *targets.Target) {
				wire := file.Wires["scapi"]
				wire.Lacks = tt.lacks
				file.Wires["scapi"] = wire
			}
			got := judged(t, f, tt.tags, steps)
			assert.Equal(t, tt.outcome, got.Outcome, got.Reason)
			assert.Len(t, dummy.Claims(got, "can subscribe to outbound"), tt.claims)
		})
	}
}

// A medium may not get the state of which a document says that it cannot be set; what
// else it becomes is its own business.
func TestAMediumDoesNotGetAForbiddenState(t *testing.T) {
	const refusal = "@spec:scapi.method.media.setState.refused.event-only"
	tests := map[string]struct {
		tags, answer string
		met, binds   bool
	}{
		"another state":             {refusal, `"data":{"name":"voice","state":{"type":"READY"}}`, true, true},
		"the forbidden one":         {refusal, `"data":{"name":"voice","state":{"type":"OUT_OF_SERVICE"}}`, false, true},
		"no state":                  {refusal, `"data":{"name":"voice"}`, true, true},
		"what no tag says anything": {voice, `"data":{"name":"voice","state":{"type":"OUT_OF_SERVICE"}}`, false, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := &fake{answers: map[string]string{"media.getMediaByName": tt.answer}}
			got := judged(t, f, tt.tags, "Given Ana is signed in\nWhen Ana's page asks for the medium voice\nThen Ana's medium voice is not in state OUT_OF_SERVICE")
			c := theClaim(t, got, "is not in state OUT_OF_SERVICE")
			assert.Equal(t, tt.met, c.Met, c.Seen)
			assert.Equal(t, tt.binds, c.Binding)
		})
	}
}

// What the harness restricts by an option is claimed by the option as by the rule, and of
// an option that says nothing of it nothing is claimed that binds.
func TestAnOptionIsClaimedByItsEffect(t *testing.T) {
	const (
		option = "@spec:scapi.option.service-client-api."
		shows  = "Given the center lets pages read only the user data \"Topic\"\nAnd Ana is signed in\nWhen Carla calls Ana with the user data:\n| Account | A-1 |\nThen Ana's desk shows the user data of the call:\n| Account | - |"
	)
	tests := map[string]struct {
		tags       string
		data       string
		met, binds bool
	}{
		"the key is hidden": {option + "user-data.read-allowed", `{"Topic":"Renewal"}`, true, true},
		"the key is shown":  {option + "user-data.read-allowed", `{"Account":"A-1"}`, false, true},
		"another option":    {option + "rate-limit", `{"Account":"A-1"}`, false, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := &fake{tells: map[string][]string{"call.arrive": {told("RINGING", "1", "RINGING", `"callType":"INBOUND"`, `"userData":`+tt.data)}}}
			c := theClaim(t, judged(t, f, tt.tags, shows), "user data has no Account")
			assert.Equal(t, tt.met, c.Met, c.Seen)
			assert.Equal(t, tt.binds, c.Binding)
		})
	}
}
