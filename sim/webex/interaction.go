package webex

import (
	"cmp"
	"encoding/json"
	"strconv"
	"time"

	"github.com/deskproof/deskproof/sim/center"
)

// field is a field of the documented Interaction: its name, and what it says of a
// contact. Nothing (nil) is no field; a null that is written is null.
type field struct {
	name string
	of   func(*Session, *contact) any
}

// null is a field that is there and says nothing.
var null = json.RawMessage("null")

// interaction is a contact as the documents lay it out (Interaction of the agent SDK).
// Where the documented alias and the declarations of the published package differ, it
// follows the session's profile.
func (s *Session) interaction(c *contact) object { return s.fields(c, interactionFields) }

func (s *Session) fields(c *contact, all []field) object {
	o := make(object, 0, len(all))
	for _, f := range all {
		if v := f.of(s, c); v != nil {
			o = append(o, member{f.name, v})
		}
	}
	return o
}

// interactionFields are the fields of an Interaction, those first that are always there,
// and when the others are.
var interactionFields = []field{
	{"isFcManaged", func(_ *Session, c *contact) any { return c.outdial != outdial }},
	{"isTerminated", func(_ *Session, c *contact) any { return c.terminated }},
	{"mediaType", func(_ *Session, c *contact) any { return c.mediaType }},
	{"previousVTeams", func(_ *Session, c *contact) any { return append([]string{}, c.previous...) }},
	{"state", func(_ *Session, c *contact) any { return c.state }},
	{"currentVTeam", func(_ *Session, c *contact) any { return c.queue.id }},
	{"participants", func(s *Session, c *contact) any { return s.participants(c) }},
	{"interactionId", func(_ *Session, c *contact) any { return c.id }},
	{"orgId", func(s *Session, _ *contact) any { return s.cfg.Tenant.Organization }},
	{"createdTimestamp", func(s *Session, c *contact) any { return s.epoch(c.created) }},
	{"callProcessingDetails", func(s *Session, c *contact) any { return s.fields(c, detailFields) }},
	{"mainInteractionId", func(_ *Session, c *contact) any { return c.id }},
	{"media", func(s *Session, c *contact) any { return s.mediaOf(c) }},
	{"owner", func(_ *Session, c *contact) any { return AgentID(c.owner) }},
	{"mediaChannel", func(_ *Session, c *contact) any { return c.mediaType }},
	{"contactDirection", func(_ *Session, c *contact) any { return object{{"type", c.direction()}} }},
	{"callFlowParams", func(_ *Session, c *contact) any { return c.flowParams() }},
	// An agent dialed, or a campaign.
	{"outboundType", func(_ *Session, c *contact) any { return textOf(c.outdial) }},
	// The contact came from another.
	{"parentInteractionId", func(_ *Session, c *contact) any { return textOf(c.parent) }},
	// It came in: null, if to an agent and by no queue.
	{"queuedTimestamp", func(s *Session, c *contact) any {
		switch {
		case c.queued:
			return s.epoch(c.queuedAt)
		case c.outbound:
			return nil
		}
		return null
	}},
	// Something is attached to it.
	{"callAssociatedData", func(_ *Session, c *contact) any { return c.associatedData() }},
	{"callAssociatedDetails", func(_ *Session, c *contact) any { return c.associatedDetails() }},
	// A flow drives it, which a routing point has; a queue alone: null.
	{"flowProperties", func(_ *Session, c *contact) any {
		return c.byFlow(object{{"entryPoint", c.queue.name}})
	}},
	{"workflowManager", func(_ *Session, c *contact) any { return c.byFlow(uuid("flow engine")) }},
	// A call that is, or was, recorded: while the recorder listens, it is true.
	{"isMediaForked", func(_ *Session, c *contact) any {
		return c.ifRecorded(c.recording == center.Recorded)
	}},
	// Something written: an e-mail's own, else null.
	{"mediaProperties", func(_ *Session, c *contact) any { return c.mediaProperties() }},
	// Its wrap-up is owed.
	{"isWrapUpAssist", func(_ *Session, c *contact) any {
		if c.state != stateWrapUp {
			return nil
		}
		return false
	}},
}

// outdial is the outboundType of what an agent dials.
const outdial = "OUTDIAL"

func textOf(v string) any {
	if v == "" {
		return nil
	}
	return v
}

func (c *contact) direction() string {
	if c.outbound || c.outdial != "" {
		return "OUTBOUND"
	}
	return "INBOUND"
}

// byFlow is what is so when a flow drives the contact.
func (c *contact) byFlow(v any) any {
	switch {
	case !c.queued:
		return nil
	case c.queue.target.Kind != center.ToRoutingPoint:
		return null
	}
	return v
}

func (c *contact) ifRecorded(v any) any {
	if c.mediaType != "telephony" || !c.recorded {
		return nil
	}
	return v
}

func (c *contact) mediaProperties() any {
	switch {
	case c.mediaType == "telephony":
		return nil
	case c.letter == nil:
		return null
	}
	return object{{"subject", c.letter.Subject}, {"from", c.letter.From}, {"to", append([]string{}, c.letter.To...)}}
}

// flowParams are what routing passed along: the queue.
func (c *contact) flowParams() object {
	if !c.queued {
		return object{}
	}
	return object{{"Queue", object{
		{"name", "Queue"},
		{"qualifier", "vteam"},
		{"description", c.queue.name},
		{"valueDataType", "string"},
		{"value", c.queue.id},
	}}}
}

