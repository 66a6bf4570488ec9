package scene

import (
	"context"

	"github.com/deskproof/deskproof/steps/suite"
)

// SignIn registers the sentences by which agents sign in, which read the same on every
// wire: each does them in its own way.
func SignIn(r *suite.Registry, signsIn, signsInReady func(ctx context.Context, agent string) error, nobodyElse func(context.Context) error) {
	r.Step(`^(\w+) is signed in$`, signsIn, suite.Doc{
		Does:    "Opens the agent's desktop with a page that hears all events; the agent's state stays as it is.",
		Example: "Given Ana is signed in",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) is signed in and ready$`, signsInReady, suite.Doc{
		Does:    "Opens the agent's desktop with a page that hears all events, and makes the agent ready: from outside, or by the page itself where the stage door cannot.",
		Example: "Given Ana is signed in and ready",
		Args:    []string{"the agent"},
	})
	r.Step(`^nobody else is ready$`, nobodyElse, suite.Doc{
		Does:    "Makes all agents of the cast who have not signed in not ready, so that it is certain who gets what comes.",
		Example: "And nobody else is ready",
	})
}
