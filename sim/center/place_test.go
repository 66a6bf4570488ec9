package center_test

import (
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

// checkPlaces checks that each chat and e-mail is in exactly one place: who handles it
// and to whom it is offered is what those agents' own parts say, and only what nobody has
// waits in a queue or a workbin.
func (w *watcher) checkPlaces() {
	t := w.d.t
	left := map[partKey]bool{}
	for key, p := range w.parts {
		if p.Medium == center.Chat || p.Medium == center.Email {
			left[key] = true
		}
	}
	for _, v := range w.d.c.Interactions() {
		owners := 0
		for _, h := range v.Handlers {
			require.True(t, w.parts[partKey{h.Agent, v.ID}].State.Handles(), "%s handles %s", h.Agent, v.ID)
			require.Equal(t, w.parts[partKey{h.Agent, v.ID}].State, h.State)
			if h.Owner {
				owners++
			}
		}
		for _, o := range v.Offers {
			state := w.parts[partKey{o.Agent, v.ID}].State
			require.Equal(t, o.Conference, state == center.AskedIn)
			require.Contains(t, []center.State{center.Offered, center.AskedIn}, state)
		}
		if v.Kind != center.Consultation {
			require.LessOrEqual(t, owners, 1, "owners of %s", v.ID)
		}
		in := 0
		for key := range left {
			if key.id != v.ID {
				continue
			}
			delete(left, key)
			if w.parts[key].State.Handles() {
				in++
			}
		}
		require.Len(t, v.Handlers, in, "all who handle %s", v.ID)
		require.Equal(t, v.Place.Kind == center.WithAgents, in > 0, "%s is %s", v.ID, v.Place.Kind)
		require.Equal(t, v.Place.Kind == center.OnOffer, in == 0 && len(v.Offers) > 0, "%s is %s", v.ID, v.Place.Kind)
		w.checkShelves(v)
		require.True(t, slices.IsSortedFunc(v.Log, func(a, b center.Line) int { return a.Index - b.Index }))
	}
	require.Empty(t, left, "agents have parts in what there is not")
}

// checkShelves checks that an interaction is in a workbin if and only if it says so.
func (w *watcher) checkShelves(v center.Interaction) {
	var in []center.Place
	for _, name := range w.d.c.Workbins() {
		if w.lies(name, "", v.ID) {
			in = append(in, center.Place{Kind: center.InWorkbin, Name: name})
		}
	}
	for _, id := range w.d.c.Agents() {
		if w.lies("", id, v.ID) {
			in = append(in, center.Place{Kind: center.InWorkbin, Agent: id})
		}
	}
	if v.Place.Kind == center.InWorkbin {
		require.Equal(w.d.t, []center.Place{v.Place}, in)
		return
	}
	require.Empty(w.d.t, in, "%s is %s", v.ID, v.Place.Kind)
}

func (w *watcher) lies(workbin string, owner center.AgentID, id center.InteractionID) bool {
	all, ok := w.d.c.Workbin(workbin, owner)
	require.True(w.d.t, ok)
	return slices.ContainsFunc(all, func(v center.Interaction) bool { return v.ID == id })
}

// waiting is something that lies in a workbin; empty for a queue, and if nothing does.
func (w *watcher) waiting(workbin string, owner center.AgentID, pick int) center.InteractionID {
	all, ok := w.d.c.Workbin(workbin, owner)
	if !ok || len(all) == 0 {
		return ""
	}
	return all[pick%len(all)].ID
}