// associatedData is the attached data, each with how it may be shown and changed.
func (c *contact) associatedData() any {
	if len(c.data) == 0 {
		return nil
	}
	o := object{}
	for _, d := range c.data {
		value, kind := plain(d.Value)
		o = append(o, member{d.Key, object{
			{"agentEditable", true},
			{"agentViewable", true},
			{"displayName", d.Key},
			{"global", false},
			{"isSecure", false},
			{"name", d.Key},
			{"reportable", true},
			{"secureKeyId", ""},
			{"secureKeyVersion", 0},
			{"type", kind},
			{"value", value},
		}})
	}
	return o
}

func (c *contact) associatedDetails() any {
	if len(c.data) == 0 {
		return nil
	}
	o := object{}
	for _, d := range c.data {
		value, _ := plain(d.Value)
		o = append(o, member{d.Key, value})
	}
	return o
}

// plain is a value of attached data as a text, and what it is.
func plain(value string) (text, kind string) {
	var v any
	if json.Unmarshal([]byte(value), &v) != nil {
		return value, "STRING"
	}
	switch v := v.(type) {
	case string:
		return v, "STRING"
	case bool:
		return value, "BOOLEAN"
	case float64:
		if _, err := strconv.Atoi(value); err == nil {
			return value, "INTEGER"
		}
		return value, "DECIMAL"
	}
	return value, "JSON"
}

// datum is a text that is attached under a name; empty if there is none.
func (c *contact) datum(name string) string {
	for _, d := range c.data {
		if d.Key == name {
			text, _ := plain(d.Value)
			return text
		}
	}
	return ""
}

// mediaOf are the legs of a contact, by id.
func (s *Session) mediaOf(c *contact) object {
	o := object{}
	for i := range c.legs {
		l := &c.legs[i]
		manager, kind, since := "callmm", "mainCall", any(null)
		if c.mediaType != "telephony" {
			manager = "digitalmm"
		}
		if l.consult {
			kind = "consult"
		}
		if l.held {
			since = s.epoch(l.heldAt)
		}
		o = append(o, member{l.id, object{
			{"mediaResourceId", l.id},
			{"mediaType", c.mediaType},
			{"mediaMgr", manager},
			{"participants", append([]string{}, l.participants...)},
			{"mType", kind},
			{"isHold", l.held},
			{"holdTimestamp", since},
		}})
	}
	return o
}

// participants is everybody who has to do with a contact, by id.
func (s *Session) participants(c *contact) object {
	o := object{}
	for i := range c.people {
		o = append(o, member{c.people[i].id, s.participant(c, &c.people[i])})
	}
	return o
}

// participantTypes are the types of participants by their pType.
var participantTypes = map[string]string{"DN": "Agent", "EP-DN": "EpDn"}

func (s *Session) participant(c *contact, p *person) object {
	o := object{
		{"id", p.id},
		{"pType", p.pType},
		{"type", cmp.Or(participantTypes[p.pType], p.pType)},
		{"hasJoined", p.joined},
		{"hasLeft", p.left},
		{"isInPredial", p.predial},
	}
	if p.name != "" {
		o = append(o, member{"name", p.name})
	}
	if p.pType == "Customer" && c.mediaType == "telephony" {
		o = append(o, member{"callerId", p.number})
	}
	if p.pType == "DN" || p.pType == "EP-DN" {
		o = append(o, member{"dn", p.number}, member{"epId", p.id})
	}
	if p.joined {
		o = append(o, member{"joinTimestamp", s.epoch(p.joinedAt)})
	}
	if p.pType == "Agent" {
		o = append(o, s.agentFields(c, p)...)
	}
	return o
}

// agentFields are what is said of an agent who has to do with a contact.
func (s *Session) agentFields(c *contact, p *person) object {
	v, _ := s.port.Center().View(p.agent)
	o := object{{"dn", phoneOf(v)}}
	if teams := s.cfg.Tenant.teamsOf(p.agent); len(teams) > 0 {
		o = append(o, member{"teamId", teams[0].ID}, member{"teamName", teams[0].Name})
	}
	if c.queued {
		o = append(o, member{"queueId", c.queue.id}, member{"queueMgrId", queueManager})
	}
	o = append(o, object{
		{"siteId", siteID},
		{"sessionId", uuid("session", string(p.agent))},
		{"channelId", channelID(p.agent, channelKind(c.mediaType), 0)},
		{"autoAnswerEnabled", false},
		{"isOffered", p.offered},
		{"isConsulted", p.consulted},
		{"isWrapUp", p.wrapUp},
		{"isWrappedUp", p.wrappedUp},
	}...)
	if s.loggedIn && p.agent == s.cfg.User {
		o = append(o, member{"deviceType", s.device}, member{"deviceId", s.dn})
	}
	if p.consulted {
		o = append(o, member{"consultState", consultState(p)})
	}
	if p.consulted && p.aside {
		o = append(o, member{"consultTimestamp", s.epoch(p.consultAt)})
	}
	if p.wrapUp {
		o = append(o, member{"wrapUpTimestamp", s.epoch(p.leftAt)})
	}
	return o
}

// phoneOf is the number of an agent's phone: of the one where they have signed in, or
// else of their own.
func phoneOf(v center.AgentView) string { return cmp.Or(v.Phone, v.Number) }

// channelKind is the kind of channel by which a contact comes: what customers write is
// a chat or social.
func channelKind(mediaType string) string {
	switch mediaType {
	case "telephony", "chat", "email":
		return mediaType
	}
	return "social"
}

func consultState(p *person) string {
	switch {
	case p.left:
		return "ended"
	case !p.aside:
		return "conference"
	case p.joined:
		return "consulting"
	}
	return "reserved"
}

// queueManager is the name of the queue manager.
const queueManager = "aqm"

// seconds are whole seconds as text.
func seconds(d time.Duration) string { return strconv.Itoa(int(d / time.Second)) }
