package scapi

import (
	"encoding/json"
	"slices"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// agentGet is agent.get (Agent namespace). The WWE guide alone has roles.
func (s *Session) agentGet(r *request) ([]byte, error) {
	a, _ := r.port.Center().View(s.cfg.Agent)
	var o object
	o.text("employeeId", string(a.ID))
	o.text("firstname", a.First)
	o.text("lastname", a.Last)
	o.text("username", a.User)
	if s.cfg.Profile.attribute(guide) {
		o.name("roles")
		o.b = appendTexts(o.b, a.Roles)
	}
	return o.end(), nil
}

func (s *Session) agentState(r *request) ([]byte, error) {
	a, _ := r.port.Center().View(s.cfg.Agent)
	return state(a.State), nil
}

// agentStates lists only states that can be chosen.
func (s *Session) agentStates(r *request) ([]byte, error) {
	var items [][]byte
	for _, choice := range r.port.Center().Choices() {
		items = append(items, state(choice))
	}
	return array(items...), nil
}

func (s *Session) setAgentState(r *request) ([]byte, error) {
	return nil, s.do(r, center.Command{Verb: center.ChooseState, State: r.text(0)})
}

// state is media.State (Media namespace). A state nobody chose has no operation.
func state(st center.AgentState) []byte {
	var o object
	o.text("type", stateTypes[st.Kind])
	shown := st.Display
	if shown == "" {
		shown = display[st.Kind]
	}
	o.text("displayName", shown)
	o.optional("operationName", st.Operation)
	return o.end()
}

func (s *Session) mediaList(r *request) ([]byte, error) {
	a, _ := r.port.Center().View(s.cfg.Agent)
	var items [][]byte
	for _, m := range a.Media {
		items = append(items, media(m))
	}
	return array(items...), nil
}

func (s *Session) mediaByName(r *request) ([]byte, error) {
	a, _ := r.port.Center().View(s.cfg.Agent)
	for _, m := range a.Media {
		if mediaNames[m.Medium] == r.text(0) {
			return media(m), nil
		}
	}
	return nil, refusal("Media " + r.text(0) + " not found")
}

func media(m center.MediumView) []byte {
	var o object
	o.text("name", mediaNames[m.Medium])
	o.raw("state", state(m.State))
	return o.end()
}

func (s *Session) setMediaState(r *request) ([]byte, error) {
	m, ok := mediumNamed(r.text(0))
	if !ok {
		return nil, refusal("Media " + r.text(0) + " not found")
	}
	return nil, s.do(r, center.Command{Verb: center.ChooseState, Medium: m, State: r.text(1)})
}

// allowedServices lists the requests granted to the page (System namespace).
func (s *Session) allowedServices(r *request) ([]byte, error) {
	var granted []string
	for name, m := range methods {
		if s.cfg.Profile.has(m.in, m.since) && s.cfg.Access.grants(r.page.origin, name) {
			granted = append(granted, name)
		}
	}
	slices.Sort(granted)
	return appendTexts(nil, granted), nil
}

func (s *Session) interactions(*request) ([]byte, error) {
	items := make([][]byte, len(s.items))
	for i, it := range s.items {
		items[i] = s.appendInteraction(nil, it)
	}
	return array(items...), nil
}

// interactionByID answers null for an unknown id: that is no failure.
func (s *Session) interactionByID(r *request) ([]byte, error) {
	it := s.byClientID(r.text(0))
	if it == nil {
		return []byte("null"), nil
	}
	return s.appendInteraction(nil, it), nil
}

// setUserData changes nothing when one of the keys may not be written.
func (s *Session) setUserData(r *request) ([]byte, error) {
	data, err := s.writable(r.args[1])
	if err != nil {
		return nil, err
	}
	return nil, s.apply(r, center.Command{Verb: center.SetData, Data: data}, 0)
}

func (s *Session) deleteUserData(r *request) ([]byte, error) {
	key := r.text(1)
	if !s.cfg.Access.write.has(key) {
		return nil, refusal("User data key " + key + " may not be written")
	}
	return nil, s.apply(r, center.Command{Verb: center.DeleteData, Key: key}, 0)
}

// writable decodes user data whose keys may all be written.
func (s *Session) writable(raw json.RawMessage) ([]center.Datum, error) {
	data, err := userDataOf(raw)
	if err != nil {
		return nil, err
	}
	for _, d := range data {
		if !s.cfg.Access.write.has(d.Key) {
			return nil, refusal("User data key " + d.Key + " may not be written")
		}
	}
	return data, nil
}

// userDataOf decodes user data; none is no data.
func userDataOf(raw json.RawMessage) ([]center.Datum, error) {
	if raw == nil {
		return nil, nil
	}
	data, err := wire.Members(raw)
	if err != nil {
		return nil, refusal("User data is " + err.Error())
	}
	return data, nil
}

func (s *Session) blockMarkdone(r *request) ([]byte, error) {
	return nil, s.apply(r, center.Command{Verb: center.BlockDone, Warning: r.text(1)}, 0)
}

// selectCase selects a case and expands it, collapsing the one that was. The
// order of the three events is the documented one.
func (s *Session) selectCase(r *request) ([]byte, error) {
	id := r.text(0)
	if !s.hasCase(id) {
		return nil, refusal("Case " + id + " not found")
	}
	if id == s.selected {
		return nil, nil
	}
	if s.selected != "" {
		r.dst = s.tell(r.dst, "interaction", caseData("CASE_COLLAPSED", s.selected))
	}
	s.selected = id
	r.dst = s.tell(r.dst, "interaction", caseData("CASE_EXPANDED", id))
	r.dst = s.tell(r.dst, "interaction", caseData("CASE_SELECTED", id))
	return nil, nil
}

func caseData(eventType, id string) []byte {
	var o object
	o.text("eventType", eventType)
	o.text("selectedCaseId", id)
	return o.end()
}

// dial attaches all its user data: the keys that may be written are documented of
// setUserData and deleteUserData alone.
func (s *Session) dial(r *request) ([]byte, error) {
	data, err := userDataOf(r.args[1])
	if err != nil {
		return nil, err
	}
	return nil, s.do(r, center.Command{Verb: center.Dial, Number: r.text(0), Data: data})
}

// campaigns is outbound.getCampaigns; its shape is inferred.
func (s *Session) campaigns(r *request) ([]byte, error) {
	var items [][]byte
	for _, k := range r.port.Center().Campaigns(s.cfg.Agent) {
		var o object
		o.text("name", k.Name)
		o.text("mode", modeWords[k.Mode])
		o.text("status", campaignWords[k.State])
		items = append(items, o.end())
	}
	return array(items...), nil
}

func (s *Session) previewRecord(r *request) ([]byte, error) {
	return nil, s.do(r, center.Command{Verb: center.NextRecord, Campaign: r.text(0)})
}

// callRecord dials a number of the record's chain; without a handle, as the first
// published sample did, the one that comes first.
func (s *Session) callRecord(r *request) ([]byte, error) {
	cmd := center.Command{Verb: center.CallRecord}
	if r.args[1] != nil {
		var err error
		if cmd.Handle, err = r.whole(1, "recordHandle", 1); err != nil {
			return nil, err
		}
	}
	return nil, s.apply(r, cmd, center.Preview)
}
