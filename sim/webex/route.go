package webex

import (
	"net/http"
	"net/url"
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

// patterns are the parts of their paths.
var patterns = func() [][]string {
	out := make([][]string, 0, len(endpoints))
	for _, e := range endpoints {
		out = append(out, segments(e.path))
	}
	return out
}()

// endpoint finds the endpoint of a request.
func (r *request) endpoint() (*endpoint, error) {
	path := segments(r.Path)
	var methods []string
	for i := range endpoints {
		e := &endpoints[i]
		args, fits := match(patterns[i], path)
		if !fits {
			continue
		}
		if e.method == r.Method {
			r.args = args
			return e, nil
		}
		methods = append(methods, e.method)
	}
	if methods == nil {
		return nil, notFound("no such resource")
	}
	slices.Sort(methods)
	return nil, &failure{
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
			arg, err := url.PathUnescape(path[i])
			if err != nil {
				return nil, false
			}
			args = append(args, arg)
		case p != path[i]:
			return nil, false
		}
	}
	return args, true
}
