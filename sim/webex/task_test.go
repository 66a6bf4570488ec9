package webex_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/webex"
)

// scripts are what becomes of contacts, a piece each.
var scripts = together(voiceScripts, digitalScripts, consultScripts, conferenceScripts, previewScripts, otherScripts)

func together(all ...map[string]func(*floor)) map[string]func(*floor) {
	out := map[string]func(*floor){}
	for _, some := range all {
		maps.Copy(out, some)
	}
	return out
}

// otherScripts are of what is refused, and of agents who come anew.
var otherScripts = map[string]func(*floor){
	"hydrated": func(f *floor) {
		f.consulting()
		f.connect(ana)
		f.post(ana, "/v1/agents/reload", "{}")
		f.connect(ben)
		f.post(ben, "/v1/agents/reload", "{}")
	},
	"refused": func(f *floor) {
		id := f.talking()
		f.do(ana, id, "accept")
		f.do(ana, id, "unhold")
		f.do(ana, id, "hold", `{"mediaResourceId":"`+id+`"}`)
		f.do(ana, id, "hold", `{"mediaResourceId":"`+id+`"}`)
		f.do(ana, id, "record/resume", `{"autoResumed":false}`)
		f.do(ana, id, "record/pause")
		f.do(ana, id, "record/pause")
		f.do(ana, id, "consult", to(ben))
		f.do(ana, id, "consult", `{"to":"nobody","destinationType":"queue"}`)
		f.do(ana, id, "consult/end")
		f.do(ana, id, "consult/end", `{"queueId":"x"}`)
		f.do(ana, id, "cancelCtq", `{"agentId":"x","queueId":"x"}`)
		f.do(ana, id, "consult/accept")
		f.do(ana, id, "consult/transfer", to(ben))
		f.do(ana, id, "consult/conference", to(ben))
		f.do(ana, id, "conference/exit")
		f.do(ana, id, "conference/transfer")
		f.do(ana, id, "transfer", to(ben))
		f.do(ana, id, "transfer", `{"to":"nobody","destinationType":"queue"}`)
		f.do(ana, id, "wrapup", `{"wrapUpReason":"Sale","auxCodeId":"x"}`)
		f.do(ana, id, "end")
		f.do(ana, id, "end")
		f.do(ana, id, "wrapup", `{"wrapUpReason":"Sale","auxCodeId":"x"}`)
	},
	"refused-conference-end": func(f *floor) {
		id := f.conferring()
		f.stage(center.Command{Verb: center.FarHangUp, Number: caller})
		f.do(ana, id, "consult/end")
	},
	"wrong": func(f *floor) {
		id := f.talking()
		f.do(ana, "00000000-0000-4000-8000-000000000000", "hold", `{"mediaResourceId":"x"}`)
		f.do(ben, id, "hold", `{"mediaResourceId":"x"}`)
		f.do(ana, id, "hold")
		f.do(ana, id, "hold", `{"mediaResourceId":1}`)
		f.do(ana, id, "hold", `{"mediaResourceId":"x"}`)
		f.do(ana, id, "record/resume", `{"autoResumed":"no"}`)
		f.do(ana, id, "consult", `{"to":"","destinationType":"agent"}`)
		f.do(ana, id, "consult", `{"to":"x","destinationType":"telex"}`)
		f.do(ana, id, "transfer", `{"destinationType":"agent"}`)
		f.do(ana, id, "wrapup", `{"wrapUpReason":"","auxCodeId":"x"}`)
		f.do(ana, id, "wrapup", `{"wrapUpReason":"x","auxCodeId":""}`)
		f.do(ana, id, "dance")
		f.post(ana, "/v1/tasks/", `{}`)
		f.post(ana, "/v1/tasks/", strings.Replace(outdial, "5550199", strings.Repeat("5", 37), 1))
		f.post(ana, "/v1/tasks/", strings.Replace(outdial, "telephony", "telex", 1))
	},
	"logged-in-again": func(f *floor) {
		id := f.talking()
		f.login(ana)
		f.do(ana, id, "hold", fmt.Sprintf(`{"mediaResourceId":%q}`, id))
	},
	"contact-of-another-desk": func(f *floor) {
		f.post(ana, "/v1/agents/logout", `{"logoutReason":"x"}`)
		f.log.Reset()
		f.stage(center.Command{Verb: center.ForceState, Agent: ana, Kind: center.Ready})
		f.call()
		f.act(center.Accept, ana)
		f.login(ana)
		f.act(center.Hold, ana)
	},
}

