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

// tick lets a login's session do what is due.
func (m *machine) tick(l *login) {
	var err error
	l.due, l.planned = 0, false
	m.frames, err = l.session.Tick(m.now, port{m}, m.frames[:0])
	m.send(l)
	m.observe()
	if err != nil {
		m.endSession(l, err.Error(), false)
	}
	m.plan(l)
}

// plan sets the timer of a login to when its session does something next.
func (m *machine) plan(l *login) {
	var next time.Duration
	is := false
	if l.session != nil {
		next, is = l.session.Next()
	}
	t := timer{desk: l.desk.agent, wire: l.wire}
	switch {
	case is == l.planned && next == l.due:
		return
	case !is:
		m.timers.Cancel(t)
	default:
		m.timers.Set(t, next)
	}
	l.due, l.planned = next, is
}

// endSession closes all pages of a login. The next that opens begins a session, in which
// the agent's interactions have new client-side ids.
func (m *machine) endSession(l *login, reason string, back bool) {
	for _, p := range l.pages {
		m.ended = append(m.ended, ending{pageKey{l.wire, l.agent(), p}, reason, back})
	}
	if shown, ok := l.session.(desktop); ok {
		l.desk.lastIn = shown.LastID()
	}
	l.pages, l.session = nil, nil
	m.plan(l)
}

// closeEnded closes the connections of the pages that their desks have closed, behind all
// that they were told before.
func (l *loop) closeEnded() {
	for _, e := range l.m.ended {
		p := l.pages[e.page]
		if p == nil {
			continue
		}
		for len(p.slow) > 0 {
			l.letGo(p)
		}
		l.drop(p, e.reason)
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
func (l *loop) drop(p *openPage, reason string) {
	l.tapPage(p.pageKey, Crossing{Kind: Closed, Reason: reason})
	l.slow -= len(p.slow)
	delete(l.pages, p.pageKey)
	p.leaveUnanswered()
}
