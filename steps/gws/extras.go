package gws

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	wire "github.com/deskproof/deskproof/steps/target/gws"
)

func (w *world) optionalSentences(r *suite.Registry) {
	r.Step(`^(\w+) is ready at a client that acknowledges what it gets$`, w.acknowledges, suite.Doc{
		Does:    "Signs an agent in at a client whose session agrees on acknowledgements; a target without them makes the scenario not applicable.",
		Example: "Given Ana is ready at a client that acknowledges what it gets",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s client asks for messages, and again (as if nothing had come|when it has got them)$`, w.asksTwice, suite.Doc{
		Does:    "Lets a client ask for messages twice, and acknowledge with its second question what came to the first, or not.",
		Example: "When Ana's client asks for messages, and again as if nothing had come",
		Args:    []string{"the agent", "whether it acknowledges"},
	})
	r.Step(`^the offer of the (chat|e-mail) comes (once|twice, under growing numbers)$`, w.offerComes, suite.Doc{
		Does:    "Checks how often an offer was told in the last two answers, and that their numbers grow.",
		Example: "Then the offer of the e-mail comes twice, under growing numbers",
		Args:    []string{"chat or e-mail", "how often"},
	})
	r.Step(`^(\w+) is ready at a client over WebSocket$`, w.readyOverSocket, suite.Doc{
		Does:    "Signs an agent in at a client whose session is over WebSocket; a target that does not list it makes the scenario not applicable.",
		Example: "Given Ana is ready at a client over WebSocket",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s client shakes hands by callback polling$`, w.callsBack, suite.Doc{
		Does:    "Lets a client ask for a session in a way that scripts of other origins can; a target that does not list it makes the scenario not applicable.",
		Example: "When Ana's client shakes hands by callback polling",
		Args:    []string{"the agent"},
	})
	r.Step(`^the answer calls the client's function with the reply$`, w.calledBack, suite.Doc{
		Does:    "Checks that the last answer is a script that calls the function that the client named with an array of messages.",
		Example: "Then the answer calls the client's function with the reply",
	})
	r.Step(`^a page of another origin asks whether it may use notifications$`, w.asksOrigin, suite.Doc{
		Does:    "Asks, as browsers do for a page of another origin, whether it may send messages with credentials; a target that lets no page in makes the scenario not applicable.",
		Example: "When a page of another origin asks whether it may use notifications",
	})
	r.Step(`^it may, with credentials and the headers that it sends$`, w.letsIn, suite.Doc{
		Does:    "Checks that the page of another origin may send messages with credentials and the headers of a client.",
		Example: "Then it may, with credentials and the headers that it sends",
	})
	r.Step(`^pages of other origins are let in$`, w.originsLetIn, suite.Doc{
		Does:    "Configures the center to let web pages of other origins use the API.",
		Example: "Given pages of other origins are let in",
	})
	r.Step(`^(\w+)'s client begins a second session$`, w.secondSession, suite.Doc{
		Does:    "Lets a client begin one more session, subscribed to the agent's interactions; the first goes on.",
		Example: "Given Ana's client begins a second session",
		Args:    []string{"the agent"},
	})
	r.Step(`^both sessions hear of the offer of the (chat|e-mail), or (\w+)'s client is told that it has several$`, w.bothHear, suite.Doc{
		Does:    "Checks that each session of a client was told of an offer since the last When, or that the server advises against several.",
		Example: "Then both sessions hear of the offer of the e-mail, or Ana's client is told that it has several",
		Args:    []string{"chat or e-mail", "the agent"},
	})
	r.Step(`^(\w+)'s client connects without the cookies that it was given$`, w.connectsBare, suite.Doc{
		Does:    "Lets a client connect with the agent's name and password, and without any cookie.",
		Example: "When Ana's client connects without the cookies that it was given",
		Args:    []string{"the agent"},
	})
	r.Step(`^the connect is granted$`, w.connectGranted, suite.Doc{
		Does:    "Checks that the last connect was answered with success. CometD's own servers refuse it without their cookie, so this never binds.",
		Example: "Then the connect is granted",
	})
}

func (w *world) acknowledges(ctx context.Context, name string) error {
	err := w.readyBy(ctx, name, wire.LongPolling, wire.Fields{"ext": map[string]any{"ack": true}}, "the agent's interactions")
	if err != nil {
		return err
	}
	_, s, err := w.sessionOf(name)
	if err != nil {
		return err
	}
	if _, agreed := s.Ack(); !agreed {
		return &target.NotOfferedError{What: "acknowledgements of notifications (the extension ack)"}
	}
	return nil
}

func (w *world) asksTwice(ctx context.Context, name, how string) error {
	_, s, err := w.sessionOf(name)
	if err != nil {
		return err
	}
	w.Look()
	last, _ := s.Ack()
	for range 2 {
		if how == "when it has got them" {
			last, _ = s.Ack()
		}
		answer, err := s.Fetch(ctx, wire.Fields{"ext": map[string]any{"ack": last}})
		w.bayeux.answer, w.bayeux.asked = answer, nil
		if err := w.answered(err); err != nil {
			return err
		}
		w.bayeux.two = append(w.bayeux.two, answer)
	}
	w.Notice()
	return nil
}

func (w *world) offerComes(_ context.Context, label, often string) error {
	want := map[string]int{"once": 1}[often]
	if want == 0 {
		want = 2
	}
	came, numbers, records := 0, []float64{}, []int{}
	for _, answer := range w.bayeux.two {
		for _, m := range answer.Batch() {
			if isOffer(wire.InteractionOf(m.Get("data")), label) {
				came++
			}
		}
		var number float64
		_ = json.Unmarshal(answer.Reply(wire.MetaConnect).Object("ext").Get("ack"), &number) // none: 0
		numbers, records = append(numbers, number), append(records, frames(answer)...)
	}
	s := scene.Seen{Met: came == want, Expected: fmt.Sprint(want), Instead: fmt.Sprint(came), Frames: records}
	w.Claims("event", "what was not acknowledged comes again, and nothing else", s, scene.Only("gws.bayeux.ack"))
	grow := len(numbers) == 2 && numbers[0] > 0 && numbers[1] > numbers[0]
	s = scene.Seen{Met: grow, Expected: "numbers that grow", Instead: fmt.Sprint(numbers), Frames: records}
	w.Claims("order", "the replies to connects are numbered", s, scene.Only("gws.bayeux.ack"))
	return nil
}

// offersTransport is an error unless a handshake lists a transport.
func (w *world) offersTransport(ctx context.Context, p *person, name string) error {
	answer, err := p.client.NewSession(wire.LongPolling).Handshake(ctx, nil)
	w.bayeux.answer, w.bayeux.asked = answer, nil
	if err := w.answered(err); err != nil {
		return err
	}
	var types []string
	_ = json.Unmarshal(answer.Reply(wire.MetaHandshake).Get("supportedConnectionTypes"), &types) // something else is no list
	if !slices.Contains(types, name) {
		return &target.NotOfferedError{What: fmt.Sprintf("notifications by %s (its handshakes list %s)", name, orNone(strings.Join(types, ", ")))}
	}
	return nil
}

func (w *world) readyOverSocket(ctx context.Context, name string) error {
	p, err := w.client(ctx, name)
	if err != nil {
		return err
	}
	err = w.offersTransport(ctx, p, wire.WebSocket)
	_ = p.client.Close() // it always can
	if err != nil {
		return err
	}
	err = w.readyBy(ctx, name, wire.WebSocket, nil, "the agent's interactions")
	if refused, ok := errors.AsType[*target.HandshakeError](err); ok {
		w.Founded("gws.bayeux.websocket", "answer", "a WebSocket connection is let in", scene.Seen{Expected: "a handshake", Instead: refused.Status})
		return suite.ErrMismatch
	}
	return err
}

// callback is the function of a client that polls by callbacks.
const callback = "_deskproof"

func (w *world) callsBack(ctx context.Context, name string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	if err := w.offersTransport(ctx, p, "callback-polling"); err != nil {
		return err
	}
	m := p.client.NewSession("").Message(wire.MetaHandshake, wire.Fields{"supportedConnectionTypes": []string{"callback-polling"}})
	raw, err := json.Marshal([]wire.Fields{m})
	if err != nil {
		return err
	}
	query := url.Values{"jsonp": {callback}, "message": {string(raw)}}.Encode()
	return w.post(ctx, p, wire.Request{Path: bayeuxPath, Query: query})
}

func (w *world) calledBack(context.Context) error {
	a := w.bayeux.answer
	kind, _, _ := strings.Cut(a.Header.Get("Content-Type"), ";")
	w.checks(slices.Contains([]string{"text/javascript", "application/javascript"}, kind), "text/javascript", "the answer is a script", "gws.bayeux.callback-polling")
	// A script may begin with a comment, which keeps it from being taken for something else.
	inner, calls := strings.CutPrefix(strings.TrimPrefix(strings.TrimSpace(a.Text), "/**/"), callback+"(")
	inner = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(inner), ";"), ")")
	granted := isSuccessful(wire.Answer{Body: json.RawMessage(inner)}.Reply(wire.MetaHandshake))
	w.checks(calls && granted, "a call with the reply to the handshake", "the answer calls the client's function with the messages", "gws.bayeux.callback-polling")
	return nil
}

