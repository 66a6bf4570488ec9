package center_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/center"
)

// allowed is the specification once more, by hand: which verbs an agent can use
// on a part in that state. Every other verb must be refused.
var allowed = map[string]struct {
	medium center.Medium
	reach  func(*desk)
	verbs  []center.Verb
}{
	"ringing call": {center.Voice, (*desk).ringing, []center.Verb{
		center.Accept, center.Reject, center.SetData, center.DeleteData, center.BlockDone, center.UnblockDone}},
	"dialing call": {center.Voice, (*desk).dialing, []center.Verb{
		center.HangUp, center.SetData, center.DeleteData, center.BlockDone, center.UnblockDone}},
	"connected call": {center.Voice, (*desk).connected, []center.Verb{
		center.Hold, center.HangUp, center.StartRecording, center.SetData, center.DeleteData, center.BlockDone, center.UnblockDone}},
	"recorded call": {center.Voice, func(d *desk) { d.connected(); d.do(d.on(ana, center.Voice, center.StartRecording)) }, []center.Verb{
		center.Hold, center.HangUp, center.StopRecording, center.PauseRecording,
		center.SetData, center.DeleteData, center.BlockDone, center.UnblockDone}},
	"call with a paused recording": {center.Voice, func(d *desk) {
		d.connected()
		d.do(d.on(ana, center.Voice, center.StartRecording))
		d.do(d.on(ana, center.Voice, center.PauseRecording))
	}, []center.Verb{
		center.Hold, center.HangUp, center.StopRecording, center.ResumeRecording,
		center.SetData, center.DeleteData, center.BlockDone, center.UnblockDone}},
	"held call": {center.Voice, (*desk).held, []center.Verb{
		center.Resume, center.HangUp, center.StartRecording, center.SetData, center.DeleteData, center.BlockDone, center.UnblockDone}},
	"released call": {center.Voice, (*desk).released, []center.Verb{center.Done, center.BlockDone, center.UnblockDone}},
	"offered record": {center.Preview, (*desk).pushed, []center.Verb{
		center.Accept, center.Reject, center.SetData, center.DeleteData, center.BlockDone, center.UnblockDone}},
	"shown record": {center.Preview, (*desk).pulled, []center.Verb{
		center.CallRecord, center.RejectRecord, center.CancelRecord,
		center.SetData, center.DeleteData, center.BlockDone, center.UnblockDone}},
	"record whose call is under way": {center.Preview, func(d *desk) {
		d.pushed()
		d.accept()
		d.do(d.on(ana, center.Preview, center.CallRecord))
	}, []center.Verb{center.SetData, center.DeleteData, center.BlockDone, center.UnblockDone}},
	"rejected record": {center.Preview, func(d *desk) { d.pulled(); d.do(d.on(ana, center.Preview, center.RejectRecord)) },
		[]center.Verb{center.Done, center.BlockDone, center.UnblockDone}},
	"canceled record": {center.Preview, func(d *desk) { d.pulled(); d.do(d.on(ana, center.Preview, center.CancelRecord)) },
		[]center.Verb{center.Done, center.BlockDone, center.UnblockDone}},
}

func TestEveryPairOfStateAndVerb(t *testing.T) {
	for state, tt := range allowed {
		for v := center.Accept; v <= center.CancelRecord; v++ {
			t.Run(state+"/"+v.String(), func(t *testing.T) {
				d := open(t)
				tt.reach(d)
				before := d.snapshot()
				cmd := d.on(ana, tt.medium, v)
				err := d.try(cmd)
				if errors.Is(err, center.ErrKey) { // there is nothing to delete; the verb itself is allowed
					err = nil
				}
				if contains(tt.verbs, v) {
					assert.NoError(t, err)
					return
				}
				var refused *center.RefusedError
				if assert.ErrorAs(t, err, &refused) {
					assert.Equal(t, v, refused.Verb)
					assert.Equal(t, cmd.Interaction, refused.Interaction)
				}
				assert.Empty(t, d.events)
				assert.Equal(t, before, d.snapshot(), "a refused command changes nothing")
			})
		}
	}
}

func contains(verbs []center.Verb, v center.Verb) bool {
	for _, x := range verbs {
		if x == v {
			return true
		}
	}
	return false
}

// snapshot is all that can be seen of a center.
func (d *desk) snapshot() any {
	type agent struct {
		View      center.AgentView
		Parts     []center.Part
		Campaigns []center.CampaignView
	}
	var all []agent
	for _, id := range d.c.Agents() {
		v, _ := d.c.View(id)
		all = append(all, agent{v, d.c.Parts(id), d.c.Campaigns(id)})
	}
	return all
}

func TestWhatIsNotInTheListIsUnknown(t *testing.T) {
	d := open(t)
	d.released()
	cmd := d.on(ana, center.Voice, center.Done)
	d.do(cmd)
	assert.ErrorIs(t, d.try(cmd), center.ErrUnknownInteraction)
	cmd.Agent = ben
	assert.ErrorIs(t, d.try(cmd), center.ErrUnknownInteraction)
	assert.ErrorIs(t, d.try(center.Command{Verb: center.FarAnswer, Number: "nobody"}), center.ErrUnknownNumber)
}
