package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/deskproof/deskproof/steps/target"
)

// ErrUnreadable says that an answer came which no client reads, and is followed by why.
var ErrUnreadable = errors.New("unreadable answer")

// Exchange is a request that is under way.
type Exchange struct {
	Name   string        // what was asked, as errors have it
	Number int           // among the client's, from 1
	Seq    int           // trace record of the request
	Limit  time.Duration // how long its answer may take
}

// Ask writes a request down that is about to be made.
func (c *Client) Ask(name string, m Crossing, body []byte) Exchange {
	m.Carry(body)
	c.Lock()
	defer c.Unlock()
	c.last++
	m.Exchange = c.last
	return Exchange{Name: name, Number: c.last, Seq: c.Put(m), Limit: c.cfg.Answer}
}

// Do makes a request, with the cookies of a jar if there is one, and returns the answer
// and its whole body. A redirection is an answer like others: nobody goes elsewhere. An
// error is noted in the trace, unless it is that ctx has ended or that the client was
// closed; it is target.ErrLost, if there is no server, ErrNoAnswer or ErrUnreadable.
func (c *Client) Do(ctx context.Context, x Exchange, r *http.Request, jar http.CookieJar) (*http.Response, []byte, error) {
	within, cancel := c.Patience(ctx, x.Limit)
	defer cancel()
	browser := http.Client{Transport: c.carrier, Jar: jar, CheckRedirect: stay}
	response, err := browser.Do(r.WithContext(within))
	if err != nil {
		return nil, nil, c.unanswered(ctx, within, x, err)
	}
	defer response.Body.Close() // it is read, or of no use
	body, err := readBody(response)
	if err != nil {
		return nil, nil, c.unanswered(ctx, within, x, err)
	}
	return response, body, nil
}

// stay follows no redirection.
func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// readBody reads an answer that a client would read.
func readBody(r *http.Response) ([]byte, error) {
	if coding := r.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		return nil, fmt.Errorf("%w: its Content-Encoding is %q, which was not asked for", ErrUnreadable, Short(coding))
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, target.MaxFrame+1))
	if len(body) > target.MaxFrame {
		return nil, fmt.Errorf("%w: it has over %d bytes, more than is read", ErrUnreadable, target.MaxFrame)
	}
	return body, err
}

// unanswered notes why a request has no answer.
func (c *Client) unanswered(ctx, within context.Context, x Exchange, err error) error {
	why := fmt.Errorf("%w: %w", ErrNoAnswer, err)
	opening, isNet := errors.AsType[*net.OpError](err)
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case c.Life.Err() != nil:
		return fmt.Errorf("%w: client of %s: it was closed", ErrNoAnswer, c.cfg.Desk)
	case errors.Is(err, ErrUnreadable):
		why = err
	case within.Err() != nil:
		why = Late(x.Limit)
	case isNet && opening.Op == "dial":
		why = fmt.Errorf("%w: client of %s: %w", target.ErrLost, c.cfg.Desk, err)
	}
	c.Note(fmt.Sprintf("%s (exchange %d): %s", x.Name, x.Number, why))
	return fmt.Errorf("%s: %w", x.Name, why)
}

// Short is the beginning of what a server says.
func Short(text string) string {
	const most = 200
	return strings.ToValidUTF8(text[:min(len(text), most)], "")
}
