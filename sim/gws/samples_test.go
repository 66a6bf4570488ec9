package gws_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

// printed are messages as the documents print them, or as they follow from what they
// print, with JSON faults mended (Interactions API Operations; Interactions On E-mail
// Channel; Interactions On Chat Channel; Interaction Notifications; Workbins; Set Agent
// State for a Channel), and how ours come about. Members of data are compared by name
// and type; those named are compared by value.
var printed = map[string]struct {
	sample string
	equal  []string
	ours   func(*floor) map[string]any
}{
	"an invitation to an e-mail": {`{"messageTypeName":"InteractionStateMessage","messageType":"InteractionStateMessage",
		"id":"00009a8T8Y130123","channel":"email",
		"email_object":{"subject":"Order 1234","interactionId":"00009a8T8Y130123"},
		"interactionType":"Email","interactionSubType":"InboundNew",
		"userData":{"FirstName":"Sample","_AutoReplyCount":0},
		"currentQueue":"Inbound e-mail","state":"Invited","capabilities":["Accept","Reject"]}`,
		[]string{"messageTypeName", "messageType", "channel", "interactionType", "interactionSubType", "state", "capabilities"},
		func(f *floor) map[string]any {
			f.email("Support")
			return f.last(ana)
		}},
	"a revoked invitation": {`{"messageTypeName":"InteractionStateMessage","id":"00009a8T8Y130123","channel":"email",
		"email_object":{"subject":"Order 1234"},"state":"Revoked","capabilities":[]}`,
		[]string{"messageTypeName", "channel", "state", "capabilities", "email_object"},
		func(f *floor) map[string]any {
			f.ask(ana, "POST", "/me", `{"operationName":"StartContactCenterSession","channels":["email"]}`)
			f.email("Support")
			f.pass(15 * time.Second)
			return f.last(ana)
		}},
	"an accepted e-mail": {`{"messageTypeName":"InteractionStateMessage","messageType":"InteractionStateMessage",
		"id":"00009a8T8Y130123","channel":"email",
		"email_object":{"subject":"Order 1234","interactionId":"00009a8T8Y130123","from":"customer@example.com",
			"to":["support@example.com"],"mime":"text/html","body":"<p>Hello</p>","bodyAsPlainText":"Hello",
			"receivedDate":"2016-03-15 23:38:42.000+1000"},
		"interactionType":"Email","interactionSubType":"InboundNew","userData":{"FirstName":"Sample"},"state":"Accepted",
		"capabilities":["Reply","ReplyAll","Forward","StopProcessing","PlaceInQueue","UpdateProperties","PlaceInWorkbin","Transfer","StartConference"]}`,
		[]string{"messageTypeName", "messageType", "channel", "interactionType", "interactionSubType", "state", "capabilities"},
		func(f *floor) map[string]any {
			f.in("handled")
			return f.last(ana)
		}},
	"an invitation to a chat": {`{"messageTypeName":"InteractionStateMessage","messageType":"InteractionStateMessage",
		"id":"0000Wa9CAM6W00FF","channel":"chat","interactionType":"Chat","interactionSubType":"InboundNew",
		"userData":{"FirstName":"Sample"},"currentQueue":"Inbound chat","state":"Invited","capabilities":["Accept","Reject"]}`,
		[]string{"messageTypeName", "messageType", "channel", "interactionType", "interactionSubType", "state", "capabilities"},
		func(f *floor) map[string]any {
			f.chat("Support")
			return f.last(ana)
		}},
	"an accepted chat": {`{"messageTypeName":"InteractionStateMessage","messageType":"InteractionStateMessage",
		"id":"0000Wa9CAM6W00FF","channel":"chat","state":"Accepted","userData":{"FirstName":"Sample"},
		"participants":[{"type":"Customer","nickname":"Sample","participantId":"009052C5E6D6004A"},
			{"type":"Agent","nickname":"Agent One","participantId":"009052C5E743004C"}],
		"messages":[{"index":1,"type":"ParticipantJoined","from":{"type":"Customer","nickname":"Sample","participantId":"009052C5E6D6004A"},
			"visibility":"All","timestamp":"2014-01-09 12:13:15.031+0200","timestampSeconds":1389262395031}],
		"capabilities":["SendMessage","SendNotification","RequestChatHistory","StopProcessing","PlaceInQueue","UpdateProperties","PlaceInWorkbin","Transfer","StartConference"]}`,
		[]string{"messageTypeName", "messageType", "channel", "state"},
		func(f *floor) map[string]any {
			f.do(ana, f.chat("Support"), "Accept")
			heard := f.heard(ana)
			return heard[1]
		}},
	"what is written in a chat": {`{"messageType":"MessageLogUpdated","notificationType":"NewMessages",
		"chatUri":"http://HOST/api/v2/chats/0000Wa9CAM6W00FF","chatPath":"/chats/0000Wa9CAM6W00FF",
		"messages":[{"index":4,"type":"Text","text":"hello","from":{"nickname":"Agent One","type":"Agent","participantId":"007352CE764002A3"},
			"visibility":"All","timestamp":"2014-01-09 12:13:15.009+0200","timestampSeconds":1389262395009}]}`,
		[]string{"messageType", "notificationType"},
		func(f *floor) map[string]any {
			f.do(ana, f.acceptedChat(), "SendMessage", `"text":"hello"`)
			return f.last(ana)
		}},
	"an invitation to a conference": {`{"messageTypeName":"InteractionStateMessage","id":"0000Wa9CAM6W00FF","state":"InvitedConference"}`,
		[]string{"messageTypeName", "state"},
		func(f *floor) map[string]any {
			f.do(ana, f.in("handled"), "StartConference", `"agentId":"ben"`)
			return f.last(ben)
		}},
	"a conference that an agent has left": {`{"messageTypeName":"InteractionStateMessage","id":"0000Wa9CAM6W00FF","state":"LeftConference"}`,
		[]string{"messageTypeName", "state"},
		func(f *floor) map[string]any {
			f.do(ben, f.in("shared"), "LeaveConference")
			return f.last(ana)
		}},
	"what the user has no more": {`{"messageTypeName":"InteractionStateMessage","messageType":"InteractionStateMessage",
		"id":"00009a8T8Y130123","channel":"email","state":"Completed","capabilities":[]}`,
		[]string{"messageTypeName", "messageType", "channel", "state", "capabilities"},
		func(f *floor) map[string]any {
			f.do(ana, f.in("handled"), "StopProcessing")
			return f.last(ana)
		}},
	"the content of a workbin": {`{"messageTypeName":"WorkbinContentMessage","messageType":"WorkbinContentMessage",
		"workbin":"VGVzdFdvcmtiaW4vUHJpdmF0ZVZpZXc=",
		"interactions":[{"messageTypeName":"InteractionStateMessage","id":"00009a8T8Y130123","channel":"email","state":"InWorkbin","capabilities":[]}]}`,
		[]string{"messageTypeName", "messageType"},
		func(f *floor) map[string]any {
			id := f.in("handled")
			f.do(ana, id, "PlaceInWorkbin", `"workbin":"Later"`)
			f.do(ana, id, "GetWorkbinContent", `"workbin":"Later"`)
			return f.last(ana)
		}},
	"a channel that is ready": {`{"messageType":"ChannelStateChangeMessageV2",
		"channels":[{"channel":"chat","userState":{"id":"9430250E-0A1B-421F-B372-F29E69366DED","displayName":"Ready","state":"Ready"}}]}`,
		[]string{"messageType", "channels"},
		func(f *floor) map[string]any {
			f.ask(ana, "POST", "/me/channels/chat", `{"operationName":"NotReady"}`)
			f.ask(ana, "POST", "/me/channels/chat", `{"operationName":"Ready"}`)
			return f.last(ana)
		}},
	"the user": {`{"statusCode":0,"user":{"id":"63630bbebf4840d7a0bffd6312bc29ff","userName":"agent1","firstName":"Agent","lastName":"One",
		"roles":["ROLE_AGENT"],"enabled":true,"changePasswordOnFirstLogin":false,
		"uri":"http://HOST/api/v2/users/63630bbebf4840d7a0bffd6312bc29ff","path":"/users/63630bbebf4840d7a0bffd6312bc29ff"}}`,
		[]string{"statusCode"}, (*floor).me},
	"the user's workbins": {`{"status":0,"workbins":[{"workbinId":"VGVzdFdvcmtiaW4vUHJpdmF0ZVZpZXc=","active":1,
		"workbinName":"TestWorkbin","viewName":"TestWorkbin/PrivateView","workbinType":1}]}`,
		[]string{"status"}, (*floor).bins},
}

