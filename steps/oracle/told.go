package oracle

import (
	"slices"

	"github.com/deskproof/deskproof/reports/trace"
)

// sent notes what a page asks. Its frames are the harness's own and not judged.
func (j *judge) sent(p *page, rec *trace.Record) {
	body, ok := j.doc.parse(raw(rec))
	if !ok {
		return
	}
	r := &request{seq: rec.Seq, raw: raw(rec)}
	switch name := body.get("event"); {
	case name.is("subscribe"):
		r.name = "subscribe"
		r.sub = &subscription{names: j.names(body.get("data")), asked: rec.Seq, stage: pending}
		p.subs = append(p.subs, r.sub)
	case name.is("unsubscribe"):
		r.name = "unsubscribe"
		p.leave(body.get("data"), rec.Seq)
	default:
		j.asks(p, r, body)
	}
	if id := body.get("frameId"); id.truthy() {
		p.frameIDs[id.key()] = true
	}
	if ref := body.get("referenceId"); ref.there() && ref.kind() != kindNull {
		r.key = ref.key()
		p.requests[r.key] = append(p.requests[r.key], r)
	}
}

// names are the event names that a subscribe gives: one, or an array.
func (j *judge) names(data value) []string {
	if data.kind() == kindText {
		return []string{j.word(data)}
	}
	var out []string
	for _, v := range data.elements {
		out = append(out, j.word(v))
	}
	return out
}

// leave ends the subscription with that id. If the server gave it to several,
// the others go on.
func (p *page) leave(id value, seq int) {
	p.desk.misses()
	for _, s := range p.subs {
		if id.there() && s.stage == active && s.id == id.key() {
			s.stage, s.ended = leaving, seq
			return
		}
	}
}

// asks notes a request.
func (j *judge) asks(p *page, r *request, body value) {
	r.name = j.word(body.get("request"))
	if c := j.resultOf(r.name); c == nil || c.Type == "none" {
		j.causes++
	}
	for _, first := range body.get("parameters").elements {
		r.subject = j.word(first)
		break
	}
	l := p.desk.lives[r.subject]
	r.known = l != nil
	for i := range j.rules.Book.Grants {
		if g := &j.rules.Book.Grants[i]; l != nil && g.Request == r.name && slices.Contains(l.capabilities, g.Capability) {
			r.offers = g.Capability
		}
	}
	p.desk.calls(r.name, 1)
}

// calls counts the calls that a desk asks for, and those that it is refused.
func (d *desk) calls(request string, more int) {
	switch request {
	case "outbound.callPreviewRecord":
		d.calling = max(d.calling+more, 0)
	case "voice.dial", "voice.dialEx", "interaction.consult":
		d.dialing = max(d.dialing+more, 0)
	}
}

// settle notes what a frame has told, once it is judged.
func (j *judge) settle(m *message) {
	switch m.manner {
	case frameID:
		m.page.frameIDs[m.body.get("frameId").key()] = true
	case answer:
		m.page.answered(m)
	case event:
		j.happened(m.page, m)
	}
}

func (p *page) answered(m *message) {
	r := m.request
	if r == nil {
		return
	}
	if m.failure() && !m.again {
		p.desk.calls(r.name, -1)
	}
	if r.sub != nil && r.sub.stage == pending {
		r.sub.stage, r.sub.id = active, m.body.get("subscriptionId").key()
		if m.failure() {
			r.sub.stage = refused
		}
	}
	r.answers = append(r.answers, m.seq)
	for _, s := range p.subs {
		if s.stage == leaving && r.seq >= s.ended {
			s.stage = left
		}
	}
}

func (j *judge) happened(p *page, m *message) {
	if p.standing(m.name) == nil {
		p.unasked[m.name] = true
	}
	if m.life != nil {
		if m.typ == "REMOVED" {
			p.removed[m.id] = true
		} else if adds(m.typ) {
			delete(p.removed, m.id)
		}
		m.life.capabilities = m.life.capabilities[:0]
		for _, v := range m.interaction.get("capabilities").elements {
			m.life.capabilities = append(m.life.capabilities, j.word(v))
		}
	}
	p.latest = latest{raw: m.raw, seq: m.seq, causes: j.causes, since: j.causes - p.latest.causes, times: p.times(m.name)}
}

// raw is a frame as it crossed the wire.
func raw(r *trace.Record) []byte {
	if r.Frame != nil {
		return r.Frame
	}
	return []byte(r.Text)
}
