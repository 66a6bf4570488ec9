package scapi_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/scapi"
)

// documented is a method as the documents have it: its parameters in order, a
// question mark behind those that may be missing, and in which document lines and
// client versions it is (Service Client API Reference, all namespaces; Workspace Web
// Edition Developer's Guide; client library by version).
type documented struct {
	name   string
	params string
	in     string
}

const everywhere = "guide manual current 2016 2020 2021 2023"

var documentedMethods = []documented{
	{"agent.get", "", everywhere},
	{"agent.getState", "", everywhere},
	{"agent.getStateList", "", everywhere},
	{"agent.setState", "stateOperationName:string", everywhere},
	{"auth.getJwtToken", "", "guide current 2020 2021 2023"},
	{"configuration.getOption", "options:texts", "manual current 2020 2021 2023"},
	{"configuration.getContextualOption", "options:texts interactionId:string", "current"},
	{"email.create", "destination:string userData:object?", "manual current 2016 2020 2021 2023"},
	{"interaction.getInteractions", "", everywhere},
	{"interaction.getByInteractionId", "interactionId:string", everywhere},
	{"interaction.setUserData", "interactionId:string keyValues:object", everywhere},
	{"interaction.deleteUserData", "interactionId:string key:string", everywhere},
	{"interaction.selectCaseByCaseId", "caseId:string", "guide manual current 2020 2021 2023"},
	{"interaction.markdone", "interactionId:string", "guide manual current 2020 2021 2023"},
	{"interaction.blockMarkdone", "interactionId:string warningMessage:string", "guide manual current 2020 2021 2023"},
	{"interaction.unblockMarkdone", "interactionId:string", "guide manual current 2020 2021 2023"},
	{"interaction.accept", "interactionId:string", "manual current 2020 2021 2023"},
	{"interaction.reject", "interactionId:string", "manual current 2020 2021 2023"},
	{"interaction.consult", "interactionId:string targetQuery:target userData:object? extensions:object?", "current 2023"},
	{"interaction.completeTransfer", "consultInteractionId:string", "current 2023"},
	{"interaction.completeConference", "consultInteractionId:string", "current 2023"},
	{"interaction.singleStepTransfer", "interactionId:string targetQuery:target userData:object? extensions:object?", "current 2023"},
	{"interaction.singleStepConference", "interactionId:string targetQuery:target userData:object? extensions:object?", "current 2023"},
	{"media.getMediaList", "", "manual current 2016 2020 2021 2023"},
	{"media.getMediaByName", "name:string", "manual current 2020 2021 2023"},
	{"media.setState", "name:string stateOperationName:string", "manual current 2016 2020 2021 2023"},
	{"outbound.getCampaigns", "", "manual current 2021 2023"},
	{"outbound.getPreviewRecord", "campaignName:string", "manual current 2021 2023"},
	{"outbound.callPreviewRecord", "interactionId:string recordHandle:number?", "manual current 2021 2023"},
	{"outbound.rejectPreviewRecord", "interactionId:string", "manual current 2021 2023"},
	{"outbound.cancelPreviewRecord", "interactionId:string", "manual current 2021 2023"},
	{"outbound.startDirectPushPreview", "", "current 2021 2023"},
	{"outbound.stopDirectPushPreview", "", "current 2021 2023"},
	{"outbound.rescheduleRecord", "interactionId:string recordHandle:number rescheduleDate:string callbackType:string", "2021 2023"},
	{"outbound.cancelReschedule", "interactionId:string", "2021 2023"},
	{"outbound.getListOfCallResults", "", "2021 2023"},
	{"outbound.setCallResult", "interactionId:string callResult:number", "2021 2023"},
	{"outbound.getCallResult", "interactionId:string", "2021 2023"},
	{"outbound.setDoNotCall", "interactionId:string", "2021 2023"},
	{"outbound.removeDoNotCall", "interactionId:string", "2021 2023"},
	{"outbound.getChainedRecords", "interactionId:string", "2021 2023"},
	{"outbound.getRecordFields", "interactionId:string", "2021 2023"},
	{"outbound.updateRecordFields", "interactionId:string recordData:object", "2021 2023"},
	{"messenger.broadcastMessage", "channel:string message:object", "current 2023"},
	{"sipEndpoint.isMicrophoneMute", "", "2020 2021 2023"},
	{"sipEndpoint.muteMicrophone", "", "2020 2021 2023"},
	{"sipEndpoint.unmuteMicrophone", "", "2020 2021 2023"},
	{"sipEndpoint.isSpeakerMute", "", "2020 2021 2023"},
	{"sipEndpoint.muteSpeaker", "", "2020 2021 2023"},
	{"sipEndpoint.unmuteSpeaker", "", "2020 2021 2023"},
	{"voice.isMicrophoneMute", "", "manual current"},
	{"voice.muteMicrophone", "", "manual current"},
	{"voice.unmuteMicrophone", "", "manual current"},
	{"voice.isSpeakerMute", "", "manual current"},
	{"voice.muteSpeaker", "", "manual current"},
	{"voice.unmuteSpeaker", "", "manual current"},
	{"system.triggerActivity", "", "manual current 2016 2020 2021 2023"},
	{"system.popupToast", "parameters:object", "manual current 2016 2020 2021 2023"},
	{"system.updateToast", "id:string parameters:object", "manual current 2016 2020 2021 2023"},
	{"system.closeToast", "id:string", "manual current 2016 2020 2021 2023"},
	{"system.openDialog", "url:string options:object", "2023"},
	{"system.closeDialog", "dialogId:string", "2023"},
	{"system.updateViewInApplicationMenuBar", "parameters:object", "2023"},
	{"system.closeViewInApplicationMenuBar", "name:string", "2023"},
	{"system.amIVisible", "", "2023"},
	{"system.isFrameLeading", "", "2021 2023"},
	{"system.isFrameFollowing", "", "2021 2023"},
	{"system.isFrameNegotiating", "", "2021 2023"},
	{"system.isFrameLeadingOrNegotiating", "", "2021 2023"},
	{"system.isLastActiveFrame", "", "2021 2023"},
	{"system.getAllowedServices", "", "manual current 2016 2020 2021 2023"},
	{"voice.dial", "destination:string userData:object?", "manual current 2016 2020 2021 2023"},
	{"voice.dialEx", "destination:string userData:object? extensions:object?", "2023"},
	{"voice.answer", "interactionId:string", "manual current 2020 2021 2023"},
	{"voice.hangUp", "interactionId:string", "manual current 2020 2021 2023"},
	{"voice.hold", "interactionId:string", "manual current 2020 2021 2023"},
	{"voice.resume", "interactionId:string", "manual current 2020 2021 2023"},
	{"voice.startCallRecording", "interactionId:string", "manual current 2016 2020 2021 2023"},
	{"voice.stopCallRecording", "interactionId:string", "manual current 2016 2020 2021 2023"},
	{"voice.pauseCallRecording", "interactionId:string", "manual current 2016 2020 2021 2023"},
	{"voice.resumeCallRecording", "interactionId:string", "manual current 2016 2020 2021 2023"},
}

