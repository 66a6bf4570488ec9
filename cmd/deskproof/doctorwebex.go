package main

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target/webex"
)

// register lets a client of the agent do what the SDK does to begin.
func (d *doctor) register(ctx context.Context) (string, error) {
	address, header, err := d.world.Address(webex.Wire, d.account.Account)
	if err != nil {
		return "", err
	}
	if d.account.Password == "" && d.account.Token == "" && header.Get("Authorization") == "" {
		return "", fmt.Errorf("the target file's cast gives no password and no token for %s, and its wires.webex.headers no Authorization", d.agent)
	}
	d.sdk = webex.New(webex.Config{
		Address: address, Header: header, User: cmp.Or(d.account.User, d.account.Account), Password: d.account.Password, Token: d.account.Token,
		Organization: d.world.Organization(webex.Wire), TLS: d.file.TLS, Dial: d.door.Dial(),
		Account: d.account.Account, Desk: d.agent, Number: 1, Has: d.file.Wires[webex.Wire].Has, Answer: d.file.Timeouts.Answer, Log: d.log,
	})
	shown := trace.NewRedactor(nil, d.file.Secrets()).Text(address)
	if err := d.sdk.Register(ctx); err != nil {
		return "", fmt.Errorf("below %s: %w", shown, err)
	}
	d.world.Join(d.sdk)
	return fmt.Sprintf("%s is agent %s at %s", d.agent, d.sdk.Profile().Agent, shown), nil
}

// settles makes a request and waits for the notification that settles it.
func (d *doctor) settles(ctx context.Context, r webex.Request, resolved, rejected string) error {
	before := len(d.sdk.Notices())
	a, err := d.sdk.Call(ctx, r)
	if err != nil {
		return err
	}
	if a.Failed() {
		return fmt.Errorf("%s is refused with HTTP %d: %s", a.Request, a.Status, a.Message())
	}
	var reason string
	err = d.sdk.Hear(ctx, func(all []webex.Notice) bool {
		for _, n := range all[before:] {
			if n.Event == rejected {
				reason = cmp.Or(n.Reason(), "without a reason")
			}
			if n.Event == resolved || n.Event == rejected {
				return true
			}
		}
		return false
	})
	switch {
	case err != nil:
		return fmt.Errorf("%s is accepted, and neither %s nor %s comes: %w", a.Request, resolved, rejected, err)
	case reason != "":
		return fmt.Errorf("%s is answered with %s: %s", a.Request, rejected, reason)
	}
	return nil
}

// station logs the agent in at a desk phone and makes them available.
func (d *doctor) station(ctx context.Context) (string, error) {
	p := d.sdk.Profile()
	number := cmp.Or(d.account.Number, p.DialNumber(), d.account.Account)
	team := webex.Named{}
	if len(p.Teams) > 0 {
		team = p.Teams[0]
	}
	login := webex.Request{Method: http.MethodPost, Path: "/v1/agents/login", Body: map[string]any{
		"dialNumber": number, "teamId": team.ID, "teamName": team.Name, "deviceType": "EXTENSION", "isExtension": true, "deviceId": number,
		"roles": []string{"agent"}, "siteId": p.SiteID(), "usesOtherDN": false, "auxCodeId": "",
	}}
	if err := d.settles(ctx, login, "AgentStationLoginSuccess", "AgentStationLoginFailed"); err != nil {
		return "", err
	}
	available := webex.Request{Method: http.MethodPut, Path: "/v1/agents/session/state", Body: map[string]any{
		"state": "Available", "auxCodeId": "0", "agentId": p.Agent, "lastStateChangeReason": "",
	}}
	if err := d.settles(ctx, available, "AgentStateChangeSuccess", "AgentStateChangeFailed"); err != nil {
		return "", err
	}
	return fmt.Sprintf("%s is Available at extension %s", d.agent, number), nil
}

// contact lets a customer ask for a chat and waits until the client has been told.
func (d *doctor) contact(ctx context.Context) (string, error) {
	if !d.door.Hello.Offers("chat.arrive") {
		return "left out: the stage door cannot let a customer ask for a chat (chat.arrive)", nil
	}
	from := len(d.sdk.Notices())
	if _, err := d.world.Stage(ctx, "chat.arrive", map[string]any{"agent": d.account.Account, "from": doctorsChatter}); err != nil {
		return "", err
	}
	if err := d.world.Settle(ctx, true); err != nil {
		return "", err
	}
	var events []string
	for _, n := range d.sdk.Notices()[from:] {
		events = append(events, n.Event)
		if n.Event == "AgentContactReserved" {
			d.reserved = true
			return fmt.Sprintf("a chat is offered to %s, as %s", d.agent, n.ID()), nil
		}
	}
	return "", fmt.Errorf("a customer asks %s for a chat, and %s's client is not told so by AgentContactReserved, but of: %s",
		d.agent, d.agent, cmp.Or(strings.Join(events, ", "), "nothing"))
}

// doctorsChatter is who asks for a chat.
const doctorsChatter = "Visitor"

// leaves takes the chat away again and logs the agent out.
func (d *doctor) leaves(ctx context.Context) error {
	if d.sdk == nil {
		return nil
	}
	if d.reserved && d.door.Hello.Offers("chat.end") {
		if _, err := d.world.Stage(ctx, "chat.end", map[string]any{"from": doctorsChatter}); err != nil {
			return err
		}
	}
	logout := webex.Request{Method: http.MethodPost, Path: "/v1/agents/logout", Body: map[string]any{"logoutReason": "User requested logout"}}
	return d.settles(ctx, logout, "AgentLogoutSuccess", "AgentLogoutFailed")
}
