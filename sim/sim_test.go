package sim_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/sim"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// stagehand drives a world by a script and writes down what every desk is told.
type stagehand struct {
	t     *testing.T
	w     *sim.World
	pages map[string]uint32 // name → page
	owner map[string]string // name → employee id
	refs  map[string]int
	log   bytes.Buffer

	contact string // of Webex, that was told of last
}

// page is an outbox that writes to the log.
type page struct {
	h    *stagehand
	name string
}

func (p page) Send(body []byte) { fmt.Fprintf(&p.h.log, "%s <- %s\n", p.name, body) }
func (p page) Restart(reason string) {
	fmt.Fprintf(&p.h.log, "%s closed for now: %s\n", p.name, reason)
}
func (p page) Close(reason string) { fmt.Fprintf(&p.h.log, "%s closed: %s\n", p.name, reason) }

func play(t *testing.T, options map[string]string, changes ...func(*sim.Config)) *stagehand {
	t.Helper()
	doc, err := centers.Parse("default.yaml", centers.Default())
	require.NoError(t, err)
	maps.Copy(doc.Options, options)
	cfg := sim.Config{Center: doc, Seed: 7}
	for _, change := range changes {
		change(&cfg)
	}
	w, err := sim.NewWorld(t.Context(), cfg)
	require.NoError(t, err)
	h := &stagehand{t: t, w: w, pages: map[string]uint32{}, owner: map[string]string{}, refs: map[string]int{}}
	t.Cleanup(w.Close)
	return h
}

// run plays a script: a line is "NAME opens ID [origin URL]", "NAME > request
// [parameters]", "NAME >> frame", "NAME leaves", "stage method {params}", and those of
// restLine.
func (h *stagehand) run(script string) string {
	h.t.Helper()
	for _, line := range strings.Split(script, "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			fmt.Fprintf(&h.log, "# %s\n", line)
			h.line(line)
		}
	}
	return h.log.String()
}

// caseOf matches the caseId of an interaction in the log; $caseN in a script stands for that of interaction N.
var caseOf = regexp.MustCompile(`"interactionId":"(\d+)","caseId":"([^"]+)"`)

func (h *stagehand) line(line string) {
	h.t.Helper()
	for _, m := range caseOf.FindAllStringSubmatch(h.log.String(), -1) {
		line = strings.ReplaceAll(line, "$case"+m[1], m[2])
	}
	who, rest, _ := strings.Cut(line, " ")
	verb, rest, _ := strings.Cut(rest, " ")
	switch {
	case strings.HasSuffix(who, phoneUser):
		h.phoneLine(who, verb, rest)
	case strings.HasSuffix(who, restUser):
		h.restLine(who, verb, rest)
	case who == "stage":
		result, err := h.w.Stage(h.t.Context(), verb, json.RawMessage(rest))
		if err != nil {
			fmt.Fprintf(&h.log, "refused: %v\n", err)
		} else if result != nil {
			fmt.Fprintf(&h.log, "result: %v\n", result)
		}
	case verb == "opens":
		id, origin, _ := strings.Cut(rest, " origin ")
		n, err := h.w.Open(h.t.Context(), id, origin, page{h, who})
		require.NoError(h.t, err)
		h.pages[who], h.owner[who] = n, id
	case verb == "leaves":
		require.NoError(h.t, h.w.ClosePage(h.t.Context(), h.owner[who], h.pages[who]))
	case verb == ">>":
		h.send(who, rest)
	case verb == ">":
		h.send(who, h.request(who, rest))
	default:
		h.t.Fatalf("script: %s", line)
	}
}

// request makes a request as the client library does; "subscribe" takes event names.
func (h *stagehand) request(who, rest string) string {
	name, params, _ := strings.Cut(rest, " ")
	ref := h.refs[who]
	h.refs[who]++
	if name == "subscribe" || name == "unsubscribe" {
		return fmt.Sprintf(`{"event":%q,"data":%s,"referenceId":"%d","userAgent":"WWE Client","protocolVersion":2}`, name, params, ref)
	}
	if params != "" {
		params = `"parameters":` + params + ","
	}
	return fmt.Sprintf(`{"request":%q,%s"referenceId":"%d","userAgent":"WWE Client","protocolVersion":2}`, name, params, ref)
}

