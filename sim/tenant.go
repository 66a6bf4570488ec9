package sim

import (
	"cmp"
	"context"
	"crypto/subtle"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/token"
	"github.com/deskproof/deskproof/sim/webex"
	"github.com/deskproof/deskproof/sim/wire"
)

// tenant is the organization of those who log in over Webex, and its rules.
type tenant struct {
	doc *centers.Center
	as  centers.Webex // as the center has them
	now centers.Webex // of those who log in from now on

	subscriptions webex.Subscriptions
}

func newTenant(doc *centers.Center) (*tenant, error) {
	rules, err := webexRules.changed(doc.Webex, doc.Options)
	if err != nil {
		return nil, fmt.Errorf("center %s: %w", doc.Name, err)
	}
	return &tenant{doc: doc, as: rules, now: rules, subscriptions: webex.Subscriptions{}}, nil
}

// open begins an agent's conversation.
func (t *tenant) open(d *desk) wire.Session {
	profile, _ := webex.ParseProfile(t.now.Profile) // it has been read
	answer, ok := t.now.AnswersAfter()
	if !ok {
		answer = -1
	}
	return webex.New(webex.Config{
		User: d.agent, Tenant: t.lists(), Profile: profile, Begins: t.doc.Start(), Answer: answer, Record: t.now.Record,
		Ring: t.doc.RingTimeout, Subscriptions: t.subscriptions,
	})
}

// lists are what the organization has.
func (t *tenant) lists() webex.Tenant {
	out := webex.Tenant{Organization: t.now.Organization}
	for _, team := range t.doc.Teams {
		out.Teams = append(out.Teams, webex.Team{ID: team.ID, Name: team.Name, Agents: agentIDs(team.Agents)})
	}
	for _, d := range t.doc.Dispositions {
		out.Dispositions = append(out.Dispositions, webex.Disposition(d))
	}
	for _, e := range t.doc.AddressBook {
		out.AddressBook = append(out.AddressBook, webex.Entry{Name: e.Name, Number: e.Number})
	}
	return out
}

// webexRules are the rules of Webex.
var webexRules = rules[centers.Webex]{
	section: centers.WebexSection,
	set: map[string]func(*centers.Webex, string) error{
		"profile": func(r *centers.Webex, value string) error {
			_, err := webex.ParseProfile(value)
			r.Profile = value
			return err
		},
		"organization": func(r *centers.Webex, value string) error {
			r.Organization = value
			if !centers.IsUUID(value) {
				return fmt.Errorf("%q is not a uuid, such as 11111111-2222-4333-8444-555555555555", value)
			}
			return nil
		},
		"answer": func(r *centers.Webex, value string) error {
			r.Answer = value
			if _, ok := r.AnswersAfter(); !ok && value != centers.Never {
				return fmt.Errorf("%q is not a duration, such as 3s, or never", value)
			}
			return nil
		},
		"record":   func(r *centers.Webex, value string) error { return parseBool(value, &r.Record) },
		"trusting": func(r *centers.Webex, value string) error { return parseBool(value, &r.Trusting) },
		"origins":  func(r *centers.Webex, value string) error { r.Origins = listed(value); return nil },
	},
}

// Webex are the rules of Webex for those who come now.
func (w *World) Webex(ctx context.Context) (r centers.Webex, err error) {
	err = w.ask(ctx, func(l *loop) { r = l.m.tenant.now })
	return r, err
}

// Bearer is the id of the agent who has an access token, and false if nobody has: it is
// USER_PASSWORD_ORGANIZATION, where an employee id does for the user, or a signed one of
// this world.
func (w *World) Bearer(ctx context.Context, token string) (agent string, ok bool, err error) {
	var rules centers.Webex
	var date time.Time
	if err := w.ask(ctx, func(l *loop) { rules, date = l.m.tenant.now, l.m.date() }); err != nil {
		return "", false, err
	}
	if claims, err := w.signer.Verify(token, date); err == nil && claims.Realm == rules.Organization {
		agent, ok = claims.ID, true
	} else if rules.Trusting {
		agent, ok = w.Trust(strings.Split(token, "_")[0])
	} else if name, is := strings.CutSuffix(token, "_"+rules.Organization); is {
		agent, ok = w.spelled(name)
	}
	return agent, ok && slices.Contains(w.agents, agent), nil
}

// spelled is whose name and password a text is, with the sign between them that either may
// have in it.
func (w *World) spelled(text string) (agent string, ok bool) {
	is := func(name, password string) bool {
		return subtle.ConstantTimeCompare([]byte(text), []byte(name+"_"+password)) == 1
	}
	for _, c := range w.logins {
		if c.password != "" && (is(c.user, c.password) || is(c.id, c.password)) {
			return c.id, true
		}
	}
	return "", false
}

// Token is a signed access token of an agent, which does not end before the world does.
func (w *World) Token(ctx context.Context, agent string) (token string, err error) {
	asked := w.ask(ctx, func(l *loop) { token, err = l.m.sign(agent) })
	return token, cmp.Or(asked, err)
}

// sign makes a signed access token.
func (m *machine) sign(agent string) (string, error) {
	a, ok := m.center.View(center.AgentID(agent))
	if !ok {
		return "", fmt.Errorf("agent %q: %w", agent, ErrUnknownAgent)
	}
	return m.desktops.as.Signer.Sign(token.Claims{
		ID: agent, Name: strings.TrimSpace(a.First + " " + a.Last), User: a.User,
		Realm: m.tenant.now.Organization, Issued: m.date(), Ends: m.tenant.doc.Start().Add(endOfTime),
	})
}

// date is the date and time at the desks.
func (m *machine) date() time.Time { return m.tenant.doc.Start().Add(m.now) }
