package scapi

import (
	"errors"
	"fmt"
	"strconv"
	"time"
)

// electionTime is how long the pages that stay take to agree which of them leads, once
// the one that led is gone. That one leads and the others follow is what the client
// library's requests say; how it is chosen is inferred: the first page leads at once,
// and after it the first of those that are left.
const electionTime = time.Second

// ErrUnknownPage is why nothing can be done with a page: it is not open on this desktop.
var ErrUnknownPage = errors.New("no such page is open")

// settle ends an election whose time is over.
func (s *Session) settle(now time.Duration) {
	if s.leader == 0 && len(s.pages) > 0 && now >= s.elected {
		s.leader = s.pages[0].id
	}
}

// enter lets a page that has just been added take its place among the others.
func (s *Session) enter(now time.Duration, p *page) {
	p.visible = true
	s.lastFocus++
	p.focused = s.lastFocus
	if len(s.pages) == 1 {
		s.elected = now // there is nobody to agree with
	}
	s.settle(now)
}

// leave begins an election when the page that leads goes.
func (s *Session) leave(now time.Duration, id uint32) {
	s.settle(now)
	if s.leader == id {
		s.leader, s.elected = 0, now+electionTime
	}
}

// place is where a page stands among the frames of its agent.
type place uint8

const (
	leads place = 1 << iota
	follows
	negotiates
)

func (s *Session) place(now time.Duration, p *page) place {
	s.settle(now)
	switch s.leader {
	case 0:
		return negotiates
	case p.id:
		return leads
	}
	return follows
}

// isPlaced is a request that asks whether the page's place is one of these.
func isPlaced(places place) func(*Session, *request) ([]byte, error) {
	return func(s *Session, r *request) ([]byte, error) { return truth(s.place(r.now, r.page)&places != 0), nil }
}

func truth(v bool) []byte { return strconv.AppendBool(nil, v) }

func (s *Session) isVisible(r *request) ([]byte, error) { return truth(r.page.visible), nil }

// isLastActive tells whether no page was active after this one.
func (s *Session) isLastActive(r *request) ([]byte, error) {
	return truth(r.page.focused == s.lastFocused()), nil
}

func (s *Session) lastFocused() int {
	last := 0
	for _, p := range s.pages {
		last = max(last, p.focused)
	}
	return last
}

// Show brings a page into the agent's sight, or takes it out of it.
func (s *Session) Show(id uint32, visible bool) error {
	p := s.page(id)
	if p == nil {
		return fmt.Errorf("page %d: %w", id, ErrUnknownPage)
	}
	p.visible = visible
	return nil
}

// Focus makes a page the one that was last active.
func (s *Session) Focus(id uint32) error {
	p := s.page(id)
	if p == nil {
		return fmt.Errorf("page %d: %w", id, ErrUnknownPage)
	}
	s.lastFocus++
	p.focused = s.lastFocus
	return nil
}
