package main

import (
	"context"

	"github.com/deskproof/deskproof/sim/center"
)

// busyAgents is how many agents have calls in the contests of the center.
const busyAgents = 100

// centerContest lets calls live in the pure center, without wires or timers, beside a
// loop that takes as many events from a heap, in order of time, and does nothing.
func centerContest(events int) (*contest, error) {
	l, err := newLife(busyAgents)
	if err != nil {
		return nil, err
	}
	return &contest{
		unit:      "event",
		yardstick: contender{name: "heap loop that does nothing", run: timed(events, func(context.Context) error { loop(events); return nil })},
		ours: []contender{{name: "center, inbound call from ring to mark done", run: timed(events, func(context.Context) error {
			for seen, agent := 0, 0; seen < events; agent = (agent + 1) % busyAgents {
				if err := l.one(agent, func(*center.Event) { seen++ }); err != nil {
					return err
				}
			}
			return nil
		})}},
		close: func() {},
	}, nil
}

// due is what waits in a heap: an event at its time, in the order of coming.
type due struct {
	at  uint64
	seq int
}

// heap is a binary heap of values: the least that keeps events in order.
type heap []due

func (h heap) less(i, j int) bool {
	return h[i].at < h[j].at || h[i].at == h[j].at && h[i].seq < h[j].seq
}

func (h *heap) push(d due) {
	*h = append(*h, d)
	for i := len(*h) - 1; i > 0 && h.less(i, (i-1)/2); i = (i - 1) / 2 {
		(*h)[i], (*h)[(i-1)/2] = (*h)[(i-1)/2], (*h)[i]
	}
}

func (h *heap) pop() due {
	first, last := (*h)[0], len(*h)-1
	(*h)[0], *h = (*h)[last], (*h)[:last]
	for i := 0; ; {
		least := i
		for c := 2*i + 1; c <= 2*i+2 && c < last; c++ {
			if h.less(c, least) {
				least = c
			}
		}
		if least == i {
			return first
		}
		(*h)[i], (*h)[least] = (*h)[least], (*h)[i]
		i = least
	}
}

// loop takes events from a heap in which busyAgents wait: each brings the next about.
func loop(events int) {
	var h heap
	chance := uint64(1)
	for i := range busyAgents {
		h.push(due{uint64(i), i})
	}
	for i := range events {
		d := h.pop()
		chance = chance*6364136223846793005 + 1442695040888963407 // Knuth's constants
		h.push(due{d.at + chance>>56, busyAgents + i})
	}
}
