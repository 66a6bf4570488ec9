package gateway

import (
	"net/http"

	"github.com/deskproof/deskproof/sim/carrier/rest"
)

// The return codes that a gateway answers with by itself (Return Values).
const (
	codeMissing         = 1
	codeForbidden       = 3
	codeInternal        = 4
	codeNotFound        = 6
	codeUnauthenticated = 20 // of a later line, and the only one there is for it
)

// failure is why a request never reaches the world.
type failure struct {
	status, code int
	text         string
}

var unauthenticated = &failure{http.StatusUnauthorized, codeUnauthenticated, "Access denied. Send the credentials of a user."}

// refuse answers a request that failed. Browsers ask for a password when they are told
// to, so those that make requests from scripts are not (inferred).
func refuse(w http.ResponseWriter, r *http.Request, f *failure) {
	if f == noToken {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(f.status)
		_, _ = w.Write([]byte(f.text)) // the client may be gone
		return
	}
	if f == unauthenticated && r.Header.Get("X-Requested-With") == "" {
		w.Header().Set("WWW-Authenticate", `Basic realm="Genesys Web Services"`)
	}
	say(w, f.status, map[string]any{"statusCode": f.code, "statusMessage": f.text})
}

// refuseMethod answers a request of a method that its path does not have.
func refuseMethod(w http.ResponseWriter, r *http.Request, allowed string) {
	w.Header().Set("Allow", allowed)
	refuse(w, r, &failure{http.StatusMethodNotAllowed, codeForbidden, "Method " + r.Method + " is not supported here"})
}

func say(w http.ResponseWriter, status int, v any) { rest.Write(w, status, rest.Encode(v)) }
