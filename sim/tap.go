package sim

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/deskproof/deskproof/sim/journal"
	"github.com/deskproof/deskproof/sim/wire"
)

// Crossing is one thing that happened on a page of a world. The world's Tap is told
// of them in the order in which the world took and gave, by the world's one
// goroutine: a Tap that blocks lets the world stand still.
type Crossing struct {
	Kind   CrossingKind
	At     time.Duration // virtual
	World  string        // Config.Name
	Wire   string
	Agent  string
	Page   uint32
	Body   string // Read, Handed and Refused
	Origin string // Opened: of the web page, or what the center takes one for that names none
	Reason string // Refused and Closed

	Exchange uint32 // Read and Handed, on a wire of requests: which; 0: unasked
}

// CrossingKind says what happened.
type CrossingKind uint8

// The kinds of Crossing.
const (
	Opened  CrossingKind = iota // a page; if the desk does not take it, Closed follows
	Read                        // a frame of the page
	Handed                      // a frame to the page
	Refused                     // a frame of the page that its connection did not take, as much of it as was read
	Closed                      // a page
)

var errLeft = errors.New("the page has left")

func (l *loop) tap(c Crossing) {
	if l.cfg.Tap == nil {
		return
	}
	c.World, c.At = l.cfg.Name, l.now()
	l.cfg.Tap(c)
}

func keyOf(in *journal.Input) pageKey { return pageKey{in.OnWire(), in.Agent, in.Page} }

func (l *loop) tapPage(key pageKey, c Crossing) {
	c.Wire, c.Agent, c.Page = key.wire, key.agent, key.page
	l.tap(c)
}

// tapInput tells of what a page sent, before what it leads to.
func (l *loop) tapInput(in *journal.Input) {
	switch in.Kind {
	case journal.Open:
		c := Crossing{Kind: Opened, Origin: in.Origin}
		if in.OnWire() == wire.SCAPI {
			c.Origin = cmp.Or(in.Origin, l.m.desktops.origin())
		}
		l.tapPage(keyOf(in), c)
	case journal.Frame:
		l.tapPage(keyOf(in), Crossing{Kind: Read, Exchange: in.Exchange, Body: in.Body})
	}
}

// Refuse tells the Tap of a frame that the connection of a page did not take, as much
// of it as was read, and why. The page is to be closed.
func (w *World) Refuse(ctx context.Context, agent string, page uint32, reason error, body []byte) error {
	return w.refuse(ctx, pageKey{wire.SCAPI, agent, page}, reason, body)
}

func (w *World) refuse(ctx context.Context, key pageKey, reason error, body []byte) error {
	return w.ask(ctx, func(l *loop) {
		if p := l.pages[key]; p != nil {
			l.tapPage(p.pageKey, Crossing{Kind: Refused, Body: string(body), Reason: reason.Error()})
		}
	})
}

// tapEnd tells that the pages which are still open end with the world.
func (l *loop) tapEnd() {
	keys := slices.SortedFunc(maps.Keys(l.pages), func(a, b pageKey) int {
		return cmp.Or(strings.Compare(a.agent, b.agent), -strings.Compare(a.wire, b.wire), cmp.Compare(a.page, b.page))
	})
	for _, key := range keys {
		l.tapPage(key, Crossing{Kind: Closed, Reason: ErrClosed.Error()})
	}
}
