package gateway

import (
	"crypto/subtle"
	"net/http"
	"slices"

	"github.com/gorilla/websocket"

	"github.com/deskproof/deskproof/sim/carrier/rest"
)

// The headers of the token against forged requests (CSRF protection).
const (
	tokenName = "X-CSRF-HEADER"
	tokenIn   = "X-CSRF-TOKEN"
)

var noToken = &failure{http.StatusForbidden, codeForbidden, "Missing or invalid Csrf token"}

// mayChange reports whether a request that changes something has the token of its
// session, if one is asked for, and the session's cookie.
func (g *Gateway) mayChange(r *http.Request, s *session) bool {
	if !g.rules.CSRF || r.Method == http.MethodGet || r.Method == http.MethodHead {
		return true
	}
	sent := r.Header.Get(tokenIn)
	hasCookie := slices.ContainsFunc(r.CookiesNamed(cookieName), func(c *http.Cookie) bool { return c.Value == s.id })
	return hasCookie && subtle.ConstantTimeCompare([]byte(sent), []byte(s.token)) == 1
}

// tellToken gives the token with the answer to a GET.
func (g *Gateway) tellToken(w http.ResponseWriter, r *http.Request, s *session) {
	if g.rules.CSRF && r.Method == http.MethodGet {
		w.Header().Set(tokenName, tokenIn)
		w.Header().Set(tokenIn, s.token)
	}
}

// admit lets pages of other origins in, if they may, and answers their preflight
// requests; false: it has answered. Pages that may not come are not answered in a way
// that their browsers let them read, and get no WebSocket, which browsers let anybody read.
func (g *Gateway) admit(w http.ResponseWriter, r *http.Request) bool {
	origin := r.Header.Get("Origin")
	w.Header().Add("Vary", "Origin")
	switch {
	case origin == "":
	case rest.Accepts(g.rules.Origins, origin, r.Host):
		w.Header().Set("Access-Control-Allow-Origin", origin)
		w.Header().Set("Access-Control-Allow-Credentials", "true")
		w.Header().Set("Access-Control-Expose-Headers", tokenName+", "+tokenIn)
	case websocket.IsWebSocketUpgrade(r):
		refuse(w, r, &failure{http.StatusForbidden, codeForbidden, "Pages of this origin are not let in"})
		return false
	}
	if r.Method != http.MethodOptions {
		return true
	}
	w.Header().Set("Allow", "GET, POST, PUT, DELETE")
	if w.Header().Get("Access-Control-Allow-Origin") != "" {
		w.Header().Set("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE")
		w.Header().Set("Access-Control-Allow-Headers", "Authorization, Content-Type, X-Requested-With, "+tokenIn)
		w.Header().Set("Access-Control-Max-Age", "600")
	}
	w.WriteHeader(http.StatusNoContent)
	return false
}
