package gateway

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/deskproof/deskproof/sim/carrier/rest"
	"github.com/deskproof/deskproof/sim/wire"
)

// rest lets the world answer a request.
func (g entrance) rest(w http.ResponseWriter, r *http.Request, v *visitor, s *session, path string) {
	asked, tooMuch := rest.Read(w, r)
	if tooMuch != nil {
		refuse(w, r, &failure{tooMuch.Status, codeMissing, tooMuch.Text})
		return
	}
	asked.Path, asked.Base = path, g.base(r)
	ctx, cancel := context.WithTimeout(r.Context(), g.cfg.Limit)
	defer cancel()
	body, err := g.exchange(ctx, v, asked)
	if err != nil {
		g.fail(w, r, v, err)
		return
	}
	a := rest.Answered(body)
	if ends(asked) && a.Status == http.StatusOK {
		g.end(w, s)
	}
	a.Write(w)
}

func (g *Gateway) exchange(ctx context.Context, v *visitor, asked *rest.Request) ([]byte, error) {
	if err := g.enter(ctx, v); err != nil {
		return nil, err
	}
	return g.cfg.World.Exchange(ctx, wire.GWS, v.user, rest.Encode(asked))
}

// ends reports whether a request ends the user's session (Start and
// EndContactCenterSession).
func ends(q *rest.Request) bool {
	var body map[string]any // in which a name stands for itself alone
	return q.Method == http.MethodPost && strings.Trim(q.Path, "/") == "me" &&
		json.Unmarshal(q.Body, &body) == nil && body["operationName"] == "EndContactCenterSession"
}
