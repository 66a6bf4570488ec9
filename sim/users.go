package sim

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"slices"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/gws"
	"github.com/deskproof/deskproof/sim/wire"
)

// users are those who can log in over GWS, and its rules.
type users struct {
	doc *centers.Center
	as  centers.GWS // as the center has them
	now centers.GWS // of those who log in from now on
}

func newUsers(doc *centers.Center) (*users, error) {
	rules, err := gwsRules.changed(doc.GWS, doc.Options)
	if err != nil {
		return nil, fmt.Errorf("center %s: %w", doc.Name, err)
	}
	return &users{doc: doc, as: rules, now: rules}, nil
}

// open begins somebody's conversation.
func (u *users) open(d *desk) wire.Session {
	i := slices.IndexFunc(u.doc.Agents, func(a centers.Agent) bool { return a.ID == string(d.agent) })
	who := u.doc.Agents[i]
	return gws.New(gws.Config{
		User:    gws.User{ID: d.agent, Name: who.Login(), First: who.First, Last: who.Last, Roles: who.Roles},
		Profile: gws.Profile(u.now.Profile), Results: gws.Results(u.now.Results),
		Begins: u.doc.Start(), ListInvitations: u.now.ListInvitations,
	})
}

// gwsRules are the rules of GWS.
var gwsRules = rules[centers.GWS]{
	section: centers.GWSSection,
	set: map[string]func(*centers.GWS, string) error{
		"profile": func(g *centers.GWS, value string) error {
			_, err := gws.ParseProfile(value)
			g.Profile = value
			return err
		},
		"results": func(g *centers.GWS, value string) error {
			_, err := gws.ParseResults(value)
			g.Results = value
			return err
		},
		"csrf":            func(g *centers.GWS, value string) error { return parseBool(value, &g.CSRF) },
		"listInvitations": func(g *centers.GWS, value string) error { return parseBool(value, &g.ListInvitations) },
		"trusting":        func(g *centers.GWS, value string) error { return parseBool(value, &g.Trusting) },
		"hold":            func(g *centers.GWS, value string) error { return parseSpan(value, &g.Hold) },
		"expiry":          func(g *centers.GWS, value string) error { return parseSpan(value, &g.Expiry) },
		"origins":         func(g *centers.GWS, value string) error { g.Origins = listed(value); return nil },
	},
}

// logins are the users of a center with what they log in with.
type logins []credentials

type credentials struct{ id, user, password string }

func loginsOf(doc *centers.Center) logins {
	var out logins
	for _, a := range doc.Agents {
		out = append(out, credentials{a.ID, a.Login(), a.Password})
	}
	return out
}

// SignIn returns the id of the user with that name and password; false if there is none.
func (w *World) SignIn(user, password string) (id string, ok bool) {
	for _, c := range w.logins {
		right := subtle.ConstantTimeCompare([]byte(c.password), []byte(password)) == 1
		if c.user == user && c.password != "" && right {
			return c.id, true
		}
	}
	return "", false
}

// Trust returns the id of the user of that name, or else of the first there is: whom a
// center that trusts anybody takes them for.
func (w *World) Trust(user string) (id string, ok bool) {
	for _, c := range w.logins {
		if c.user == user {
			return c.id, true
		}
	}
	if len(w.logins) == 0 {
		return "", false
	}
	return w.logins[0].id, true
}

// GWS are the rules of GWS for those who log in now.
func (w *World) GWS(ctx context.Context) (g centers.GWS, err error) {
	err = w.ask(ctx, func(l *loop) { g = l.m.users.now })
	return g, err
}

// Random is a source of secrets of that name: nobody's guess, but in a world whose clock
// is virtual the same for the same seed. Its readers take turns.
func (w *World) Random(name string) io.Reader {
	if w.seed == nil {
		return rand.Reader
	}
	key := sha256.Sum256(fmt.Appendf(nil, "%d %s", *w.seed, name))
	return mathrand.NewChaCha8(key)
}

// idlers are the ids of those who log in over GWS and have no desk.
func idlers(doc *centers.Center) []center.AgentID {
	var out []center.AgentID
	for _, a := range doc.Agents {
		if !a.Handles() {
			out = append(out, center.AgentID(a.ID))
		}
	}
	return out
}