func TestTaskGolden(t *testing.T) {
	for name, script := range scripts {
		t.Run(name, func(t *testing.T) {
			f := byHand(t)
			script(f)
			golden.Equal(t, "task-"+name+".txt", brief(f.log.Bytes()))
		})
	}
}

// inFull are the scripts whose messages people may want to read as they are.
var inFull = []string{"inbound", "consult-transfer", "chat", "preview", "outdial-busy"}

func TestTaskGoldenInFull(t *testing.T) {
	for _, profile := range []webex.Profile{webex.SDK312, webex.Documented} {
		for _, name := range inFull {
			t.Run(name+"-"+string(profile), func(t *testing.T) {
				f := byHand(t, speaking(profile))
				scripts[name](f)
				golden.Equal(t, "full-"+name+"-"+string(profile)+".txt", f.log.Bytes())
			})
		}
	}
}

// brief is a log whose notifications are told in few words.
func brief(log []byte) []byte {
	var out bytes.Buffer
	for line := range strings.Lines(string(log)) {
		who, body, _ := strings.Cut(strings.TrimSpace(line), " < ")
		var n struct {
			Type string
			Data map[string]any
		}
		if json.Unmarshal([]byte(body), &n) != nil || n.Type != "RoutingMessage" {
			out.WriteString(line)
			continue
		}
		fmt.Fprintf(&out, "%s < %s\n", who, inBrief(n.Data))
	}
	return out.Bytes()
}

// inBrief is what differs from message to message.
func inBrief(data map[string]any) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s", data["type"])
	x, _ := data["interaction"].(map[string]any)
	fmt.Fprintf(&out, " %v", x["state"])
	common := []string{"type", "interaction", "eventType", "eventTime", "trackingId", "orgId", "queueMgr", "agentId", "interactionId", "queueName", "taskId", "id"}
	for _, k := range slices.Sorted(maps.Keys(data)) {
		if v := data[k]; !slices.Contains(common, k) && v != "" && v != false {
			fmt.Fprintf(&out, " %s=%v", k, v)
		}
	}
	return out.String()
}

func TestEveryRoutingEventIsTold(t *testing.T) {
	told := map[string]bool{}
	for _, script := range scripts {
		f := byHand(t)
		script(f)
		for line := range strings.Lines(f.log.String()) {
			_, body, _ := strings.Cut(line, " < ")
			var n struct{ Data struct{ Type string } }
			if json.Unmarshal([]byte(body), &n) == nil {
				told[n.Data.Type] = true
			}
		}
	}
	for _, event := range routingEvents {
		assert.True(t, told[event], event)
	}
}

// routingEvents are all that is told of contacts.
var routingEvents = []string{
	"AgentContactReserved", "AgentOfferContact", "AgentContact", "AgentContactAssigned", "AgentContactUnassigned",
	"AgentOfferContactRona", "AgentContactAssignFailed", "AgentInviteFailed", "AgentOutboundFailed",
	"AgentOfferCampaignReservation", "CampaignContactUpdated", "CampaignPreviewAcceptFailed",
	"AgentContactHeld", "AgentContactUnheld", "AgentContactHoldFailed", "AgentContactUnHoldFailed",
	"ContactRecordingPaused", "ContactRecordingPauseFailed", "ContactRecordingResumed", "ContactRecordingResumeFailed",
	"AgentConsultCreated", "AgentOfferConsult", "AgentConsulting", "AgentConsultFailed", "AgentConsultEnded", "AgentConsultEndFailed",
	"AgentCtqFailed", "AgentCtqCancelled", "AgentCtqCancelFailed",
	"AgentConsultTransferred", "AgentConsultTransferring", "AgentConsultTransferFailed",
	"AgentBlindTransferred", "AgentBlindTransferFailed", "AgentVteamTransferred", "AgentVteamTransferFailed",
	"AgentConsultConferencing", "AgentConsultConferenced", "AgentConsultConferenceFailed", "AgentConsultConferenceEnded",
	"AgentConsultConferenceEndFailed", "ParticipantJoinedConference", "ParticipantLeftConference", "ParticipantLeftConferenceFailed",
	"AgentConferenceTransferred", "AgentConferenceTransferFailed", "ParticipantPostCallActivity", "ContactMerged",
	"ContactEnded", "AgentContactEndFailed", "AgentWrapup", "AgentWrappedUp", "AgentWrapupFailed",
}
