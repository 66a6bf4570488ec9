package sim_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/journal"
	"github.com/deskproof/deskproof/sim/wire"
)

// restUser ends the names of those who use GWS.
const restUser = "@gws"

// toldID matches the ids of interactions that users of GWS are told of; $gwsN in a
// script stands for the Nth of them.
var toldID = regexp.MustCompile(`"id":"([0-9A-Za-z]{16})"`)

// restLine plays a line of a user of GWS: "NAME@gws enters ID", or "NAME@gws METHOD PATH
// [body]".
func (h *stagehand) restLine(who, verb, rest string) {
	h.t.Helper()
	if verb == "enters" {
		require.NoError(h.t, h.w.Enter(h.t.Context(), wire.GWS, rest, page{h, who}))
		h.owner[who] = rest
		return
	}
	var ids []string
	for _, m := range toldID.FindAllStringSubmatch(h.log.String(), -1) {
		if !slices.Contains(ids, m[1]) {
			ids = append(ids, m[1])
			rest = strings.ReplaceAll(rest, fmt.Sprintf("$gws%d", len(ids)), m[1])
		}
	}
	path, body, _ := strings.Cut(rest, " ")
	path, query, _ := strings.Cut(path, "?")
	request := map[string]any{"method": verb, "path": path, "query": query, "base": "http://host/api/v2"}
	if body != "" {
		request["body"] = json.RawMessage(body)
	}
	frame, err := json.Marshal(request)
	require.NoError(h.t, err)
	before := h.log.Len()
	answer, err := h.w.Exchange(h.t.Context(), wire.GWS, h.owner[who], frame)
	require.NoError(h.t, err)
	told := strings.Clone(h.log.String()[before:])
	h.log.Truncate(before)
	fmt.Fprintf(&h.log, "%s <- %s\n%s", who, answer, told) // as it left: the answer first
}

