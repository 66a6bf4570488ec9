package gws

import (
	"github.com/deskproof/deskproof/sim/center"
)

// mediaNames are the channels (Set Agent State for a Channel).
var mediaNames = map[center.Medium]string{
	center.Voice:    "voice",
	center.Chat:     "chat",
	center.Email:    "email",
	center.Workitem: "workitem",
}

// media are the user's media that are channels here, in the order of the center.
func (s *Session) media() []center.MediumView {
	v, _ := s.port.Center().View(s.cfg.User.ID)
	var out []center.MediumView
	for _, ms := range v.Media {
		if mediaNames[ms.Medium] != "" {
			out = append(out, ms)
		}
	}
	return out
}

func (s *Session) channel(name string) (center.MediumView, bool) {
	for _, ms := range s.media() {
		if mediaNames[ms.Medium] == name {
			return ms, true
		}
	}
	return center.MediumView{}, false
}

// channels are the user's channels with their states.
func (s *Session) channels() []object {
	out := []object{}
	for _, ms := range s.media() {
		out = append(out, channel(ms.Medium, ms.State))
	}
	return out
}

func channel(m center.Medium, st center.AgentState) object {
	return object{{"channel", mediaNames[m]}, {"userState", userState(st)}}
}

// stateWords are the kinds of agent states. Those beside Ready, NotReady and LoggedOut
// are inferred.
var stateWords = map[center.StateKind]string{
	center.Ready:                "Ready",
	center.NotReady:             "NotReady",
	center.NotReadyReason:       "NotReady",
	center.AfterCallWork:        "AfterCallWork",
	center.AfterCallWorkReason:  "AfterCallWork",
	center.DoNotDisturb:         "DoNotDisturb",
	center.LoggedOut:            "LoggedOut",
	center.LoggedOutUndisturbed: "LoggedOut",
	center.OutOfService:         "OutOfService",
}

// userState is an agent state (Query Agent State).
func userState(st center.AgentState) object {
	word := stateWords[st.Kind]
	if word == "" {
		word = "Unknown"
	}
	display := st.Display
	if display == "" {
		display = word
	}
	o := object{{"id", stateID(st)}, {"displayName", display}, {"state", word}}
	if st.Reason != "" {
		o = append(o, member{"reason", st.Reason})
	}
	return o
}

func (s *Session) getChannels(*request) (object, error) {
	return found(member{"channels", s.channels()}), nil
}

func (s *Session) getChannel(r *request) (object, error) {
	ms, ok := s.channel(r.args[0])
	if !ok {
		return nil, fail(notFound, "Channel not found")
	}
	return found(member{"channel", channel(ms.Medium, ms.State)}), nil
}

// postChannel puts one of the user's channels in a state.
func (s *Session) postChannel(r *request) (object, error) {
	name, _, err := r.operation()
	if err != nil {
		return nil, err
	}
	if _, ok := s.choice(name); !ok {
		return nil, fail(missing, "Unknown operation "+name)
	}
	ms, ok := s.channel(r.args[0])
	if !ok {
		return nil, fail(notFound, "Channel not found")
	}
	if err := s.chooseState(ms.Medium, name); err != nil {
		return nil, err
	}
	return s.cfg.Results.done(), nil
}

// chooseState puts a medium, or with 0 all, in the state of a name.
func (s *Session) chooseState(m center.Medium, name string) error {
	st, ok := s.choice(name)
	if !ok {
		return fail(missing, "Unknown operation "+name)
	}
	if !s.isAgent() {
		return nil // who has no channels
	}
	return s.port.Do(center.Command{Verb: center.ChooseState, Agent: s.cfg.User.ID, Medium: m, State: st.Operation})
}

// choice is the state that an operation puts an agent in: one of those that the center
// has by that name, or its first that is ready, or not.
func (s *Session) choice(name string) (center.AgentState, bool) {
	kinds := map[string]center.StateKind{"Ready": center.Ready, "NotReady": center.NotReady}
	var of *center.AgentState
	for _, st := range s.port.Center().Choices() {
		if st.Operation == name {
			return st, true
		}
		if of == nil && st.Kind == kinds[name] {
			of = &st
		}
	}
	if of == nil {
		return center.AgentState{}, false
	}
	return *of, true
}

// channelChanged tells of a channel whose state has changed.
func channelChanged(e *center.Event) object {
	return object{
		{"messageTypeName", "ChannelStateChangeMessageV2"},
		{"messageType", "ChannelStateChangeMessageV2"},
		{"channels", []object{channel(e.Medium, e.State)}},
	}
}
