package webex

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/webex"
)

func (w *world) configurationSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s client reads (the agent's record|the organization|the settings|the tenant's configuration|the links to other services|the assistant's features|the codes|the desktop profile|the site|the teams|the dial plans|the queues|the entry points|the address book|the numbers to call from)( without a token| with a wrong password| with a token of no known form| of another organization| from a page of another origin)?$`, w.reads, suite.Doc{
		Does:    "Lets a client ask for a part of the configuration or for a list, as the agent SDK does or in another way.",
		Example: "When Ana's client reads the desktop profile",
		Args:    []string{"the agent", "what", "in which way; left out: as usual"},
	})
	r.Step(`^the client can read the answer$`, w.canRead, suite.Doc{
		Does:    "Checks that the last answer is JSON, with a status with which the agent SDK reads it: a part of the configuration exactly 200, anything else below 400.",
		Example: "Then the client can read the answer",
	})
	r.Step(`^the answer is about (\w+)$`, w.isAbout, suite.Doc{
		Does:    "Checks that the last answer is the record of an agent: the id under which the socket greeted them, and their names as the target file has them.",
		Example: "Then the answer is about Ana",
		Args:    []string{"the agent"},
	})
	r.Step(`^the client is told to sign in$`, w.toldToSignIn, suite.Doc{
		Does:    "Checks that the last request was refused with HTTP 401. With which status it is refused is documented nowhere, so this never binds.",
		Example: "Then the client is told to sign in",
		Denies:  true,
	})
	r.Step(`^the answer lists the codes of both kinds$`, w.listsCodes, suite.Doc{
		Does:    "Checks that the last list has codes for being idle and codes for how contacts end, as a target has them that lets agents be idle and wrap up. No document says so, so this never binds.",
		Example: "Then the answer lists the codes of both kinds",
	})
	r.Step(`^the answer lists (\w+)'s teams$`, w.listsTeams, suite.Doc{
		Does:    "Checks that the last list has teams, and only such as an agent's record names.",
		Example: "Then the answer lists Ana's teams",
		Args:    []string{"the agent"},
	})
}

// part is a part of the configuration that a client can read.
type part struct {
	item  string                    // of the book, after webex.http.
	path  func(wire.Profile) string // below the organization
	query func(wire.Profile) string
}

func at(path string) func(wire.Profile) string { return func(wire.Profile) string { return path } }

// below is a path to something by its id.
func below(before string, id func(wire.Profile) string, after string) func(wire.Profile) string {
	return func(p wire.Profile) string { return before + url.PathEscape(id(p)) + after }
}

// firstPage asks for the beginning of a list.
const firstPage = "page=0&pageSize=100"

var parts = map[string]part{
	"the agent's record":          {"user", below("/user/by-ci-user-id/", func(p wire.Profile) string { return p.Agent }, ""), at("")},
	"the organization":            {"org", at(""), at("")},
	"the settings":                {"orgSettings", at("/v2/organization-setting"), at("agentView=true")},
	"the tenant's configuration":  {"tenant", at("/v2/tenant-configuration"), at("agentView=true")},
	"the links to other services": {"urlMapping", at("/v2/org-url-mapping"), at("sort=name,ASC")},
	"the assistant's features":    {"aiFeature", at("/v2/ai-feature"), at(firstPage)},
	"the codes":                   {"auxCodes", at("/v2/auxiliary-code"), at(firstPage + "&attributes=id,isSystemCode,name,defaultCode,workTypeCode,active")},
	"the desktop profile":         {"desktopProfile", below("/agent-profile/", wire.Profile.AgentProfileID, ""), at("")},
	"the site":                    {"site", below("/site/", wire.Profile.SiteID, ""), at("")},
	"the teams":                   {"teams", at("/v2/team"), teamQuery},
	"the dial plans":              {"dialPlan", at("/dial-plan"), at("agentView=true")},
	"the queues":                  {"queues", at("/v2/contact-service-queue"), at(firstPage)},
	"the entry points":            {"entryPoints", at("/v2/entry-point"), at(firstPage + "&sortOrder=asc")},
	"the address book":            {"addressBook", below("/v2/address-book/", wire.Profile.AddressBook, "/entry"), at(firstPage)},
	"the numbers to call from":    {"outdialAni", below("/v2/outdial-ani/", wire.Profile.OutdialANI, "/entry"), at(firstPage)},
}

// registering are the parts that the agent SDK reads to register.
var registering = []string{
	"the agent's record", "the organization", "the settings", "the tenant's configuration", "the links to other services", "the assistant's features",
	"the codes", "the desktop profile", "the site", "the teams", "the dial plans",
}

func teamQuery(p wire.Profile) string {
	return firstPage + "&filter=id=in=(" + url.QueryEscape(strings.Join(p.TeamIDs(), ",")) + ")"
}

// part is the request for a part of the configuration.
func (w *world) part(p *person, what string) request {
	d, of := parts[what], p.client.Profile()
	r := wire.Request{Path: "/organization/" + url.PathEscape(p.client.Organization()) + d.path(of), Query: d.query(of)}
	return request{what: w.partName(what), item: "webex.http." + d.item, Request: r}
}

// partName is what the book calls the request for a part of the configuration.
func (w *world) partName(what string) string {
	it, _ := w.Rules.Book.Claim("webex.http." + parts[what].item)
	return it.Of.(*book.Method).Request
}

// missing says that an agent has nothing of what is to be read; nil: they may have.
func missing(p *person, what string) error {
	of := p.client.Profile()
	ids := map[string]string{"the address book": of.AddressBook(), "the numbers to call from": of.OutdialANI(), "the site": of.SiteID(), "the desktop profile": of.AgentProfileID()}
	if id, has := ids[what]; has && id == "" {
		return suite.NotReached("the configuration of %s names no %s", p.name, strings.TrimPrefix(what, "the "))
	}
	return nil
}