// TestOneCenterOnTwoWires plays interactions of agents who have a desktop and a GWS
// client alike: whatever happens on one is seen on the other.
func TestOneCenterOnTwoWires(t *testing.T) {
	const both = `
		ana opens 1001
		ana > subscribe ["interaction"]
		ana@gws enters 1001
		ben opens 1002
		ben > subscribe ["interaction"]
		ben@gws enters 1002
		`
	tests := map[string]string{
		"email": both + `
			stage email.arrive {"agent":"1001","from":"carla@example.com","subject":"Bill"}
			ana@gws POST /me/interactions/$gws1 {"operationName":"Accept"}
			ana > interaction.setUserData ["1",{"Note":"a"}]
			ana@gws POST /me/interactions/$gws1 {"operationName":"UpdateProperties","properties":{"Note":"b","Level":3}}
			ana > interaction.getInteractions
			ana@gws GET /me/interactions?fields=*
			ana@gws POST /me/interactions/$gws1 {"operationName":"StopProcessing"}
			ana > interaction.getInteractions
			ana@gws GET /interactions`,
		"email-of-a-desktop": both + `
			stage email.arrive {"target":{"type":"queue","name":"Support"},"from":"carla@example.com"}
			ana > interaction.reject ["1"]
			ben > interaction.accept ["1"]
			ben@gws GET /me/interactions
			ana@gws POST /me/interactions/$gws1 {"operationName":"Accept"}
			ben > interaction.markdone ["1"]
			ben@gws GET /me/interactions`,
		"transfer-on-two-wires": both + `
			stage email.arrive {"agent":"1001","from":"carla@example.com"}
			ana > interaction.accept ["1"]
			ana@gws POST /me/interactions/$gws1 {"operationName":"Transfer","targetId":"ben"}
			ben > interaction.accept ["1"]
			ana@gws GET /me/interactions
			ben@gws GET /me/interactions
			ben > interaction.singleStepTransfer ["1",{"type":"AGENT","destination":"1001"}]
			ana@gws POST /me/interactions/$gws1 {"operationName":"Accept"}
			ana@gws GET /me/interactions
			ben@gws GET /me/interactions`,
		"conference-on-two-wires": both + `
			stage email.arrive {"agent":"1001","from":"carla@example.com"}
			ana@gws POST /me/interactions/$gws1 {"operationName":"Accept"}
			ana@gws POST /me/interactions/$gws1 {"operationName":"StartConference","agentId":"1002"}
			ben > interaction.accept ["1"]
			ana@gws GET /me/interactions
			ben@gws GET /me/interactions
			ana@gws POST /me/interactions/$gws1 {"operationName":"LeaveConference"}
			ben@gws GET /me/interactions
			ben > interaction.markdone ["1"]`,
		"workbin-on-two-wires": both + `
			stage email.arrive {"agent":"1001","from":"carla@example.com"}
			ana@gws POST /me/interactions/$gws1 {"operationName":"Accept"}
			ana@gws POST /me/interactions/$gws1 {"operationName":"PlaceInWorkbin","workbin":"Later"}
			stage desktop.pullFromWorkbin {"agent":"1002","from":"carla@example.com","workbin":"Later"}
			ben@gws GET /me/interactions
			stage desktop.placeInWorkbin {"agent":"1002","interaction":"1","workbin":"Later"}
			ana@gws GET /me/workbins/Later
			ana@gws POST /me/workbins/Later {"operationName":"PullInteraction","interactionId":"$gws1"}
			ana@gws POST /me/interactions/$gws1 {"operationName":"PlaceInQueue","queue":"Support"}
			ben > interaction.accept ["2"]`,
		"chat-on-two-wires": both + `
			stage chat.arrive {"agent":"1001","from":"carla","contact":{"first":"Carla","last":"Cruz"}}
			ana@gws POST /me/interactions/$gws1 {"operationName":"Accept","nickname":"Annie"}
			stage chat.message {"from":"carla","text":"Hello?"}
			ana@gws POST /me/interactions/$gws1 {"operationName":"SendMessage","text":"Hello, Carla"}
			stage desktop.say {"agent":"1001","interaction":"1","text":"What can I do?"}
			stage chat.end {"from":"carla"}
			ana > interaction.getInteractions
			ana@gws GET /me/interactions
			ana@gws POST /me/interactions/$gws1 {"operationName":"StopProcessing"}
			ana > interaction.getInteractions`,
		"chat-of-a-desktop": both + `
			stage chat.arrive {"agent":"1001","from":"carla"}
			ana > interaction.accept ["1"]
			ana@gws GET /me/interactions
			stage clock.advance {"ms":500}
			ana@gws POST /me/interactions/$gws1 {"operationName":"SendMessage","text":"Hello"}
			stage desktop.endChat {"agent":"1001","interaction":"1"}
			ana@gws GET /me/interactions
			ana > interaction.markdone ["1"]
			ana@gws GET /me/interactions`,
		"readiness-on-two-wires": both + `
			ana@gws POST /me/channels/chat {"operationName":"NotReady"}
			ana > media.getMediaByName ["chat"]
			ana > media.setState ["chat","Ready"]
			ana@gws GET /me/channels/chat`,
		"offer-that-times-out-on-two-wires": both + `
			stage email.arrive {"target":{"type":"queue","name":"Support"},"from":"carla@example.com"}
			stage clock.advance {"ms":15000}
			ana@gws POST /me/interactions/$gws1 {"operationName":"Accept"}
			ben@gws POST /me/interactions/$gws1 {"operationName":"Accept"}
			ana > interaction.getInteractions
			ana@gws POST /me/interactions/$gws1 {"operationName":"Accept"}`,
		"calls-are-of-one-wire-alone": both + `
			stage call.arrive {"agent":"1001","from":"5550151"}
			ana > voice.answer ["1"]
			ana@gws GET /me/interactions
			ana@gws GET /interactions`,
	}
	for name, script := range tests {
		t.Run(name, func(t *testing.T) {
			var file bytes.Buffer
			h := play(t, nil, func(c *sim.Config) { c.Journal = journal.NewWriter(&file); c.Name = "w1" })
			log := h.run(script)
			golden.Equal(t, "gws/"+name+".txt", []byte(log))
			replayed(t, file.Bytes(), log)
		})
	}
}
