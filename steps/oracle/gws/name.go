package gws

import (
	"strings"

	"github.com/deskproof/deskproof/steps/oracle/value"
)

// name is what a request is called: its operation, or its method and path with {id}.
func (q *request) name() string {
	if body, ok := value.ObjectOf(q.body); ok {
		if operation := value.Text(body["operationName"]); operation != "" {
			return value.Clip(operation)
		}
	}
	return q.method + " " + value.Clip(q.place())
}

// lists are the paths below which the next part names one of a list.
var lists = []string{"/interactions/", "/me/interactions/", "/users/", "/me/workbins/"}

// place is the path with {id} for an id in it.
func (q *request) place() string {
	for _, list := range lists {
		if id, ok := strings.CutPrefix(q.path, list); ok && id != "" && !strings.Contains(id, "/") {
			return list + "{id}"
		}
	}
	return q.path
}

// subject is the interaction that a request is about, or empty.
func (q *request) subject() string {
	for _, list := range lists[:2] {
		if id, ok := strings.CutPrefix(q.path, list); ok && !strings.Contains(id, "/") {
			return id
		}
	}
	return ""
}