var lines = map[string]string{
	"wwe-guide": "guide", "scapi-manual": "manual", "scapi-current": "current",
	"client-2016": "2016", "client-2020": "2020", "client-2021": "2021", "client-2023": "2023",
	"scapi-manual+client-2016": "manual 2016", "wwe-guide+client-2020": "guide 2020",
	"union": "manual current 2023",
}

func (d documented) isIn(profile string) bool {
	for _, line := range strings.Fields(lines[profile]) {
		if strings.Contains(d.in, line) {
			return true
		}
	}
	return false
}

func TestEachProfileHasItsMethods(t *testing.T) {
	for profile := range lines {
		t.Run(profile, func(t *testing.T) {
			f := newFloor(t, profile, everyRequest)
			f.open(ana, 1)
			var want []string
			for _, d := range documentedMethods {
				a, _ := f.ask(d.name, `[false]`)
				assert.Equal(t, !d.isIn(profile), a.text() == "Unknown request "+d.name, "%s: %s", d.name, a.text())
				if d.isIn(profile) {
					want = append(want, d.name)
				}
			}
			if profile == "wwe-guide" {
				return // it has no request that lists them
			}
			a, _ := f.ask("system.getAllowedServices", "")
			var got []string
			require.NoError(t, json.Unmarshal(a.Data, &got))
			assert.ElementsMatch(t, want, got, "and there are no others")
		})
	}
}

