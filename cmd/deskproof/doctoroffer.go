package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/deskproof/deskproof/steps/target/scapi"
)

// doctorsCustomer is who calls when the target file names no customer.
const doctorsCustomer = "5550142"

// customer is the number of somebody who can call.
func (d *doctor) customer() string {
	if c, err := d.door.Customer("Carla"); err == nil && c.Number != "" {
		return c.Number
	}
	return doctorsCustomer
}

// offer lets a customer call and waits until the desk has been told.
func (d *doctor) offer(ctx context.Context) (string, error) {
	if !d.door.Hello.Offers("call.arrive") {
		return "left out: the stage door cannot let a customer call (call.arrive)", nil
	}
	from := d.log.Len()
	params := map[string]any{"agent": d.account.Account, "from": d.customer()}
	if _, err := d.world.Stage(ctx, "call.arrive", params); err != nil {
		return "", err
	}
	d.called = true
	if err := d.world.Settle(ctx, true); err != nil {
		return "", err
	}
	var types []string
	for _, e := range scapi.Events(d.log.After(from), d.agent, 1) {
		types = append(types, e.Type)
		if e.Type == "RINGING" {
			return fmt.Sprintf("a call rings at %s's desk, in state %s", d.agent, e.State()), nil
		}
	}
	if len(types) == 0 {
		return "", fmt.Errorf("a customer calls %s, and %s's desk is told nothing", d.agent, d.agent)
	}
	return "", fmt.Errorf("a customer calls %s, and %s's desk sees %s, but no RINGING", d.agent, d.agent, strings.Join(types, ", "))
}

func (d *doctor) fence(ctx context.Context) (string, error) {
	if err := d.page.Fence(ctx); err != nil {
		return "", fmt.Errorf("a request after the offer: %w", err)
	}
	return "a request after the offer is answered after it", nil
}

// end takes away what the doctor brought.
func (d *doctor) end(ctx context.Context) (string, error) {
	var ended error
	if d.called && d.door.Hello.Offers("call.hangUp") {
		_, ended = d.world.Stage(ctx, "call.hangUp", map[string]any{"number": d.customer()})
	}
	return "what was brought about is ended, and the world is closed", errors.Join(ended, d.finish(ctx), d.leaves(ctx), d.world.Close(ctx))
}
