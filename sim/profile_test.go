package sim_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim"
)

// TestAProfileOfACenterFileIsOneOfTheDesktops holds the two lists of names together.
func TestAProfileOfACenterFileIsOneOfTheDesktops(t *testing.T) {
	lines := []string{"wwe-guide", "scapi-manual", "scapi-current"}
	clients := []string{"client-2016", "client-2020", "client-2021", "client-2023"}
	profiles := append([]string{"union"}, append(lines, clients...)...)
	for _, line := range lines {
		for _, client := range clients {
			profiles = append(profiles, line+"+"+client)
		}
	}
	for _, profile := range profiles {
		doc, err := centers.Parse("center.yaml", []byte("name: A\nagents: [{id: 1001}]\nprofile: "+profile))
		require.NoError(t, err)
		w, err := sim.NewWorld(t.Context(), sim.Config{Center: doc})
		if assert.NoError(t, err) {
			w.Close()
		}
	}
}