func (h *stagehand) send(who, frame string) {
	if err := h.w.Receive(h.t.Context(), h.owner[who], h.pages[who], []byte(frame)); err != nil {
		fmt.Fprintf(&h.log, "%s is closed: %v\n", who, err)
	}
}

const everything = `["agent","interaction","media","markdone","outbound","system"]`

func TestWhatDesksAreTold(t *testing.T) {
	signIn := "ana opens 1001\nana > subscribe " + everything + "\n"
	both := signIn + "ben opens 1002\nben > subscribe " + everything + "\n"
	tests := map[string]struct {
		options map[string]string
		script  string
	}{
		"inbound-call": {nil, signIn + `
			stage call.arrive {"agent":"1001","from":"5550151","contact":{"first":"Carla","last":"Cole"},"data":{"Account":"A-1"}}
			ana > voice.answer ["1"]
			ana > voice.hold ["1"]
			ana > voice.resume ["1"]
			ana > interaction.setUserData ["1",{"KEY1":"v1","nested":{"a":[1,2]}}]
			ana > interaction.deleteUserData ["1","KEY1"]
			ana > voice.startCallRecording ["1"]
			ana > voice.pauseCallRecording ["1"]
			ana > voice.resumeCallRecording ["1"]
			ana > voice.stopCallRecording ["1"]
			ana > interaction.getByInteractionId ["1"]
			ana > voice.hangUp ["1"]
			ana > interaction.setUserData ["1",{"KEY1":"late"}]
			ana > interaction.markdone ["1"]
			ana > interaction.getByInteractionId ["1"]`},
		"internal-call": {nil, both + `
			ana > voice.dial ["5002",{"topic":"lunch"}]
			ben > interaction.accept ["1"]
			ben > voice.hangUp ["1"]`},
		"rona": {nil, both + `
			stage call.arrive {"agent":"1001","from":"5550151"}
			stage clock.advance {"ms":14999}
			stage clock.advance {"ms":1}
			stage call.arrive {"agent":"1002","from":"5550151"}
			stage call.hangUp {"number":"5550151"}`},
		"phone": {nil, both + `
			stage phone.answer {"agent":"1001"}
			stage call.arrive {"agent":"1001","from":"5550151"}
			stage phone.answer {"agent":"1001"}
			stage phone.hangUp {"agent":"1001"}
			ana > voice.dial ["5002",null]
			stage phone.answer {"agent":"1002"}
			stage phone.hangUp {"agent":"1002"}
			stage phone.hangUp {"agent":"1001"}`},
		"outside-numbers": {nil, signIn + `
			ana > voice.dial ["5550100",null]
			stage clock.advance {"ms":2000}
			ana > voice.hangUp ["1"]
			ana > interaction.markdone ["1"]
			ana > voice.dial ["5550101"]
			stage clock.advance {"ms":60000}`},
		"pull-preview": {nil, signIn + `
			ana > outbound.getCampaigns
			stage campaign.load {"campaign":"Spring","mode":"pull","agents":["1001"]}
			stage campaign.start {"campaign":"Spring"}
			stage campaign.record {"campaign":"Spring","contact":{"first":"Chen"},"fields":{"OFFER":"Gold"},"chain":[{"handle":1,"number":"5550152"}]}
			ana > outbound.getPreviewRecord ["Spring"]
			ana > outbound.callPreviewRecord ["1",1]
			stage call.answer {"number":"5550152"}
			ana > voice.hangUp ["2"]
			ana > interaction.markdone ["2"]
			stage campaign.stop {"campaign":"Spring"}
			stage campaign.unload {"campaign":"Spring"}`},
		"push-preview": {nil, signIn + `
			stage campaign.load {"campaign":"Spring","mode":"push","agents":["1001"]}
			stage campaign.start {"campaign":"Spring"}
			stage campaign.record {"campaign":"Spring","chain":[{"handle":1,"number":"5550152"}]}
			ana > interaction.accept ["1"]
			ana > outbound.callPreviewRecord ["1",1]
			stage call.answer {"number":"5550152"}
			ana > voice.hold ["2"]
			ana > voice.resume ["2"]
			ana > voice.hangUp ["2"]
			ana > interaction.markdone ["2"]
			stage campaign.record {"campaign":"Spring","chain":[{"handle":1,"number":"5550153"}]}
			ana > interaction.reject ["3"]`},
		"direct-push-preview": {nil, signIn + `
			stage campaign.load {"campaign":"Spring","mode":"direct-push","agents":["1001"]}
			stage campaign.start {"campaign":"Spring"}
			stage campaign.record {"campaign":"Spring","chain":[{"handle":1,"number":"5550152"}]}
			ana > outbound.startDirectPushPreview
			ana > interaction.accept ["1"]
			ana > outbound.callPreviewRecord ["1",1]
			stage call.answer {"number":"5550152"}
			ana > voice.hangUp ["2"]
			ana > interaction.markdone ["2"]
			stage campaign.record {"campaign":"Spring","chain":[{"handle":1,"number":"5550153"}]}
			ana > outbound.startDirectPushPreview
			ana > interaction.accept ["3"]
			ana > outbound.cancelPreviewRecord ["3"]
			stage desktop.markDone {"agent":"1001","interaction":"3","stop":true}`},
		"agent-and-media": {nil, signIn + `
			ana > agent.get
			ana > agent.getState
			ana > agent.getStateList []
			ana > agent.setState ["Break"]
			ana > media.setState ["voice","Ready"]
			ana > media.getMediaByName ["voice"]
			ana > media.getMediaList null
			ana > agent.setState ["Nope"]
			ana > media.setState ["fax","Ready"]
			stage agent.set {"agent":"1001","state":"out-of-service"}
			ana > agent.getState`},
		"envelope": {nil, `
			ana opens 1001
			ana >> {"request":"agent.get","userAgent":"WWE Client","protocolVersion":2}
			ana >> {"request":"agent.get","referenceId":7,"userAgent":"my WWE page","extra":true}
			ana >> {"request":"agent.get","referenceId":{"mine":[1, 2]},"userAgent":"WWE Client"}
			ana >> {"request":"agent.get","referenceId":"0","userAgent":"somebody"}
			ana >> {"request":"agent.get","referenceId":"0"}
			ana >> {"request":"nope.nope","referenceId":"1","userAgent":"WWE Client"}
			ana >> {"request":"voice.hold","referenceId":"2","userAgent":"WWE Client"}
			ana >> {"request":"voice.hold","parameters":{"a":1},"referenceId":"3","userAgent":"WWE Client"}
			ana >> {"request":"voice.hold","parameters":[7],"referenceId":"4","userAgent":"WWE Client"}
			ana >> {"request":"interaction.getByInteractionId","parameters":["9"],"referenceId":"5","userAgent":"WWE Client"}
			ana >> {"event":"subscribe","data":"agent","referenceId":"6","userAgent":"WWE Client"}
			ana >> {"event":"subscribe","data":["agent","nope"],"referenceId":"7","userAgent":"WWE Client"}
			ana > agent.setState ["NotReady"]
			ana >> {"event":"unsubscribe","data":"1","userAgent":"WWE Client"}
			ana > agent.setState ["Ready"]
			ana >> "wwe-something"
			ana >> {"neither":1,"userAgent":"WWE Client"}
			ana >> 12 34
			ana2 opens 1001
			ana2 > subscribe ["agent","agent"]
			ana2 > subscribe "agent"
			ana > agent.setState ["NotReady"]
			ana2 leaves
			ana > agent.setState ["Ready"]`},
		"access": {map[string]string{
			"service-client-api.accepted-web-content-origins": "http://shop.example (agent.*, system.getAllowedServices, interaction.setUserData), http://crm.example",
			"service-client-api.user-data.write-allowed":      "Note, Topic",
			"service-client-api.user-data.read-allowed":       "Note",
		}, `
			nobody opens 1001
			nobody > agent.get
			nobody > subscribe "agent"
			shop opens 1001 origin http://shop.example
			shop > subscribe ["interaction"]
			shop > system.getAllowedServices
			shop > voice.dial ["5002"]
			crm opens 1001 origin http://crm.example
			stage call.arrive {"agent":"1001","from":"5550151","data":{"Secret":"x"}}
			crm > interaction.setUserData ["1",{"Note":"a","Secret":"y"}]
			crm > interaction.setUserData ["1",{"Note":"a","Topic":"t"}]
			crm > interaction.deleteUserData ["1","Secret"]
			crm > interaction.getInteractions`},
		"rate-limit": {map[string]string{
			"service-client-api.rate-limit":                  "4",
			"service-client-api.rate-limit.agent.get":        "2",
			"service-client-api.rate-limit-quarantine-delay": "10",
		}, `
			ana opens 1001
			ana > agent.get
			ana > agent.get
			ana > agent.get
			ana > agent.getState
			ana > agent.getState
			ana > agent.getState
			stage clock.advance {"ms":10000}
			ana > agent.getState
			stage clock.advance {"ms":50000}
			ana > agent.getState`},
		"cases": {nil, signIn + `
			stage call.arrive {"agent":"1001","from":"5550151"}
			stage call.arrive {"agent":"1001","from":"5550152"}
			ana > interaction.selectCaseByCaseId ["$case1"]
			ana > interaction.selectCaseByCaseId ["$case2"]
			ana > interaction.selectCaseByCaseId ["$case2"]
			ana > interaction.getByInteractionId ["2"]
			stage call.hangUp {"number":"5550152"}
			ana > interaction.selectCaseByCaseId ["nope"]`},
		"blocked-mark-done": {map[string]string{"service-client-api.block-markdone-timeout": "5000"}, signIn + `
			stage call.arrive {"agent":"1001","from":"5550151"}
			ana > voice.answer ["1"]
			ana > interaction.blockMarkdone ["1","Fill in the form first"]
			ana > voice.hangUp ["1"]
			ana > interaction.markdone ["1"]
			stage desktop.markDone {"agent":"1001","interaction":"1"}
			stage clock.advance {"ms":5000}
			ana > interaction.markdone ["1"]`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			golden.Equal(t, name+".txt", []byte(play(t, tt.options).run(tt.script)))
		})
	}
}

