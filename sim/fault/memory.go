package fault

import (
	"slices"
	"strconv"
)

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
	wire, agent string
	page        uint32
	interaction string // or the request of which an answer tells
}

// remember keeps the value at Path of the frame's interaction and returns the one before.
func (a *armed) remember(f Frame, request string, m any) (any, bool) {
	about := subject(f, request, m)
	if about == "" || a.Do != Stale {
		return nil, false
	}
	key := told{f.Wire, f.Agent, f.Page, about}
	before, had := a.last.values[key]
	if get(m, "data.eventType") == "REMOVED" {
		a.last.forget(key)
		return before, had
	}
	a.last.put(key, get(m, a.Path))
	return before, had
}

// subject is what a frame tells of, as earlier ones did: an interaction, or where an
// answer is of a request what was asked for.
func subject(f Frame, request string, m any) string {
	paths := []string{"data.interaction.interactionId"}
	switch {
	case asks(f.Wire) && f.Exchange != 0:
		return request
	case f.isWebex():
		paths = []string{"data.interactionId"}
	case asks(f.Wire):
		paths = []string{"data.id", "data.interaction.id"}
	}
	for _, path := range paths {
		if id, ok := get(m, path).(string); ok {
			return id
		}
	}
	return ""
}

// asked is a request that waits for its answer.
type asked struct {
	wire, agent string
	page        uint32
	reference   string
}

func reference(f Frame, m any) asked {
	if asks(f.Wire) {
		return asked{f.Wire, f.Agent, f.Page, strconv.Itoa(int(f.Exchange))}
	}
	return asked{f.Wire, f.Agent, f.Page, say(get(m, "referenceId"))}
}
