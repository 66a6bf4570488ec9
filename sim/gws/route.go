package gws

import (
	"net/http"
	"slices"
	"strings"
)

// role is a set of roles.
type role uint8

const (
	agent role = 1 << iota
	admin
	anybody role = 0
)

var roles = map[string]role{"ROLE_AGENT": agent, "ROLE_ADMIN": admin}

// roles are those of the user that endpoints ask for.
func (u *User) roles() role {
	var set role
	for _, name := range u.Roles {
		set |= roles[name]
	}
	return set
}

// endpoint is one method of one path: who may use it (Interactions API Operations,
// Permissions; anybody who has logged in, where it has no such column), and what it does.
type endpoint struct {
	method string
	path   string // {}: any one segment
	who    role
	run    func(*Session, *request) (object, error)
}

// endpoints are all paths, behind /api/v2.
var endpoints = []endpoint{
	{http.MethodGet, "/interactions", agent | admin, (*Session).getInteractions},
	{http.MethodGet, "/interactions/{}", agent, (*Session).getInteraction},
	{http.MethodPut, "/interactions/{}", agent, (*Session).putInteraction},
	{http.MethodGet, "/me/interactions", agent, (*Session).getMyInteractions},
	{http.MethodPost, "/me/interactions/{}", agent, (*Session).postMyInteraction},
	{http.MethodGet, "/me", anybody, (*Session).getMe},
	{http.MethodPost, "/me", anybody, (*Session).postMe},
	{http.MethodGet, "/me/channels", anybody, (*Session).getChannels},
	{http.MethodGet, "/me/channels/{}", anybody, (*Session).getChannel},
	{http.MethodPost, "/me/channels/{}", anybody, (*Session).postChannel},
	{http.MethodGet, "/me/workbins", anybody, (*Session).getWorkbins},
	{http.MethodGet, "/me/workbins/{}", agent, (*Session).getWorkbin},
	{http.MethodPost, "/me/workbins/{}", agent, (*Session).postWorkbin},
}

// serve finds the endpoint of a request and lets it answer.
func (s *Session) serve(r *request) (object, error) {
	path := segments(r.Path)
	var methods []string
	for _, e := range endpoints {
		args, ok := match(segments(e.path), path)
		if !ok {
			continue
		}
		if e.method != r.Method {
			methods = append(methods, e.method)
			continue
		}
		if e.who != anybody && e.who&s.cfg.User.roles() == 0 {
			return nil, fail(notPermitted, "The user lacks the permission for "+e.method+" "+strings.ReplaceAll(e.path, "{}", "{id}"))
		}
		r.args = args
		return e.run(s, r)
	}
	if methods == nil {
		return nil, fail(notFound, "Resource not found")
	}
	slices.Sort(methods)
	return nil, &failure{
		code: forbidden, text: "Method " + r.Method + " is not supported here",
		http: http.StatusMethodNotAllowed, allow: strings.Join(methods, ", "),
	}
}

// segments are the parts of a path; a slash at its end counts for nothing.
func segments(path string) []string {
	return strings.Split(strings.Trim(path, "/"), "/")
}

func match(pattern, path []string) (args []string, ok bool) {
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
