package edge

import (
	"net/http"

	"github.com/gorilla/websocket"

	"github.com/deskproof/deskproof/sim/carrier/rest"
)

// The methods and headers of the SDK's requests (webex.rule.cors).
const (
	methods = "GET, POST, PUT"
	headers = "authorization, content-type, trackingid, spark-user-agent, cisco-no-http-redirect, x-trans-id, x-organization-id"
)

// admit lets pages of other origins in, if they may, and answers their preflight
// requests; false: it has answered. Pages that may not come are not answered in a way
// that their browsers let them read, and get no WebSocket, which browsers let anybody read.
func (e entrance) admit(w http.ResponseWriter, r *http.Request) bool {
	origin := r.Header.Get("Origin")
	h := w.Header()
	h.Add("Vary", "Origin")
	accepted := origin != "" && rest.Accepts(e.rules.Origins, origin, r.Host)
	switch {
	case accepted:
		h.Set("Access-Control-Allow-Origin", origin)
		h.Set("Access-Control-Expose-Headers", trackingID)
	case origin != "" && websocket.IsWebSocketUpgrade(r):
		e.refuse(w, r, http.StatusForbidden, "Pages of this origin are not let in")
		return false
	}
	if r.Method != http.MethodOptions {
		return true
	}
	h.Set("Allow", methods+", OPTIONS")
	h.Add("Vary", "Access-Control-Request-Method, Access-Control-Request-Headers, Access-Control-Request-Private-Network")
	if accepted {
		h.Set("Access-Control-Allow-Methods", methods)
		h.Set("Access-Control-Allow-Headers", headers)
		h.Set("Access-Control-Max-Age", "600")
		if r.Header.Get("Access-Control-Request-Private-Network") == "true" {
			h.Set("Access-Control-Allow-Private-Network", "true")
		}
	}
	e.say(w, r, http.StatusNoContent, nil)
	return false
}