func TestEachProfileHasItsAttributes(t *testing.T) {
	tests := map[string]struct{ has, lacks string }{
		"wwe-guide":                 {"roles", "connId contact capabilities"},
		"scapi-manual":              {"capabilities", "roles connId contact"},
		"scapi-current":             {"capabilities connId contact", "roles"},
		"union":                     {"capabilities connId contact", "roles"},
		"client-2020":               {"capabilities connId contact", "roles"},
		"scapi-manual+client-2023":  {"capabilities", "roles connId contact"},
		"scapi-current+client-2016": {"capabilities connId contact", "roles"},
	}
	for profile, tt := range tests {
		t.Run(profile, func(t *testing.T) {
			f := newFloor(t, profile, open)
			f.open(ana, 1)
			f.campaign(center.Push, customer)
			a, _ := f.ask("agent.get", "")
			b, _ := f.ask("interaction.getInteractions", "")
			said := a.text() + b.text()
			for _, name := range strings.Fields(tt.has) {
				assert.Contains(t, said, `"`+name+`":`)
			}
			for _, name := range strings.Fields(tt.lacks) {
				assert.NotContains(t, said, `"`+name+`":`)
			}
		})
	}
}

func TestProfilesThatAreNone(t *testing.T) {
	for _, name := range []string{
		"", "nope", "Union", " union", "union+client-2020", "client-2020+scapi-manual", "client-2020+client-2021",
		"scapi-manual+", "+client-2020", "+", "scapi-manual+scapi-current", "scapi-manual+client-2020+client-2021", "client-2022",
	} {
		_, err := scapi.ParseProfile(name)
		assert.EqualError(t, err, `profile "`+name+`": expected union, one of scapi-current, scapi-manual, wwe-guide, `+
			`or one of client-2016, client-2020, client-2021, client-2023, or a document line and a client version joined by +`)
	}
	p, err := scapi.ParseProfile("scapi-manual+client-2020")
	require.NoError(t, err)
	assert.Equal(t, "scapi-manual+client-2020", p.Name)
}

// samples are JSON values by type; the first is a good value.
var samples = map[string][]string{
	"string": {`"x"`, `""`, `"\ud800"`},
	"number": {`1`, `-0.5`, `1e400`},
	"object": {`{}`, `{"a":{"b":[1e400]}}`},
	"array":  {`[]`, `["x"]`},
	"truth":  {`true`, `false`},
	"texts":  {`"x"`, `["x","y.*"]`},
	"target": {`"x"`, `{}`},
}

var article = map[string]string{
	"string": "a string", "number": "a number", "object": "an object", "truth": "true or false",
	"texts": "a string or an array of strings", "target": "a number to call or an object",
}

// fits are the samples of other types that a type takes.
var fits = map[string]string{"texts": "string array", "target": "string object"}

func TestParametersOfEveryMethodAreChecked(t *testing.T) {
	for _, d := range documentedMethods {
		params := strings.Fields(d.params)
		good := make([]string, len(params))
		for i, p := range params {
			_, kind, _ := strings.Cut(strings.TrimSuffix(p, "?"), ":")
			good[i] = samples[kind][0]
		}
		check := func(t *testing.T, want string, args []string) {
			t.Helper()
			f := newFloor(t, "union", everyRequest)
			f.open(ana, 1)
			a, _ := f.ask(d.name, "["+strings.Join(args, ",")+"]")
			if want != "" {
				assert.Equal(t, want, a.text())
			} else {
				assert.False(t, a.ErrorMessage != nil && strings.HasPrefix(*a.ErrorMessage, "Parameter"), a.text())
			}
		}
		t.Run(d.name, func(t *testing.T) {
			check(t, "", good)
			check(t, "", append(good[:len(good):len(good)], `"surplus"`, `7`, `{"more":[]}`, `null`))
			for i, p := range params {
				name, kind, _ := strings.Cut(strings.TrimSuffix(p, "?"), ":")
				missing := "Parameter " + name + " of " + d.name + " is missing"
				if strings.HasSuffix(p, "?") {
					missing = ""
				}
				null := append([]string(nil), good...)
				null[i] = "null"
				check(t, missing, null)
				check(t, missing, good[:i])
				for other, values := range samples {
					for _, value := range values {
						wrong := append([]string(nil), good...)
						wrong[i] = value
						want := "Parameter " + name + " of " + d.name + " must be " + article[kind]
						if _, several := fits[other]; several || other == kind || strings.Contains(fits[kind], other) {
							continue
						}
						check(t, want, wrong)
					}
				}
			}
		})
	}
}

