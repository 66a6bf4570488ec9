package sim

import "time"

// ending is a page that its desk has closed.
type ending struct {
	page   pageKey
	reason string
	back   bool // it may come back at once
}

// reloaded is why pages are closed whose agent has reloaded the desktop.
const reloaded = "the agent has reloaded the desktop"

// tick lets a desk's session do what is due.
func (m *machine) tick(d *desk) {
	var err error
	d.due = 0
	m.frames, err = d.session.Tick(m.now, port{m}, m.frames[:0])
	m.send(d)
	m.observe()
	if err != nil {
		m.endSession(d, err.Error(), false)
	}
	m.plan(d)
}

// plan sets the timer of a desk to when its session does something next.
func (m *machine) plan(d *desk) {
	var next time.Duration
	if d.session != nil {
		next, _ = d.session.Next()
	}
	switch {
	case next == d.due:
		return
	case next == 0:
		m.timers.Cancel(timer{desk: d.agent})
	default:
		m.timers.Set(timer{desk: d.agent}, next)
	}
	d.due = next
}

// endSession closes all pages of a desk. The next that opens begins a session, in which
// the agent's interactions have new client-side ids.
func (m *machine) endSession(d *desk, reason string, back bool) {
	for _, p := range d.pages {
		m.ended = append(m.ended, ending{pageKey{string(d.agent), p}, reason, back})
	}
	d.lastIn = d.session.LastID()
	d.pages, d.session = nil, nil
	m.plan(d)
}

// closeEnded closes the connections of the pages that their desks have closed.
func (l *loop) closeEnded() {
	for _, e := range l.m.ended {
		p := l.pages[e.page]
		if p == nil {
			continue
		}
		l.drop(e.page, p, e.reason)
		if e.back {
			p.out.Restart(e.reason)
		} else {
			p.out.Close(e.reason)
		}
	}
	if len(l.m.ended) > 0 {
		l.checkBarriers()
	}
}

// drop forgets a page.
func (l *loop) drop(key pageKey, p *openPage, reason string) {
	l.tap(Crossing{Kind: Closed, Agent: key.agent, Page: key.page, Reason: reason})
	l.slow -= len(p.slow)
	delete(l.pages, key)
}
