package gws

import (
	"slices"

	"github.com/deskproof/deskproof/sim/center"
)

// rule is when an operation is possible: for which media, how the interaction must
// stand for the user, and what else.
type rule struct {
	media []center.Medium // nil: every
	needs standing
	also  func(*Session, *center.Part) bool // nil: nothing
}

var (
	chats  = []center.Medium{center.Chat}
	emails = []center.Medium{center.Email}
)

// rules are those of /me/interactions/{id}, by all the names that operations have: the
// ten of Interactions API Operations, then those of the chat and e-mail pages.
// EndConference is LeaveConference in its sample there; Complete and Cancel are of
// 8.5.1; a consultation is misspelled in 8.5.0.
var rules = map[string]rule{
	"Accept":           {nil, invited, nil},
	"Reject":           {nil, invited, nil},
	"StopProcessing":   {nil, handled | leftOver, nil},
	"Complete":         {nil, handled | leftOver, nil},
	"PlaceInQueue":     {nil, handled, isMatter},
	"UpdateProperties": {nil, handled | composed, nil},
	"PlaceInWorkbin":   {nil, handled, isMatter},
	"Transfer":         {nil, handled, isMatter},
	"StartConference":  {nil, handled, isMatter},
	"EndConference":    {nil, handled, isShared},
	"LeaveConference":  {nil, handled, isShared},

	"SendMessage":          {chats, handled, nil},
	"SendNotification":     {chats, handled, nil},
	"RequestChatHistory":   {chats, handled | leftOver, nil},
	"InitiateConsulation":  {chats, handled, mayConsult},
	"InitiateConsultation": {chats, handled, mayConsult},
	"CompleteTransfer":     {chats, handled, mayHandOver},
	"CompleteConference":   {chats, handled, mayShare},

	"Reply":       {emails, handled, nil},
	"ReplyAll":    {emails, handled, nil},
	"Forward":     {emails, handled, nil},
	"CancelReply": {emails, composed, nil},
	"Cancel":      {emails, composed, nil},
	"Send":        {emails, composed, nil},
}

// isMatter reports whether an interaction is no consultation about another.
func isMatter(_ *Session, p *center.Part) bool { return p.Kind != center.Consultation }

// isShared reports whether other agents handle an interaction too.
func isShared(s *Session, p *center.Part) bool { return isMatter(s, p) && len(others(p)) > 0 }

// mayConsult reports whether the user consults nobody about an interaction yet.
func mayConsult(s *Session, p *center.Part) bool {
	return isMatter(s, p) && !slices.ContainsFunc(s.port.Center().Parts(p.Agent), func(x center.Part) bool {
		return isConsultation(&x) && x.Parent == p.ID
	})
}

// isConsultation reports whether the user consults somebody there.
func isConsultation(p *center.Part) bool { return p.Kind == center.Consultation && p.Outgoing }

// mayShare reports whether whoever the user consults has answered, and what it is about
// goes on.
func mayShare(s *Session, p *center.Part) bool {
	v, _ := s.port.Center().Interaction(p.ID)
	return isConsultation(p) &&
		slices.ContainsFunc(v.Handlers, func(h center.Handler) bool { return h.Agent != p.Agent }) &&
		slices.ContainsFunc(s.port.Center().Parts(p.Agent), func(x center.Part) bool { return x.ID == p.Parent && !x.Owes })
}

// mayHandOver reports whether the user may share it and did not only come into it.
func mayHandOver(s *Session, p *center.Part) bool {
	v, _ := s.port.Center().Interaction(p.Parent)
	return mayShare(s, p) && !slices.ContainsFunc(v.Handlers, func(h center.Handler) bool { return h.Agent == p.Agent && !h.Owner })
}

func (u *rule) isOf(m center.Medium) bool { return u.media == nil || slices.Contains(u.media, m) }

// allows reports whether the operation is possible now.
func (u *rule) allows(s *Session, p *center.Part) bool {
	return u.isOf(p.Medium) && standingOf(p)&u.needs != 0 && (u.also == nil || u.also(s, p))
}

// listed are the operations that capabilities can have, in the order in which the
// documents list them.
var listed = []string{
	"Accept", "Reject", "Send", "CancelReply",
	"SendMessage", "SendNotification", "RequestChatHistory", "Reply", "ReplyAll", "Forward",
	"StopProcessing", "PlaceInQueue", "UpdateProperties", "PlaceInWorkbin", "Transfer",
	"StartConference", "EndConference", "InitiateConsulation", "CompleteTransfer", "CompleteConference",
}

// capabilities are the operations that are possible now.
func (s *Session) capabilities(p *center.Part) []string {
	can := []string{}
	for _, name := range listed {
		if u := rules[name]; u.allows(s, p) {
			can = append(can, name)
		}
	}
	return s.cfg.Profile.named(can)
}

// admit returns the user's part in the interaction that an operation is for, if it is
// possible.
func (s *Session) admit(id, name string) (center.Part, error) {
	p, mine := s.mine(id)
	if !mine {
		return p, s.notMine(id, name)
	}
	u := rules[name]
	if about, ok := s.meant(&p, u); ok {
		p = about
	}
	switch {
	case !u.isOf(p.Medium):
		return p, fail(forbidden, name+" is not supported for this kind of interaction")
	case !u.allows(s, &p):
		return p, fail(invalid, name+" is not possible in the current state")
	}
	return p, nil
}

// notMine is why an operation is refused on an interaction that is not the user's.
func (s *Session) notMine(id, name string) error {
	v, ok := s.find(id)
	switch {
	case !ok:
		return fail(notFound, "Interaction not found")
	case slices.Contains(s.past, v.ID) && len(v.Handlers) == 0:
		return fail(invalid, name+" is not possible: the interaction is not the user's any more")
	}
	return fail(forbidden, "The user neither handles the interaction nor is invited to it")
}

// meant is the draft, or the consultation, that an operation is for which is posted on
// the interaction that it belongs to.
func (s *Session) meant(p *center.Part, u rule) (center.Part, bool) {
	if u.allows(s, p) {
		return center.Part{}, false
	}
	for _, x := range s.parts() {
		if x.Parent == p.ID && u.allows(s, &x) && (u.needs == composed || u.also != nil) {
			return x, true
		}
	}
	return center.Part{}, false
}
