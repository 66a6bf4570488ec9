package trace

import (
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// scanner walks a JSON text that is known to be valid, and tells what it meets
// and where. A nil function is not called.
type scanner struct {
	raw    string
	at     int
	hides  func(name string) bool            // whether the value of a member is redacted
	whole  func(start, end int)              // such a value, unless it is null
	inside func(name, value string)          // a string or number in it, and the member's name
	plain  func(start, end int, text string) // any other string, number or member name
}

// value walks one value; hidden is the name of the redacted member it is in, or empty.
func (s *scanner) value(hidden string) {
	switch s.peek() {
	case '{':
		s.each('}', func() { s.member(hidden) })
	case '[':
		s.each(']', func() { s.value(hidden) })
	case '"':
		start := s.at
		s.tell(hidden, start, s.text())
	default:
		start := s.at
		if word := s.word(); word[0] == '-' || word[0] <= '9' {
			s.tell(hidden, start, word)
		}
	}
}

// each walks the elements of an array or object up to its closing byte.
func (s *scanner) each(closing byte, element func()) {
	for s.at++; s.peek() != closing; {
		element()
		if s.peek() == ',' {
			s.at++
		}
	}
	s.at++
}

func (s *scanner) member(hidden string) {
	s.peek()
	start := s.at
	name := s.text()
	if hidden == "" {
		s.tell("", start, name)
	}
	s.peek() // the colon
	s.at++
	if hidden != "" || !s.hides(name) {
		s.value(hidden)
		return
	}
	null := s.peek() == 'n'
	start = s.at
	s.value(name)
	if s.whole != nil && !null {
		s.whole(start, s.at)
	}
}

func (s *scanner) tell(hidden string, start int, text string) {
	switch {
	case hidden != "" && s.inside != nil:
		s.inside(hidden, text)
	case hidden == "" && s.plain != nil:
		s.plain(start, s.at, text)
	}
}

// peek skips white space and returns the byte after it.
func (s *scanner) peek() byte {
	for s.raw[s.at] <= ' ' {
		s.at++
	}
	return s.raw[s.at]
}

// text reads the string that begins here. Most strings stand as they are read.
func (s *scanner) text() string {
	start, plain := s.at, true
	for s.at++; s.raw[s.at] != '"'; s.at++ {
		switch c := s.raw[s.at]; {
		case c == '\\':
			s.at++
			plain = false
		case c >= utf8.RuneSelf:
			plain = false
		}
	}
	s.at++
	if plain {
		return s.raw[start+1 : s.at-1]
	}
	var t string
	_ = json.Unmarshal([]byte(s.raw[start:s.at]), &t) // a valid string always decodes
	return t
}

// word reads a number, true, false or null.
func (s *scanner) word() string {
	start := s.at
	for s.at < len(s.raw) && strings.IndexByte(",]} \t\r\n", s.raw[s.at]) < 0 {
		s.at++
	}
	return s.raw[start:s.at]
}
