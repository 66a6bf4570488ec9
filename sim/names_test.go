package sim_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim"
	machine "github.com/deskproof/deskproof/sim/center"
)

// The stage door knows an interaction by its names on all wires that the agent uses.
func TestAnInteractionIsNamedAsAnyWireNamesIt(t *testing.T) {
	r := newRacer(t, sim.Virtual)
	r.accept()
	do := func(method, interaction string) error {
		_, err := r.w.Stage(t.Context(), method, fmt.Appendf(nil, `{"agent":"1001","interaction":%q}`, interaction))
		return err
	}
	assert.NoError(t, do("desktop.save", r.id), "without a desktop")
	assert.ErrorIs(t, do("desktop.save", "1"), machine.ErrUnknownInteraction)
	_, err := r.w.Stage(t.Context(), "desktop.moveToCase", fmt.Appendf(nil, `{"agent":"1001","interaction":%q,"to":%[1]q}`, r.id))
	assert.ErrorContains(t, err, "desktop", "cases belong to the desktop")

	sit(t, r.w, "1001")
	assert.NoError(t, do("desktop.save", r.id))
	assert.NoError(t, do("desktop.markDone", "1"))
	assert.ErrorIs(t, do("desktop.markDone", r.id), machine.ErrUnknownInteraction, "it is gone")
}
