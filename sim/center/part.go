package center

// part is a copy of the agent's part in a call as it stands.
func (l *leg) part() Part {
	k := l.call
	p := Part{
		ID: l.id, Story: k.story.id, Owes: l.owes(), Agent: l.agent.ID, Medium: Voice, State: l.state, Kind: k.kind,
		Outgoing: l.outgoing, ANI: k.from.Number, DNIS: k.to.Number, Parties: l.parties, Data: k.data,
		Recording: k.recording, UUID: k.uuid, Conn: k.conn, Contact: k.contact,
		Since: l.since, Blocked: l.blocked, Warning: l.warning,
	}
	if l.state == Released {
		p.Recording = NotRecording
	}
	if r := l.record(); r != nil {
		p.Record, p.Campaign, p.Mode = r.id, r.campaign.Name, k.mode
	}
	if l.isConsulting() {
		p.Parent = k.about.id
	}
	return p
}

// AgentView is an agent as it stands. It is a copy.
type AgentView struct {
	Agent
	State AgentState
	Media []MediumView
	Wants bool // direct push records

	// LoggedIn says that the agent has logged in by request, and not out again. Such an
	// agent stays ready after an offer that they did not answer, is offered one chat and
	// one e-mail at a time, and what they do not take is offered to others, even if it
	// was sent to them alone.
	LoggedIn bool

	// SignedIn says that the agent has signed in at a phone, and not out again: Phone is
	// its number. Such an agent is not ready after an offer that they did not answer,
	// which goes on to others. What is over for them takes its place in what routing gives
	// them at once until they have marked it done, and does not come back to them before.
	SignedIn bool
	Phone    string
}

// MediumView is one medium of an agent.
type MediumView struct {
	Medium   Medium
	State    AgentState
	Capacity int // how many of it routing gives the agent at once
}

// View returns the agent as they stand; false if the center has no such agent.
func (c *Center) View(id AgentID) (AgentView, bool) {
	a, ok := c.byID[id]
	if !ok {
		return AgentView{}, false
	}
	v := AgentView{Agent: a.Agent, State: a.overall(), Wants: a.wants, LoggedIn: a.loggedIn, SignedIn: a.signedIn, Phone: a.phone}
	for _, ms := range a.media {
		v.Media = append(v.Media, MediumView{ms.medium, ms.state, c.capacity(a, ms.medium)})
	}
	return v, true
}

// Agents returns the ids of all agents, in the order of Config.
func (c *Center) Agents() []AgentID {
	var ids []AgentID
	for _, a := range c.agents {
		ids = append(ids, a.ID)
	}
	return ids
}

// Choices returns the states an agent can choose, in the order of Config.
func (c *Center) Choices() []AgentState { return append([]AgentState(nil), c.cfg.Choices...) }

// Parts returns what is in the agent's list, calls first, then chats and e-mails, each
// oldest first.
func (c *Center) Parts(id AgentID) []Part {
	a, ok := c.byID[id]
	if !ok {
		return nil
	}
	var parts []Part
	for _, l := range a.legs {
		parts = append(parts, l.part())
	}
	for _, s := range a.seats {
		parts = append(parts, s.part())
	}
	if a.record != nil {
		parts = append(parts, a.record.part())
	}
	return parts
}

// CampaignView is a campaign as it stands. It is a copy.
type CampaignView struct {
	Name  string
	Mode  Mode
	State CampaignState
}

// Campaigns returns the loaded and running campaigns of an agent, in the order in
// which they were made.
func (c *Center) Campaigns(id AgentID) []CampaignView {
	var out []CampaignView
	for _, k := range c.campaigns {
		if k.State != Unloaded && k.has(id) {
			out = append(out, CampaignView{k.Name, k.Mode, k.State})
		}
	}
	return out
}