// last is the last notification that a user got.
func (f *floor) last(user center.AgentID) map[string]any {
	heard := f.heard(user)
	require.NotEmpty(f.t, heard)
	return heard[len(heard)-1]
}

func (f *floor) me() map[string]any   { return f.body("/me") }
func (f *floor) bins() map[string]any { return f.body("/me/workbins") }

func (f *floor) body(path string) (body map[string]any) {
	require.NoError(f.t, json.Unmarshal(f.get(ana, path).Body, &body))
	return body
}

func TestOursAreLikeThePrintedSamples(t *testing.T) {
	for name, tt := range printed {
		t.Run(name, func(t *testing.T) {
			var want map[string]any
			require.NoError(t, json.Unmarshal([]byte(tt.sample), &want))
			got := tt.ours(newFloor(t))
			for _, name := range tt.equal {
				assert.Equal(t, want[name], got[name], name)
			}
			for _, slip := range unlike("", want, got) {
				t.Error(slip)
			}
		})
	}
}

// unlike says where a value lacks what a sample has, or has it as another type.
func unlike(path string, want, got any) []string {
	if w, g := fmt.Sprintf("%T", want), fmt.Sprintf("%T", got); w != g {
		return []string{fmt.Sprintf("%s: got %s %v, printed is %s %v", path, g, got, w, want)}
	}
	var slips []string
	switch want := want.(type) {
	case map[string]any:
		for name, w := range want {
			g, ok := got.(map[string]any)[name]
			if !ok {
				slips = append(slips, path+"."+name+" is missing")
				continue
			}
			slips = append(slips, unlike(path+"."+name, w, g)...)
		}
	case []any:
		for i, g := range got.([]any) {
			if len(want) > 0 {
				slips = append(slips, unlike(fmt.Sprintf("%s[%d]", path, i), want[0], g)...)
			}
		}
	}
	slices.Sort(slips)
	return slips
}
