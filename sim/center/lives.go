package center

import "maps"

// The lives of an agent's part in a thread, beside moves: a pair of state and verb
// that is not there is refused.
var (
	chatMoves = map[State]map[Verb]State{
		Offered: offered(Offered),
		AskedIn: offered(AskedIn),
		Joining: chatting(Joining, map[Verb]State{CompleteTransfer: Released, CompleteConference: Released, EndChat: Released, LeaveConference: Left, Expire: Loading}),
		Loading: chatting(Loading, map[Verb]State{CompleteTransfer: Released, CompleteConference: Released, EndChat: Released, LeaveConference: Left, Expire: Joined}),
		Joined: chatting(Joined, map[Verb]State{
			EndChat: Released, LeaveConference: Left, Compose: Joined, InsertResponse: Joined,
			SingleStepTransfer: HandedOver, SingleStepConference: Joined,
			Consult: Joined, CompleteTransfer: Released, CompleteConference: Released,
		}),
		Unjoined:   ended(Unjoined),
		Released:   ended(Released),
		HandedOver: ended(HandedOver),
		Left:       ended(Left),
		Disturbed:  ended(Disturbed),
		Obscured:   ended(Obscured),
	}

	// emailMoves is the life of an inbound e-mail with the agent who deals with it.
	emailMoves = map[State]map[Verb]State{
		Offered:    offered(Offered),
		Accepted:   dealtWith(Accepted),
		Saved:      dealtWith(Saved),
		Pulled:     dealtWith(Pulled),
		Released:   ended(Released),
		HandedOver: ended(HandedOver),
		Left:       ended(Left),
		Disturbed:  ended(Disturbed),
		Obscured:   ended(Obscured),
	}

	// guestMoves is its life with an agent who was asked in.
	guestMoves = map[State]map[Verb]State{
		AskedIn:    offered(AskedIn),
		Accepted:   shared(Accepted, answered(Accepted, map[Verb]State{LeaveConference: Left})),
		HandedOver: ended(HandedOver),
		Left:       ended(Left),
		Disturbed:  ended(Disturbed),
		Obscured:   ended(Obscured),
	}

	// draftMoves is the life of an outbound e-mail.
	draftMoves = map[State]map[Verb]State{
		Drafted:   written(Drafted),
		Saved:     written(Saved),
		Pulled:    written(Pulled),
		Disturbed: ended(Disturbed),
		Obscured:  ended(Obscured),
	}
)

// listed adds what can be done with whatever is not over.
func listed(s State, moves map[Verb]State) map[Verb]State {
	maps.Copy(moves, map[Verb]State{SetData: s, DeleteData: s, BlockDone: s, UnblockDone: s})
	return moves
}

func offered(s State) map[Verb]State {
	return listed(s, map[Verb]State{Accept: Accepted, Reject: Rejected, Expire: Withdrawn})
}

// underWay adds what can befall a thread that an agent deals with.
func underWay(s State, moves map[Verb]State) map[Verb]State {
	moves[Disturb], moves[Obscure] = Disturbed, Obscured
	return listed(s, moves)
}

// shared adds what each of those who handle a thread may do.
func shared(s State, moves map[Verb]State) map[Verb]State {
	maps.Copy(moves, map[Verb]State{Finish: Completed, StepOut: Left, Transfer: HandedOver, Invite: s, Requeue: Stored, Park: Stored})
	return underWay(s, moves)
}

func chatting(s State, moves map[Verb]State) map[Verb]State {
	maps.Copy(moves, map[Verb]State{Say: s, Notice: s, StopTyping: s})
	return shared(s, moves)
}

func answered(s State, moves map[Verb]State) map[Verb]State {
	maps.Copy(moves, map[Verb]State{Reply: s, ReplyAll: s, Forward: s})
	return moves
}

func dealtWith(s State) map[Verb]State {
	return shared(s, answered(s, map[Verb]State{
		Done: Completed, Save: Saved, PlaceInWorkbin: Stored, PlaceInQueue: Stored,
		SingleStepTransfer: HandedOver, SingleStepConference: s, Consult: s,
	}))
}

func written(s State) map[Verb]State {
	return underWay(s, map[Verb]State{
		Compose: s, InsertResponse: s, Send: Sent, Discard: Canceled, Save: Saved,
		PlaceInWorkbin: Stored, PlaceInQueue: Stored,
	})
}

func ended(s State) map[Verb]State {
	return map[Verb]State{Done: Completed, Finish: Completed, BlockDone: s, UnblockDone: s}
}

// life is the table that a seat goes by.
func (s *seat) life() map[State]map[Verb]State {
	switch {
	case s.thread.via == Chat:
		return chatMoves
	case s.thread.kind == Outbound:
		return draftMoves
	case s.guest:
		return guestMoves
	}
	return emailMoves
}

// move returns where verb leads from the seat's state, or a *RefusedError.
func (s *seat) move(v Verb) (State, error) {
	to, ok := s.life()[s.state][v]
	switch {
	case v == LeaveConference:
		ok = ok && s.guest
	case v == SingleStepTransfer:
		ok = ok && !s.guest
	case v == StepOut:
		ok = ok && s.thread.about == nil && s.heir() != nil
	}
	if !ok {
		return s.state, &RefusedError{Interaction: s.thread.id, Verb: v, State: s.state}
	}
	return to, nil
}
