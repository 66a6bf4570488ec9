package webex

import (
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle/value"
)

// client is one of an agent: what the SDK keeps of its contacts it keeps too.
type client struct {
	desk     string
	asked    map[int]*request // that have no answer yet, by exchange
	waiting  []*promise       // operations whose outcome was not told yet
	begun    []*promise       // all operations
	sockets  map[int]*socket
	newest   *socket
	agent    string // as Welcome says it
	contacts map[string]*contact
	synced   bool // it was told what there is: the contacts that it does not know are new
}

// socket is one notification socket.
type socket struct {
	opened, closed int // records; 0: not yet
	millis         int64
	ended          int64 // when it was closed
	heard          int64 // when the last frame came
	greeted        bool
	pings          []ping // without an answer
}

// ping is a keepalive of the client.
type ping struct {
	seq    int
	millis int64
}

// contact is one that a client was told of.
type contact struct {
	gone      manner       // how it left the client; empty: it has not
	outdial   bool         // the agent dialled it
	consulted bool         // the agent is consulted about it
	was       value.Object // its interaction, as it was told last
	seq       int          // the record that told it
}

// manner is how a contact leaves the client that knows it.
type manner string

const (
	wrappedUp manner = "wrapped up"
	unpended  manner = "ended without wrap-up" // a call that the agent dialled
	over      manner = "over"
)

// promise is an operation whose outcome a notification tells.
type promise struct {
	client   *client
	request  *request
	method   *book.Method
	answered int64 // when it was accepted; -1: not yet
	moot     bool  // its contact was over before its outcome was told
}

// says takes in a frame of the client.
func (s *socket) says(r *trace.Record, frame value.Object) {
	body, _ := value.ObjectOf(frame["body"])
	if body["keepalive"] != nil {
		s.pings = append(s.pings, ping{r.Seq, r.Millis})
	}
}

// closes notes that a socket is closed, by whomever. A client that opens one anew asks
// again what there is.
func (j *judge) closes(c *client, s *socket, r *trace.Record) {
	if s.closed > 0 {
		return
	}
	j.unanswered(c, s, r.Millis)
	s.closed, s.ended, s.pings = r.Seq, r.Millis, nil
	if s == c.newest {
		c.synced = false
	}
}

// live reports whether the client has had a socket open since a time.
func (c *client) live(since int64) bool {
	for _, s := range c.sockets {
		if s.closed == 0 && s.greeted && s.millis <= since {
			return true
		}
	}
	return false
}

// settle ends what a notification is the outcome of.
func (j *judge) settle(c *client, n *notice) {
	for i := 0; i < len(c.waiting); i++ {
		p := c.waiting[i]
		outcome := ""
		switch {
		case p.among(p.method.Settles.Resolve, n):
			outcome = p.method.Answer.ID
			j.found.Met(p.method.ID)
		case p.among(p.method.Settles.Reject, n):
			outcome = p.method.Refusals[0].ID
		case p.among(p.method.Settles.Cancel, n), p.cancelled(n):
		default:
			p.moot = p.moot || p.overtaken(n)
			continue
		}
		if outcome != "" {
			j.found.Met(outcome)
		}
		c.waiting = slices.Delete(c.waiting, i, i+1)
		i--
	}
}

func (p *promise) among(list []book.Match, n *notice) bool {
	return slices.ContainsFunc(list, func(m book.Match) bool {
		return m.Family == n.family && m.Event == n.event && !slices.ContainsFunc(m.Same, func(member string) bool {
			return value.Text(n.data[member]) != p.request.named(member)
		})
	})
}

// Notifications that tell that an agent no longer has a contact, or nobody to consult.
var (
	contactEnds = []string{"ContactEnded", "AgentWrapup", "AgentWrappedUp", "AgentContactUnassigned", "AgentOfferContactRona"}
	consultEnds = []string{"AgentConsultEnded", "AgentCtqCancelled"}
)

// overtaken reports whether a notification tells that what an operation is about is over:
// nobody says that the operation fails then. Wrap-up is what comes after.
func (p *promise) overtaken(n *notice) bool {
	what := p.method.Request
	switch {
	case p.request.task == "" || n.id() != p.request.task || what == "task.wrapup":
		return false
	case strings.HasPrefix(what, "task.consult"), strings.HasPrefix(what, "task.conference"):
		return slices.Contains(contactEnds, n.event) || slices.Contains(consultEnds, n.event)
	}
	return slices.Contains(contactEnds, n.event)
}

// cancelled reports whether a contact that was to be ended is over without wrap-up, as
// one is that was not connected yet.
func (p *promise) cancelled(n *notice) bool {
	return p.method.Request == "task.end" && n.event == "ContactEnded" && n.id() == p.request.task
}
