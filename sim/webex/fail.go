package webex

import (
	"cmp"
	"net/http"
)

// fault is how a request is to fail whatever it asks for: with an error of HTTP if it
// has a status, else with the failure notification of the operation.
type fault struct {
	Status     int    `json:"status"`
	Reason     string `json:"reason"`
	ReasonCode int    `json:"reasonCode"`
}

// agentFailures are the failure notifications of the operations of agents, by the path.
var agentFailures = map[string]struct{ outer, event string }{
	"/v1/agents/login":         {"StationLogin", "AgentStationLoginFailed"},
	"/v1/agents/logout":        {"Logout", "AgentLogoutFailed"},
	"/v1/agents/session/state": {"AgentStateChange", "AgentStateChangeFailed"},
	"/v1/agents/reload":        {"AgentReloginFailed", "AgentReloginFailed"},
	"/v1/agents/buddyList":     {"BuddyAgents", "BuddyAgentsRetrieveFailed"},
}

// failAsTold lets a request fail without doing anything.
func (s *Session) failAsTold(r *request, e *endpoint) (answer, error) {
	f := r.Fail
	if f.Status != 0 {
		return answer{}, &failure{status: min(max(f.Status, http.StatusBadRequest), 599), text: cmp.Or(f.Reason, "Not possible")}
	}
	because := []member{{"reason", f.Reason}, {"reasonCode", f.ReasonCode}}
	if of, isAgents := agentFailures[e.path]; isAgents {
		r.tell(s.agentNotice(of.outer, of.event, because...))
		return taken(), nil
	}
	if event := taskFailure(r, e); event != "" {
		return s.failTask(r, event, refusal{f.Reason, f.ReasonCode})
	}
	return answer{}, &failure{status: http.StatusInternalServerError, text: cmp.Or(f.Reason, "Not possible")}
}

// taskFailure is the failure notification of an operation of tasks; empty: the endpoint
// is none.
func taskFailure(r *request, e *endpoint) string {
	for _, o := range operations {
		if o.path == e.path {
			return o.fails(r.body())
		}
	}
	if e.path == outdialPath {
		return outboundFailed
	}
	return previewFailures[e.path]
}

// failTask tells the failure of an operation of tasks.
func (s *Session) failTask(r *request, event string, f refusal) (answer, error) {
	if event == outboundFailed {
		s.tellOutboundFailure(r, r.body().textIf("destination"), f)
		return taken(), nil
	}
	t, err := s.find(r.args[len(r.args)-1])
	if err != nil {
		return answer{}, err
	}
	s.tellFailure(r, t, event, f)
	return taken(), nil
}
