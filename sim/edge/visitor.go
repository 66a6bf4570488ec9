package edge

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/deskproof/deskproof/sim/wire"
)

// visitor is an agent who has been here.
type visitor struct {
	agent string

	mu      sync.Mutex // held by who enters, and who asks for a secret
	entered bool       // the world knows of them
	secrets io.Reader  // the agent's own: none is ever another's
}

// authenticate finds out whose access token a request has; nil: nobody's, which it has
// answered.
func (e entrance) authenticate(w http.ResponseWriter, r *http.Request) *visitor {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "bearer") {
		token = ""
	}
	agent, ok, err := e.cfg.World.Bearer(r.Context(), strings.TrimSpace(token))
	switch {
	case err != nil:
		e.refuse(w, r, http.StatusServiceUnavailable, "The contact center has closed")
	case !ok:
		w.Header().Set("WWW-Authenticate", "Bearer")
		e.refuse(w, r, http.StatusUnauthorized, "No access token, or none of an agent here: expected USER_PASSWORD_ORGANIZATION")
	default:
		return e.visitor(agent)
	}
	return nil
}

func (e entrance) visitor(agent string) *visitor {
	e.mu.Lock()
	defer e.mu.Unlock()
	v := e.visitors[agent]
	if v == nil {
		v = &visitor{agent: agent, secrets: e.cfg.World.Random("edge/" + agent)}
		e.visitors[agent] = v
	}
	return v
}

// enter lets the world know of an agent, once.
func (e entrance) enter(ctx context.Context, v *visitor) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.entered {
		return nil
	}
	if err := e.cfg.World.Enter(ctx, wire.Webex, v.agent, requests{}); err != nil {
		return err
	}
	v.entered = true
	return nil
}

// secret is a uuid that nobody can guess.
func (v *visitor) secret() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	var b [16]byte
	_, _ = v.secrets.Read(b[:]) // it never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// requests is where nothing is told unasked: the page of an agent's requests, which is
// open until the world ends.
type requests struct{}

func (requests) Send([]byte)    {}
func (requests) Close(string)   {}
func (requests) Restart(string) {}
