package gws

import (
	"slices"
	"strings"

	"github.com/deskproof/deskproof/steps/oracle/value"
)

// session is a Bayeux session.
type session struct {
	id       string
	desk     string
	names    []string       // channels that it has asked for
	connects int            // connects that it has sent
	hold     int            // the timeout that it was advised last, in milliseconds; -1: none
	ended    int            // the record that told of its end: that it ended itself, or that the server does not know it; 0: it goes on
	acks     bool           // batches may come again
	changes  map[string]int // since its last batch with messages: requests that may cause some, by the interaction that they are about
	caused   map[string]int // the same since it began
	began    int            // calls of the stage door before it began
	told     map[string]telling
}

// user is what a desk has been told of interactions, in whatever session.
type user struct {
	knows map[string]bool // interactions that it was invited to, has listed or did something with
}

func (j *judge) user(desk string) *user {
	u, ok := j.users[desk]
	if !ok {
		u = &user{knows: map[string]bool{}}
		j.users[desk] = u
	}
	return u
}

// says takes in what a client says to Bayeux.
func (j *judge) says(q *request) {
	for _, m := range q.messages {
		s := j.sessions[value.Text(m["clientId"])]
		if s == nil || s.desk != q.desk {
			continue
		}
		switch m["channel"] {
		case metaSubscribe:
			s.names = append(s.names, names(m["subscription"])...)
		case metaConnect:
			s.connects++
		}
	}
}

// names are those of a subscription: one, or a list.
func names(v any) []string {
	if s, ok := v.(string); ok {
		return []string{s}
	}
	return value.Texts(v)
}

// aliases are the names of the topic that some pages print, and what clients dispatch on
// is open where one of them was subscribed to.
var aliases = []string{"/v2/me/interactions", "/v2/me/interactions/", "/me/interactions"}

// matches is how many of the names match a channel. Each counts once.
func (s *session) matches(channel string) int {
	n := 0
	for i, name := range s.names {
		if slices.Contains(s.names[:i], name) {
			continue
		}
		if match(name, channel) || slices.Contains(aliases, channel) && slices.ContainsFunc(aliases, func(alias string) bool { return match(name, alias) }) {
			n++
		}
	}
	return n
}

// match reports whether a name, which may end in asterisks, is for a channel.
func match(name, channel string) bool {
	if deep, ok := strings.CutSuffix(name, "/**"); ok {
		return strings.HasPrefix(channel, deep+"/")
	}
	if one, ok := strings.CutSuffix(name, "/*"); ok {
		rest, below := strings.CutPrefix(channel, one+"/")
		return below && !strings.Contains(rest, "/")
	}
	return name == channel
}
