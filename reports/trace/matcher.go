package trace

import (
	"regexp"
	"unicode/utf8"
)

// span is a part of a text.
type span struct{ start, end int }

// matcher finds many patterns in one pass over a text (Aho and Corasick, 1975),
// and the beginnings of patterns that somebody cut off there.
type matcher struct {
	nodes []node
	root  [256]int32 // where each byte leads from the root
}

// node stands for the pattern's beginning that leads to it. Node 0 is the root.
type node struct {
	child, sibling int32 // 0: none
	fail           int32 // the node of the longest other beginning that this one ends in
	depth          int32 // the beginning's length in bytes
	whole          int32 // length of the longest pattern that it ends in, 0: none
	by             byte  // what leads here from the parent
	endless        bool  // such a pattern stands for all that follows
}

// newMatcher makes a matcher of patterns, which are not empty. A pattern whose
// value is true stands for itself and all that follows it.
func newMatcher(patterns map[string]bool) *matcher {
	m := &matcher{nodes: make([]node, 1)}
	for p, endless := range patterns {
		m.add(p, endless)
	}
	m.link()
	return m
}

func (m *matcher) add(pattern string, endless bool) {
	at := int32(0)
	for i := range len(pattern) {
		next := m.child(at, pattern[i])
		if next == 0 {
			next = int32(len(m.nodes))
			m.nodes = append(m.nodes, node{by: pattern[i], depth: int32(i + 1), sibling: m.nodes[at].child})
			m.nodes[at].child = next
			if at == 0 {
				m.root[pattern[i]] = next
			}
		}
		at = next
	}
	m.nodes[at].whole = int32(len(pattern))
	m.nodes[at].endless = m.nodes[at].endless || endless
}

func (m *matcher) child(at int32, by byte) int32 {
	if at == 0 {
		return m.root[by]
	}
	for c := m.nodes[at].child; c != 0; c = m.nodes[c].sibling {
		if m.nodes[c].by == by {
			return c
		}
	}
	return 0
}

// link sets where each node fails to, the shorter beginnings before the longer.
func (m *matcher) link() {
	queue := []int32{0}
	for ; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		for c := m.nodes[at].child; c != 0; c = m.nodes[c].sibling {
			n := &m.nodes[c]
			if at != 0 {
				n.fail = m.step(m.nodes[at].fail, n.by)
			}
			shorter := &m.nodes[n.fail]
			n.whole = max(n.whole, shorter.whole)
			n.endless = n.endless || shorter.endless
			queue = append(queue, c)
		}
	}
}

func (m *matcher) step(at int32, by byte) int32 {
	for {
		if next := m.child(at, by); next != 0 || at == 0 {
			return next
		}
		at = m.nodes[at].fail
	}
}

// cutMark stands where a text was cut off: as it is or as ASCII quotes it, after
// the closing quote, after the bytes of half a character.
var cutMark = regexp.MustCompile(`^(?:\\+x[0-9a-f]{2}){0,3}\\*"?(?:…|\\+u2026)`)

// find returns where patterns stand in s, and beginnings of at least shortest
// characters before a cut mark. Those that overlap are returned as one.
func (m *matcher) find(s string) []span {
	var spans []span
	if len(m.nodes) == 1 {
		return nil // no pattern
	}
	at := int32(0)
	for i := range len(s) {
		if start := i - int(m.nodes[at].depth); isCut(s, start, i) {
			spans = merge(spans, span{start, i})
		}
		at = m.step(at, s[i])
		n := &m.nodes[at]
		if n.endless {
			return merge(spans, span{i + 1 - int(n.whole), len(s)})
		}
		if n.whole > 0 {
			spans = merge(spans, span{i + 1 - int(n.whole), i + 1})
		}
	}
	return spans
}

// isCut reports whether s[start:end] is long enough to hide, and cut off there.
func isCut(s string, start, end int) bool {
	switch s[end] {
	case "…"[0], '\\', '"':
		return end-start >= shortest && utf8.RuneCountInString(s[start:end]) >= shortest && cutMark.MatchString(s[end:min(len(s), end+32)])
	}
	return false
}

// merge adds a span that ends where the last one does or after it.
func merge(spans []span, s span) []span {
	for len(spans) > 0 && spans[len(spans)-1].end > s.start {
		last := spans[len(spans)-1]
		s.start = min(s.start, last.start)
		s.end = max(s.end, last.end)
		spans = spans[:len(spans)-1]
	}
	return append(spans, s)
}
