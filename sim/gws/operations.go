package gws

import (
	"encoding/json"
	"errors"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// call is one operation while it is done.
type call struct {
	*request
	part center.Part
	body map[string]json.RawMessage
}

// operations are what is done for each name that rules has.
var operations = map[string]func(*Session, *call) error{
	"Accept":               (*Session).accept,
	"Reject":               does(center.Reject),
	"StopProcessing":       (*Session).stop,
	"Complete":             (*Session).stop,
	"PlaceInQueue":         (*Session).placeInQueue,
	"UpdateProperties":     (*Session).updateProperties,
	"PlaceInWorkbin":       (*Session).placeInWorkbin,
	"Transfer":             (*Session).transfer,
	"StartConference":      hands(center.Invite, "agentId"),
	"EndConference":        (*Session).endConference,
	"LeaveConference":      (*Session).endConference,
	"SendMessage":          (*Session).sendMessage,
	"SendNotification":     (*Session).sendNotification,
	"RequestChatHistory":   (*Session).requestHistory,
	"InitiateConsulation":  hands(center.Consult, "agentId"),
	"InitiateConsultation": hands(center.Consult, "agentId"),
	"CompleteTransfer":     does(center.CompleteTransfer),
	"CompleteConference":   does(center.CompleteConference),
	"Reply":                writes(center.Reply),
	"ReplyAll":             writes(center.ReplyAll),
	"Forward":              writes(center.Forward),
	"CancelReply":          does(center.Discard),
	"Cancel":               does(center.Discard),
	"Send":                 writes(center.Send),
}

// getContent is posted on an interaction that it does not concern.
const getContent = "GetWorkbinContent"

// postMyInteraction does an operation on an interaction.
func (s *Session) postMyInteraction(r *request) (object, error) {
	name, body, err := r.operation()
	if err != nil {
		return nil, err
	}
	return s.operate(r, name, body)
}

// putInteraction does the same: what its body is like is printed nowhere. One without
// an operation, but with properties, updates them.
func (s *Session) putInteraction(r *request) (object, error) {
	name, body, err := r.operation()
	switch {
	case err == nil:
		return s.operate(r, name, body)
	case wire.IsNull(body["operationName"]) && !wire.IsNull(body["properties"]):
		return s.operate(r, "UpdateProperties", body)
	}
	return nil, err
}

func (s *Session) operate(r *request, name string, body map[string]json.RawMessage) (object, error) {
	run, ok := operations[name]
	switch {
	case name == getContent:
		return s.postContent(r, body)
	case !ok:
		return nil, fail(missing, "Unknown operation "+name)
	}
	p, err := s.admit(r.args[0], name)
	if err != nil {
		return nil, err
	}
	if err := run(s, &call{r, p, body}); err != nil {
		return nil, err
	}
	return s.cfg.Results.done(), nil
}

// do lets the user act on the interaction of a call.
func (s *Session) do(c *call, cmd center.Command) error {
	cmd.Agent, cmd.Interaction = s.cfg.User.ID, c.part.ID
	return s.port.Do(cmd)
}

// does is an operation that is one verb.
func does(v center.Verb) func(*Session, *call) error {
	return func(s *Session, c *call) error { return s.do(c, center.Command{Verb: v}) }
}

// hands is an operation that brings an interaction to another agent, whom a parameter
// names.
func hands(v center.Verb, parameter string) func(*Session, *call) error {
	return func(s *Session, c *call) error {
		to, err := s.agent(c, parameter)
		if err != nil {
			return err
		}
		return s.do(c, center.Command{Verb: v, Target: toAgent(to), AtOnce: true})
	}
}

// transfer brings an interaction to another agent. An e-mail can go to the agents who
// have a skill as well (Interactions On E-mail Channel); that the skill's name stands for
// them is inferred.
func (s *Session) transfer(c *call) error {
	to, err := s.agent(c, "targetId")
	if f, ok := errors.AsType[*failure](err); ok && f.code == notFound && c.part.Medium == center.Email {
		skill := center.Target{Kind: center.ToSkill, Name: wire.Text(c.body["targetId"])}
		return s.do(c, center.Command{Verb: center.Transfer, Target: skill})
	}
	if err != nil {
		return err
	}
	return s.do(c, center.Command{Verb: center.Transfer, Target: toAgent(to)})
}

func toAgent(id center.AgentID) center.Target {
	return center.Target{Kind: center.ToAgent, Name: string(id)}
}

// agent is the agent whom a parameter names: by the id of the user, the user's name or
// the employee id. Which of them it is to be is printed nowhere.
func (s *Session) agent(c *call, parameter string) (center.AgentID, error) {
	name, err := c.text(parameter)
	if err != nil {
		return "", err
	}
	id, ok := s.named(name)
	switch {
	case !ok:
		return "", fail(notFound, "Agent not found")
	case id == s.cfg.User.ID:
		return "", fail(invalid, "Parameter "+parameter+" is the user")
	}
	return id, nil
}

func (s *Session) named(name string) (center.AgentID, bool) {
	for _, id := range s.port.Center().Agents() {
		if v, ok := s.port.Center().View(id); ok && (name == UserID(id) || name == v.User || name == string(id)) {
			return id, true
		}
	}
	return "", false
}

// text is a parameter that may not be left out. One of another type counts as missing.
func (c *call) text(name string) (string, error) {
	v := wire.Text(c.body[name])
	if v == "" {
		return "", fail(missing, "Parameter "+name+" is missing")
	}
	return v, nil
}

// optional is a parameter that may be left out.
func (c *call) optional(name string) (string, error) {
	if wire.IsNull(c.body[name]) {
		return "", nil
	}
	var v string
	if json.Unmarshal(c.body[name], &v) != nil {
		return "", fail(missing, "Parameter "+name+" is not a text")
	}
	return v, nil
}

// accept takes an interaction; an agent comes into a chat at once.
func (s *Session) accept(c *call) error {
	nickname, err := c.optional("nickname")
	if err == nil && len(nickname) > maxName {
		err = fail(invalid, "Parameter nickname is too long")
	}
	if err != nil {
		return err
	}
	return s.do(c, center.Command{Verb: center.Accept, Nickname: nickname, AtOnce: true})
}

// maxName is how many bytes a name has at most that the center is to keep.
const maxName = 256

// stop ends the user's work on an interaction. A chat ends with it, which is told once.
func (s *Session) stop(c *call) error {
	s.stopping = c.part.ID
	err := s.do(c, center.Command{Verb: center.Finish})
	if err != nil {
		s.stopping = ""
	}
	return err
}

func (s *Session) placeInQueue(c *call) error {
	queue, err := c.text("queue")
	if err != nil {
		return err
	}
	return s.do(c, center.Command{Verb: center.Requeue, Place: queue})
}

// updateProperties merges properties into the attached data: a nested object is
// replaced as a whole, and null is a value.
func (s *Session) updateProperties(c *call) error {
	set, err := wire.Members(c.body["properties"])
	if err != nil {
		return fail(missing, "Parameter properties is missing, or not an object")
	}
	if name := repeated(c.body["properties"]); name != "" {
		return fail(missing, "Parameter properties has "+name+" twice")
	}
	for _, d := range set {
		if isDeep(d.Value) {
			return fail(invalid, "Parameter properties is nested too deep")
		}
	}
	return s.do(c, center.Command{Verb: center.SetData, Data: set})
}

// endConference takes the user out of a conference; nobody else can be taken out.
func (s *Session) endConference(c *call) error {
	if raw := c.body["agentId"]; !wire.IsNull(raw) {
		if id, ok := s.named(wire.Text(raw)); !ok || id != s.cfg.User.ID {
			return fail(forbidden, "Parameter agentId is not the user")
		}
	}
	return s.do(c, center.Command{Verb: center.StepOut})
}
