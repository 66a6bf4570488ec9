package center

// moves is the whole life of an agent's part in a call or a record, by medium; that in
// a chat or an e-mail is in lives.go. A pair of state and verb that is not here is
// refused, and only a consultation that the agent made can be completed. FarEnd verbs
// and Expire are in it too, since they move parts as well; for an internal call the
// other agent is the far end.
var moves = map[Medium]map[State]map[Verb]State{
	Voice: {
		Offered: listed(Offered, map[Verb]State{
			Accept: Connected, Reject: Released, FarHangUp: Released, Expire: Released,
		}),
		Dialing: listed(Dialing, map[Verb]State{
			FarAnswer: Connected, FarBusy: Released, FarSilent: Released, HangUp: Released,
			CompleteTransfer: Released,
		}),
		Connected: listed(Connected, map[Verb]State{
			Hold: Held, HangUp: Released, FarHangUp: Released,
			StartRecording: Connected, StopRecording: Connected, PauseRecording: Connected, ResumeRecording: Connected,
			Consult: Held, CompleteTransfer: Released, CompleteConference: Released,
			SingleStepTransfer: Released, SingleStepConference: Connected,
			StepOut: Released, EndConference: Connected,
		}),
		Held: listed(Held, map[Verb]State{
			Resume: Connected, HangUp: Released, FarHangUp: Released,
			StartRecording: Held, StopRecording: Held, PauseRecording: Held, ResumeRecording: Held,
			Consult: Held, CompleteTransfer: Released, CompleteConference: Released,
			SingleStepTransfer: Released, SingleStepConference: Held,
			StepOut: Released, EndConference: Held,
		}),
		Released: {Done: Released, BlockDone: Released, UnblockDone: Released},
	},
	Preview: {
		Offered:    listed(Offered, map[Verb]State{Accept: Previewing, Reject: Rejected}),
		Previewing: listed(Previewing, map[Verb]State{CallRecord: Calling, RejectRecord: Rejected, CancelRecord: Canceled}),
		Calling:    listed(Calling, map[Verb]State{}),
		Rejected:   {Done: Rejected, BlockDone: Rejected, UnblockDone: Rejected},
		Canceled:   {Done: Canceled, BlockDone: Canceled, UnblockDone: Canceled},
	},
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
