package steps_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/reports/result"
)

// What becomes of a call, in the words of every wire that has calls, is told by events.
func TestWhatBecomesOfACall(t *testing.T) {
	const rings = "Given Ana is signed in\nAnd Carla calls Ana\n"
	const changed, recording = "CALL_RECORDING_STATE_CHANGED", "@spec:scapi.seq.recording.4"
	call := func(eventType, state string, more ...string) []string {
		return []string{told(eventType, "1", state, append(more, `"callType":"INBOUND"`)...)}
	}
	tests := map[string]struct {
		tags, on string
		tells    []string
		steps    string
		want     result.Outcome
	}{
		"it rings": {"@spec:scapi.event.voice.RINGING", "", nil,
			"Given Ana is signed in\nWhen Carla calls Ana\nThen the call is offered to Ana", result.Passed},
		"it is answered": {"@spec:scapi.event.voice.ESTABLISHED", "voice.answer", call("ESTABLISHED", "TALKING"),
			rings + "When Ana answers the call\nThen Ana handles the call", result.Passed},
		"it is answered without a word": {"@spec:scapi.event.voice.ESTABLISHED", "voice.answer", nil,
			rings + "When Ana answers the call\nThen Ana handles the call", result.Failed},
		"it is taken away": {"@spec:scapi.event.voice.RELEASED", "call.hangUp", call("RELEASED", "IDLE"),
			rings + "When Carla hangs up\nThen the offer of the call to Ana is withdrawn", result.Passed},
		"it is held": {"@spec:scapi.event.voice.HELD", "voice.hold", call("HELD", "HELD"),
			rings + "When Ana puts the call on hold\nThen Ana's desk shows the call on hold", result.Passed},
		"it is not held": {"@spec:scapi.event.voice.HELD", "voice.hold", nil,
			rings + "When Ana puts the call on hold\nThen Ana's desk shows the call on hold", result.Failed},
		"it is resumed": {"@spec:scapi.event.voice.ESTABLISHED", "voice.resume", call("ESTABLISHED", "TALKING"),
			rings + "When Ana takes the call off hold\nThen Ana's desk shows the call no longer on hold", result.Passed},
		"its recording pauses": {recording, "voice.pauseCallRecording", call(changed, "TALKING", `"recordingState":"PAUSED"`),
			rings + "When Ana pauses the recording\nThen Ana's desk shows the recording of the call paused", result.Passed},
		"its recording goes on": {recording, "voice.pauseCallRecording", call(changed, "TALKING", `"recordingState":"RECORDING"`),
			rings + "When Ana pauses the recording\nThen Ana's desk shows the recording of the call paused", result.Failed},
		"its recording changes, and not how": {recording, "voice.pauseCallRecording", call(changed, "TALKING"),
			rings + "When Ana pauses the recording\nThen Ana's desk shows the recording of the call paused", result.Note},
		"others are in it": {"@spec:scapi.event.voice.PARTY_CHANGED", "call.hangUp", call("PARTY_CHANGED", "TALKING"),
			rings + "When Carla hangs up\nThen Ana's desk shows the call as a conference", result.Passed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := &fake{answers: map[string]string{"interaction.getInteractions": `"data":[{"interactionId":"1","state":"TALKING"}]`},
				tells: map[string][]string{"call.arrive": call("RINGING", "RINGING")}}
			if tt.on != "" {
				f.tells[tt.on] = tt.tells
			}
			got := judged(t, f, tt.tags, tt.steps)
			assert.Equal(t, tt.want, got.Outcome, "%s %+v %+v", got.Reason, got.Failures(), got.Notes())
		})
	}
}
