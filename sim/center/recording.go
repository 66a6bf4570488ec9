package center

// recordingMoves is the life of a call's recording.
var recordingMoves = map[Recording]map[Verb]Recording{
	NotRecording:    {StartRecording: Recorded},
	Recorded:        {StopRecording: NotRecording, PauseRecording: RecordingPaused},
	RecordingPaused: {StopRecording: NotRecording, ResumeRecording: Recorded},
}

// changeRecording applies a recording verb to the call and tells all its agents.
func (c *Center) changeRecording(l *leg, v Verb) error {
	k := l.call
	to, ok := recordingMoves[k.recording][v]
	if !ok {
		return &RefusedError{Interaction: l.id, Verb: v, State: l.state, Recording: k.recording}
	}
	k.recording = to
	k.story.recorded = k.story.recorded || to == Recorded
	c.reportAll(RecordingChanged, k)
	return nil
}

// record begins to record a call once it has a customer and an agent whose calls are.
func (c *Center) record(l *leg) {
	k := l.call
	if !l.agent.recorded || k.kind != Inbound && k.kind != Outbound || k.recording != NotRecording || k.story.recorded {
		return
	}
	k.recording, k.story.recorded = Recorded, true
	c.reportAll(RecordingChanged, k)
}
