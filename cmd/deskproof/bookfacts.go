package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
)

// facts adds what an item says besides its sentence, such as its type on the wire.
func (s *sheet) facts(b *book.Book, it book.Item) {
	switch of := it.Of.(type) {
	case *book.Message:
		s.line("from", of.From)
		s.line("never with", strings.Join(of.Never, ", "))
	case *book.Member:
		s.member(b, of)
	case *book.Method:
		s.method(of)
	case *book.Answer:
		s.line("type", of.Type)
		s.line("see", strings.Join(typesIn(b, of.Type), ", "))
	case *book.Refusal:
		s.line("answered", strings.TrimPrefix(of.Code+": "+string(cmp.Or(of.Answered, book.Inferred)), ": "))
	case *book.Type:
		s.line("type", of.Is)
	case *book.Enum:
		s.line("of", of.Of)
	case *book.Event:
		s.event(of)
	default:
		s.course(it)
		s.access(it)
	}
}

func (s *sheet) member(b *book.Book, m *book.Member) {
	s.line("type", m.Type)
	s.line("presence", string(m.Presence))
	s.line("media", m.Media)
	for _, v := range m.Variants {
		in, _ := m.In(v.Profile)
		s.line("otherwise", fmt.Sprintf("%s in %s: %s", typed(in.Type, in.Enum, in.Presence), v.Profile, v.Evidence))
	}
	s.line("see", strings.Join(typesIn(b, m.Type), ", "))
	if e, ok := b.Enum(m.Enum); ok {
		s.line("enum", e.ID)
		s.line("values", strings.Join(valuesOf(b, m), ", "))
	}
}

func (s *sheet) method(m *book.Method) {
	s.line("request", m.Request)
	s.line("on", m.On)
	for i, p := range m.Params {
		s.line(fmt.Sprintf("parameter %d", i+1), fmt.Sprintf("%s: %s, %s: %s", p.Name, typed(p.Type, p.Enum, p.Presence), p.Evidence, p.Text))
	}
	if len(m.Params) == 0 {
		s.line("parameters", "none")
	}
	s.line("answer", m.Answer.Type)
	s.settles(m.Settles)
	for _, note := range m.Notes {
		s.line("note", note)
	}
}

// settles adds which notifications tell the outcome of an operation.
func (s *sheet) settles(of *book.Settling) {
	if of == nil {
		return
	}
	names := func(list []book.Match) string {
		var out []string
		for _, m := range list {
			out = append(out, m.Event)
		}
		return strings.Join(slices.Compact(out), ", ")
	}
	s.line("done", names(of.Resolve))
	s.line("failed", names(of.Reject))
	s.line("cancelled", names(of.Cancel))
	s.line("within", fmt.Sprintf("%d s", of.Limit/1000))
}

func (s *sheet) event(e *book.Event) {
	s.line("event", founded(e.Event, e.NameEvidence))
	s.line("also as", strings.Join(e.AlsoAs, ", "))
	s.line("eventType", e.Type)
	s.line("data", e.Data)
	if len(e.Interaction) > 0 {
		s.line("interaction", "required in it: "+strings.Join(e.Interaction, ", "))
	}
}

// course adds the facts of what happens in the course of an interaction.
func (s *sheet) course(it book.Item) {
	switch of := it.Of.(type) {
	case *book.Step:
		s.line("event", of.Event)
		s.line("eventType", of.Type)
		s.line("request", of.Request)
		s.line("interaction", of.Of)
		s.line("state", founded(of.State, of.StateEvidence))
		s.line("previous", founded(of.Previous, book.Inferred))
		s.line("call type", founded(of.CallType, of.CallTypeEvidence))
		s.line("row", of.Row)
	case *book.Row:
		s.row(of)
	case *book.Pair:
		s.line("eventType", of.Type)
		s.line("state", of.State)
		s.line("only of", of.Only)
	}
}

func (s *sheet) row(r *book.Row) {
	place := strconv.Itoa(r.Place)
	if r.Floating {
		place += ", or any time after the call is added"
	}
	s.line("mode", r.Mode)
	s.line("block", r.Block)
	s.line("place", place)
	s.line("interaction", r.Of)
	s.line("eventType", r.Type)
	s.line("state", founded(r.State, r.StateEvidence))
	s.line("call type", r.CallType)
	s.line("capabilities", cmp.Or(strings.Join(r.Capabilities, ", "), "none: the table prints a dash"))
}

// access adds the facts of what lets a page do something.
func (s *sheet) access(it book.Item) {
	switch of := it.Of.(type) {
	case *book.Option:
		s.line("option", of.Name)
		s.line("default", of.Default)
		s.line("values", of.Values)
	case *book.OriginCase:
		s.line("value", of.Value)
		s.line("origin", of.Origin)
		s.line("request", of.Request)
		s.line("allowed", strconv.FormatBool(of.Allowed))
	case *book.PatternCase:
		s.line("pattern", of.Pattern)
		s.line("valid", strconv.FormatBool(of.Valid))
	case *book.Grant:
		s.line("capability", of.Capability)
		s.line("request", of.Request)
	}
}

// founded is a value with how well it is founded, where the item's own evidence does
// not tell.
func founded(value string, e book.Evidence) string {
	if value == "" || e == "" {
		return value
	}
	return value + ": " + string(e)
}

// typed is a JSON type, the name of the values it is from, and whether it must be there.
func typed(typ, enum string, p book.Presence) string {
	if enum != "" {
		typ += " (enum " + enum + ")"
	}
	return typ + ", " + string(p)
}

// shape is what a part of an item looks like on the wire.
func shape(it book.Item) string {
	switch of := it.Of.(type) {
	case *book.Member:
		text := typed(of.Type, of.Enum, of.Presence)
		if of.Media != "" {
			text += ", " + of.Media + " only"
		}
		return text
	case *book.Answer:
		return of.Type
	case *book.Value:
		if of.EventOnly {
			return of.Value + ", only reported"
		}
		return of.Value
	}
	return ""
}

// typesIn are the ids of the object types that a type names.
func typesIn(b *book.Book, typ string) []string {
	var ids []string
	for name := range strings.SplitSeq(typ, "|") {
		if t, ok := b.Type(strings.TrimSuffix(strings.TrimPrefix(name, "Array<"), ">")); ok {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

// valuesOf are the values that a member can have, if they are listed.
func valuesOf(b *book.Book, m *book.Member) []string {
	e, ok := b.Enum(m.Enum)
	if !ok {
		return nil
	}
	var values []string
	for _, v := range e.Values {
		values = append(values, v.Value)
	}
	return values
}
