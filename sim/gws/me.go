package gws

import (
	"encoding/json"
	"net/url"
	"strings"

	"github.com/deskproof/deskproof/sim/center"
)

// getMe tells who the user is.
func (s *Session) getMe(r *request) (object, error) {
	user := s.user(r)
	if q, err := url.ParseQuery(r.Query); err == nil && q.Get("subresources") == "*" {
		user = append(user,
			member{"devices", []object{}},
			member{"channels", s.channels()},
			member{"calls", []object{}},
			member{"chats", s.chats()},
		)
	}
	return found(member{"user", user}), nil
}

// chats are those that the user handles.
func (s *Session) chats() []object {
	out := []object{}
	for _, p := range s.parts() {
		if p.Medium == center.Chat && standingOf(&p)&undertaken != 0 {
			out = append(out, s.state(&p))
		}
	}
	return out
}

func (s *Session) user(r *request) object {
	u := &s.cfg.User
	path := "/users/" + UserID(u.ID)
	return object{
		{"id", UserID(u.ID)},
		{"userName", u.Name},
		{"firstName", u.First},
		{"lastName", u.Last},
		{"employeeId", string(u.ID)},
		{"roles", append([]string{}, u.Roles...)},
		{"enabled", true},
		{"changePasswordOnFirstLogin", false},
		{"uri", r.Base + path},
		{"path", path},
	}
}

// postMe begins or ends the user's session at the contact center, or puts all their
// channels in a state.
func (s *Session) postMe(r *request) (object, error) {
	name, body, err := r.operation()
	if err != nil {
		return nil, err
	}
	switch name {
	case "StartContactCenterSession":
		err = s.startSession(body["channels"])
	case "EndContactCenterSession":
		err = s.endSession()
	default:
		err = s.chooseState(0, name)
	}
	if err != nil {
		return nil, err
	}
	return s.cfg.Results.done(), nil
}

// startSession logs the user in to channels.
func (s *Session) startSession(raw json.RawMessage) error {
	var names []string
	if json.Unmarshal(raw, &names) != nil || len(names) == 0 {
		return fail(missing, "Parameter channels is missing, or not a list of channels")
	}
	var media []center.Medium
	var unknown []string
	for _, name := range names {
		if ms, ok := s.channel(name); ok {
			media = append(media, ms.Medium)
		} else {
			unknown = append(unknown, name)
		}
	}
	if media != nil {
		if err := s.port.Do(center.Command{Verb: center.LogIn, Agent: s.cfg.User.ID, Media: media}); err != nil {
			return err
		}
	}
	switch {
	case unknown == nil:
		return nil
	case media == nil:
		return fail(notFound, "Unknown channels: "+strings.Join(unknown, ", "))
	}
	return fail(partial, "Partial success, unknown channels: "+strings.Join(unknown, ", "))
}

// endSession logs the user out of all channels; what is only offered to them goes to
// others, and what they handle stays theirs (inferred).
func (s *Session) endSession() error {
	if !s.isAgent() {
		return nil
	}
	return s.port.Do(center.Command{Verb: center.LogOut, Agent: s.cfg.User.ID})
}

// isAgent reports whether the user is an agent of the center, who can have interactions.
func (s *Session) isAgent() bool {
	_, ok := s.port.Center().View(s.cfg.User.ID)
	return ok
}
