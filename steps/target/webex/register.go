package webex

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/deskproof/deskproof/steps/target/web"
)

// Register does what the SDK does to begin: the service catalogue, a subscription, the
// socket with Welcome and the first keepalive, the configuration, and a silent relogin.
// What the SDK asks in parallel is asked one after the other. A *RefusedError tells what
// the server would not do; ErrNoAnswer and ErrClosed what did not come.
func (c *Client) Register(ctx context.Context) error {
	for _, step := range []func(context.Context) error{c.Discover, c.Connect, c.Configure, c.Reload} {
		if err := step(ctx); err != nil {
			return fmt.Errorf("registration of %s: %w", c.cfg.Desk, err)
		}
	}
	return nil
}

// Discover reads the service catalogue, before sign-in and after it.
func (c *Client) Discover(ctx context.Context) error {
	before := Request{Path: catalogue + "limited/catalog", Query: "orgId=" + url.QueryEscape(c.cfg.Organization) + "&format=hostmap", Anonymous: true}
	after := Request{Path: catalogue + "catalog", Query: "format=hostmap"}
	for _, r := range []Request{before, after} {
		a, err := c.granted(ctx, r)
		if err != nil {
			return err
		}
		if err := c.readCatalogue(a); err != nil {
			return err
		}
	}
	return nil
}

// readCatalogue takes in where the services are.
func (c *Client) readCatalogue(a Answer) error {
	links := a.Object().Object("serviceLinks")
	services := map[string]string{}
	for _, m := range links {
		if address := web.Text(m.Value); isWebURL(address) {
			services[m.Name] = strings.TrimSuffix(address, "/")
		}
	}
	if services[Gateway] == "" {
		return &RefusedError{What: a.Request, Reason: "serviceLinks has no address of the service " + Gateway, Answer: a}
	}
	c.web.Lock()
	defer c.web.Unlock()
	maps.Copy(c.services, services)
	return nil
}

func isWebURL(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

// Connect subscribes and opens the socket.
func (c *Client) Connect(ctx context.Context) error {
	if _, err := c.Subscribe(ctx); err != nil {
		return err
	}
	return c.Open(ctx)
}

// Subscribe asks for a notification socket, as the SDK does.
func (c *Client) Subscribe(ctx context.Context) (Answer, error) {
	a, err := c.granted(ctx, Request{Method: http.MethodPost, Path: "/v1/notification/subscribe", Body: map[string]any{
		"force": true, "isKeepAliveEnabled": false, "clientType": "WebexCCSDK", "allowMultiLogin": c.cfg.Several,
	}})
	if err != nil {
		return a, err
	}
	place := web.Text(a.Object().Get("webSocketUrl"))
	if !isSocketURL(place) {
		return a, &RefusedError{What: a.Request, Reason: "the answer has no webSocketUrl that is one", Answer: a}
	}
	c.web.Lock()
	defer c.web.Unlock()
	c.place = place
	return a, nil
}

// Reload asks to take up the session that the agent has already, and waits until the
// server has said whether there is one.
func (c *Client) Reload(ctx context.Context) error {
	before := len(c.Notices())
	if _, err := c.granted(ctx, Request{Method: http.MethodPost, Path: "/v1/agents/reload", Body: struct{}{}}); err != nil {
		return err
	}
	err := c.Hear(ctx, func(all []Notice) bool {
		for _, n := range all[before:] {
			if n.Event == "AgentReloginSuccess" || n.Event == "AgentReloginFailed" {
				return true
			}
		}
		return false
	})
	if err != nil {
		return fmt.Errorf("agent.reload: %w", err)
	}
	return nil
}

// Configure makes the configuration calls.
func (c *Client) Configure(ctx context.Context) error {
	p := Profile{Agent: c.Profile().Agent}
	r := reader{c: c}
	p.user = r.get(ctx, "/user/by-ci-user-id/"+url.PathEscape(p.Agent), "").Object()
	r.get(ctx, "", "")
	r.get(ctx, "/v2/organization-setting", "agentView=true")
	r.get(ctx, "/v2/tenant-configuration", "agentView=true")
	r.get(ctx, "/v2/org-url-mapping", "sort=name,ASC")
	r.get(ctx, "/v2/ai-feature", "page=0&pageSize=100")
	all := r.pages(ctx, "/v2/auxiliary-code", "attributes=id,isSystemCode,name,defaultCode,workTypeCode,active")
	p.desktop = r.get(ctx, "/agent-profile/"+url.PathEscape(p.AgentProfileID()), "").Object()
	r.get(ctx, "/site/"+url.PathEscape(p.SiteID()), "")
	if ids := p.TeamIDs(); len(ids) > 0 {
		p.Teams = named(r.pages(ctx, "/v2/team", "filter=id=in=("+url.QueryEscape(strings.Join(ids, ","))+")"))
	}
	if web.IsTrue(p.desktop.Get("dialPlanEnabled")) {
		r.get(ctx, "/dial-plan", "agentView=true")
	}
	p.IdleCodes = codes(all, "IDLE_CODE", web.Text(p.desktop.Get("accessIdleCode")), textsOf(p.desktop.Get("idleCodes")))
	p.WrapUpCodes = codes(all, "WRAP_UP_CODE", web.Text(p.desktop.Get("accessWrapUpCode")), textsOf(p.desktop.Get("wrapUpCodes")))
	if r.err == nil {
		c.web.Lock()
		defer c.web.Unlock()
		c.profile = p
	}
	return r.err
}

// reader makes configuration calls until one is not granted.
type reader struct {
	c   *Client
	err error
}

// get makes a call below the organization, if the server has it. It must be answered with
// exactly 200.
func (r *reader) get(ctx context.Context, path, query string) Answer {
	call := Request{Path: "/organization/" + url.PathEscape(r.c.cfg.Organization) + path, Query: query}
	if r.err != nil || r.c.cfg.Has != nil && !r.c.cfg.Has(call.name()) {
		return Answer{}
	}
	a, err := r.c.granted(ctx, call)
	if err == nil && a.Status != http.StatusOK {
		err = refused(a)
	}
	r.err = err
	return a
}

// pages are the elements of all pages of a list.
func (r *reader) pages(ctx context.Context, path, query string) []json.RawMessage {
	var out []json.RawMessage
	for page, pages := 0, 1; page < pages && r.err == nil; page++ {
		a := r.get(ctx, path, "page="+strconv.Itoa(page)+"&pageSize=100&"+query)
		elements, _ := a.List()
		out = append(out, elements...)
		if page == 0 {
			pages = a.pages()
		}
	}
	return out
}

// granted makes a request that must be granted.
func (c *Client) granted(ctx context.Context, r Request) (Answer, error) {
	a, err := c.Call(ctx, r)
	if err == nil && a.Failed() {
		err = refused(a)
	}
	return a, err
}

func refused(a Answer) error {
	reason := fmt.Sprintf("HTTP %d", a.Status)
	if text := a.Message(); text != "" {
		reason += ": " + web.Short(text)
	}
	return &RefusedError{What: a.Request, Reason: reason, Answer: a}
}
