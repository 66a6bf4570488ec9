package sim_test

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim"
)

func TestWhoSignsIn(t *testing.T) {
	doc, err := centers.Parse("center.yaml", []byte("name: A\nagents: [{id: 1, user: ana, password: secret}, {id: 2}, {id: 3, user: gail, roles: [ROLE_ADMIN], media: []}]\n"))
	require.NoError(t, err)
	w := world(t, sim.Config{Center: doc})
	tests := map[string]struct {
		user, password, id string
	}{
		"by name and password":           {"ana", "secret", "1"},
		"by id, who has no name":         {"2", "password", "2"},
		"who is no agent":                {"gail", "password", "3"},
		"by id, who has a name":          {"1", "secret", ""},
		"with another's password":        {"ana", "password", ""},
		"with a part of the password":    {"ana", "secre", ""},
		"with no password":               {"ana", "", ""},
		"nobody":                         {"", "", ""},
		"by a name in other letters":     {"Ana", "secret", ""},
		"by a name with a blank":         {"ana ", "secret", ""},
		"somebody whom there is not":     {"eve", "password", ""},
		"a password in other letters":    {"ana", "SECRET", ""},
		"a password with more behind it": {"ana", "secret\x00", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			id, ok := w.SignIn(tt.user, tt.password)
			assert.Equal(t, tt.id, id)
			assert.Equal(t, tt.id != "", ok)
		})
	}
}

func TestSecretsAreTheSameForTheSameVirtualWorld(t *testing.T) {
	secret := func(cfg sim.Config, name string) string {
		var b [16]byte
		_, err := io.ReadFull(world(t, cfg).Random(name), b[:])
		require.NoError(t, err)
		return string(b[:])
	}
	first := secret(sim.Config{Seed: 1, Name: "w1"}, "a")
	assert.Equal(t, first, secret(sim.Config{Seed: 1, Name: "w2"}, "a"))
	assert.NotEqual(t, first, secret(sim.Config{Seed: 1, Name: "w1"}, "b"))
	assert.NotEqual(t, first, secret(sim.Config{Seed: 2, Name: "w1"}, "a"))
	assert.NotEqual(t, secret(sim.Config{Clock: sim.Paced}, "a"), secret(sim.Config{Clock: sim.Paced}, "a"))
}

// opened is a world that has options; nil if it cannot be, for the reason that is wanted.
func opened(t *testing.T, options map[string]string, reason string) *sim.World {
	t.Helper()
	doc := center(t)
	doc.SetOptions(options)
	w, err := sim.NewWorld(t.Context(), sim.Config{Center: doc})
	if reason != "" {
		require.EqualError(t, err, reason)
		return nil
	}
	require.NoError(t, err)
	t.Cleanup(w.Close)
	return w
}

func TestRulesOfGWSThatOptionsChange(t *testing.T) {
	tests := map[string]struct {
		options map[string]string
		want    centers.GWS
		err     string
	}{
		"none": {nil, centers.GWS{Profile: "8.5.0", Hold: 30 * time.Second, Expiry: 10 * time.Second, Origins: []string{}}, ""},
		"all": {
			map[string]string{"gws/profile": "8.5.1", "gws/results": "seed", "gws/csrf": "true", "gws/listInvitations": "true", "gws/hold": "50ms", "gws/expiry": "1s", "gws/origins": "http://a, http://b"},
			centers.GWS{Profile: "8.5.1", Results: "seed", CSRF: true, ListInvitations: true, Hold: 50 * time.Millisecond, Expiry: time.Second, Origins: []string{"http://a", "http://b"}}, "",
		},
		"a profile that there is not": {map[string]string{"gws/profile": "9"}, centers.GWS{}, `center Default center: option gws/profile: profile "9": expected 8.5.0 or 8.5.1`},
		"neither true nor false":      {map[string]string{"gws/csrf": "on"}, centers.GWS{}, `center Default center: option gws/csrf: "on" is not true or false`},
		"no duration":                 {map[string]string{"gws/hold": "5"}, centers.GWS{}, `center Default center: option gws/hold: "5" is not a duration: expected a number and a unit, such as 500ms or 30s, at most 1h`},
		"a rule that there is not":    {map[string]string{"gws/x": "5"}, centers.GWS{}, `center Default center: option gws/x: expected one of csrf, expiry, hold, listInvitations, origins, profile, results, trusting`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if w := opened(t, tt.options, tt.err); w != nil {
				got, err := w.GWS(t.Context())
				require.NoError(t, err)
				assert.Equal(t, tt.want, got)
			}
		})
	}
}