func (w *world) originsLetIn(context.Context) error { return w.Option("gws/origins", elsewhere) }

// elsewhere is the origin of a page that is not the center's own.
const elsewhere = "https://crm.example"

func (w *world) asksOrigin(ctx context.Context) error {
	p, err := w.anybody(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = p.client.Close() }()
	err = w.post(ctx, p, wire.Request{Method: http.MethodOptions, Path: bayeuxPath, Anonymous: true, Header: http.Header{
		"Origin": {elsewhere}, "Access-Control-Request-Method": {http.MethodPost}, "Access-Control-Request-Headers": {"authorization,content-type"},
	}})
	if err == nil && w.bayeux.answer.Header.Get("Access-Control-Allow-Origin") == "" {
		return &target.NotOfferedError{What: "notifications for pages of other origins (Access-Control-Allow-Origin)"}
	}
	return err
}

func (w *world) letsIn(context.Context) error {
	h := w.bayeux.answer.Header
	may := h.Get("Access-Control-Allow-Origin") == elsewhere && h.Get("Access-Control-Allow-Credentials") == "true"
	allowed := strings.ToLower(h.Get("Access-Control-Allow-Headers"))
	for _, name := range []string{"authorization", "content-type"} {
		may = may && strings.Contains(allowed, name)
	}
	w.checks(may, "its origin, credentials and both headers", "a page of another origin is let in with all that it sends", "gws.bayeux.cors")
	return nil
}

