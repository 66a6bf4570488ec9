package webex_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/center"
)

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
