package fault

import (
	"slices"
	"strings"
)

// webexOperations are the operations of webex by method and path, {} being an id.
var webexOperations = map[string]string{
	"POST /v1/notification/subscribe":                    "subscribe",
	"POST /v1/agents/reload":                             "agent.reload",
	"POST /v1/agents/login":                              "agent.login",
	"POST /v1/agents/logout":                             "agent.logout",
	"PUT /v1/agents/session/state":                       "agent.state",
	"POST /v1/agents/buddyList":                          "agent.buddies",
	"POST /v1/tasks":                                     "task.outdial",
	"POST /v1/tasks/{}/accept":                           "task.accept",
	"POST /v1/tasks/{}/hold":                             "task.hold",
	"POST /v1/tasks/{}/unhold":                           "task.unhold",
	"POST /v1/tasks/{}/record/pause":                     "task.recordPause",
	"POST /v1/tasks/{}/record/resume":                    "task.recordResume",
	"POST /v1/tasks/{}/consult":                          "task.consult",
	"POST /v1/tasks/{}/consult/end":                      "task.consultEnd",
	"POST /v1/tasks/{}/consult/accept":                   "task.consultAccept",
	"POST /v1/tasks/{}/consult/transfer":                 "task.consultTransfer",
	"POST /v1/tasks/{}/consult/conference":               "task.conference",
	"POST /v1/tasks/{}/conference/exit":                  "task.conferenceExit",
	"POST /v1/tasks/{}/conference/transfer":              "task.conferenceTransfer",
	"POST /v1/tasks/{}/transfer":                         "task.transferAgent", // or task.transferQueue
	"POST /v1/tasks/{}/end":                              "task.end",
	"POST /v1/tasks/{}/wrapup":                           "task.wrapup",
	"POST /v1/tasks/{}/cancelCtq":                        "task.cancelCtq",
	"POST /v1/dialer/campaign/{}/preview-task/{}/accept": "preview.accept",
	"POST /v1/dialer/campaign/{}/preview-task/{}/skip":   "preview.skip",
	"POST /v1/dialer/campaign/{}/preview-task/{}/remove": "preview.remove",
}

// beforeID are the segments of a path that an id follows.
var beforeID = []string{
	"tasks", "campaign", "preview-task", "by-ci-user-id", "agent-profile", "site", "address-book", "outdial-ani",
}

// webexRequest is what a frame of a client of webex asks for: an operation, or a method
// and a path.
func webexRequest(m any) string {
	if has(m, "keepalive") {
		return "keepalive"
	}
	method, _ := get(m, "method").(string)
	path, _ := get(m, "path").(string)
	segments := strings.Split(strings.TrimSuffix(path, "/"), "/")
	for i := 1; i < len(segments); i++ {
		switch {
		case segments[i] == "":
		case segments[i-1] == "organization":
			segments[i] = "{org}"
		case slices.Contains(beforeID, segments[i-1]):
			segments[i] = "{}"
		}
	}
	plain := method + " " + strings.Join(segments, "/")
	name, ok := webexOperations[plain]
	switch {
	case !ok:
		return strings.ReplaceAll(plain, "{}", "{id}")
	case name == "task.transferAgent" && get(m, "body.destinationType") == any("queue"):
		return "task.transferQueue"
	}
	return name
}
