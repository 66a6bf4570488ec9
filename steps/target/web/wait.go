package web

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/deskproof/deskproof/steps/target"
)

// ErrNoAnswer says that something got no answer in time, or none that is HTTP.
var ErrNoAnswer = errors.New("no answer")

// Late says that something has not come in time.
func Late(limit time.Duration) error { return fmt.Errorf("%w in time (%s)", ErrNoAnswer, limit) }

// Patience is target.Patience for something that ends with the client.
func (c *Client) Patience(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	within, cancel := target.Patience(ctx, limit)
	stop := context.AfterFunc(c.Life, cancel)
	return within, func() { stop(); cancel() }
}

// Within waits until something is so, which is evaluated under the mutex, for no longer
// than limit: then it is ErrNoAnswer, and says what was waited for. A client that is closed
// is target.ErrLost.
func (c *Client) Within(ctx context.Context, limit time.Duration, what string, is func() bool) error {
	within, cancel := target.Patience(ctx, limit)
	defer cancel()
	err := c.until(within, is)
	switch {
	case err == nil, errors.Is(err, target.ErrLost):
		return err
	case ctx.Err() != nil:
		return context.Cause(ctx)
	}
	return fmt.Errorf("%s: %w", what, Late(limit))
}

// Heard reports whether something, which is evaluated under the mutex, becomes so within
// that long.
func (c *Client) Heard(ctx context.Context, d time.Duration, is func() bool) (bool, error) {
	within, cancel := target.PatienceCause(ctx, d, errQuiet)
	defer cancel()
	err := c.until(within, is)
	if errors.Is(err, errQuiet) {
		return false, nil
	}
	return err == nil, err
}

var errQuiet = errors.New("nothing was heard")

// Wake lets everybody who waits look again; the mutex is held.
func (c *Client) Wake() {
	close(c.changed)
	c.changed = make(chan struct{})
}

// until waits for a condition, which is evaluated under the mutex. It gives up when the
// client is closed.
func (c *Client) until(ctx context.Context, is func() bool) error {
	for {
		c.Lock()
		done, changed := is(), c.changed
		c.Unlock()
		if done {
			return nil
		}
		select {
		case <-changed:
		case <-c.Life.Done():
			return fmt.Errorf("%w: client of %s: it is closed", target.ErrLost, c.cfg.Desk)
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}
