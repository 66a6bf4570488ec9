package center

// moves is the whole life of an agent's part in a call or a record, by medium; that in
// a chat or an e-mail is in lives.go. A pair of state and verb that is not here is
// refused, and only a consultation that the agent made can be completed. FarEnd verbs
// and Expire are in it too, since they move parts as well; for an internal call the
// other agent is the far end.
var moves = map[Medium]map[State]map[Verb]State{
	Voice: {
		Offered: {
			Accept: Connected, Reject: Released, FarHangUp: Released, Expire: Released,
			SetData: Offered, DeleteData: Offered, BlockDone: Offered, UnblockDone: Offered,
		},
		Dialing: {
			FarAnswer: Connected, FarBusy: Released, FarSilent: Released, HangUp: Released,
			CompleteTransfer: Released,
			SetData:          Dialing, DeleteData: Dialing, BlockDone: Dialing, UnblockDone: Dialing,
		},
		Connected: {
			Hold: Held, HangUp: Released, FarHangUp: Released,
			StartRecording: Connected, StopRecording: Connected, PauseRecording: Connected, ResumeRecording: Connected,
			Consult: Held, CompleteTransfer: Released, CompleteConference: Released,
			SingleStepTransfer: Released, SingleStepConference: Connected,
			SetData: Connected, DeleteData: Connected, BlockDone: Connected, UnblockDone: Connected,
		},
		Held: {
			Resume: Connected, HangUp: Released, FarHangUp: Released,
			StartRecording: Held, StopRecording: Held, PauseRecording: Held, ResumeRecording: Held,
			Consult: Held, CompleteTransfer: Released, CompleteConference: Released,
			SingleStepTransfer: Released, SingleStepConference: Held,
			SetData: Held, DeleteData: Held, BlockDone: Held, UnblockDone: Held,
		},
		Released: {
			Done: Released, BlockDone: Released, UnblockDone: Released,
		},
	},
	Preview: {
		Offered: {
			Accept: Previewing, Reject: Rejected,
			SetData: Offered, DeleteData: Offered, BlockDone: Offered, UnblockDone: Offered,
		},
		Previewing: {
			CallRecord: Calling, RejectRecord: Rejected, CancelRecord: Canceled,
			SetData: Previewing, DeleteData: Previewing, BlockDone: Previewing, UnblockDone: Previewing,
		},
		Calling:  {SetData: Calling, DeleteData: Calling, BlockDone: Calling, UnblockDone: Calling},
		Rejected: {Done: Rejected, BlockDone: Rejected, UnblockDone: Rejected},
		Canceled: {Done: Canceled, BlockDone: Canceled, UnblockDone: Canceled},
	},
}

// recordingMoves is the life of a call's recording.
var recordingMoves = map[Recording]map[Verb]Recording{
	NotRecording:    {StartRecording: Recorded},
	Recorded:        {StopRecording: NotRecording, PauseRecording: RecordingPaused},
	RecordingPaused: {StopRecording: NotRecording, ResumeRecording: Recorded},
}

// closesWhen says when the record leaves the agent's list once it is called, by
// mode: when its call is dialed, answered, or marked done.
var closesWhen = map[Mode]EventKind{
	Pull:       PartDialed,
	DirectPush: PartEstablished,
	Push:       DoneApplied,
}

// move returns where verb leads from state, or a *RefusedError.
func move(m Medium, id InteractionID, from State, v Verb) (State, error) {
	to, ok := moves[m][from][v]
	if !ok {
		return from, &RefusedError{Interaction: id, Verb: v, State: from}
	}
	return to, nil
}