func TestParametersOfAnyShape(t *testing.T) {
	tests := map[string]struct{ parameters, want string }{
		"an object":          {`{"interactionId":"1"}`, "Parameters of voice.hold are not an array"},
		"a string":           {`"1"`, "Parameters of voice.hold are not an array"},
		"a number":           {`1`, "Parameters of voice.hold are not an array"},
		"an empty array":     {`[]`, "Parameter interactionId of voice.hold is missing"},
		"null":               {`null`, "Parameter interactionId of voice.hold is missing"},
		"nulls":              {`[null,null]`, "Parameter interactionId of voice.hold is missing"},
		"nested arrays":      {`[["1"]]`, "Parameter interactionId of voice.hold must be a string"},
		"a deep value":       {`[` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `]`, "Parameter interactionId of voice.hold must be a string"},
		"a very long string": {`["` + strings.Repeat("9", 50_000) + `"]`, "Interaction " + strings.Repeat("9", 50_000) + " not found"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t, "union", open)
			f.open(ana, 1)
			a, _ := f.ask("voice.hold", tt.parameters)
			assert.Equal(t, tt.want, a.text())
		})
	}
}

func TestValuesThatNameNothing(t *testing.T) {
	tests := map[string]struct{ request, parameters, want string }{
		"interaction":              {"voice.hold", `["99"]`, "Interaction 99 not found"},
		"empty interaction":        {"interaction.markdone", `[""]`, "Interaction  not found"},
		"interaction, by number 0": {"interaction.accept", `["01"]`, "Interaction 01 not found"},
		"interaction to look at":   {"interaction.getByInteractionId", `["99"]`, "null"},
		"interaction for data":     {"interaction.setUserData", `["99",{}]`, "Interaction 99 not found"},
		"interaction to block":     {"interaction.blockMarkdone", `["99","why"]`, "Interaction 99 not found"},
		"case":                     {"interaction.selectCaseByCaseId", `["99"]`, "Case 99 not found"},
		"no case":                  {"interaction.selectCaseByCaseId", `[""]`, "Case  not found"},
		"record":                   {"outbound.callPreviewRecord", `["99",1]`, "Interaction 99 not found"},
		"campaign":                 {"outbound.getPreviewRecord", `["Autumn"]`, "outbound.getPreviewRecord: unknown campaign"},
		"state":                    {"agent.setState", `["Gone"]`, "agent.setState: unknown agent state"},
		"state that is only told":  {"agent.setState", `["PARTIAL_READY"]`, "agent.setState: unknown agent state"},
		"state of a medium":        {"media.setState", `["voice","Gone"]`, "media.setState: unknown agent state"},
		"medium":                   {"media.getMediaByName", `["fax"]`, "Media fax not found"},
		"interaction of options":   {"configuration.getContextualOption", `["x","99"]`, "Interaction 99 not found"},
		"dialog":                   {"system.closeDialog", `["wweCustomDialog0"]`, "Dialog wweCustomDialog0 not found"},
		"view":                     {"system.closeViewInApplicationMenuBar", `["view0"]`, "View view0 not found"},
		"toast to update":          {"system.updateToast", `["wweCustomToast0",{"title":"T"}]`, "false"},
		"toast to close":           {"system.closeToast", `["wweCustomToast0"]`, "false"},
		"medium in capitals":       {"media.getMediaByName", `["Voice"]`, "Media Voice not found"},
		"medium of others":         {"media.getMediaByName", `["chat"]`, "Media chat not found"},
		"medium to set":            {"media.setState", `["fax","Ready"]`, "Media fax not found"},
		"medium of others to set":  {"media.setState", `["chat","Ready"]`, "media.setState: not one of the agent's media"},
		"no number":                {"voice.dial", `[""]`, "voice.dial: no number to call"},
		"one's own number":         {"voice.dial", `["5001"]`, "voice.dial: agent already has a call"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t, "union", open)
			f.open(ana, 1)
			a, frames := f.ask(tt.request, tt.parameters)
			assert.Equal(t, tt.want, a.text())
			assert.Empty(t, frames, "nothing has happened")
		})
	}
}

