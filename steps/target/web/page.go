package web

import "context"

// Page is what a client tells whoever settles (target.Page).
type Page struct{ c *Client }

// Page is the page that the client is.
func (c *Client) Page() Page { return Page{c} }

// Account is the agent's employee id.
func (p Page) Account() string { return p.c.cfg.Account }

// Number is the number of the client among the agent's, from 1.
func (p Page) Number() int { return p.c.cfg.Number }

// Sent is how many HTTP requests and WebSocket frames have been written.
func (p Page) Sent() int {
	p.c.Lock()
	defer p.c.Unlock()
	return p.c.sent
}

// Wrote returns once so many HTTP requests and WebSocket frames have been written.
func (p Page) Wrote(ctx context.Context, sent int) error {
	return p.c.until(ctx, func() bool { return p.c.sent >= sent })
}

// Read is how many HTTP answers and WebSocket frames have been read.
func (p Page) Read() int {
	p.c.Lock()
	defer p.c.Unlock()
	return p.c.read
}

// Await returns at once: nobody counts over HTTP.
func (Page) Await(context.Context, int) error { return nil }

// Uncounted says that no target counts what the page is handed: settling asks it instead,
// once the target is done.
func (Page) Uncounted() {}
