package webex_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

// example is a notification of a contact as the examples have it: all of them have these
// members. Ours must have each, with a value of that type; maps by id are compared entry
// by entry of those that both have a like of.
const example = `{"type":"RoutingMessage","orgId":"o","trackingId":"notifs_0f6a1d4e","data":{
	"mediaResourceId":"i","eventType":"RoutingMessage","eventTime":1767225601000,"agentId":"a","destAgentId":"",
	"trackingId":"c0ffee01","consultMediaResourceId":"","interactionId":"i","orgId":"o","owner":"a","queueMgr":"aqm",
	"isConferencing":false,"type":"AgentContactReserved","interaction":{
		"isFcManaged":true,"isTerminated":false,"mediaType":"telephony","previousVTeams":[],"state":"new","currentVTeam":"q",
		"interactionId":"i","orgId":"o","createdTimestamp":1767225600000,"mainInteractionId":"i","owner":"a",
		"mediaChannel":"telephony","contactDirection":{"type":"INBOUND"},"callFlowParams":{},
		"participants":{
			"Agent":{"id":"a","pType":"Agent","type":"Agent","hasJoined":true,"hasLeft":false,"isInPredial":false,"name":"Agent One",
				"dn":"15552340100","teamId":"team-1","teamName":"Team One","isWrapUp":false,"isConsulted":false},
			"Customer":{"id":"c","pType":"Customer","type":"Customer","hasJoined":true,"hasLeft":false,"isInPredial":false}},
		"callProcessingDetails":{"QMgrName":"aqm","taskToBeSelfServiced":"false","ani":"n","displayAni":"n","dnis":"n",
			"tenantId":"42","QueueId":"q","vteamId":"q","customerName":"Customer One","virtualTeamName":"Sales","ronaTimeout":"30",
			"category":"Sales","reason":"Order","sourceNumber":"n","sourcePage":"","appUser":"","customerNumber":"n",
			"reasonCode":"","IvrPath":"","pathId":"","fromAddress":""},
		"media":{"mainCall":{"mediaResourceId":"i","mediaType":"telephony","mediaMgr":"callmm","participants":["c","a"],
			"mType":"mainCall","isHold":false,"holdTimestamp":null}}}}}`

// examples are what each example has besides, or says otherwise, by path; how ours comes
// about, and the words that must be the same.
var examples = map[string]struct {
	event string
	says  map[string]any
	has   map[string]any
	ours  func(*floor)
}{
	"contactReserved": {"AgentContactReserved", map[string]any{"state": "new"}, nil, func(f *floor) { f.staff(ana); f.call() }},
	"contactAssigned": {"AgentContactAssigned", map[string]any{"state": "connected"}, nil, func(f *floor) {
		f.staff(ana)
		f.call()
		f.act(center.Accept, ana)
	}},
	"contactHeld": {"AgentContactHeld", map[string]any{"state": "held"}, map[string]any{"holdTimestamp": 1.0}, func(f *floor) {
		id := f.talking()
		f.do(ana, id, "hold", fmt.Sprintf(`{"mediaResourceId":%q}`, id))
	}},
	"contactEnded": {"ContactEnded", map[string]any{"isTerminated": true},
		map[string]any{"agentsPendingWrapUp": []any{"a"}, "reason": "Customer Left"}, func(f *floor) {
			f.talking()
			f.stage(center.Command{Verb: center.FarHangUp, Number: caller})
		}},
	"wrapup": {"AgentWrapup", map[string]any{"state": "wrapUp", "isTerminated": true}, nil, func(f *floor) { f.do(ana, f.talking(), "end") }},
	"chatReserved": {"AgentContactReserved", map[string]any{"mediaType": "chat", "mediaChannel": "chat"}, nil, func(f *floor) {
		f.staff(ana)
		f.written(center.Chat, visitor, center.OwnChannel)
	}},
	"campaignReservation": {"AgentOfferCampaignReservation", map[string]any{"state": "new", "outboundType": "PREVIEW"},
		map[string]any{"campaignId": "Spring Campaign", "reservedAgentChannelId": "ch-v1"}, func(f *floor) { f.preview() }},
	"campaignAssigned": {"AgentContactAssigned", map[string]any{"state": "connected", "outboundType": "PREVIEW"},
		map[string]any{"reservationInteractionId": "r"}, scripts["preview"]},
}

func TestExamples(t *testing.T) {
	var sample map[string]any
	require.NoError(t, json.Unmarshal([]byte(example), &sample))
	for name, tt := range examples {
		t.Run(name, func(t *testing.T) {
			f := byHand(t)
			tt.ours(f)
			var ours map[string]any
			for _, m := range f.messages(ana) {
				if m["data"].(map[string]any)["type"] == tt.event {
					ours = m
					break
				}
			}
			require.NotNil(t, ours)
			like(t, "", sample, ours)
			data := ours["data"].(map[string]any)
			interaction := data["interaction"].(map[string]any)
			for member, want := range tt.says {
				assert.Equal(t, want, interaction[member], member)
			}
			for member, want := range tt.has {
				got := data[member]
				if member == "holdTimestamp" {
					got = interaction["media"].(map[string]any)[data["interactionId"].(string)].(map[string]any)[member]
				}
				assert.IsType(t, want, got, member)
			}
		})
	}
}

// messages are the notifications that an agent has got.
func (f *floor) messages(agent center.AgentID) []map[string]any {
	var out []map[string]any
	for _, h := range f.heard(agent) {
		out = append(out, map[string]any{"type": "RoutingMessage", "orgId": "", "trackingId": "", "data": h})
	}
	return out
}

// like reports members that ours lacks, or has with a value of another type.
func like(t *testing.T, path string, sample, ours any) {
	t.Helper()
	want, isObject := sample.(map[string]any)
	if !isObject {
		if sample != nil && ours != nil { // null is a type of its own where a document says so
			assert.IsType(t, sample, ours, path)
		}
		return
	}
	got, _ := ours.(map[string]any)
	require.NotNil(t, got, path)
	for _, k := range slices.Sorted(maps.Keys(want)) {
		value, is := got[k]
		if path == ".data.interaction.participants" || path == ".data.interaction.media" {
			value, is = ofKind(got, k)
		}
		assert.True(t, is, "%s.%s is missing", path, k)
		if is {
			like(t, path+"."+k, want[k], value)
		}
	}
}

// ofKind is an entry of a map by id, by its kind.
func ofKind(of map[string]any, kind string) (any, bool) {
	for _, k := range slices.Sorted(maps.Keys(of)) {
		if x := of[k].(map[string]any); x["pType"] == kind || x["mType"] == kind {
			return x, true
		}
	}
	return nil, false
}