func TestAFaultChangesTheRulesOfGWS(t *testing.T) {
	w := world(t, sim.Config{})
	enter(t, w, "1001")
	stage(t, w, "fault.set", `{"faults":[{"do":"option","path":"gws/results","value":"code"},{"do":"option","path":"gws/csrf","value":"true"}]}`)
	enter(t, w, "1002")
	ready := `{"operationName":"Ready"}`
	assert.Equal(t, `{"status":200,"body":{"status":"ok","statusCode":0}}`, post(t, w, "1001", "/me", ready), "he was there before")
	assert.Equal(t, `{"status":200,"body":{"statusCode":0}}`, post(t, w, "1002", "/me", ready))
	rules, err := w.GWS(t.Context())
	require.NoError(t, err)
	assert.True(t, rules.CSRF)
	stage(t, w, "fault.set", `{"faults":[]}`)
	rules, err = w.GWS(t.Context())
	require.NoError(t, err)
	assert.False(t, rules.CSRF)
	_, err = w.Stage(t.Context(), "fault.set", []byte(`{"faults":[{"do":"option","path":"gws/csrf","value":"perhaps"}]}`))
	assert.ErrorIs(t, err, sim.ErrParams)
}

func TestABatchIsAltered(t *testing.T) {
	w := world(t, sim.Config{})
	batch := []json.RawMessage{json.RawMessage(`{"channel":"/a"}`), json.RawMessage(`{"channel":"/meta/connect"}`)}
	assert.Equal(t, batch, w.Alter("1001", batch))
	stage(t, w, "fault.set", `{"faults":[{"on":{"wire":"gws","frame":"reply"},"do":"rotate"}]}`)
	assert.Equal(t, []json.RawMessage{batch[1], batch[0]}, w.Alter("1001", batch))
	w.Close()
	assert.Equal(t, batch, w.Alter("1001", batch), "of a world that has ended")
}

// Who has no desktop open has no hands there, and the world goes on.
func TestHandsNeedADesktop(t *testing.T) {
	w := world(t, sim.Config{})
	enter(t, w, "1007")
	ana := enter(t, w, "1001")
	stage(t, w, "email.arrive", writes)
	id := read(t, ana.take()[0]).Data.ID
	for _, method := range sim.StageMethods() {
		if !strings.HasPrefix(method, "desktop.") && method != "agent.set" {
			continue
		}
		for _, agent := range []string{"1007", "1001"} {
			for _, params := range []string{
				`{"agent":%q}`, `{"agent":%q,"interaction":%q}`, `{"agent":%q,"interaction":%q,"to":%[2]q}`, `{"agent":%q,"page":1}`,
				`{"agent":%q,"page":1,"visible":true}`, `{"agent":%q,"toast":"1","button":0}`, `{"agent":%q,"dialog":"1"}`, `{"agent":%q,"toast":"1"}`,
				`{"agent":%q,"interaction":%q,"queue":"Support"}`, `{"agent":%q,"from":"a"}`, `{"agent":%q,"state":"ready"}`,
			} {
				args := []any{agent, id}[:1+min(1, strings.Count(params, "interaction"))]
				_, _ = w.Stage(t.Context(), method, fmt.Appendf(nil, params, args...)) // most are refused
			}
		}
	}
	assert.Contains(t, get(t, w, "1007", "/me"), `"userName":"gail"`)
	assert.Contains(t, get(t, w, "1001", "/me"), `"userName":"ana"`)
}
