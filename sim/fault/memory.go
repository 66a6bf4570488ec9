package fault

import "slices"

// maxTold is of how many interactions, and of how many requests without an answer, a
// plan remembers what was said: pages that close before the end would let them grow
// without end.
const maxTold = 4096

// memory is a table that forgets what came first when it is full.
type memory[K comparable, V any] struct {
	values map[K]V
	order  []K
}

func (t *memory[K, V]) put(k K, v V) {
	if _, known := t.values[k]; !known {
		if len(t.order) == maxTold {
			t.forget(t.order[0])
		}
		t.order = append(t.order, k)
	}
	if t.values == nil {
		t.values = map[K]V{}
	}
	t.values[k] = v
}

func (t *memory[K, V]) forget(k K) {
	if _, known := t.values[k]; !known {
		return
	}
	delete(t.values, k)
	i := slices.Index(t.order, k)
	t.order = slices.Delete(t.order, i, i+1)
}

// told is an interaction as one page knows it.
type told struct {
	agent       string
	page        uint32
	interaction string
}

// remember keeps the value at Path of the frame's interaction and returns the one before.
func (a *armed) remember(f Frame, m map[string]any) (any, bool) {
	id, ok := get(m, "data.interaction.interactionId").(string)
	if !ok || a.Do != Stale {
		return nil, false
	}
	key := told{f.Agent, f.Page, id}
	before, had := a.last.values[key]
	if get(m, "data.eventType") == "REMOVED" {
		a.last.forget(key)
		return before, had
	}
	a.last.put(key, get(m, a.Path))
	return before, had
}

// asked is a request that waits for its answer.
type asked struct {
	agent     string
	page      uint32
	reference string
}

func reference(f Frame, m map[string]any) asked { return asked{f.Agent, f.Page, say(m["referenceId"])} }