// reading is the request by which somebody reads a part of the configuration, if they have
// it.
func (w *world) reading(name, what string) (*person, request, error) {
	p, err := w.here(name)
	if err != nil {
		return nil, request{}, err
	}
	if err := missing(p, what); err != nil {
		return nil, request{}, err
	}
	return p, w.part(p, what), nil
}

func (w *world) reads(ctx context.Context, name, what, how string) error {
	p, r, err := w.reading(name, what)
	if err != nil {
		return err
	}
	how = strings.TrimSpace(how)
	switch how {
	case "of another organization":
		r.Path = strings.Replace(r.Path, url.PathEscape(p.client.Organization()), absentID, 1)
	case "from a page of another origin":
		r.Header = http.Header{"Origin": {w.origin()}}
	case "":
	default:
		r.Header, r.Anonymous = w.login(p, how), true
	}
	return w.ask(ctx, p, r)
}

// login are the headers of a request that proves who asks in another way than it should.
func (w *world) login(p *person, how string) http.Header {
	switch how {
	case "with a wrong password":
		token := cmp.Or(p.account.User, p.account.Account) + "_" + p.account.Password + "-not_" + p.client.Organization()
		return http.Header{"Authorization": {"Bearer " + token}}
	case "with a token of no known form":
		return http.Header{"Authorization": {"Bearer nobody"}}
	}
	return nil
}

func (w *world) canRead(context.Context) error {
	if w.asked.what == "" {
		return scene.ErrAskFirst
	}
	s := scene.Seen{Met: w.answer.Status == http.StatusOK && w.answer.Body != nil, Expected: "HTTP 200, and JSON", Frames: frames(w.answer)}
	if !w.isConfiguration() {
		s.Met, s.Expected = w.answer.Succeeded() && w.answer.Body != nil, "a status below 400, and JSON"
	}
	s.Instead = w.whereas(s)
	w.Claims("answer", w.asked.what+" is answered so that the SDK can read it", s, scene.Only(w.asked.item, w.asked.item+".answer", "webex.rule.status", "webex.rule.token", "webex.auth", "webex.rule.auth"))
	return nil
}

// whereas is what the last answer shows: what was expected, or else all of it. Addresses in
// it differ from run to run.
func (w *world) whereas(s scene.Seen) string {
	if s.Met {
		return s.Expected
	}
	return answered(w.answer)
}

// isConfiguration reports whether the last request was one of those by which the agent SDK
// registers, and which it reads only if they are answered with 200.
func (w *world) isConfiguration() bool {
	onDemand := scene.Only("webex.http.queues", "webex.http.entryPoints", "webex.http.addressBook", "webex.http.outdialAni", "webex.http.u2c.limited", "webex.http.u2c.postauth")
	it, _ := w.Rules.Book.Claim(w.asked.item)
	return !onDemand(it)
}

func (w *world) isAbout(_ context.Context, name string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	o := w.answer.Object()
	for _, m := range []struct{ member, want string }{
		{"ciUserId", p.id()}, {"firstName", p.account.First}, {"lastName", p.account.Last},
	} {
		if m.want == "" || m.member != "ciUserId" && o.Get(m.member) == nil {
			continue // the target file does not say, or the target need not
		}
		got := textOf(o.Get(m.member))
		s := scene.Seen{Met: got == m.want, Expected: m.want, Instead: got, Frames: frames(w.answer)}
		w.Claims("value", fmt.Sprintf("the record of %s has %s", name, m.member), s, scene.Only(w.asked.item+".answer."+m.member))
	}
	return nil
}

func (w *world) toldToSignIn(context.Context) error {
	if w.asked.what == "" {
		return scene.ErrAskFirst
	}
	s := scene.Seen{Met: w.answer.Status == http.StatusUnauthorized, Expected: "HTTP 401", Frames: frames(w.answer)}
	s.Instead = w.whereas(s)
	w.Claims("answer", w.asked.what+" without a token that is one is refused", s, scene.Only("webex.rule.unauthorized"))
	return nil
}

// entries are the elements of the last list, and a member of each.
func (w *world) entries(member string) []string {
	list, _ := w.answer.List()
	var out []string
	for _, raw := range list {
		out = append(out, memberOf(raw, member))
	}
	return out
}

func (w *world) listsCodes(context.Context) error {
	kinds := w.entries("workTypeCode")
	s := scene.Seen{Met: slices.Contains(kinds, "IDLE_CODE") && slices.Contains(kinds, "WRAP_UP_CODE"), Expected: "an IDLE_CODE and a WRAP_UP_CODE",
		Instead: strings.Join(kinds, ", "), Frames: frames(w.answer)}
	w.Inferred("value", "there are codes of both kinds", s)
	return nil
}

func (w *world) listsTeams(_ context.Context, name string) error {
	p, err := w.here(name)
	if err != nil {
		return err
	}
	want, got := slices.Sorted(slices.Values(p.client.Profile().TeamIDs())), slices.Sorted(slices.Values(w.entries("id")))
	if len(want) == 0 {
		return suite.NotReached("the record of %s names no teams", name)
	}
	others := slices.ContainsFunc(got, func(id string) bool { return !slices.Contains(want, id) })
	s := scene.Seen{Met: len(got) > 0 && !others, Expected: "some of " + strings.Join(want, ", "), Instead: orNone(strings.Join(got, ", ")), Frames: frames(w.answer)}
	w.Claims("value", "the list has teams that were asked for, and no others", s, scene.Only(w.asked.item, w.asked.item+".answer", w.asked.item+".answer.data", "webex.type.Team.id", "webex.rule.teamShape"))
	return nil
}
