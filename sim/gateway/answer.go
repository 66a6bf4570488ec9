package gateway

import (
	"bytes"
	"encoding/json"
	"net/http"
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

func say(w http.ResponseWriter, status int, v any) { write(w, status, encode(v)) }

// write sends JSON, exactly of the media type that clients accept; none: an empty answer.
func write(w http.ResponseWriter, status int, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client may be gone
}

// cutOff ends a connection in the middle of an answer: there is none.
func cutOff(w http.ResponseWriter) {
	w.Header().Set("Content-Length", "2")
	w.WriteHeader(http.StatusOK)
	_ = http.NewResponseController(w).Flush() // a client that has read this asks no second time by itself
	panic(http.ErrAbortHandler)
}

func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // all that is said here is JSON
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
