package reports

import "slices"

// call is a request that waits for an answer.
type call struct {
	seq         int
	name, where string
	ours        bool // it says that it is for a desktop
}

// silence says what a call that got no answer is.
func (c call) silence() string {
	if c.ours {
		return "no answer to " + c.name
	}
	return "no answer to " + c.name + ": no userAgent with WWE, so it is ignored"
}

// calls are those of one page by referenceId, the oldest first.
type calls map[string][]call

// answered takes out the call that an answer is for: the first that a desktop reads.
func (c calls) answered(ref string) (call, bool) {
	list := c[ref]
	if len(list) == 0 {
		return call{}, false
	}
	i := max(0, slices.IndexFunc(list, func(x call) bool { return x.ours }))
	asked := list[i]
	c[ref] = slices.Delete(list, i, i+1)
	return asked, true
}

// left are the calls that got no answer, in their order.
func (c calls) left() []call {
	var out []call
	for _, list := range c {
		out = append(out, list...)
	}
	slices.SortFunc(out, func(a, b call) int { return a.seq - b.seq })
	return out
}
