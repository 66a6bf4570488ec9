package gws

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	"github.com/deskproof/deskproof/steps/target"
)

// operation is a verb that is posted on an interaction the agent works on.
type operation struct {
	name  string
	later string                   // its name from release 8.5.1 on; empty: the same
	more  func(target.Action) body // its members besides the name; nil: none
}

// body is the body of a request.
type body = map[string]any

// operations are the verbs in this wire's words (Interactions API Operations).
var operations = map[target.Verb]operation{
	target.Accept:          {"Accept", "", nickname},
	target.Reject:          {"Reject", "", nil},
	target.MarkDone:        {"StopProcessing", "Complete", nil},
	target.PlaceInQueue:    {"PlaceInQueue", "", func(a target.Action) body { return body{"queue": a.To.Name} }},
	target.SetData:         {"UpdateProperties", "", func(a target.Action) body { return body{"properties": a.Data} }},
	target.PlaceInWorkbin:  {"PlaceInWorkbin", "", workbin},
	target.LookIntoWorkbin: {"GetWorkbinContent", "", workbin},
	target.TransferAtOnce:  {"Transfer", "", func(a target.Action) body { return body{"targetId": a.To.Name} }},
	target.JoinAtOnce:      {"StartConference", "", func(a target.Action) body { return body{"agentId": a.To.Name} }},
	target.LeaveConference: {"LeaveConference", "", leaver},
	target.EndConference:   {"EndConference", "", leaver},
	target.Say:             {"SendMessage", "", func(a target.Action) body { return body{"text": a.Text} }},
	target.ChatHistory:     {"RequestChatHistory", "", nil},
	target.ReplyToMail:     {"Reply", "", nil},
	target.ReplyToAll:      {"ReplyAll", "", nil},
	target.ForwardMail:     {"Forward", "", nil},
	target.CancelReply:     {"CancelReply", "Cancel", nil},
	target.SendReply:       {"Send", "", nil},
}

func nickname(a target.Action) body {
	if a.Text == "" {
		return nil
	}
	return body{"nickname": a.Text}
}

func workbin(a target.Action) body { return body{"workbin": a.To.Name} }

// leaver says who leaves, which a caller may leave out.
func leaver(a target.Action) body {
	if a.To.Name == "" {
		return nil
	}
	return body{"agentId": a.To.Name}
}

// laterNames are the profiles in which some operations have other names.
const laterNames = "8.5.1"

// RequestOf is the request that a verb is on this wire; false: it has none. It is not sent.
func (c *Client) RequestOf(a target.Action) (Request, bool) {
	if o, ok := operations[a.Verb]; ok {
		return c.operate(o, a), true
	}
	switch a.Verb {
	case target.Look:
		return Request{Path: "/interactions/" + url.PathEscape(a.Interaction)}, true
	case target.List:
		return Request{Path: "/me/interactions", Query: "fields=*"}, true
	case target.Self:
		return Request{Path: "/me"}, true
	case target.MediaList:
		return Request{Path: "/me/channels"}, true
	case target.Workbins:
		return Request{Path: "/me/workbins"}, true
	case target.SetState:
		return post("/me", body{"operationName": a.State}), true
	case target.SetMediaState:
		return post("/me/channels/"+url.PathEscape(a.Media), body{"operationName": a.State}), true
	case target.LogIn:
		return post("/me", body{"operationName": "StartContactCenterSession", "channels": a.Names}), true
	case target.LogOut:
		return post("/me", body{"operationName": "EndContactCenterSession"}), true
	}
	return Request{}, false
}

// Do makes the request of an action. A verb that this wire lacks is a
// *target.NotOfferedError.
func (c *Client) Do(ctx context.Context, a target.Action) (Answer, error) {
	r, ok := c.RequestOf(a)
	if !ok {
		return Answer{}, &target.NotOfferedError{What: fmt.Sprintf("a request to %s: the Interactions API has none", a.Verb)}
	}
	return c.Call(ctx, r)
}

func (c *Client) operate(o operation, a target.Action) Request {
	name := o.name
	if o.later != "" && c.cfg.Profile == laterNames {
		name = o.later
	}
	b := body{}
	if o.more != nil {
		for member, value := range o.more(a) {
			if raw, isRaw := value.(json.RawMessage); !isRaw || raw != nil {
				b[member] = value
			}
		}
	}
	b["operationName"] = name
	return post("/me/interactions/"+url.PathEscape(a.Interaction), b)
}

func post(path string, b body) Request {
	return Request{Method: http.MethodPost, Path: path, Body: b}
}
