package stage

import (
	"context"
	"encoding/json"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/gateway"
)

// opened is what was told of a world when it was opened.
type opened struct {
	World string
	Wires map[string]struct{ Address, Organization string }
	world *sim.World
}

// opens opens a world; nil if it cannot be, for the reason that is wanted.
func (v *visitor) opens(params, reason string) *opened {
	v.t.Helper()
	if reason != "" {
		_, err := v.d.open(json.RawMessage(params))
		assert.ErrorContains(v.t, err, reason)
		return nil
	}
	var o opened
	require.NoError(v.t, json.Unmarshal(v.do("world.open", params), &o))
	var err error
	o.world, err = v.d.cfg.Host.World(o.World)
	require.NoError(v.t, err)
	return &o
}

func TestAWorldHasRulesOfGWS(t *testing.T) {
	tests := map[string]struct{ params, profile, results, err string }{
		"as the center":             {`{}`, "8.5.0", "", ""},
		"another release":           {`{"profile":"8.5.1"}`, "8.5.1", "", ""},
		"for clients":               {`{"profile":"client-compat"}`, "8.5.0", "", ""},
		"a profile of scapi":        {`{"profile":"scapi-manual"}`, "8.5.0", "", ""},
		"by options":                {`{"options":{"gws/results":"seed","gws/profile":"8.5.1"}}`, "8.5.1", "seed", ""},
		"that there are not":        {`{"options":{"gws/reslts":"seed"}}`, "", "", "center Default center: option gws/reslts: expected one of csrf, expiry, hold, listInvitations, origins, profile, results"},
		"with values that are none": {`{"options":{"gws/results":"all"}}`, "", "", `center Default center: option gws/results: results "all": expected both, seed, code or empty`},
		"of a later release":        {`{"profile":"8.5.2"}`, "", "", `center Default center: profile "8.5.2"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := visit(t).opens(tt.params, tt.err)
			if o == nil {
				return
			}
			assert.Equal(t, "http://localhost/w/"+o.World+"/api/v2", o.Wires["gws"].Address)
			rules, err := o.world.GWS(t.Context())
			require.NoError(t, err)
			assert.Equal(t, tt.profile, rules.Profile)
			assert.Equal(t, tt.results, rules.Results)
		})
	}
}

func TestAWorldHasRulesOfWebex(t *testing.T) {
	const acme = "22222222-2222-4333-8444-555555555555"
	tests := map[string]struct{ params, profile, organization, err string }{
		"as the center":    {`{}`, "sdk-3.12.0", "11111111-2222-4333-8444-555555555555", ""},
		"as documented":    {`{"profile":"documented"}`, "documented", "11111111-2222-4333-8444-555555555555", ""},
		"as the SDK":       {`{"profile":"sdk-3.12.0"}`, "sdk-3.12.0", "11111111-2222-4333-8444-555555555555", ""},
		"by options":       {`{"options":{"webex/profile":"documented","webex/organization":"` + acme + `"}}`, "documented", acme, ""},
		"of a later SDK":   {`{"profile":"sdk-3.13.0"}`, "", "", `center Default center: profile "sdk-3.13.0"`},
		"that there isn't": {`{"options":{"webex/recording":"true"}}`, "", "", "option webex/recording: expected one of answer, organization, origins, profile, record"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := visit(t).opens(tt.params, tt.err)
			if o == nil {
				return
			}
			assert.Equal(t, "http://localhost/w/"+o.World+"/webex", o.Wires["webex"].Address)
			assert.Equal(t, tt.organization, o.Wires["webex"].Organization)
			rules, err := o.world.Webex(t.Context())
			require.NoError(t, err)
			assert.Equal(t, tt.profile, rules.Profile)
			assert.Equal(t, tt.organization, rules.Organization)
		})
	}
}

// stuck is a page that holds its world up with the first frame that it is to send.
type stuck struct {
	once       sync.Once
	held, free chan struct{}
}

func (s *stuck) Send([]byte)    { s.once.Do(func() { close(s.held); <-s.free }) }
func (s *stuck) Restart(string) {}
func (s *stuck) Close(string)   {}

func TestAWorldThatIsHeldUpHoldsUpNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := visit(t)
		busy := v.enter()
		v.world = "" // the door opens another
		idle := v.enter()
		g := &gateways{cfg: v.d.cfg}
		page := &stuck{held: make(chan struct{}), free: make(chan struct{})}
		free := sync.OnceFunc(func() { close(page.free) })
		t.Cleanup(free)
		opened := make(chan error, 1)
		go func() { _, err := busy.Open(t.Context(), "1001", "", page); opened <- err }()
		<-page.held
		leaves, leave := context.WithCancel(t.Context())
		left := make(chan error, 1)
		go func() { _, err := g.to(leaves, busy, gateway.Prefix); left <- err }()
		synctest.Wait() // somebody waits for the world that is held up

		other, err := g.to(t.Context(), idle, gateway.Prefix)
		require.NoError(t, err)
		leave()
		require.ErrorIs(t, <-left, context.Canceled)
		free()
		require.NoError(t, <-opened)

		own, err := g.to(t.Context(), busy, gateway.Prefix)
		require.NoError(t, err, "who came first has left")
		again, err := g.to(t.Context(), busy, gateway.Prefix)
		require.NoError(t, err)
		assert.Same(t, own, again)
		assert.NotSame(t, own, other)
	})
}

func TestPathsOfWays(t *testing.T) {
	tests := map[string]struct {
		path, world, below, prefix string
		ok                         bool
	}{
		"the door's own":       {"/api/v2/me", "", "", "/api/v2", true},
		"and nothing more":     {"/api/v2", "", "", "/api/v2", true},
		"the other's":          {"/webex/v1/tasks/", "", "", "/webex", true},
		"of a world":           {"/w/w1/api/v2/me", "w1", "/w/w1", "/api/v2", true},
		"the other's of one":   {"/w/w1/webex", "w1", "/w/w1", "/webex", true},
		"a world with escapes": {"/w/%771/api/v2", "w1", "/w/%771", "/api/v2", true},
		"a longer prefix":      {"/api/v21/me", "", "", "", false},
		"no world":             {"/w//api/v2/me", "", "", "", false},
		"a world alone":        {"/w/w1", "", "", "", false},
		"a world that goes up": {"/w/w1/../w2/api/v2/me", "", "", "", false},
		"another path":         {"/stage", "", "", "", false},
		"a prefix within":      {"/x/api/v2", "", "", "", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			world, below, prefix, ok := wayPath(tt.path)
			assert.Equal(t, tt.ok, ok)
			assert.Equal(t, []string{tt.world, tt.below, tt.prefix}, []string{world, below, prefix})
		})
	}
}
