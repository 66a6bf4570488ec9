package document

import (
	"fmt"

	"github.com/goccy/go-yaml/token"
)

// What a document may have. The parser needs time that grows with the square of
// the members of a mapping and of the values that are missing, and memory for the
// path of each value; so what is beyond these limits never reaches it.
const (
	maxNested  = 64      // lists and mappings in one another
	maxMembers = 1000    // of one mapping
	maxValues  = 100_000 // members and list items in all
	maxMissing = 100     // values left out, and what is not supported at all
	maxPaths   = 1 << 26 // bytes of the paths of all values
)

// meter holds the tokens of a document against the limits, in one pass.
type meter struct {
	open    []level // the lists and mappings around the token; those in brackets last
	depth   int     // how many of them are in brackets
	last    *token.Token
	line    int // of the token
	start   int // column of the first thing on that line that is no dash
	missing int
	values  int
	path    int // bytes of the names around the token
	paths   int // likewise, of all values
}

// level is a list or mapping that the document is in.
type level struct {
	column  int // where its members begin; 0: it is in brackets
	mapping bool
	members int
	commas  int
	name    int  // bytes of its latest member's name
	named   bool // in brackets: the member has its colon
}

// add takes the next token and says what is too much, if anything is.
func (m *meter) add(tk *token.Token) string {
	if tk.Type == token.CommentType {
		return ""
	}
	m.enter(tk)
	m.count(tk)
	m.last = tk
	switch {
	case len(m.open) > maxNested:
		return "this is nested too deeply to be meant"
	case m.missing > maxMissing:
		return fmt.Sprintf("more than %d values up to here are missing, or written with what is not supported (& * ! ? ---); write them out", maxMissing)
	case m.values > maxValues:
		return fmt.Sprintf("the document has more than %d members and list items up to here; leave something out", maxValues)
	case m.paths > maxPaths:
		return "the names around this are too long for a document of this size; shorten them"
	case len(m.open) > 0 && m.top().size() > maxMembers:
		return fmt.Sprintf("this mapping has more than %d members; split it", maxMembers)
	}
	return ""
}

func (m *meter) top() *level { return &m.open[len(m.open)-1] }

func (l *level) size() int { return max(l.members, l.commas) }

// enter finds out where a token stands: what it leaves, and what was missing before it.
func (m *meter) enter(tk *token.Token) {
	column := tk.Position.Column
	if first := tk.Position.Line != m.line; first {
		if m.depth == 0 && m.leavesOut(tk) {
			m.missing++
		}
		m.line, m.start = tk.Position.Line, 0
		for m.depth == 0 && len(m.open) > 0 && m.top().isLeftBy(tk) {
			m.pop()
		}
	}
	if m.start == 0 && tk.Type != token.SequenceEntryType {
		m.start = column
	}
}

// isLeftBy reports whether the first token of a line ends a list or mapping.
func (l *level) isLeftBy(tk *token.Token) bool {
	column := tk.Position.Column
	return l.column > column || l.column == column && !l.mapping && tk.Type != token.SequenceEntryType
}

// leavesOut reports whether the last token, at the end of its line, has no value,
// since tk is none.
func (m *meter) leavesOut(tk *token.Token) bool {
	if m.last == nil {
		return false
	}
	column := tk.Position.Column
	switch m.last.Type {
	case token.SequenceEntryType:
		return column <= m.last.Position.Column
	case token.MappingValueType:
		return column < m.start || column == m.start && tk.Type != token.SequenceEntryType
	}
	return false
}

// count counts what a token adds to.
func (m *meter) count(tk *token.Token) {
	switch tk.Type {
	case token.MappingStartType, token.SequenceStartType:
		m.push(level{mapping: tk.Type == token.MappingStartType})
		m.depth++
	case token.MappingEndType, token.SequenceEndType:
		if m.depth > 0 {
			m.endMember()
			m.pop()
			m.depth--
		}
	case token.CollectEntryType:
		m.comma()
	case token.SequenceEntryType:
		switch {
		case m.depth > 0:
			m.missing++
		case !m.isIn(level{column: tk.Position.Column}):
			m.push(level{column: tk.Position.Column})
		}
		m.value()
	case token.MappingValueType:
		m.colon()
	case token.MappingKeyType, token.AnchorType, token.AliasType, token.TagType, token.DirectiveType,
		token.DocumentHeaderType, token.DocumentEndType:
		m.missing++
	}
}

// comma ends a member or item in brackets.
func (m *meter) comma() {
	if m.depth == 0 {
		return
	}
	m.endMember()
	if top := m.top(); top.mapping {
		top.commas++ // its colon counts as a value
		return
	}
	m.value()
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// endMember counts a member in brackets that has a name or a colon, and no value.
func (m *meter) endMember() {
	top := m.top()
	switch m.last.Type {
	case token.MappingValueType:
		m.missing++
	case token.CollectEntryType, token.MappingStartType, token.SequenceStartType:
	default:
		m.missing += one(top.mapping && !top.named)
	}
	top.named = false
}

// colon counts a member: in brackets that of the innermost, else that of the
// mapping whose members begin where the line does.
func (m *meter) colon() {
	if m.depth == 0 && !m.isIn(level{column: m.start, mapping: true}) {
		m.push(level{column: m.start, mapping: true})
	}
	top := m.top()
	top.members, top.named = top.members+1, true
	m.path -= top.name
	top.name = 0
	if m.last != nil {
		top.name = len(m.last.Value)
	}
	m.path += top.name
	m.value()
}

// value counts a member or list item.
func (m *meter) value() {
	m.values++
	m.paths += m.path
}

// isIn reports whether the innermost list or mapping is that one.
func (m *meter) isIn(l level) bool {
	return len(m.open) > 0 && m.top().column == l.column && m.top().mapping == l.mapping
}

func (m *meter) push(l level) { m.open = append(m.open, l) }

func (m *meter) pop() {
	m.path -= m.top().name
	m.open = m.open[:len(m.open)-1]
}
