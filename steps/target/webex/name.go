package webex

import (
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target/web"
)

// operations are those of the SDK by method and path, with {id} for ids.
var operations = map[string]string{
	"POST /v1/agents/reload":                                 "agent.reload",
	"POST /v1/agents/login":                                  "agent.login",
	"POST /v1/agents/logout":                                 "agent.logout",
	"PUT /v1/agents/session/state":                           "agent.state",
	"POST /v1/agents/buddyList":                              "agent.buddies",
	"POST /v1/tasks":                                         "task.outdial",
	"POST /v1/tasks/{id}/accept":                             "task.accept",
	"POST /v1/tasks/{id}/hold":                               "task.hold",
	"POST /v1/tasks/{id}/unhold":                             "task.unhold",
	"POST /v1/tasks/{id}/record/pause":                       "task.recordPause",
	"POST /v1/tasks/{id}/record/resume":                      "task.recordResume",
	"POST /v1/tasks/{id}/consult":                            "task.consult",
	"POST /v1/tasks/{id}/consult/end":                        "task.consultEnd",
	"POST /v1/tasks/{id}/consult/accept":                     "task.consultAccept",
	"POST /v1/tasks/{id}/consult/transfer":                   "task.consultTransfer",
	"POST /v1/tasks/{id}/consult/conference":                 "task.conference",
	"POST /v1/tasks/{id}/transfer":                           "task.transferAgent", // or transferQueue
	"POST /v1/tasks/{id}/conference/exit":                    "task.conferenceExit",
	"POST /v1/tasks/{id}/conference/transfer":                "task.conferenceTransfer",
	"POST /v1/tasks/{id}/end":                                "task.end",
	"POST /v1/tasks/{id}/wrapup":                             "task.wrapup",
	"POST /v1/tasks/{id}/cancelCtq":                          "task.cancelCtq",
	"POST /v1/notification/subscribe":                        "subscribe",
	"POST /v1/dialer/campaign/{id}/preview-task/{id}/accept": "preview.accept",
	"POST /v1/dialer/campaign/{id}/preview-task/{id}/skip":   "preview.skip",
	"POST /v1/dialer/campaign/{id}/preview-task/{id}/remove": "preview.remove",
}

// above are the segments of paths that an id follows.
var above = []string{
	"tasks", "campaign", "preview-task", "by-ci-user-id", "agent-profile", "site", "address-book", "outdial-ani", "subscription",
}

// name is what an answer calls the request: the operation, or the method and the path
// with {org} and {id} for ids.
func (r Request) name() string {
	if r.URL != "" {
		return r.method() + " of an address that was given"
	}
	parts := strings.Split(strings.TrimSuffix(r.Path, "/"), "/")
	for i := 1; i < len(parts); i++ {
		switch {
		case parts[i-1] == "organization":
			parts[i] = "{org}"
		case slices.Contains(above, parts[i-1]):
			parts[i] = "{id}"
		}
	}
	name := r.method() + " " + strings.Join(parts, "/")
	switch operation := operations[name]; {
	case r.Service != "" && r.Service != Gateway:
		return r.method() + " {" + r.Service + "}" + strings.Join(parts, "/")
	case operation == "task.transferAgent" && r.toQueue():
		return "task.transferQueue"
	case operation != "":
		return operation
	}
	return name
}

// toQueue reports whether a request names a queue as its destination.
func (r Request) toQueue() bool {
	body, err := r.encode()
	return err == nil && web.Text(trace.ObjectOf(body).Get("destinationType")) == "queue"
}

// Name is what the book and target files call a request: its operation, such as task.hold,
// or its method and path with {org} and {id} for ids, such as GET /organization/{org}/v2/team.
func Name(r Request) string { return r.name() }
