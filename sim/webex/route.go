package webex

import (
	"net/http"
	"slices"
	"strings"
)

// endpoint is one method of one path, and what it does.
type endpoint struct {
	method string
	path   string // {}: any one segment
	run    func(*Session, *request) (answer, error)
}

// endpoints are all paths, behind the base.
var endpoints = slices.Concat(registrationEndpoints, agentEndpoints, taskEndpoints)

// serve finds the endpoint of a request and lets it answer.
func (s *Session) serve(r *request) (answer, error) {
	path := segments(r.Path)
	var methods []string
	for _, e := range endpoints {
		args, fits := match(segments(e.path), path)
		if !fits {
			continue
		}
		if e.method == r.Method {
			r.args = args
			return e.run(s, r)
		}
		methods = append(methods, e.method)
	}
	if methods == nil {
		return answer{}, notFound("no such resource")
	}
	slices.Sort(methods)
	return answer{}, &failure{
		status: http.StatusMethodNotAllowed, text: "method not allowed",
		allow: strings.Join(slices.Compact(methods), ", "),
	}
}

// segments are the parts of a path; a slash at its end counts for nothing.
func segments(path string) []string { return strings.Split(strings.Trim(path, "/"), "/") }

func match(pattern, path []string) (args []string, fits bool) {
	if len(pattern) != len(path) {
		return nil, false
	}
	for i, p := range pattern {
		switch {
		case p == "{}" && path[i] != "":
			args = append(args, path[i])
		case p != path[i]:
			return nil, false
		}
	}
	return args, true
}
