package sim_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/journal"
)

// replayed checks that a journal gives the frames that a log has.
func replayed(t *testing.T, file []byte, log string) {
	t.Helper()
	var now []string
	_, err := sim.Replay(bytes.NewReader(file), func(p sim.Played) error {
		for _, f := range p.Frames {
			now = append(now, string(f.Body))
		}
		return nil
	})
	require.NoError(t, err)
	var then []string
	for line := range strings.SplitSeq(log, "\n") {
		if _, body, ok := strings.Cut(line, " <- "); ok {
			then = append(then, body)
		}
	}
	assert.Equal(t, then, now)
}

func TestWhatADesktopDoesBesideInteractions(t *testing.T) {
	two := "first opens 1001\nfirst > subscribe " + everything + "\nsecond opens 1001\n"
	tests := map[string]struct {
		options map[string]string
		script  string
	}{
		"options": {map[string]string{"voice.auto-answer": "false", "voice.hint": "x", "MySection/one": "1"}, `
			ana opens 1001
			ana > configuration.getOption ["voice.*"]
			ana > configuration.getOption [["MySection/*","voice.hint"]]
			ana > configuration.getOption ["*.auto"]
			stage call.arrive {"agent":"1001","from":"5550151"}
			stage strategy.option {"agent":"1001","interaction":"1","options":{"voice.auto-answer":"true","MySection/one":"2"}}
			ana > configuration.getContextualOption [["voice.*","MySection/*"],"1"]
			ana > configuration.getOption ["voice.auto-answer"]
			ana > configuration.getContextualOption ["voice.*","9"]
			ana > configuration.getContextualOption ["voice.*"]
			stage strategy.option {"agent":"1001","interaction":"9","options":{}}
			stage desktop.reload {"agent":"1001"}
			again opens 1001
			again > configuration.getContextualOption ["voice.auto-answer","2"]`},
		"toasts": {nil, two + `
			first > system.popupToast [{"title":"A caller waits","iconUrl":"https://example.com/i.png","subject":"S","message":"Line 1\nLine 2","keyValues":{"key1":"value one"},"buttons":["Open","Later"],"autoCloseTimeout":20000,"sendToMyMessage":true,"width":500}]
			second > system.popupToast [{"title":"Another"}]
			stage desktop.clickToast {"agent":"1001","toast":"wweCustomToast0","button":1}
			stage desktop.clickToast {"agent":"1001","toast":"wweCustomToast0","button":2}
			stage desktop.clickToast {"agent":"1001","toast":"wweCustomToast1","button":0}
			first > system.updateToast ["wweCustomToast0",{"title":"New","iconURL":"https://example.com/j.png","buttons":["A","B","C"]}]
			stage desktop.clickToast {"agent":"1001","toast":"wweCustomToast0","button":2}
			stage clock.advance {"ms":19999}
			first > system.updateToast ["wweCustomToast0",{"title":"Still here"}]
			stage clock.advance {"ms":1}
			first > system.updateToast ["wweCustomToast0",{"title":"Gone"}]
			stage desktop.dismissToast {"agent":"1001","toast":"wweCustomToast1"}
			stage desktop.dismissToast {"agent":"1001","toast":"wweCustomToast1"}
			first > system.closeToast ["wweCustomToast1"]
			first > system.popupToast [{"title":"Third"}]
			first > system.closeToast ["wweCustomToast2"]
			first > system.closeToast ["wweCustomToast2"]`},
		"toast-that-shows-its-page": {nil, two + `
			stage desktop.show {"agent":"1001","page":2,"visible":false}
			second > system.popupToast [{"title":"Look","buttonShowDismiss":true,"buttons":["not","shown","at all"]}]
			stage desktop.clickToast {"agent":"1001","toast":"wweCustomToast0","button":2}
			second > system.amIVisible
			stage desktop.clickToast {"agent":"1001","toast":"wweCustomToast0","button":0}
			second > system.amIVisible
			second > system.closeToast ["wweCustomToast0"]`},
		"dialogs-and-views": {nil, `
			ana opens 1001
			ana > system.openDialog ["https://example.com/dialog.html?dialogId=$Dialog.Id$",{"label":"$Agent.FullName$","width":"430px","height":"40%"}]
			ana > system.openDialog ["https://example.com/dialog.html",{}]
			stage desktop.closeDialog {"agent":"1001","dialog":"wweCustomDialog0"}
			stage desktop.closeDialog {"agent":"1001","dialog":"wweCustomDialog0"}
			ana > system.closeDialog ["wweCustomDialog0"]
			ana > system.closeDialog ["wweCustomDialog1"]
			ana > system.updateViewInApplicationMenuBar [{"name":"view0","label":"Time remaining","shortLabel":"(00:04)","tooltip":"End of shift","backgroundColor":"#FFFFFF","labelColor":"#000000"}]
			ana > system.updateViewInApplicationMenuBar [{"name":"view0","shortLabel":"(00:03)"}]
			ana > system.closeViewInApplicationMenuBar ["view0"]
			ana > system.closeViewInApplicationMenuBar ["view0"]`},
		"dialogs-by-other-ids": {nil, `
			stage fault.set {"faults":[{"on":{"request":"system.openDialog"},"do":"alias","path":"data","value":"dialog "}]}
			ana opens 1001
			ana > system.openDialog ["https://example.com/dialog.html",{}]
			stage desktop.closeDialog {"agent":"1001","dialog":"dialog wweCustomDialog0"}`},
		"frames": {nil, `
			first opens 1001
			first > system.isFrameLeading
			second opens 1001
			third opens 1001
			second > system.isFrameFollowing
			third > system.isLastActiveFrame
			second > system.isLastActiveFrame
			stage desktop.focus {"agent":"1001","page":2}
			second > system.isLastActiveFrame
			first leaves
			second > system.isFrameNegotiating
			third > system.isFrameLeadingOrNegotiating
			third > system.isFrameFollowing
			stage clock.advance {"ms":999}
			second > system.isFrameLeading
			stage clock.advance {"ms":1}
			second > system.isFrameLeading
			third > system.isFrameLeadingOrNegotiating
			third > system.isFrameFollowing
			second leaves
			third > system.isLastActiveFrame
			stage desktop.show {"agent":"1001","page":3,"visible":false}
			third > system.amIVisible
			stage desktop.show {"agent":"1001","page":1,"visible":false}
			stage desktop.focus {"agent":"1001","page":9}
			stage desktop.show {"agent":"1002","page":1,"visible":false}
			stage desktop.show {"agent":"nobody","page":1,"visible":false}`},
		"broadcasts": {nil, `
			first opens 1001
			first > subscribe ["agent","messenger:my-channel"]
			second opens 1001
			second > subscribe "messenger:my-channel"
			second > subscribe ["messenger:my-channel","messenger:other"]
			third opens 1001
			ben opens 1002
			ben > subscribe "messenger:my-channel"
			first > messenger.broadcastMessage ["my-channel",{"foo":"A foo text.","bar": 1234}]
			third > messenger.broadcastMessage ["my-channel",{}]
			third > messenger.broadcastMessage ["other",{"event":"agent","data":[1, 2]}]
			second > unsubscribe "1"
			third > messenger.broadcastMessage ["my-channel",{"once":true}]
			second > unsubscribe "2"
			third > messenger.broadcastMessage ["my-channel",{"first":"only"}]
			third > messenger.broadcastMessage ["my-channel","text"]`},
		"mutes": {nil, two + `
			first > sipEndpoint.isMicrophoneMute
			first > sipEndpoint.muteMicrophone
			second > sipEndpoint.isMicrophoneMute
			second > voice.isMicrophoneMute
			second > sipEndpoint.isSpeakerMute
			second > voice.muteSpeaker
			first > sipEndpoint.isSpeakerMute
			second > voice.unmuteMicrophone
			first > sipEndpoint.isMicrophoneMute
			first > sipEndpoint.unmuteSpeaker
			first > voice.isSpeakerMute`},
		"inactivity": {map[string]string{"security.inactivity-timeout": "2"}, two + `
			stage clock.advance {"ms":90000}
			first > agent.get
			second > system.triggerActivity
			stage clock.advance {"ms":119999}
			stage desktop.activity {"agent":"1001"}
			stage clock.advance {"ms":119999}
			stage call.arrive {"agent":"1001","from":"5550151"}
			first > voice.answer ["1"]
			stage clock.advance {"ms":1}
			first > agent.get
			stage desktop.activity {"agent":"1001"}
			again opens 1001
			again > subscribe ` + everything + `
			again > agent.getState
			again > agent.setState ["Ready"]
			again > interaction.getInteractions
			stage clock.advance {"ms":120000}`},
		"no-inactivity": {map[string]string{"security.inactivity-timeout": "0"}, two + `
			stage clock.advance {"ms":86400000}
			first > agent.getState`},
		"reload": {nil, two + `
			stage call.arrive {"agent":"1001","from":"5550151","contact":{"first":"Carla","last":"Cole"},"data":{"Account":"A-1"}}
			first > voice.answer ["1"]
			stage call.arrive {"agent":"1001","from":"5550152"}
			first > system.popupToast [{"title":"T","autoCloseTimeout":1000}]
			stage desktop.reload {"agent":"1001"}
			first > agent.get
			stage desktop.reload {"agent":"1001"}
			stage call.hangUp {"number":"5550152"}
			again opens 1001
			again > interaction.getInteractions
			again > interaction.getByInteractionId ["1"]
			again > voice.hold ["1"]
			stage call.arrive {"agent":"1001","from":"5550153"}
			again > subscribe ` + everything + `
			again > voice.hold ["3"]
			again > system.closeToast ["wweCustomToast0"]
			again > system.isFrameLeading
			stage clock.advance {"ms":1000}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var file bytes.Buffer
			h := play(t, tt.options, func(c *sim.Config) { c.Journal = journal.NewWriter(&file); c.Name = "w1" })
			log := h.run(tt.script)
			golden.Equal(t, name+".txt", []byte(log))
			h.w.Close()
			replayed(t, file.Bytes(), log)
		})
	}
}
