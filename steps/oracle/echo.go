package oracle

import "bytes"

// selfEcho: no message of a page comes back to it. Its userAgent contains WWE too, so
// that the client library takes its own request for the answer. That an answer names the
// request again is something else: only the very message shows it.
func selfEcho(_ *judge, m *message) finding {
	switch {
	case m.request == nil || m.manner != answer && !m.body.get("userAgent").is("WWE Client"):
		return finding{}
	case !m.request.isEchoedBy(m):
		return kept
	}
	return finding{
		text:     "what a page sends does not come back to it",
		expected: "the answer to " + m.request.name,
		seen:     m.request.name + " itself",
		earlier:  []int{m.request.seq},
	}
}

// isEchoedBy reports whether a message is the request itself, however it is written.
func (r *request) isEchoedBy(m *message) bool {
	if bytes.Equal(r.raw, m.raw) {
		return true
	}
	if !m.body.get("userAgent").is("WWE Client") {
		return false
	}
	var d document
	sent, ok := d.parse(r.raw)
	return ok && sent.key() == m.body.key()
}
