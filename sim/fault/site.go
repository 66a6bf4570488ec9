package fault

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/deskproof/deskproof/sim/wire"
)

// Frame is a frame on its way.
type Frame struct {
	Wire     string // empty: SCAPI
	Agent    string
	Page     uint32
	Exchange uint32 // on a wire of requests: which it is, or answers; 0: none
	Body     []byte
	Delay    time.Duration // real time for which it is held back, with those that follow it
}

// isOf reports whether a frame is of the same desk and wire.
func (f *Frame) isOf(other Frame) bool { return f.Wire == other.Wire && f.Agent == other.Agent }

// asks reports whether a wire is one of requests over HTTP, whose frames are alike.
func asks(name string) bool { return name == wire.GWS || name == wire.Webex }

func (f *Frame) isWebex() bool { return f.Wire == wire.Webex }

func (s *Site) isReply() bool { return s.Wire == wire.GWS && s.Frame == "reply" }

// words reports a member of a site that the frames of its wire do not have.
func (s *Site) words() error {
	if asks(s.Wire) && s.Event+s.Type+s.Media+s.State+s.Previous+s.CallType != "" {
		return fmt.Errorf("fault: on: event, type, media, state, previous and callType are of scapi: on %s write where, such as where: {data.state: Invited}", s.Wire)
	}
	for _, path := range slices.Sorted(maps.Keys(s.Where)) {
		if !json.Valid(s.Where[path]) {
			return fmt.Errorf("fault: on.where: %s: not JSON", path)
		}
	}
	return nil
}

// matches reports whether a site is where m is: a message of a frame whose kind is one of
// event, answer, request and reply, asked being the request it is or answers.
func (s *Site) matches(f Frame, kind, asked string, m any) bool {
	is := func(want, path string) bool { return want == "" || get(m, path) == any(want) }
	return cmp.Or(s.Wire, wire.SCAPI) == cmp.Or(f.Wire, wire.SCAPI) &&
		(s.Frame == kind || s.Frame == "" && kind != "request" && kind != "reply") &&
		(s.Request == "" || s.Request == asked) &&
		is(s.Event, "event") && is(s.Type, "data.eventType") && is(s.Media, "data.media") &&
		is(s.State, "data.interaction.state") && is(s.Previous, "data.interaction.previousState") && is(s.CallType, "data.interaction.callType") &&
		!slices.ContainsFunc(s.With, func(path string) bool { return !has(m, path) }) &&
		!slices.ContainsFunc(s.Without, func(path string) bool { return has(m, path) }) &&
		s.isWhere(m)
}

// isWhere reports whether m has all values that a site asks for.
func (s *Site) isWhere(m any) bool {
	for path, want := range s.Where {
		isIt := func(p place) bool {
			v, there := p.get()
			return there && same(v, want)
		}
		if !slices.ContainsFunc(places(m, path), isIt) {
			return false
		}
	}
	return true
}

// kindOf says what a frame that leaves a desk is.
func kindOf(f Frame, m any) string {
	switch {
	case asks(f.Wire) && f.Exchange != 0:
		return "answer"
	case asks(f.Wire) || has(m, "event"):
		return "event"
	case has(m, "referenceId"):
		return "answer"
	}
	return "other"
}

// requestName is what a message of a page asks for.
func requestName(f Frame, m any) string {
	switch f.Wire {
	case wire.GWS:
		return operation(m)
	case wire.Webex:
		return webexRequest(m)
	}
	if name, ok := get(m, "request").(string); ok {
		return name
	}
	name, _ := get(m, "event").(string)
	return name
}

// operation is what a request of gws asks for: the operation that its body names, or its
// method and path.
func operation(m any) string {
	if name, ok := get(m, "body.operationName").(string); ok {
		return name
	}
	method, _ := get(m, "method").(string)
	path, _ := get(m, "path").(string)
	segments := strings.Split(path, "/")
	for i := 1; i < len(segments); i++ {
		if slices.Contains([]string{"interactions", "workbins"}, segments[i-1]) && segments[i] != "" {
			segments[i] = "{id}"
		}
	}
	return method + " " + strings.Join(segments, "/")
}
