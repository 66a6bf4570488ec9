package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/deskproof/deskproof/fixtures/book"
)

// printItem shows an item whole, and its parts.
func printItem(w io.Writer, b *book.Book, it book.Item) error {
	e := entry(b, it)
	out := &sheet{}
	fmt.Fprintf(out, "%s\n  %s\n\n", e.ID, e.Text)
	out.line("kind", e.Kind)
	out.line("evidence", fmt.Sprintf("%s: %s", e.Evidence, b.Words[e.Evidence]))
	out.facts(b, it)
	out.line("forbids", strings.Join(e.Forbids, ", "))
	for _, s := range e.Sources {
		out.line("source", s.String())
	}
	out.line("profiles", strings.Join(e.Profiles, ", "))
	out.line("binds in", bindsIn(b, it))
	out.line("assumed", strings.Join(e.Assumed, ", "))
	out.line("note", e.Note)
	if parts := partsOf(b, it); len(parts) > 0 {
		out.WriteString("\n")
		out.parts(parts)
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// bindsIn are the profiles in which an item binds, unless those are all or none of those
// that have it.
func bindsIn(b *book.Book, it book.Item) string {
	binds := slices.DeleteFunc(slices.Clone(it.Profiles), func(p string) bool { return !b.Binding(p, it.Claim) })
	if len(binds) == len(it.Profiles) {
		return ""
	}
	return strings.Join(binds, ", ")
}

// sheet is an item as text.
type sheet struct{ strings.Builder }

// line adds a line, unless it would say nothing.
func (s *sheet) line(name, text string) {
	if text != "" {
		fmt.Fprintf(s, "  %-12s %s\n", name, text)
	}
}

// parts lists what an item consists of, with what each looks like on the wire where
// that is known.
func (s *sheet) parts(parts []book.Item) {
	t := tabwriter.NewWriter(s, 0, 0, 2, ' ', 0)
	shaped := slices.ContainsFunc(parts, func(it book.Item) bool { return shape(it) != "" })
	for _, it := range parts {
		fmt.Fprintf(t, "  %s\t", it.ID)
		if shaped {
			fmt.Fprintf(t, "%s\t", shape(it))
		}
		fmt.Fprintln(t, says(it))
	}
	_ = t.Flush() // to memory
}

// partsOf are the items whose ids begin with the item's.
func partsOf(b *book.Book, it book.Item) []book.Item {
	var parts []book.Item
	for _, id := range b.IDs() {
		if strings.HasPrefix(id, it.ID+".") {
			part, _ := b.Claim(id)
			parts = append(parts, part)
		}
	}
	return parts
}

// bookEntry is an item as JSON.
type bookEntry struct {
	ID       string        `json:"id"`
	Kind     string        `json:"kind"`
	Evidence book.Evidence `json:"evidence"`
	Text     string        `json:"text"`
	Sources  []bookSource  `json:"sources"`
	Profiles []string      `json:"profiles"`
	Assumed  []string      `json:"assumed,omitempty"`
	Note     string        `json:"note,omitempty"`
	Forbids  []string      `json:"forbids,omitempty"` // see book.Book.Forbids
	Values   []string      `json:"values,omitempty"`  // of a member
	Item     any           `json:"item"`              // as the book has it, with its parts
}

type bookSource struct {
	Title string `json:"title"`
	Where string `json:"where,omitempty"`
}

func (s bookSource) String() string {
	if s.Where == "" {
		return s.Title
	}
	return s.Title + ", " + s.Where
}

func entries(items []found) []bookEntry {
	out := make([]bookEntry, len(items))
	for i, it := range items {
		out[i] = entry(it.in, it.Item)
	}
	return out
}

func entry(b *book.Book, it book.Item) bookEntry {
	e := bookEntry{
		ID: it.ID, Kind: it.Kind, Evidence: it.Evidence, Text: says(it),
		Sources: []bookSource{}, Profiles: it.Profiles, Assumed: it.Assumed, Note: it.Note,
		Forbids: b.Forbids(it.ID), Item: it.Of,
	}
	if m, ok := it.Of.(*book.Member); ok {
		e.Values = valuesOf(b, m)
	}
	for _, title := range it.Sources {
		s := bookSource{Title: title}
		for _, known := range b.Sources {
			if known.Title == title {
				s.Where = known.Where
			}
		}
		e.Sources = append(e.Sources, s)
	}
	return e
}

func indented(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
