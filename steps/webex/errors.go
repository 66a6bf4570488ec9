package webex

import (
	"context"
	"fmt"
	"net/http"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/webex"
)

func (w *world) errorSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s client asks for (something that is not there|the session's state by a method that it does not have|the end of its own session)$`, w.asksForNothing, suite.Doc{
		Does:    "Lets a client make a request that the agent SDK never makes.",
		Example: "When Ana's client asks for something that is not there",
		Args:    []string{"the agent", "what"},
	})
	r.Step(`^the refusal says why$`, w.saysWhy, suite.Doc{
		Does:    "Checks that the last request was answered with an error whose body has what the agent SDK shows of it, each of its type. A body without any is left to the target.",
		Example: "And the refusal says why",
		Denies:  true,
	})
}

// strange are requests that no client makes.
var strange = map[string]wire.Request{
	"something that is not there":                           {Path: "/v1/nothing"},
	"the session's state by a method that it does not have": {Method: http.MethodDelete, Path: "/v1/agents/session/state"},
	"the end of its own session":                            {Method: http.MethodDelete, Path: "/v1/agents"},
}

func (w *world) asksForNothing(ctx context.Context, name, what string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	r := strange[what]
	return w.ask(ctx, p, request{what: wire.Name(r), Request: r})
}

// reasons are the members of an error's body that the agent SDK shows.
var reasons = []string{"errorMessage", "errorType", "errorData", "reasonCode", "trackingId"}

func (w *world) saysWhy(ctx context.Context) error {
	out, err := w.settled(ctx)
	if err != nil {
		return err
	}
	if out.how != refusedAtOnce {
		return nil // it is refused by a notification, or not at all: another check says so
	}
	body := w.answer.Object()
	why := scene.Seen{Met: w.answer.Message() != "", Expected: "errorMessage", Frames: frames(w.answer)}
	why.Instead = w.whereas(why)
	w.Inferred("answer", "a refusal says why", why)
	for _, member := range reasons {
		raw := body.Get(member)
		if raw == nil {
			continue
		}
		isText := len(raw) > 0 && raw[0] == '"'
		isNumber := len(raw) > 0 && (raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9')
		s := scene.Seen{Met: isText || member == "reasonCode" && isNumber, Expected: "a text", Instead: "a text", Frames: frames(w.answer)}
		if !s.Met {
			s.Instead = string(raw)
		}
		w.Claims("value", fmt.Sprintf("a refusal says %s as the SDK shows it", member), s, scene.Only("webex.rule.errorBody", "webex.type.TaskError."+member))
	}
	return nil
}
