package fault

import (
	"slices"
	"time"
)

// Reply is what becomes of a batch of Bayeux messages that a user of gws is about to be
// told: an array.
func (p *Plan) Reply(f Frame) Frame {
	for _, a := range p.faults {
		if !a.On.isReply() {
			continue
		}
		v, err := decodeAny(f.Body)
		batch, ok := v.([]any)
		if err != nil || !ok || !a.hits(f, "reply", lastChannel(batch), batch) {
			continue
		}
		f = a.alterReply(f, batch)
	}
	return f
}

// Aside is what becomes of an answer that was given without asking the world, as those
// about a wire's services are. It leaves at once and alone, and counts for no nth: what is
// replayed knows nothing of it.
func (p *Plan) Aside(f Frame, request []byte) Frame {
	asked, _ := decode(request)
	name := requestName(f, asked)
	for _, a := range p.faults {
		m, ok := decode(f.Body)
		if !ok || a.On.Nth != 0 || !a.On.matches(f, "answer", name, m) {
			continue
		}
		if altered := a.alter(struck{Frame: f, spread: true}, m); len(altered) > 0 {
			f = altered[0].Frame
		}
	}
	return f
}

// lastChannel is the channel of the last message: that of the request, for what has
// happened since comes before it.
func lastChannel(batch []any) string {
	if len(batch) == 0 {
		return ""
	}
	name, _ := get(batch[len(batch)-1], "channel").(string)
	return name
}

func (a *armed) alterReply(f Frame, batch []any) Frame {
	s := struck{Frame: f}
	switch a.Do {
	case Delay: // no chance is spent: what is told to clients is not replayed
		s.Delay += time.Duration(a.Millis) * time.Millisecond
	case Rotate:
		if n := len(batch) - 1; n > 0 {
			return s.with(slices.Concat(batch[n:], batch[:n]), true).Frame
		}
	case Precede:
		return s.with(slices.Concat([]any{a.message()}, batch), true).Frame
	case Follow:
		return s.with(append(batch, a.message()), true).Frame
	case Reorder:
		return s.with(batch, true).Frame
	case Respell:
		s.Body = respelled(say(batch))
	default:
		for _, altered := range a.alter(s, batch) {
			return altered.Frame
		}
	}
	return s.Frame
}

// message is what Precede and Follow put into a reply.
func (a *armed) message() any {
	v, _ := decodeAny(a.Value) // Validate has seen it
	return v
}
