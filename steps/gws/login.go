package gws

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

func (w *world) loginSentences(r *suite.Registry) {
	r.Step(`^the answer sets the session's cookie$`, w.setsCookie, suite.Doc{
		Does:    "Checks that the session's cookie was set by an answer to a request with credentials.",
		Example: "Then the answer sets the session's cookie",
	})
	r.Step(`^the center is protected against forged requests$`, w.isProtected, suite.Doc{
		Does:    "Configures the center so that what changes something needs a token. It comes before anybody signs in.",
		Example: "Given the center is protected against forged requests",
	})
	r.Step(`^the center tells results by (words and codes|words|codes|nothing at all)$`, w.tellsResults, suite.Doc{
		Does:    "Configures in which of the printed shapes the center answers operations. It comes before anybody signs in.",
		Example: "Given the center tells results by codes",
		Args:    []string{"the shape"},
	})
	r.Step(`^the answer gives the token$`, w.givesToken, suite.Doc{
		Does:    "Checks that the last answer has the token against forged requests and says in which header it goes.",
		Example: "Then the answer gives the token",
	})
	r.Step(`^the answer says that the token is missing$`, w.saysTokenMissing, suite.Doc{
		Does:    "Checks that the last answer has the text by which a request without the token is refused.",
		Example: "Then the answer says that the token is missing",
	})
	r.Step(`^(\w+)'s client logs in$`, w.logsIn, suite.Doc{
		Does:    "Lets a client ask for the user's own record with the user's name and password, and nothing else yet.",
		Example: "When Ana's client logs in",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) (starts|ends) the contact center session$`, w.session, suite.Doc{
		Does:    "Lets an agent begin or end work.",
		Example: "When Ana ends the contact center session",
		Args:    []string{"the agent", "starts or ends"},
	})
	r.Step(`^(\w+)'s client listens to the states of the channels$`, w.listensToChannels, suite.Doc{
		Does:    "Lets a client subscribe to what is told of the agent's channels.",
		Example: "Given Ana's client listens to the states of the channels",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) ends the contact center session, and the client asks for their own record with the cookie alone$`, w.endsAndAsks, suite.Doc{
		Does:    "Lets an agent end work, and the client ask for something at once by the cookie of the session that has ended.",
		Example: "When Ana ends the contact center session, and the client asks for their own record with the cookie alone",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s connection is lost and made again$`, w.reconnects, suite.Doc{
		Does:    "Takes the agent's client away without a word, and opens another one for the same login.",
		Example: "When Ana's connection is lost and made again",
		Args:    []string{"the agent"},
	})
}

// asksAs makes a request in the way of the login or in another one.
func (w *world) asksAs(ctx context.Context, p *person, r request, how string) error {
	switch how {
	case "without credentials":
		r.Anonymous = true
	case "with the cookie alone":
		r.ByCookie = true
	case "without the token":
		r.Header = http.Header{tokenHeader: nil}
	case "with a wrong password":
		r.Anonymous = true
		h := http.Request{Header: http.Header{}}
		h.SetBasicAuth(p.account.User, p.account.Password+"-not")
		r.Header = h.Header
	}
	return w.ask(ctx, p, r)
}

// tokenHeader is where the token against forged requests goes, and whose name
// tokenNameHeader has (CSRF protection).
const (
	tokenHeader     = "X-CSRF-TOKEN"
	tokenNameHeader = "X-CSRF-HEADER"
)

func (w *world) isProtected(context.Context) error { return w.Option("gws/csrf", "true") }

func (w *world) tellsResults(_ context.Context, shape string) error {
	return w.Option("gws/results", map[string]string{"words and codes": "both", "words": "seed", "codes": "code", "nothing at all": "empty"}[shape])
}

func (w *world) givesToken(context.Context) error {
	name, token := w.answer.Header.Get(tokenNameHeader), w.answer.Header.Get(tokenHeader)
	s := scene.Seen{Met: strings.EqualFold(name, tokenHeader) && token != "", Expected: tokenNameHeader + ": " + tokenHeader + ", and a token in that",
		Instead: fmt.Sprintf("%s: %s, and a token of %d characters", tokenNameHeader, orNone(name), len(token)), Frames: frames(w.answer)}
	w.Claims("answer", "an answer to a question gives the token against forged requests", s, scene.Only("gws.auth.csrf.token"))
	return nil
}

func (w *world) saysTokenMissing(context.Context) error {
	const text = "Missing or invalid Csrf token"
	s := scene.Seen{Met: strings.Contains(w.answer.Text+string(w.answer.Body), text), Expected: text, Instead: shown(w.answer), Frames: frames(w.answer)}
	w.Claims("answer", w.asked.what+" without the token is refused with its text", s, scene.Only("gws.auth.csrf.text"))
	return nil
}

func (w *world) logsIn(ctx context.Context, name string) error {
	p, err := w.client(ctx, name)
	if err != nil {
		return err
	}
	w.people[name], w.order = p, append(w.order, name)
	if err := w.ask(ctx, p, request{what: "GET /me", item: "gws.op.me.get", of: "gws.endpoint.me.get", Request: wire.Request{Path: "/me"}}); err != nil {
		return err
	}
	if w.answer.Status == http.StatusUnauthorized { // whose fault that is nobody can tell
		return suite.NotReached("%s cannot log in%s: %s; are user and password right in the target file's cast?", name, w.Below(wire.Wire, name), shown(w.answer))
	}
	return nil
}

func (w *world) setsCookie(context.Context) error {
	s := scene.Seen{Met: slices.Contains(w.answer.Cookies, "JSESSIONID"), Expected: "the cookie JSESSIONID",
		Instead: orNone(strings.Join(w.answer.Cookies, ", ")), Frames: frames(w.answer)}
	w.Claims("answer", "an answer to a request with credentials sets the session's cookie", s, scene.Only("gws.auth.session-cookie", "gws.seq.login.1"))
	return nil
}

func (w *world) session(ctx context.Context, agent, does string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	r := startSession
	r.may = false
	if does == "ends" {
		r = endSession
	}
	return w.ask(ctx, p, r)
}

// endSession ends work.
var endSession = request{what: "EndContactCenterSession", item: "gws.op.me.end-session", Request: wire.Request{
	Method: http.MethodPost, Path: "/me", Body: map[string]any{"operationName": "EndContactCenterSession"},
}}

// endsAndAsks lets nothing come between the two, which would log in anew.
func (w *world) endsAndAsks(ctx context.Context, agent string) error {
	p, err := w.here(agent)
	if err != nil {
		return err
	}
	w.Look()
	if _, err := w.call(ctx, p, endSession.Request); err != nil {
		return err
	}
	return w.ask(ctx, p, request{what: "GET /me", item: "gws.op.me.get", of: "gws.endpoint.me.get", Request: wire.Request{Path: "/me", ByCookie: true}})
}

func (w *world) reconnects(ctx context.Context, agent string) error {
	old, err := w.here(agent)
	if err != nil {
		return err
	}
	w.Look()
	w.Opened.Leave(old.client)
	if err := old.client.Close(); err != nil {
		return err
	}
	p, err := w.person(ctx, agent)
	if err != nil {
		return fmt.Errorf("%s's client connects again: %w", agent, err)
	}
	if err := w.beginsToListen(ctx, p); err != nil {
		return err
	}
	w.people[agent] = p
	return w.Settle(ctx)
}
