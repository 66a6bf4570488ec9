package center

import (
	"slices"
	"time"
)

// story is what calls, chats and e-mails that belong together have in common.
type story struct {
	id       InteractionID
	call     *call   // what it is about
	thread   *thread // or this
	channel  Channel
	customer string
	begun    time.Duration
	queue    Target
	queued   time.Duration
	queues   []Target
	owner    AgentID
	recorded bool
	members  []*member
	calls    []*call   // consultations about it
	chats    []*thread // likewise
	users    int       // calls and threads that belong to it
	first    [2]member // most stories have no more
	used     int       // of them
	slots    [4]*member
}

// member is an agent or an outside party of a story.
type member struct {
	Member
	leg   *leg      // their part as it stands; all nil: they have none
	seat  *seat     // or this
	out   *outsider // or this
	aside bool      // that one is in a consultation
	was   bool      // they had joined by an earlier part
}

// The most that a center keeps in mind.
const (
	maxMembers = 100 // of a story
	maxQueues  = 100 // likewise
	maxPast    = 64  // stories that are over
)

func (c *Center) newStory(id InteractionID, customer string) *story {
	s := &story{id: id, customer: customer, begun: c.now}
	s.members = s.slots[:0]
	c.stories[id] = s
	return s
}

// leaveStory lets go of one of the calls and threads that belong to a story; with the
// last the story is over.
func (c *Center) leaveStory(s *story) {
	if s.users--; s.users > 0 {
		return
	}
	delete(c.stories, s.id)
	if len(c.past) == maxPast {
		c.past = slices.Delete(c.past, 0, 1)
	}
	c.past = append(c.past, s)
}

// member is the one who is that agent, or has that number; who is new comes to the story
// now.
func (s *story) member(a *agent, number string) *member {
	var id AgentID
	if a != nil {
		id, number = a.ID, a.Number
	}
	for _, m := range s.members {
		if m.Agent == id && (a != nil || m.Number == number) {
			return m
		}
	}
	if len(s.members) >= maxMembers {
		i := slices.IndexFunc(s.members, func(m *member) bool { return m.leg == nil && m.seat == nil && m.out == nil && !m.Customer })
		s.members = slices.Delete(s.members, max(i, 0), max(i, 0)+1)
	}
	m := s.newMember()
	m.Member = Member{Agent: id, Number: number, Customer: a == nil && number == s.customer}
	s.members = append(s.members, m)
	return m
}

func (s *story) newMember() *member {
	if s.used == len(s.first) {
		return &member{}
	}
	s.used++
	return &s.first[s.used-1]
}

// come begins a part of a member, who may have been one before.
func (m *member) come(consulted bool) *member {
	m.was = m.was || m.Joined
	m.Joined, m.Left, m.Done, m.Consulted = false, false, false, consulted
	return m
}

// join lets a member be in it.
func (m *member) join(now time.Duration) {
	if !m.Joined || m.Left {
		m.Joined, m.Left, m.JoinedAt = true, false, now
	}
}

// address lets an outbound e-mail go to somebody else than before.
func (s *story) address(customer string) {
	s.customer = customer
	for _, m := range s.members {
		if m.Customer {
			m.Number = customer
		}
	}
}

// leave ends the part of a member. Who never was in it is none any more.
func (s *story) leave(m *member, state State, now time.Duration) {
	m.Joined = m.Joined || m.was
	if !m.Joined && !m.Customer && (m.Agent == "" || m.Agent != s.owner) {
		s.members = slices.DeleteFunc(s.members, func(x *member) bool { return x == m })
	}
	m.part(state, now)
}

// part lets a member be out of it.
func (m *member) part(state State, now time.Duration) {
	m.leg, m.seat, m.out, m.State = nil, nil, nil, state
	if !m.Left {
		m.Left, m.LeftAt = true, now
	}
}

// enqueue lets a story come to where a target looks for an agent.
func (s *story) enqueue(t Target, now time.Duration) {
	if t.Kind == ToAgent || t.Kind == ToNumber || t == (Target{}) {
		return
	}
	if s.queue != (Target{}) && len(s.queues) < maxQueues {
		s.queues = append(s.queues, s.queue)
	}
	s.queue, s.queued = t, now
}