func TestRequestsForAnotherMedium(t *testing.T) {
	tests := map[string]struct{ request, parameters, want string }{
		"answer a record":     {"voice.answer", `["1"]`, "voice.answer does not apply to outboundpreview"},
		"hang up a record":    {"voice.hangUp", `["1"]`, "voice.hangUp does not apply to outboundpreview"},
		"hold a record":       {"voice.hold", `["1"]`, "voice.hold does not apply to outboundpreview"},
		"resume a record":     {"voice.resume", `["1"]`, "voice.resume does not apply to outboundpreview"},
		"record a record":     {"voice.startCallRecording", `["1"]`, "voice.startCallRecording does not apply to outboundpreview"},
		"stop a record":       {"voice.stopCallRecording", `["1"]`, "voice.stopCallRecording does not apply to outboundpreview"},
		"pause a record":      {"voice.pauseCallRecording", `["1"]`, "voice.pauseCallRecording does not apply to outboundpreview"},
		"go on with a record": {"voice.resumeCallRecording", `["1"]`, "voice.resumeCallRecording does not apply to outboundpreview"},
		"call a call":         {"outbound.callPreviewRecord", `["2",1]`, "outbound.callPreviewRecord does not apply to voice"},
		"reject a call":       {"outbound.rejectPreviewRecord", `["2"]`, "outbound.rejectPreviewRecord does not apply to voice"},
		"cancel a call":       {"outbound.cancelPreviewRecord", `["2"]`, "outbound.cancelPreviewRecord does not apply to voice"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t, "union", open)
			f.open(ana, 1)
			f.campaign(center.Push, customer)
			f.call("5550111")
			a, frames := f.ask(tt.request, tt.parameters)
			assert.Equal(t, tt.want, a.text())
			assert.Empty(t, frames)
		})
	}
}

func TestRequestsInAStateThatForbidsThem(t *testing.T) {
	f := newFloor(t, "union", open)
	f.open(ana, 1)
	f.call("5550111")
	a, _ := f.ask("voice.hold", `["1"]`)
	assert.Equal(t, "voice.hold is not possible in state RINGING", a.text())
	f.do("voice.answer", `["1"]`)
	a, _ = f.ask("interaction.accept", `["1"]`)
	assert.Equal(t, "interaction.accept is not possible in state TALKING", a.text())
	a, _ = f.ask("voice.pauseCallRecording", `["1"]`)
	assert.Equal(t, "voice.pauseCallRecording is not possible in state TALKING", a.text())
	f.do("voice.hangUp", `["1"]`)
	a, _ = f.ask("interaction.setUserData", `["1",{"a":1}]`)
	assert.Equal(t, "interaction.setUserData is not possible in state IDLE", a.text())
}

func TestTheHandleOfARecord(t *testing.T) {
	tests := map[string]struct{ parameters, want string }{
		"absent":       {`["1"]`, ""},
		"null":         {`["1",null]`, ""},
		"known":        {`["1",1]`, ""},
		"unknown":      {`["1",7]`, "outbound.callPreviewRecord: no such record in the chain"},
		"nought":       {`["1",0]`, "Parameter recordHandle of outbound.callPreviewRecord must be a whole number of 1 or more"},
		"negative":     {`["1",-1]`, "Parameter recordHandle of outbound.callPreviewRecord must be a whole number of 1 or more"},
		"broken":       {`["1",1.5]`, "Parameter recordHandle of outbound.callPreviewRecord must be a whole number of 1 or more"},
		"out of range": {`["1",1e400]`, "Parameter recordHandle of outbound.callPreviewRecord must be a whole number of 1 or more"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t, "union", open)
			f.open(ana, 1)
			pulled(f)
			a, frames := f.ask("outbound.callPreviewRecord", tt.parameters)
			assert.Equal(t, tt.want, a.text())
			assert.Equal(t, tt.want == "", len(frames) > 0)
		})
	}
}
