package webex_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/webex"
)

// last is what an agent was told last.
func (f *floor) last(agent center.AgentID) map[string]any {
	f.t.Helper()
	log := f.log.String()
	heard := f.heard(agent)
	f.log.WriteString(log) // as it was
	require.NotEmpty(f.t, heard)
	return heard[len(heard)-1]
}

func TestWhoResumesARecordingIsTold(t *testing.T) {
	for name, by := range map[string]any{`{"autoResumed":true}`: true, `{"autoResumed":false}`: false, `{}`: false} {
		t.Run(name, func(t *testing.T) {
			f := byHand(t)
			id := f.talking()
			f.do(ana, id, "record/pause")
			f.do(ana, id, "record/resume", name)
			told := f.last(ana)
			assert.Equal(t, "ContactRecordingResumed", told["type"])
			assert.Equal(t, by, told["autoResumed"])
		})
	}
}

func TestAContactSaysWhichCameOfIt(t *testing.T) {
	f := byHand(t)
	id := f.talking()
	child := f.consultingMainLine(id)
	assert.Equal(t, child, details(f.last(ana))["childInteractionId"])
	assert.Equal(t, id, details(f.last(cleo))["parentInteractionId"])
	assert.NotContains(t, details(f.last(cleo)), "childInteractionId")
	f.do(ana, id, "consult/end")
	assert.NotContains(t, details(f.last(ana)), "childInteractionId")
}

func details(told map[string]any) map[string]any {
	return told["interaction"].(map[string]any)["callProcessingDetails"].(map[string]any)
}

func TestWhatIsSaidOfParticipants(t *testing.T) {
	f := byHand(t)
	id := f.talking()
	f.staff(ben)
	f.do(ana, id, "consult", to(ben))
	told := f.last(ana)
	people := told["interaction"].(map[string]any)["participants"].(map[string]any)
	of := func(who string) map[string]any { return people[who].(map[string]any) }
	assert.Equal(t, caller, of(caller)["callerId"])
	me, other := of(webex.AgentID(ana)), of(webex.AgentID(ben))
	assert.Equal(t, me["dn"], me["deviceId"])
	assert.Equal(t, "EXTENSION", me["deviceType"])
	assert.NotContains(t, other, "deviceType", "how others have logged in is theirs to know")
	assert.NotContains(t, me, "consultTimestamp")
	assert.Equal(t, told["eventTime"], other["consultTimestamp"])
}

func TestOnlyCallsOfAgentsAreDialed(t *testing.T) {
	f := byHand(t)
	f.staff(ana)
	body := `{"entryPointId":"e","destination":"5550199","direction":"OUTBOUND","attributes":{},"mediaType":"telephony","outboundType":"CALLBACK","origin":"5001"}`
	r := f.post(ana, "/v1/tasks/", body)
	assert.Equal(t, 400, r.Status)
	assert.Equal(t, "outboundType is none of OUTDIAL", r.member("errorMessage"))
}
