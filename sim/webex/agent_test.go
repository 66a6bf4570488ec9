package webex_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/webex"
	"github.com/deskproof/deskproof/sim/wire"
)

// code is the id of an idle code.
func (f *floor) code(name string) string {
	var list struct{ Data []struct{ ID, Name string } }
	before := f.log.Len()
	require.NoError(f.t, json.Unmarshal(f.get(ana, "/v2/auxiliary-code").Body, &list))
	f.log.Truncate(before)
	for _, c := range list.Data {
		if c.Name == name {
			return c.ID
		}
	}
	return "no such code"
}

// agentScripts are what an agent does beside contacts, a piece each.
var agentScripts = map[string]func(*floor){
	"register": func(f *floor) {
		f.connect(ana)
		for _, path := range []string{
			"/user/by-ci-user-id/" + webex.AgentID(ana), "", "/v2/organization-setting?agentView=true",
			"/v2/tenant-configuration?agentView=true", "/v2/org-url-mapping?sort=name,ASC",
			"/v2/ai-feature?page=0&pageSize=100",
			"/v2/auxiliary-code?page=0&pageSize=100&attributes=id,isSystemCode,name,defaultCode,workTypeCode,active",
		} {
			f.get(ana, path)
		}
		var user struct{ AgentProfileID, SiteID string }
		before := f.log.Len()
		require.NoError(f.t, json.Unmarshal(f.get(ana, "/user/by-ci-user-id/"+webex.AgentID(ana)).Body, &user))
		f.log.Truncate(before)
		f.get(ana, "/agent-profile/"+user.AgentProfileID)
		f.get(ana, "/site/"+user.SiteID)
		f.get(ana, "/v2/team?page=0&pageSize=100")
		f.get(ana, "/dial-plan?agentView=true")
		f.post(ana, "/v1/agents/reload", "{}")
	},
	"lists": func(f *floor) {
		f.get(ana, "/v2/contact-service-queue?page=0&pageSize=100")
		f.get(ana, "/v2/entry-point?page=0&pageSize=100&sortOrder=asc")
		var profile struct{ AddressBookID, OutdialANIID string }
		var user struct{ AgentProfileID string }
		before := f.log.Len()
		require.NoError(f.t, json.Unmarshal(f.get(ana, "/user/by-ci-user-id/"+webex.AgentID(ana)).Body, &user))
		require.NoError(f.t, json.Unmarshal(f.get(ana, "/agent-profile/"+user.AgentProfileID).Body, &profile))
		f.log.Truncate(before)
		f.get(ana, "/v2/address-book/"+profile.AddressBookID+"/entry?page=0&pageSize=100")
		f.get(ana, "/v2/outdial-ani/"+profile.OutdialANIID+"/entry")
	},
	"login": func(f *floor) {
		f.connect(ana)
		f.post(ana, "/v1/agents/login", f.station(ana))
		f.become(ana, "Available", "0")
		f.become(ana, "Idle", f.code("Lunch"))
		f.post(ana, "/v1/agents/reload", "{}")
		f.post(ana, "/v1/agents/logout", `{"logoutReason":"User requested logout"}`)
		f.post(ana, "/v1/agents/reload", "{}")
	},
	"login-refused": func(f *floor) {
		f.login(ben)
		f.connect(ana)
		own := f.station(ana)
		f.post(ana, "/v1/agents/login", strings.ReplaceAll(own, "5001", "5002"))
		f.post(ana, "/v1/agents/login", strings.ReplaceAll(own, "5001", "extension"))
		f.post(ana, "/v1/agents/login", strings.ReplaceAll(own, "EXTENSION", "BROWSER"))
		f.post(ana, "/v1/agents/login", strings.ReplaceAll(own, "EXTENSION", "TELEX"))
		f.post(ana, "/v1/agents/login", strings.ReplaceAll(own, `"teamId":"`, `"teamId":"0`))
		f.post(ana, "/v1/agents/login", strings.ReplaceAll(own, `"auxCodeId":""`, `"auxCodeId":"no code"`))
		f.post(ana, "/v1/agents/login", `{"deviceType":"EXTENSION","dialNumber":5001}`)
		f.post(ana, "/v1/agents/login", `[]`)
	},
	"not-logged-in": func(f *floor) {
		f.connect(ana)
		f.become(ana, "Available", "0")
		f.post(ana, "/v1/agents/logout", `{}`)
		f.post(ana, "/v1/agents/buddyList", `{"agentProfileId":"p","mediaType":"telephony"}`)
	},
	"bad-bodies": func(f *floor) {
		f.post(ana, "/v1/notification/subscribe", `{"allowMultiLogin":"yes"}`)
		f.post(ana, "/v1/agents/reload", `"reload"`)
		f.post(ana, "/v1/agents/logout", `{"logoutReason":7}`)
		f.ask(ana, "PUT", "/v1/agents/session/state", `{"state":null,"auxCodeId":"0"}`)
	},
	"logout-refused": func(f *floor) {
		f.ready(ana)
		f.stage(center.Command{Verb: center.Arrive, Agent: ana, Number: "5550123"})
		f.log.Reset()
		f.post(ana, "/v1/agents/logout", `{"logoutReason":"User requested logout"}`)
	},
	"rona": func(f *floor) {
		f.ready(ana)
		f.stage(center.Command{Verb: center.Arrive, Agent: ana, Number: "5550123"})
		f.log.Reset()
		f.pass(15 * time.Second)
		f.become(ana, "Idle", f.code("Not Ready"))
		f.become(ana, "Available", "0")
	},
	"state-refused": func(f *floor) {
		f.login(ana)
		f.become(ana, "Available", f.code("Lunch"))
		f.become(ana, "Idle", "0")
		f.become(ana, "Idle", f.code("RONA"))
		f.become(ana, "Dancing", "0")
		f.ask(ana, "PUT", "/v1/agents/session/state", `{"state":"Idle"}`)
		f.ask(ana, "PUT", "/v1/agents/session/state", `{"state":"Available","auxCodeId":"0","agentId":"`+webex.AgentID(ben)+`"}`)
	},
	"state-elsewhere": func(f *floor) {
		f.login(ana)
		f.stage(center.Command{Verb: center.ChooseState, Agent: ana, State: "Ready"})
		f.stage(center.Command{Verb: center.ForceState, Agent: ana, Kind: center.NotReadyReason, Reason: "Lunch"})
		f.stage(center.Command{Verb: center.ChooseState, Agent: ana, State: "LogOut"})
	},
	"buddies": func(f *floor) {
		f.ready(ana)
		f.login(ben)
		f.stage(center.Command{Verb: center.ChooseState, Agent: cleo, State: "LogOut"})
		f.post(ana, "/v1/agents/buddyList", `{"agentProfileId":"p","mediaType":"telephony"}`)
		f.post(ana, "/v1/agents/buddyList", `{"agentProfileId":"p","mediaType":"chat","state":"Available"}`)
		f.post(ana, "/v1/agents/buddyList", `{"agentProfileId":"p","mediaType":"telex"}`)
		f.post(ana, "/v1/agents/buddyList", `{"agentProfileId":"p","mediaType":"chat","state":"Dancing"}`)
		f.post(ana, "/v1/agents/buddyList", `{"mediaType":"chat"}`)
	},
	"multi-login": func(f *floor) {
		f.connect(ana)
		f.connect(ana, `"allowMultiLogin":true`)
		f.connect(ana, `"allowMultiLogin":false`)
	},
	"socket-lost": func(f *floor) {
		f.ready(ana)
		f.leave(ana, 2)
		f.pass(5 * time.Second)
		f.connect(ana)
		f.post(ana, "/v1/agents/reload", "{}")
		f.ask(ana, "PUT", "/v1/agents/session/state", `{"state":"Available","auxCodeId":"0","lastStateChangeReason":"agent-wss-disconnect"}`)
	},
}

