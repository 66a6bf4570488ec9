package oracle

import "slices"

// assigns notes the frameId that a page is sent. One that comes with an event or an
// answer, or without userAgent, is lost to the client library, but others may read it.
func (c *client) assigns(p *clientPage, m *message) {
	id := m.body.get("frameId")
	if !id.there() {
		return
	}
	key, d := id.key(), p.page.desk
	if c.frames[d] == nil {
		c.frames[d] = map[string]bool{}
	}
	c.frames[d][key], p.frames[key] = true, true
	if m.manner == frameID && m.forClient {
		p.frame, p.assigned = key, m.seq
	}
}

// frameCarried: once a page was assigned a frameId, its messages carry it. One that was
// sent before the page had read that does not; that it had shows in what it says.
func frameCarried(_ *client, s *said) broken {
	p, id := s.on, s.body.get("frameId")
	p.heard = p.heard || p.frame != "" && (id.truthy() && p.frames[id.key()] || p.knows(s))
	if !p.heard || id.there() && id.kind() != kindNull {
		return broken{}
	}
	return broken{text: s.subject() + " carries the frameId of its page", expected: "frameId " + clip(p.frame), seen: "no frameId", told: p.assigned}
}

// frameAssigned: the frameId that a message carries is one that its page was assigned.
// That of another page of the desk may be left from an earlier connection: it is noted
// once the page must know its own.
func frameAssigned(c *client, s *said) broken {
	p, id := s.on, s.body.get("frameId")
	if p.frame == "" || !id.there() || id.kind() == kindNull || c.hidden(id) || p.frames[id.key()] {
		return broken{}
	}
	old := c.frames[s.page.desk][id.key()]
	if (old || !id.truthy()) && !p.heard {
		return broken{}
	}
	b := broken{text: "the frameId in " + s.subject() + " was assigned to its page", expected: "frameId " + clip(p.frame), seen: describe(id), told: p.assigned, weak: old}
	if old {
		b.seen += ", of another page or connection"
	}
	return b
}

// knows reports whether a message says what only this page was told.
func (p *clientPage) knows(s *said) bool {
	if s.id == unsubscribeID {
		return p.told[s.body.get("data").text()]
	}
	return slices.ContainsFunc(s.params, func(v value) bool { return v.kind() == kindText && p.told[v.text()] })
}
