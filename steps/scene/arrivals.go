package scene

import (
	"context"

	"github.com/deskproof/deskproof/steps/suite"
)

// Arrivals registers the sentences that bring an agent to an e-mail or a chat,
// which read the same on every wire: each does them in its own way.
func Arrivals(r *suite.Registry,
	has func(ctx context.Context, agent, where, kind, customer string) error,
	hasChat func(ctx context.Context, agent, where, customer string) error,
	isChatting func(ctx context.Context, agent, customer string) error,
) {
	r.Step(`^(\w+) has an (offered|accepted) (e-mail|chat) from (\w+)$`, has, suite.Doc{
		Does:    "Brings a customer's e-mail or chat to where it is offered to an agent, or has been accepted.",
		Example: "Given Ana has an accepted e-mail from Carla",
		Args:    []string{"the agent", "offered or accepted", "e-mail or chat", "the customer"},
	})
	r.Step(`^(\w+) has an? (offered|running|ended) chat with (\w+)$`, hasChat, suite.Doc{
		Does:    "Brings an agent's chat with a customer to where it is offered, runs or has been ended by the customer.",
		Example: "Given Ana has an ended chat with Carla",
		Args:    []string{"the agent", "offered, running or ended", "the customer"},
	})
	r.Step(`^(\w+) is chatting with (\w+)$`, isChatting, suite.Doc{
		Does:    "Brings an agent into a chat: a customer has asked for one, and the agent has accepted it.",
		Example: "Given Ana is chatting with Carla",
		Args:    []string{"the agent", "the customer"},
	})
}
