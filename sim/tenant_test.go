package sim_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim"
)

func TestRulesOfWebexFromOptions(t *testing.T) {
	as := centers.Webex{
		Profile: "sdk-3.12.0", Organization: "11111111-2222-4333-8444-555555555555", Answer: "3s", Record: true, Origins: []string{},
	}
	but := func(change func(*centers.Webex)) centers.Webex {
		w := as
		change(&w)
		return w
	}
	tests := map[string]struct {
		name, value string
		want        centers.Webex
		err         string
	}{
		"none":                     {"", "", as, ""},
		"of GWS":                   {"gws/csrf", "true", as, ""},
		"the profile":              {"webex/profile", "documented", but(func(w *centers.Webex) { w.Profile = "documented" }), ""},
		"another profile":          {"webex/profile", "newest", as, `center Default center: option webex/profile: profile "newest": expected sdk-3.12.0 or documented`},
		"the organization":         {"webex/organization", "22222222-2222-4333-8444-555555555555", but(func(w *centers.Webex) { w.Organization = "22222222-2222-4333-8444-555555555555" }), ""},
		"an organization's name":   {"webex/organization", "Acme", as, `center Default center: option webex/organization: "Acme" is not a uuid, such as 11111111-2222-4333-8444-555555555555`},
		"a phone that waits":       {"webex/answer", "never", but(func(w *centers.Webex) { w.Answer = "never" }), ""},
		"a phone that waits a bit": {"webex/answer", "500ms", but(func(w *centers.Webex) { w.Answer = "500ms" }), ""},
		"a phone that will":        {"webex/answer", "soon", as, `center Default center: option webex/answer: "soon" is not a duration, such as 3s, or never`},
		"no recording":             {"webex/record", "false", but(func(w *centers.Webex) { w.Record = false }), ""},
		"origins":                  {"webex/origins", "https://a.example, *", but(func(w *centers.Webex) { w.Origins = []string{"https://a.example", "*"} }), ""},
		"that there is not":        {"webex/recrod", "false", as, `center Default center: option webex/recrod: expected one of answer, organization, origins, profile, record, trusting`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			options := map[string]string{tt.name: tt.value}
			delete(options, "")
			if w := opened(t, options, tt.err); w != nil {
				got, err := w.Webex(t.Context())
				require.NoError(t, err)
				assert.Equal(t, tt.want, got)
			}
		})
	}
}

func TestAFaultChangesTheRulesOfWebex(t *testing.T) {
	w := world(t, sim.Config{})
	stage(t, w, "fault.set", `{"faults":[{"do":"option","path":"webex/record","value":"false"}]}`)
	rules, err := w.Webex(t.Context())
	require.NoError(t, err)
	assert.False(t, rules.Record)
	for _, path := range []string{"webex/record", "gws/csrf"} {
		_, err = w.Stage(t.Context(), "fault.set", []byte(`{"faults":[{"do":"option","path":"webex/profile","value":"documented"},{"do":"option","path":"`+path+`","value":"perhaps"}]}`))
		assert.ErrorIs(t, err, sim.ErrParams)
	}
	rules, err = w.Webex(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "sdk-3.12.0", rules.Profile, "a plan that is refused changes nothing")
	stage(t, w, "fault.set", `{"faults":[]}`)
	rules, err = w.Webex(t.Context())
	require.NoError(t, err)
	assert.True(t, rules.Record)
}

func TestASignedTokenIsOfItsWorldAndOrganization(t *testing.T) {
	w := world(t, sim.Config{Seed: 7})
	token, err := w.Token(t.Context(), "1002")
	require.NoError(t, err)
	whose := func(w *sim.World) string {
		agent, ok, err := w.Bearer(t.Context(), token)
		require.NoError(t, err)
		assert.Equal(t, ok, agent != "")
		return agent
	}
	assert.Equal(t, "1002", whose(w))
	assert.Equal(t, "1002", whose(world(t, sim.Config{Seed: 7})), "the same seed has the same key")
	assert.Empty(t, whose(world(t, sim.Config{Seed: 8})))
	doc := center(t)
	doc.SetOptions(map[string]string{"webex/organization": "22222222-2222-4333-8444-555555555555"})
	assert.Empty(t, whose(world(t, sim.Config{Center: doc, Seed: 7})))
	_, err = w.Token(t.Context(), "1007")
	assert.ErrorIs(t, err, sim.ErrUnknownAgent, "she handles nothing")
	w.Close()
	_, _, err = w.Bearer(t.Context(), token)
	assert.ErrorIs(t, err, sim.ErrClosed)
}
