package webex_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/webex"
)

// preview is a record that ana is asked to look at.
func (f *floor) preview() string {
	f.t.Helper()
	before := f.log.Len()
	f.campaign()
	f.log.Truncate(before)
	f.become(ana, "Available", "0")
	return webex.ID(f.c.Parts(ana)[0].Story)
}

// campaign begins a campaign that has one record for ana.
func (f *floor) campaign() {
	f.t.Helper()
	f.stage(center.Command{Verb: center.LoadCampaign, Campaign: "Spring Campaign", Load: &center.Campaign{
		Mode: center.Push, Agents: []center.AgentID{ana},
	}})
	f.stage(center.Command{Verb: center.AddRecord, Campaign: "Spring Campaign", Record: &center.Record{
		Contact: center.Contact{First: "Rosa"}, Chain: []center.Entry{{Handle: 1, Number: "5550177"}},
	}})
	f.stage(center.Command{Verb: center.StartCampaign, Campaign: "Spring Campaign"})
}

// previewScripts are of records of campaigns.
var previewScripts = map[string]func(*floor){
	"preview": func(f *floor) {
		id := f.preview()
		f.post(ana, "/v1/dialer/campaign/Spring%20Campaign/preview-task/"+id+"/accept", "{}")
		f.stage(center.Command{Verb: center.FarAnswer, Number: "5550177"})
		call := webex.ID(f.c.Parts(ana)[0].Story)
		f.do(ana, call, "end")
		f.wrapup(ana, call)
	},
	"preview-not-answered": func(f *floor) {
		id := f.preview()
		f.post(ana, "/v1/dialer/campaign/Spring%20Campaign/preview-task/"+id+"/accept", "{}")
		f.stage(center.Command{Verb: center.FarSilent, Number: "5550177"})
		f.tick()
	},
	"preview-refused": func(f *floor) {
		id := f.preview()
		f.post(ana, "/v1/dialer/campaign/Spring%20Campaign/preview-task/"+id+"/accept", "{}")
		f.post(ana, "/v1/dialer/campaign/Spring%20Campaign/preview-task/"+id+"/accept", "{}")
		f.post(ana, "/v1/dialer/campaign/Telex/preview-task/"+id+"/accept", "{}")
	},
	"preview-refused-to-who-has-a-call": func(f *floor) {
		id := f.preview()
		f.post(ana, "/v1/tasks/", outdial)
		f.post(ana, "/v1/dialer/campaign/Spring%20Campaign/preview-task/"+id+"/accept", "{}")
		f.post(ana, "/v1/dialer/campaign/Spring%20Campaign/preview-task/"+id+"/skip", "{}")
	},
	"preview-called-elsewhere": func(f *floor) {
		f.post(ana, "/v1/agents/logout", `{"logoutReason":"x"}`)
		f.stage(center.Command{Verb: center.ForceState, Agent: ana, Kind: center.Ready})
		f.campaign()
		f.act(center.Accept, ana)
		f.log.Reset()
		f.login(ana)
		f.act(center.CallRecord, ana)
		f.stage(center.Command{Verb: center.FarAnswer, Number: "5550177"})
		f.stage(center.Command{Verb: center.FarHangUp, Number: "5550177"})
	},
	"preview-called-elsewhere-in-vain": func(f *floor) {
		f.preview()
		f.act(center.Accept, ana)
		f.act(center.CallRecord, ana)
		f.stage(center.Command{Verb: center.FarBusy, Number: "5550177"})
		f.pass(time.Second)
	},
	"preview-skipped": func(f *floor) {
		id := f.preview()
		f.post(ana, "/v1/dialer/campaign/Spring%20Campaign/preview-task/"+id+"/skip", "{}")
	},
	"preview-removed": func(f *floor) {
		id := f.preview()
		f.post(ana, "/v1/dialer/campaign/Spring%20Campaign/preview-task/"+id+"/remove", "{}")
	},
}

func TestARefusedPreviewChangesNothing(t *testing.T) {
	onTheirPhone := func(f *floor) {
		f.stage(center.Command{Verb: center.Arrive, Agent: ben, Number: "5550177"})
	}
	logged := func(f *floor) {
		f.stage(center.Command{Verb: center.ForceState, Agent: ana, Medium: center.Voice, Kind: center.LoggedOut})
	}
	blocked := func(f *floor) { f.act(center.BlockDone, ana) }
	shown := func(f *floor) { f.act(center.Accept, ana); blocked(f) }
	tests := map[string]struct {
		reach func(*floor)
		op    string
		want  string
	}{
		"the customer has another call":         {onTheirPhone, "accept", "CampaignPreviewAcceptFailed"},
		"the agent takes no calls":              {logged, "accept", "CampaignPreviewAcceptFailed"},
		"mark done is blocked":                  {blocked, "remove", "CampaignPreviewRemoveFailed"},
		"mark done is blocked of what is shown": {shown, "remove", "CampaignPreviewRemoveFailed"},
		"and it is to be skipped":               {shown, "skip", "CampaignPreviewSkipFailed"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := byHand(t)
			id := f.preview()
			tt.reach(f)
			f.heard(ana)
			before := f.c.Parts(ana)
			f.post(ana, "/v1/dialer/campaign/Spring%20Campaign/preview-task/"+id+"/"+tt.op, "{}")
			assert.Equal(t, []string{tt.want}, kinds(f.heard(ana)))
			assert.Equal(t, before, f.c.Parts(ana))
		})
	}
}
