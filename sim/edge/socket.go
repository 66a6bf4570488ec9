package edge

import (
	"context"
	"errors"
	"log/slog"
	"net/http"

	"github.com/gorilla/websocket"

	"github.com/deskproof/deskproof/sim/carrier"
)

// The paths by which clients ask for a notification socket, and open it.
const (
	subscribePath = "/v1/notification/subscribe"
	subscriptions = "/v1/notification/subscription/"
)

// socket makes a connection a page on which the agent who has the subscription is notified.
func (e entrance) socket(w http.ResponseWriter, r *http.Request, _ *visitor, subscription string) {
	agent, ok, err := e.cfg.World.Subscriber(r.Context(), subscription)
	switch {
	case err != nil:
		e.refuse(w, r, http.StatusServiceUnavailable, "The contact center has closed")
		return
	case !ok:
		e.refuse(w, r, http.StatusNotFound, "Subscription not found")
		return
	case !websocket.IsWebSocketUpgrade(r):
		w.Header().Set("Upgrade", "websocket")
		e.refuse(w, r, http.StatusUpgradeRequired, "This is a WebSocket")
		return
	}
	conn, err := carrier.Upgrade(w, r, carrier.Limits{})
	if err != nil {
		e.cfg.Log.Warn("notification socket", "agent", agent, "err", err)
		return
	}
	e.notify(r.Context(), conn, agent, subscription, r.Header.Get("Origin"))
}

// notify serves a notification socket until it ends.
func (e entrance) notify(ctx context.Context, conn *carrier.Conn, agent, subscription, origin string) {
	page, err := e.cfg.World.OpenSocket(ctx, agent, subscription, origin, conn)
	if err != nil {
		e.cfg.Log.Warn("notification socket", "agent", agent, "err", err)
		conn.Close(err.Error())
		_ = conn.Serve(ctx, func(context.Context, []byte) error { return nil }) // it says goodbye
		return
	}
	conn.Refused = func(ctx context.Context, f *carrier.FrameError) {
		_ = page.Refuse(ctx, f, f.Body) // the connection ends anyway
	}
	err = conn.Serve(ctx, page.Receive)
	e.ended(err, agent, page.Page())
	_ = page.Lose(context.WithoutCancel(ctx), err) // a world that has ended has closed it
}

// ended records why a connection ended: a peer that was cut off should be seen.
func (e entrance) ended(reason error, agent string, page uint32) {
	level := slog.LevelWarn
	if errors.Is(reason, carrier.ErrClosed) {
		level = slog.LevelDebug
	}
	e.cfg.Log.Log(context.Background(), level, "notification socket ended", "agent", agent, "page", page, "reason", reason)
}
