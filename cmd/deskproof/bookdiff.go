package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/deskproof/deskproof/fixtures/book"
)

// difference is an item that two profiles do not have alike.
type difference struct {
	Kind     string        `json:"kind"` // method, event, attribute or value
	Item     string        `json:"item"`
	Name     string        `json:"name"`             // as on the wire
	OnlyIn   string        `json:"onlyIn"`           // profile; empty: both have it
	BindsIn  string        `json:"bindsIn"`          // profile, if it binds in one alone
	Shapes   []string      `json:"shapes,omitempty"` // what it is in each of the two, if it is otherwise in one
	Evidence book.Evidence `json:"evidence"`         //
}

// diff compares what two profiles of one system have.
func diff(w io.Writer, books []*book.Book, profiles []string, asJSON bool) error {
	if len(profiles) != 2 {
		return errors.New("--diff compares two profiles: name both, such as wwe-guide scapi-current")
	}
	b, err := withBoth(books, profiles)
	if err != nil {
		return err
	}
	items := differences(b, profiles[0], profiles[1])
	if asJSON {
		return indented(w, items)
	}
	return printDifferences(w, profiles, items)
}

// withBoth is the book that has two profiles. The error is that of a book with one of
// them, if there is one.
func withBoth(books []*book.Book, profiles []string) (*book.Book, error) {
	var nearly, neither []error
	for _, b := range books {
		_, first := b.Profile(profiles[0])
		_, second := b.Profile(profiles[1])
		switch {
		case first == nil && second == nil:
			return b, nil
		case first == nil || second == nil:
			nearly = append(nearly, cmp.Or(first, second))
		default:
			neither = append(neither, first)
		}
	}
	if nearly != nil {
		return nil, errors.Join(nearly...)
	}
	return nil, errors.Join(neither...)
}

// differences are in the order of the book.
func differences(b *book.Book, first, second string) []difference {
	out := []difference{}
	for _, id := range b.IDs() {
		it, _ := b.Claim(id)
		d := difference{Item: id, Evidence: it.Evidence}
		if d.Kind, d.Name = compared(it); d.Kind == "" {
			continue
		}
		d.OnlyIn = either(first, second, func(profile string) bool { return b.Has(profile, it.Claim) })
		d.BindsIn = either(first, second, func(profile string) bool { return b.Binding(profile, it.Claim) })
		d.Shapes = shapes(it, first, second)
		if d.OnlyIn != "" || d.BindsIn != "" || d.Shapes != nil {
			out = append(out, d)
		}
	}
	return out
}

// shapes are what a member is in each of two profiles, if it is otherwise in one.
func shapes(it book.Item, first, second string) []string {
	m, ok := it.Of.(*book.Member)
	if !ok {
		return nil
	}
	in, _ := m.In(first)
	other, _ := m.In(second)
	a, b := typed(in.Type, in.Enum, in.Presence), typed(other.Type, other.Enum, other.Presence)
	if a == b {
		return nil
	}
	return []string{a, b}
}

// either is the one of two profiles of which something is so; empty: of none or both.
func either(first, second string, is func(string) bool) string {
	switch {
	case is(first) == is(second):
		return ""
	case is(first):
		return first
	}
	return second
}

// compared is what an item of a profile is called; empty: it is not what profiles are
// compared by.
func compared(it book.Item) (kind, name string) {
	switch of := it.Of.(type) {
	case *book.Method:
		return "method", of.Request
	case *book.Event:
		return "event", strings.TrimSpace(of.Event + " " + of.Type)
	case *book.Value:
		_, list, _ := strings.Cut(it.ID[:strings.LastIndexByte(it.ID, '.')], ".")
		return "value", strings.TrimPrefix(list, "enum.") + " " + of.Value
	case *book.Member:
		for _, kind := range []string{".type.", ".field."} {
			if _, owner, ok := strings.Cut(it.ID, kind); ok {
				return "attribute", owner
			}
		}
	}
	return "", ""
}

func printDifferences(w io.Writer, profiles []string, found []difference) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	only, weaker, otherwise := map[string]int{}, 0, 0
	for _, d := range found {
		where := "only in " + d.OnlyIn
		switch {
		case d.OnlyIn != "":
			only[d.OnlyIn]++
		case d.BindsIn != "":
			where = "binds only in " + d.BindsIn
			weaker++
		default:
			where = fmt.Sprintf("%s in %s; %s in %s", d.Shapes[0], profiles[0], d.Shapes[1], profiles[1])
			otherwise++
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", d.Kind, d.Name, where, d.Evidence)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	end := ""
	if otherwise > 0 {
		end = fmt.Sprintf(", %d otherwise", otherwise)
	}
	_, err := fmt.Fprintf(w, "\n%d only in %s, %d only in %s, %d in both that bind in one%s\n",
		only[profiles[0]], profiles[0], only[profiles[1]], profiles[1], weaker, end)
	return err
}
