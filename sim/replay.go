package sim

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim/journal"
)

// Played is one input of a journal, played again. The bodies of its frames are good
// until the next.
type Played struct {
	Input  journal.Input
	Frames []PlayedFrame
}

// PlayedFrame is a frame that left a world.
type PlayedFrame struct {
	Wire     string
	Agent    string
	Page     uint32
	Exchange uint32 // which request it answers; 0: none
	Body     []byte
}

// Replayed sums up a replay.
type Replayed struct {
	Worlds, Inputs, Frames int
	Digests                []string // of every desk that spoke: world, agent and digest, sorted
	Versions               []string // of the programs that wrote it, sorted
}

// DifferenceError says after which input of a journal a desk first said something
// else than it did then.
type DifferenceError struct {
	Input journal.Input
	Agent string // with a wire other than SCAPI after a blank
	Then  string // digest in the journal; empty: the desk said nothing
	Now   string
}

func (e *DifferenceError) Error() string {
	return fmt.Sprintf("world %s, input %d (%s): the desk of agent %s says something else than it did: digest then %s, now %s",
		e.Input.World, e.Input.Seq, describe(&e.Input), e.Agent, orNothing(e.Then), orNothing(e.Now))
}

func orNothing(digest string) string {
	if digest == "" {
		return "none"
	}
	return digest
}

func describe(in *journal.Input) string {
	switch in.Kind {
	case journal.Stage:
		return "stage call " + in.Method
	case journal.Clock:
		return "clock"
	}
	if in.Exchange != 0 {
		return fmt.Sprintf("request %d of user %s on %s", in.Exchange, in.Agent, in.OnWire())
	}
	where := fmt.Sprintf("%s of page %d of agent %s", in.Kind, in.Page, in.Agent)
	if in.Wire != "" {
		where += " on " + in.Wire
	}
	return where
}

// Replay plays a journal again and compares what the desks say with what they
// said. Each is called for every input that was played; it may be nil. The error is
// a *DifferenceError, or says which line of the journal cannot be played: after
// io.ErrUnexpectedEOF, all but the last line, which was cut, has been played.
func Replay(r io.Reader, each func(Played) error) (Replayed, error) {
	p := player{worlds: map[string]*replayed{}, each: each}
	err := journal.Read(r, p.line)
	p.finish()
	return p.sum, err
}

// player plays the worlds of a journal side by side.
type player struct {
	worlds map[string]*replayed
	each   func(Played) error
	sum    Replayed
}

type replayed struct {
	m    *machine
	last journal.Input
	said map[string]string // digests after last that the journal has not confirmed yet
}

func (p *player) line(l journal.Line) error {
	switch {
	case l.Header != nil:
		return p.begin(l.Header)
	case l.Input != nil:
		return p.play(l.Input)
	}
	return p.confirm(l.Hashes)
}

func (p *player) begin(h *journal.Header) error {
	if _, ok := p.worlds[h.World]; ok {
		return fmt.Errorf("world %s begins twice: play the journals of several runs one by one", h.World)
	}
	var doc centers.Center
	if err := json.Unmarshal(h.Center, &doc); err != nil {
		return fmt.Errorf("center of world %s: %w", h.World, err)
	}
	m, err := newMachine(&doc, h.Seed)
	if err != nil {
		return err
	}
	p.worlds[h.World] = &replayed{m: m}
	if i, known := slices.BinarySearch(p.sum.Versions, h.Version); !known {
		p.sum.Versions = slices.Insert(p.sum.Versions, i, h.Version)
	}
	p.sum.Worlds++
	return nil
}

func (p *player) world(name string) (*replayed, error) {
	w, ok := p.worlds[name]
	if !ok {
		return nil, fmt.Errorf("world %s has no header", name)
	}
	return w, nil
}

func (p *player) play(in *journal.Input) error {
	w, err := p.world(in.World)
	if err != nil {
		return err
	}
	if err := w.compare(nil); err != nil {
		return err
	}
	if in.Seq != w.last.Seq+1 {
		return fmt.Errorf("world %s: input %d follows input %d: lines are missing", in.World, in.Seq, w.last.Seq)
	}
	out, _, _ := w.m.apply(in) // refusals are part of the day
	w.last, w.said = *in, w.m.hashes()
	p.sum.Inputs++
	p.sum.Frames += len(out)
	if p.each == nil {
		return nil
	}
	played := Played{Input: *in}
	for _, f := range out {
		played.Frames = append(played.Frames, PlayedFrame{Wire: f.Wire, Agent: f.Agent, Page: f.Page, Exchange: f.Exchange, Body: f.Body})
	}
	return p.each(played)
}

func (p *player) confirm(h *journal.Hashes) error {
	w, err := p.world(h.World)
	if err != nil {
		return err
	}
	if h.Seq != w.last.Seq {
		return fmt.Errorf("hashes of input %d after input %d", h.Seq, w.last.Seq)
	}
	return w.compare(h.Desks)
}

// compare reports the first desk, by agent, whose digest is not the journal's.
func (w *replayed) compare(then map[string]string) error {
	agents := slices.Sorted(maps.Keys(w.said))
	for agent := range then {
		if _, ok := w.said[agent]; !ok {
			agents = append(agents, agent)
		}
	}
	slices.Sort(agents)
	now := w.said
	w.said = nil
	for _, agent := range agents {
		if then[agent] != now[agent] {
			return &DifferenceError{Input: w.last, Agent: agent, Then: then[agent], Now: now[agent]}
		}
	}
	return nil
}

// finish lists the digests. What the journal did not live to confirm is no difference.
func (p *player) finish() {
	for name, w := range p.worlds {
		for _, d := range w.m.desks {
			for _, l := range d.logins {
				if l.lastID > 0 {
					p.sum.Digests = append(p.sum.Digests, fmt.Sprintf("%s %s %s", name, l.name(), l.digest()))
				}
			}
		}
	}
	slices.Sort(p.sum.Digests)
}
