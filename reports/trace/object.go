package trace

import "encoding/json"

// Object is a JSON object, as the members that are written in it, in order.
type Object []Member

// Member is one member of an Object. Its value is a part of what the Object was made of.
type Member struct {
	Name  string
	Value json.RawMessage
}

// ObjectOf takes a JSON object apart; anything else is nil, and so is what is no JSON.
// It makes less garbage than a decoder: the judge looks into every frame.
func ObjectOf(raw json.RawMessage) Object {
	if !json.Valid(raw) {
		return nil
	}
	return membersOf(raw)
}

// Object takes the frame apart, if it is an object.
func (r *Record) Object() Object {
	if r.Frame == nil {
		return ObjectOf(json.RawMessage(r.Text)) // it may be nested too deep for a frame
	}
	return membersOf(r.Frame)
}

// Object is the value of a member, if it is an object.
func (o Object) Object(name string) Object { return membersOf(o.Get(name)) }

// Get returns the value of a member, nil if there is none. Of several with one name the
// last counts.
func (o Object) Get(name string) json.RawMessage {
	for i := len(o) - 1; i >= 0; i-- {
		if o[i].Name == name {
			return o[i].Value
		}
	}
	return nil
}

// membersOf is ObjectOf, of what is known to be JSON or empty.
func membersOf(raw json.RawMessage) Object {
	if len(raw) == 0 {
		return nil
	}
	s := scanner{raw: string(raw)}
	if s.peek() != '{' {
		return nil
	}
	out := make(Object, 0, 8)
	s.each('}', func() {
		s.peek()
		name := s.text()
		s.peek() // the colon
		s.at++
		s.peek()
		start := s.at
		s.skip()
		out = append(out, Member{name, raw[start:s.at:s.at]})
	})
	return out
}

// skip steps over a value.
func (s *scanner) skip() {
	for depth := 0; ; {
		switch s.peek() {
		case '{', '[':
			depth++
			s.at++
		case '}', ']':
			depth--
			s.at++
		case ',', ':':
			s.at++
		case '"':
			s.skipText()
		default:
			s.word()
		}
		if depth == 0 {
			return
		}
	}
}

// skipText steps over a string.
func (s *scanner) skipText() {
	for s.at++; s.raw[s.at] != '"'; s.at++ {
		if s.raw[s.at] == '\\' {
			s.at++
		}
	}
	s.at++
}