func (w *world) secondSession(ctx context.Context, name string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	return w.listens(ctx, p.client.NewSession(""), nil, []string{topic})
}

func (w *world) bothHear(ctx context.Context, label, name string) error {
	p, s, err := w.sessionOf(name)
	if err != nil {
		return err
	}
	found, err := w.offers(ctx, name, label)
	if err != nil {
		return err
	}
	advised := s.Several()
	for _, other := range p.client.Sessions() {
		advised = advised || other.Several()
	}
	text, records := shownAll(found)
	claim := scene.Seen{Met: len(found) == 2 || advised, Expected: "Invited, Invited", Instead: text, Frames: records}
	w.Claims("event", "each session of a user hears of the "+label, claim, scene.Only("gws.bayeux.multiple-clients"))
	return nil
}

func (w *world) connectsBare(ctx context.Context, name string) error {
	p, s, err := w.sessionOf(name)
	if err != nil {
		return err
	}
	h := http.Request{Header: http.Header{}}
	h.SetBasicAuth(cmp.Or(p.account.User, p.account.Account), p.account.Password)
	m := s.Message(wire.MetaConnect, wire.Fields{"advice": map[string]any{"timeout": 0}})
	return w.post(ctx, p, wire.Request{Method: http.MethodPost, Path: bayeuxPath, Body: []wire.Fields{m}, Anonymous: true, Header: h.Header})
}

func (w *world) connectGranted(context.Context) error {
	s := w.shown()
	s.Met, s.Expected = isSuccessful(w.bayeux.answer.Reply(wire.MetaConnect)), "a successful reply"
	w.Weaker("gws.bayeux.cookie", "answer", "a client that does not bring cookies back has its session", s)
	return nil
}
