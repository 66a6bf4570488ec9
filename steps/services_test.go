package steps_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
)

// What a desktop does for pages in ways of its own fails it only where a document says
// otherwise.
func TestServices(t *testing.T) {
	const signsIn = "Given Ana is signed in\n"
	const options = "Given the desktops have the options:\n| voice.auto | a |\n| voice.mode | b |\n| S/x.one | 1 |\n" + signsIn
	const reads = "When Ana's page reads the option \"voice.*\"\nThen the options \"voice.auto, voice.mode\" are answered and no other"
	const pattern = "@spec:scapi.grammar.option.1"
	answers := func(request, answer string) *fake { return &fake{answers: map[string]string{request: answer}} }
	clicks := func(event string) *fake {
		return &fake{answers: map[string]string{"system.popupToast": `"data":"t7"`}, tells: map[string][]string{"desktop.clickToast": {event}}}
	}
	click := func(data string) string {
		return `{"event":"system","data":{"eventType":"CUSTOM_TOAST_BUTTON_CLICK",` + data + `}}`
	}
	const clicksOnly = signsIn + "And Ana's page shows a toast with one button\nWhen Ana clicks the only button of the toast\nThen Ana's desk is told of the only button of the toast"
	const clicksThird = signsIn + "And Ana's page shows a toast with three buttons\nWhen Ana clicks the third button of the toast\nThen Ana's desk is told of the third button of the toast"
	const hears = signsIn + "And Ana's first page subscribes to the channel News\nWhen Ana's first page broadcasts a message on the channel News\nThen Ana's first page hears the message on the channel News"
	says := func(message string) *fake {
		return &fake{tells: map[string][]string{"messenger.broadcastMessage": {message}}}
	}
	const asksVisible = signsIn + "When Ana's first page asks whether it is visible\nThen the answer is true"
	const visible = "@spec:scapi.method.system.amIVisible"
	const token = signsIn + "When Ana's page asks for a token\nThen the answer is a token and when it ends"
	const noToken = "Given the center accepts any origin\n" + signsIn + "When Ana's page asks for a token\nThen the request is not granted"
	const explicit = "@spec:scapi.rule.jwt-explicit"
	tests := map[string]struct {
		fake    *fake
		tags    string
		steps   string
		outcome result.Outcome
	}{
		"options as configured":                {answers("configuration.getOption", `"data":[{"name":"voice.auto","value":"a"},{"name":"voice.mode","value":"b"}]`), pattern, options + reads, result.Passed},
		"options in lists, with their section": {answers("configuration.getOption", `"data":[{"name":"interaction-workspace/voice.auto","value":["a"]},{"name":"voice.mode","value":"b"},{"name":"x","value":"y"}]`), pattern, options + reads, result.Passed},
		"options under one name nobody knows":  {answers("configuration.getOption", `"data":[{"name":"voice","value":["auto=a","mode=b"]}]`), pattern, options + reads, result.Note},
		"an option less":                       {answers("configuration.getOption", `"data":[]`), pattern, options + reads, result.Failed},
		"an option with another value":         {answers("configuration.getOption", `"data":[{"name":"voice.auto","value":"z"},{"name":"voice.mode","value":"b"}]`), pattern, options + reads, result.Failed},
		"an option too many":                   {answers("configuration.getOption", `"data":[{"name":"voice.auto","value":"a"},{"name":"voice.mode","value":"b"},{"name":"S/x.one","value":"1"}]`), pattern, options + reads, result.Failed},
		"a pattern that is not allowed, answered with nothing": {answers("configuration.getOption", `"data":[]`), "@spec:scapi.rule.option-wildcard",
			options + "When Ana's page reads the option \"*.auto\"\nThen the request is refused\nAnd no option is answered", result.Note},
		"a pattern that is not allowed, passed over": {answers("configuration.getOption", "-"), "@spec:scapi.rule.option-wildcard",
			options + "When Ana's page reads the option \"*.auto\"\nThen the request is refused\nAnd no option is answered", result.Note},
		"a pattern that is not allowed, and kept": {answers("configuration.getOption", `"data":[{"name":"voice.auto","value":"a"}]`), "@spec:scapi.rule.option-wildcard",
			options + "When Ana's page reads the option \"*.auto\"\nThen the request is refused\nAnd no option is answered", result.Failed},

		"a token that is none of the usual":      {answers("auth.getJwtToken", `"data":{"jwtToken":"a.b","expiration":"20310414T132651Z"}`), "", token, result.Note},
		"a token that ends some day":             {answers("auth.getJwtToken", `"data":{"jwtToken":"a.b","expiration":"tomorrow"}`), "", token, result.Failed},
		"no token refused":                       {answers("auth.getJwtToken", `"errorMessage":"no"`), explicit, noToken, result.Passed},
		"a request without a result, as if sent": {answers("agent.setState", `"x":1`), "", "Given the center accepts any origin\n" + signsIn + "When Ana's page sends \"agent.setState\" as documented\nThen the request is not granted", result.Note},
		"a token that is not granted":            {answers("auth.getJwtToken", `"data":{"jwtToken":"a.b.c","expiration":"2031-04-14T13:26:51Z"}`), explicit, noToken, result.Failed},

		"a click as documented":             {clicks(click(`"customToastId":"t7","buttonIndex":0`)), "", clicksOnly, result.Passed},
		"a click that names nothing":        {clicks(click(`"more":1`)), "", clicksOnly, result.Note},
		"a click of another toast":          {clicks(click(`"customToastId":"t8","buttonIndex":0`)), "", clicksOnly, result.Failed},
		"a click counted from one":          {clicks(click(`"customToastId":"t7","buttonIndex":1`)), "", clicksOnly, result.Failed},
		"a click counted as shown":          {clicks(click(`"customToastId":"t7","buttonIndex":1`)), "", clicksThird, result.Note},
		"no click":                          {clicks(`{"event":"system","data":{"eventType":"HEARTBEAT"}}`), "", clicksOnly, result.Failed},
		"a toast without an id":             {answers("system.popupToast", `"data":null`), "", signsIn + "When Ana's page shows a toast\nAnd Ana's page closes the toast\nThen the answer is true", result.Failed},
		"a closed toast that is still true": {&fake{answers: map[string]string{"system.popupToast": `"data":"t"`, "system.closeToast": `"data":true`}}, "", signsIn + "And Ana's page shows a toast\nWhen Ana's page closes the toast\nThen the answer is false", result.Note},
		"a toast of nobody that is closed":  {answers("system.closeToast", `"data":true`), "@spec:scapi.rule.toast-unknown-false", signsIn + "When Ana's page closes a toast that does not exist\nThen the answer is false", result.Failed},

		"a broadcast as it was":         {says(`{"event":"messenger:News","data":{"bar":1234.0,"foo":"A foo text."}}`), "", hears, result.Passed},
		"a broadcast with more":         {says(`{"event":"messenger:News","data":{"bar":1234,"foo":"A foo text.","from":"Ana"}}`), "", hears, result.Note},
		"a broadcast with less":         {says(`{"event":"messenger:News","data":{"foo":"A foo text."}}`), "", hears, result.Failed},
		"a broadcast that is lost":      {&fake{}, "", hears, result.Failed},
		"a broadcast of anybody":        {says(`{"event":"messenger:News","data":{}}`), "", signsIn + "When Ana's first page broadcasts a message on the channel News\nThen Ana's first page hears nothing on any channel", result.Note},
		"visible":                       {answers("system.amIVisible", `"data":true`), visible, asksVisible, result.Passed},
		"visible in another form":       {answers("system.amIVisible", `"data":{"visible":true}`), visible, asksVisible, result.Note},
		"not visible":                   {answers("system.amIVisible", `"data":false`), visible, asksVisible, result.Failed},
		"parameters that are null":      {answers("agent.get", `"errorMessage":"no"`), "@spec:scapi.q.undefined-null", signsIn + "When Ana's page asks who they are with null for its parameters\nThen the page is answered", result.Failed},
		"a session that ends by a word": {&fake{answers: map[string]string{"agent.get": `"errorMessage":"logged out"`}, file: quietly}, "", "Given the center ends a session after 30 minutes without activity\n" + signsIn + "When 31 minutes pass\nThen Ana's session has ended", result.Passed},
		"a session that does not end":   {&fake{}, "", "Given the center ends a session after 30 minutes without activity\n" + signsIn + "When 31 minutes pass\nThen Ana's session has ended", result.Note},
		"a session that ends though active": {&fake{answers: map[string]string{"agent.get": `"errorMessage":"logged out"`}, file: quietly}, "@spec:scapi.method.system.triggerActivity",
			"Given the center ends a session after 30 minutes without activity\n" + signsIn + "When Ana's page tells of activity\nAnd 29 minutes pass\nThen Ana's session goes on", result.Failed},
		"no tab":           {&fake{}, "", signsIn + "When Ana opens a page in a tab of its own\nThen Ana's desk sees nothing", result.NotApplicable},
		"no such a member": {&fake{}, "", signsIn + "When Ana's page shows a toast with bells\nThen the request succeeds", result.HarnessError},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := judged(t, tt.fake, tt.tags, tt.steps)
			assert.Equal(t, tt.outcome, got.Outcome, "%s\n%v", got.Reason, unmet(got))
		})
	}
}

// quietly is a target that is not asked whether it is at rest.
func quietly(file *targets.Target) {
	file.Settle.Mode = targets.Quiet
	file.Settle.Quiet = 5 * time.Millisecond
}

// unmet are the claims of a scenario that were not met.
func unmet(s result.Scenario) (out []string) {
	for _, c := range s.Claims {
		if !c.Met {
			out = append(out, c.Text+": "+c.Seen)
		}
	}
	return out
}