func TestAgentGolden(t *testing.T) {
	for name, script := range agentScripts {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t, func(_ *center.Config, cfg *webex.Config) { cfg.Answer = -1 }) // by hand
			script(f)
			golden.Equal(t, "agent-"+name+".txt", f.log.Bytes())
		})
	}
}

// TestACenterMayHaveNoStateToBeIdleIn has agents choose between being ready and nothing.
func TestACenterMayHaveNoStateToBeIdleIn(t *testing.T) {
	f := newFloor(t, func(cfg *center.Config, _ *webex.Config) { cfg.Choices = cfg.Choices[:1] })
	f.ready(ana)
	f.log.Reset()
	f.become(ana, "Idle", f.code("not ready"))
	f.become(ana, "Available", "0")
	f.post(ana, "/v1/agents/logout", "{}")
	heard := f.heard(ana)
	assert.Equal(t, []string{"AgentStateChangeSuccess", "AgentStateChangeSuccess", "AgentLogoutSuccess"}, kinds(heard))
	assert.Equal(t, "Idle", heard[0]["subStatus"])
}

func TestSubscriptionsAreBounded(t *testing.T) {
	f := newFloor(t)
	assert.Empty(t, f.given)
	first := strings.ReplaceAll(request("POST", "/v1/notification/subscribe", "{}"), secret, "first")
	f.send(ana, first)
	assert.Equal(t, webex.Subscriptions{"AgentDesktop-first": ana}, f.given)
	for range 64 {
		f.post(ana, "/v1/notification/subscribe", "{}")
	}
	assert.Equal(t, webex.Subscriptions{"AgentDesktop-" + secret: ana}, f.given, "the oldest is forgotten")
}

func TestASocketHearsKeepalives(t *testing.T) {
	f := newFloor(t)
	page := f.connect(ana)
	tests := map[string]struct {
		said, want, refused string
	}{
		"a keepalive":            {said: `{"keepalive":"true"}`, want: `{"keepalive":"true"}`},
		"something unknown":      {said: `{"hello":1}`},
		"not JSON":               {said: `keepalive`, refused: `the frame is not a JSON object; a client says {"keepalive":"true"}`},
		"JSON that is no object": {said: `null`, refused: `the frame is not a JSON object; a client says {"keepalive":"true"}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := f.desks[ana].Receive(0, wire.Frame{Page: page, Body: []byte(tt.said)}, f, nil)
			if tt.refused != "" {
				assert.EqualError(t, err, tt.refused)
			} else {
				assert.NoError(t, err)
			}
			said := ""
			for _, w := range got {
				assert.Equal(t, page, w.Page)
				said += string(w.Body)
			}
			assert.Equal(t, tt.want, said)
		})
	}
}

func TestTwoAgentsCannotHaveOnePhone(t *testing.T) {
	f := newFloor(t)
	f.login(ben)
	f.connect(ana)
	f.log.Reset()
	f.post(ana, "/v1/agents/login", strings.ReplaceAll(f.station(ana), "5001", "5002"))
	heard := f.heard(ana)
	assert.Equal(t, []string{"AgentStationLoginFailed"}, kinds(heard))
	assert.Equal(t, "DUPLICATE_LOCATION", heard[0]["reason"])
}
