// Package des holds what a discrete-event simulation needs and a contact center
// does not: timers ordered by (time, seq), and named random streams.
//
// Nothing here reads a clock.
package des

import (
	"container/heap"
	"time"
)

// Timers keeps at most one timer for each key and gives them back in the order
// of (time, order of setting). The zero value is empty and ready. One goroutine
// owns it.
type Timers[K comparable] struct {
	entries entries[K]
	byKey   map[K]*entry[K]
	seq     uint64
}

// Set makes key due at the given time, replacing a timer it already has.
func (t *Timers[K]) Set(key K, at time.Duration) {
	t.Cancel(key)
	if t.byKey == nil {
		t.byKey = make(map[K]*entry[K])
	}
	t.seq++
	e := &entry[K]{key: key, at: at, seq: t.seq}
	t.byKey[key] = e
	heap.Push(&t.entries, e)
}

// Cancel forgets the timer of key, if it has one.
func (t *Timers[K]) Cancel(key K) {
	e, ok := t.byKey[key]
	if !ok {
		return
	}
	delete(t.byKey, key)
	heap.Remove(&t.entries, e.index)
}

// Next returns when the earliest timer is due; false if there is none.
func (t *Timers[K]) Next() (time.Duration, bool) {
	if len(t.entries) == 0 {
		return 0, false
	}
	return t.entries[0].at, true
}

// Due removes and returns the earliest timer if it is due at now or before.
func (t *Timers[K]) Due(now time.Duration) (key K, at time.Duration, ok bool) {
	if len(t.entries) == 0 || t.entries[0].at > now {
		return key, 0, false
	}
	e := heap.Pop(&t.entries).(*entry[K])
	delete(t.byKey, e.key)
	return e.key, e.at, true
}

// Len returns how many timers are set.
func (t *Timers[K]) Len() int { return len(t.entries) }

type entry[K comparable] struct {
	key   K
	at    time.Duration
	seq   uint64
	index int
}

type entries[K comparable] []*entry[K]

func (e entries[K]) Len() int { return len(e) }

func (e entries[K]) Less(i, j int) bool {
	if e[i].at != e[j].at {
		return e[i].at < e[j].at
	}
	return e[i].seq < e[j].seq
}

func (e entries[K]) Swap(i, j int) {
	e[i], e[j] = e[j], e[i]
	e[i].index, e[j].index = i, j
}

func (e *entries[K]) Push(x any) {
	n := x.(*entry[K])
	n.index = len(*e)
	*e = append(*e, n)
}

func (e *entries[K]) Pop() any {
	old := *e
	n := old[len(old)-1]
	old[len(old)-1] = nil
	*e = old[:len(old)-1]
	return n
}