func TestABarrierWaitsForTheFramesThatWereSent(t *testing.T) {
	h := play(t, nil)
	h.run("ana opens 1001\nana > agent.get\nana > agent.get")
	counts, err := h.w.Barrier(t.Context(), []sim.Count{{Agent: "1001", Page: 1, Sent: 2}})
	require.NoError(t, err)
	assert.Equal(t, []sim.Count{{Agent: "1001", Page: 1, Sent: 2, Handed: 3}}, counts)

	reached := make(chan error, 1)
	go func() {
		_, err := h.w.Barrier(t.Context(), []sim.Count{{Agent: "1001", Page: 1, Sent: 3}})
		reached <- err
	}()
	h.run("ana > agent.get")
	require.NoError(t, <-reached)

	h.run("ana leaves")
	_, err = h.w.Barrier(t.Context(), []sim.Count{{Agent: "1001", Page: 1}})
	var closed *sim.PageClosedError
	assert.ErrorAs(t, err, &closed)
}

func TestABarrierWaitsForAPageThatIsStillOnItsWay(t *testing.T) {
	h := play(t, nil)
	reached := make(chan error, 1)
	go func() {
		_, err := h.w.Barrier(t.Context(), []sim.Count{{Agent: "1001", Page: 1}})
		reached <- err
	}()
	h.run("ana opens 1001")
	require.NoError(t, <-reached)
}

func TestAWorldThatHasEndedSaysSo(t *testing.T) {
	h := play(t, nil)
	h.run("ana opens 1001")
	h.w.Close()
	assert.Contains(t, h.log.String(), "ana closed: the world has ended")
	_, err := h.w.Stage(t.Context(), "call.arrive", nil)
	assert.ErrorIs(t, err, sim.ErrClosed)
	_, err = h.w.Barrier(t.Context(), nil)
	assert.ErrorIs(t, err, sim.ErrClosed)
}

func TestStageMethodsAreKnown(t *testing.T) {
	h := play(t, nil)
	for _, m := range sim.StageMethods() {
		_, err := h.w.Stage(t.Context(), m, json.RawMessage(`{"nonsense":1}`))
		assert.ErrorIs(t, err, sim.ErrParams, m)
	}
	assert.True(t, slices.IsSorted(sim.StageMethods()))
	_, err := h.w.Stage(t.Context(), "nope", nil)
	assert.ErrorIs(t, err, sim.ErrUnknownMethod)
}
