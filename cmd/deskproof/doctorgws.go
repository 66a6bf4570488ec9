package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target/gws"
)

// interactionsTopic is where an agent is told of chats and e-mails.
const interactionsTopic = "/v2/me/interactions"

func (d *doctor) login(ctx context.Context) (string, error) {
	address, header, err := d.world.Address(gws.Wire, d.account.Account)
	if err != nil {
		return "", err
	}
	if d.account.Password == "" && header.Get("Authorization") == "" {
		return "", fmt.Errorf("the target file's cast gives no password for %s, and its wires.gws.headers no Authorization", d.agent)
	}
	d.client = gws.New(gws.Config{
		Address: address, Header: header, User: cmp.Or(d.account.User, d.account.Account), Password: d.account.Password,
		TLS: d.file.TLS, Dial: d.door.Dial(),
		Account: d.account.Account, Desk: d.agent, Number: 1, Answer: d.file.Timeouts.Answer, Log: d.log,
	})
	shown := trace.NewRedactor(nil, d.file.Secrets()).Text(address)
	if err := d.asks(ctx, http.MethodGet, "/me", nil); err != nil {
		return "", fmt.Errorf("below %s: %w", shown, err)
	}
	return "GET /me is answered at " + shown, nil
}

// asks makes a request that is not to be refused.
func (d *doctor) asks(ctx context.Context, method, path string, body any) error {
	a, err := d.client.Call(ctx, gws.Request{Method: method, Path: path, Body: body})
	if err == nil && a.Failed() {
		err = fmt.Errorf("%s %s is refused with HTTP %d: %s", method, path, a.Status, a.Body)
	}
	return err
}

func (d *doctor) listen(ctx context.Context) (string, error) {
	if err := d.client.Listen(ctx, interactionsTopic); err != nil {
		return "", err
	}
	d.world.Join(d.client)
	return "to " + interactionsTopic, nil
}

// channel logs the agent in to the center, which not every server asks for, and makes them
// ready for e-mails.
func (d *doctor) channel(ctx context.Context) (string, error) {
	begin := map[string]any{"operationName": "StartContactCenterSession", "channels": []string{"email", "chat"}}
	began := d.asks(ctx, http.MethodPost, "/me", begin)
	if err := d.asks(ctx, http.MethodPost, "/me/channels/email", map[string]any{"operationName": "Ready"}); err != nil {
		return "", errors.Join(err, began)
	}
	return d.agent + " is Ready for e-mails", nil
}

// invite lets a customer write and waits until the client has been told.
func (d *doctor) invite(ctx context.Context) (string, error) {
	c, err := d.door.Customer("Carla")
	if err != nil || c.Email == "" || !d.door.Hello.Offers("email.arrive") {
		return "left out: the stage door cannot let a customer write (email.arrive), or no Carla has an e-mail address", nil
	}
	params := map[string]any{"agent": d.account.Account, "from": c.Email}
	if _, err := d.world.Stage(ctx, "email.arrive", params); err != nil {
		return "", err
	}
	if err := d.world.Settle(ctx, true); err != nil {
		return "", err
	}
	for _, m := range d.client.Messages() {
		if m.State() == "Invited" {
			d.invited = m.ID()
			return fmt.Sprintf("an e-mail is offered to %s, as %s", d.agent, m.ID()), nil
		}
	}
	return "", fmt.Errorf("a customer writes to %s, and %s's client is not told so", d.agent, d.agent)
}

// finish ends the e-mail that the client was told of, by what the target has.
func (d *doctor) finish(ctx context.Context) error {
	if d.invited == "" {
		return nil
	}
	for _, operation := range []string{"Accept", "StopProcessing"} {
		if !d.file.Wires[gws.Wire].Has(operation) {
			return nil
		}
		if err := d.asks(ctx, http.MethodPost, "/me/interactions/"+d.invited, map[string]any{"operationName": operation}); err != nil {
			return fmt.Errorf("%s of the e-mail: %w", operation, err)
		}
	}
	return nil
}
