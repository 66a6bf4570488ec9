package webex

import (
	"context"
	"net/http"
	"strings"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	wire "github.com/deskproof/deskproof/steps/target/webex"
)

func (w *world) sinkSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s client sends telemetry$`, w.sendsTelemetry, suite.Doc{
		Does:    "Lets a client send measurements, as the agent SDK does in the background.",
		Example: "When Ana's client sends telemetry",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s client asks where a log can be put$`, w.asksForLog, suite.Doc{
		Does:    "Lets a client ask for an address for a log, as the agent SDK does after each operation that failed.",
		Example: "When Ana's client asks where a log can be put",
		Args:    []string{"the agent"},
	})
	r.Step(`^the answer says where the log goes$`, w.saysWhereLog, suite.Doc{
		Does:    "Checks that the last answer has an address for a log.",
		Example: "Then the answer says where the log goes",
	})
	r.Step(`^(\w+)'s client puts the log there$`, w.putsLog, suite.Doc{
		Does:    "Lets a client put a log where it was told to, without its token.",
		Example: "When Ana's client puts the log there",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s client says what the log is about$`, w.describesLog, suite.Doc{
		Does:    "Lets a client say what the log is about that it has put.",
		Example: "When Ana's client says what the log is about",
		Args:    []string{"the agent"},
	})
	r.Step(`^it is taken$`, w.isTaken, suite.Doc{
		Does:    "Checks that what the last request brought was taken.",
		Example: "Then it is taken",
	})
}

// toSink makes a request to a service that only takes things.
func (w *world) toSink(ctx context.Context, name, item string, r wire.Request) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	if err := lacks(p, r.Service); err != nil {
		return err
	}
	return w.ask(ctx, p, request{what: wire.Name(r), item: item, Request: r})
}

// lacks is an error if the catalogue that a client has read does not name a service: the
// agent SDK does without.
func lacks(p *person, service string) error {
	if _, named := p.client.Services()[service]; service != "" && !named {
		return &target.NotOfferedError{What: "the service " + service + " in its catalogue"}
	}
	return nil
}

func (w *world) sendsTelemetry(ctx context.Context, name string) error {
	return w.toSink(ctx, name, "webex.http.metrics", wire.Request{
		Method: http.MethodPost, Service: wire.Metrics, Path: "/clientmetrics",
		Body: map[string]any{"metrics": []any{map[string]any{"metricName": "AGENT_LOGIN", "type": []string{"business"}}}},
	})
}

func (w *world) asksForLog(ctx context.Context, name string) error {
	return w.toSink(ctx, name, "webex.http.logs.urls", wire.Request{
		Method: http.MethodPost, Service: wire.ClientLogs, Path: "/logs/urls", Body: map[string]any{"file": "agent.txt", "uploadProtocol": "content-length"},
	})
}

func (w *world) saysWhereLog(context.Context) error {
	address := textOf(w.answer.Object().Get("tempURL"))
	s := scene.Seen{Met: w.answer.Succeeded() && strings.HasPrefix(address, "http"), Expected: "tempURL", Frames: frames(w.answer)}
	s.Instead = w.whereas(s)
	w.Claims("value", "a client that asks is told where a log goes", s, scene.Only("webex.http.logs.urls", "webex.http.logs.urls.answer", "webex.http.logs.urls.answer.tempURL"))
	if !s.Met {
		return suite.ErrMismatch
	}
	return nil
}

func (w *world) putsLog(ctx context.Context, name string) error {
	address := textOf(w.answer.Object().Get("tempURL"))
	if address == "" {
		return scene.ErrAskFirst
	}
	return w.toSink(ctx, name, "webex.http.logs.put", wire.Request{
		Method: http.MethodPut, URL: address, Raw: []byte("2026-11-16 08:00 agent.login failed\n"), Header: http.Header{"Content-Type": {"text/plain"}}, Anonymous: true,
	})
}

func (w *world) describesLog(ctx context.Context, name string) error {
	return w.toSink(ctx, name, "webex.http.logs.meta", wire.Request{
		Method: http.MethodPost, Service: wire.ClientLogs, Path: "/logs/meta",
		Body: map[string]any{"filename": "agent.txt", "data": []any{map[string]any{"key": "trackingId", "value": "1"}}, "userId": "1"},
	})
}

func (w *world) isTaken(context.Context) error {
	if w.asked.what == "" {
		return scene.ErrAskFirst
	}
	s := scene.Seen{Met: w.answer.Succeeded(), Expected: "a status below 400", Frames: frames(w.answer)}
	s.Instead = w.whereas(s)
	w.Claims("answer", w.asked.what+" is taken", s, scene.Only(w.asked.item, w.asked.item+".answer"))
	return nil
}
