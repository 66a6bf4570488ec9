package webex

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/webex"
)

func (w *world) corsSentences(r *suite.Registry) {
	r.Step(`^a page of another origin asks whether it may (read the service catalogue|read the configuration|subscribe|log an agent in|set an agent's state|hold a call|send telemetry)$`, w.asksWhether, suite.Doc{
		Does:    "Lets a browser ask on behalf of a page of another origin, before a request of that method with the headers of the agent SDK. The origin is that of the target file's headers, or else http://localhost.",
		Example: "When a page of another origin asks whether it may subscribe",
		Args:    []string{"what it is about to do"},
	})
	r.Step(`^the page may$`, w.pageMay, suite.Doc{
		Does:    "Checks that the last answer lets a page of that origin make the request, as browsers read it.",
		Example: "Then the page may",
	})
	r.Step(`^the page may read the answer$`, w.pageMayRead, suite.Doc{
		Does:    "Checks that the last answer may be read by a page of the origin that asked.",
		Example: "Then the page may read the answer",
	})
}

// usualOrigin is that of a page that was opened on this machine.
const usualOrigin = "http://localhost"

// origin is the origin of pages.
func (w *world) origin() string {
	for name, value := range w.Target.File().Wires[wire.Wire].Headers {
		if strings.EqualFold(name, "Origin") {
			return value
		}
	}
	return usualOrigin
}

// sdkHeaders are the headers that the agent SDK sends from a page.
var sdkHeaders = []string{"authorization", "content-type", "trackingid", "spark-user-agent", "cisco-no-http-redirect", "x-trans-id"}

// crossings are requests that pages make.
var crossings = map[string]wire.Request{
	"read the service catalogue": {Method: http.MethodGet, Path: catalogue + "catalog"},
	"read the configuration":     {Method: http.MethodGet, Path: "/organization/" + absentID + "/v2/team"},
	"subscribe":                  {Method: http.MethodPost, Path: "/v1/notification/subscribe"},
	"log an agent in":            {Method: http.MethodPost, Path: "/v1/agents/login"},
	"set an agent's state":       {Method: http.MethodPut, Path: "/v1/agents/session/state"},
	"hold a call":                {Method: http.MethodPost, Path: "/v1/tasks/" + absentID + "/hold"},
	"send telemetry":             {Method: http.MethodPost, Service: wire.Metrics, Path: "/clientmetrics"},
}

func (w *world) asksWhether(ctx context.Context, what string) error {
	names := w.sorted()
	if len(names) == 0 {
		return suite.NotReached("the target file casts nobody")
	}
	p, err := w.anyClient(ctx, names[0])
	if err != nil {
		return err
	}
	if len(p.client.Services()) == 0 {
		if err := p.client.Discover(ctx); err != nil {
			return w.unregistered(p.name, err)
		}
	}
	about := crossings[what]
	if err := lacks(p, about.Service); err != nil {
		return err
	}
	r := about
	r.Method, r.Anonymous = http.MethodOptions, true
	r.Header = http.Header{"Origin": {w.origin()}, "Access-Control-Request-Method": {about.Method}, "Access-Control-Request-Headers": {strings.Join(sdkHeaders, ",")}}
	return w.ask(ctx, p, request{what: "OPTIONS of " + wire.Name(about), item: "webex.rule.cors", Request: r})
}

func (w *world) pageMayRead(context.Context) error { return w.mayRead() }

func (w *world) pageMay(context.Context) error {
	if err := w.mayRead(); err != nil {
		return err
	}
	h, wants := w.answer.Header, w.asked.Header
	s := scene.Seen{Met: w.answer.Status/100 == 2, Expected: "a status from 200 to 299", Frames: frames(w.answer)}
	s.Instead = w.whereas(s)
	w.Claims("answer", "a page that asks whether it may is answered", s, scene.Only("webex.rule.cors"))
	method := wants.Get("Access-Control-Request-Method")
	allowed := tokens(h, "Access-Control-Allow-Methods")
	s = scene.Seen{Met: method != http.MethodPut || has(allowed, method) || has(allowed, "*"), Expected: method, Instead: strings.Join(allowed, ", "), Frames: frames(w.answer)}
	w.Claims("answer", "the method is allowed", s, scene.Only("webex.rule.cors"))
	allowed = tokens(h, "Access-Control-Allow-Headers")
	var lacking []string
	for _, name := range sdkHeaders {
		if !has(allowed, name) && (name == "authorization" || !has(allowed, "*")) {
			lacking = append(lacking, name)
		}
	}
	s = scene.Seen{Met: len(lacking) == 0, Expected: strings.Join(sdkHeaders, ", "), Instead: "all but " + strings.Join(lacking, ", "), Frames: frames(w.answer)}
	w.Claims("answer", "the headers of the SDK are allowed", s, scene.Only("webex.rule.cors"))
	return nil
}

// mayRead claims that a page of the origin may read the last answer.
func (w *world) mayRead() error {
	if w.asked.what == "" {
		return scene.ErrAskFirst
	}
	origin, got := w.origin(), w.answer.Header.Get("Access-Control-Allow-Origin")
	s := scene.Seen{Met: got == "*" || got == origin, Expected: origin + ", or *", Instead: orNone(got), Frames: frames(w.answer)}
	w.Claims("answer", "a page of another origin may read the answer", s, scene.Only("webex.rule.cors"))
	return nil
}

// tokens are the words of a header.
func tokens(h http.Header, name string) []string {
	var out []string
	for _, line := range h.Values(name) {
		for _, word := range strings.Split(line, ",") {
			out = append(out, strings.TrimSpace(word))
		}
	}
	return out
}

func has(words []string, word string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(w, word) })
}
