package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/fixtures/book"
)

func newBook() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "book [WORD...]",
		Short: "Look up what the documents say",
		Long: `Looks up items of the book: what the documents say, each with an id that scenarios
are tagged with and failures name. An id shows that item and its parts; words list the
items that have them all, in their id or their text; nothing lists the whole book.
Exit codes: 0 found, 2 wrong usage or nothing in the book matches.`,
		Example: `  deskproof book scapi.seq.voice-inbound.7
  deskproof book voice-inbound
  deskproof book capabilities pull`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return book.SCAPI().IDs(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, words []string) error {
			return lookUp(cmd.OutOrStdout(), book.SCAPI(), words, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON, each item whole")
	return cmd
}

func lookUp(w io.Writer, b *book.Book, words []string, asJSON bool) error {
	id := strings.TrimPrefix(strings.Join(words, " "), "@spec:") // as a scenario is tagged
	item, whole := b.Claim(id)
	found := []book.Item{item}
	if !whole {
		found = search(b, words)
	}
	switch {
	case len(found) == 0:
		return fmt.Errorf("nothing in the book matches %q: try fewer words, or an id's beginning", strings.Join(words, " "))
	case asJSON:
		return indented(w, entries(b, found))
	case whole:
		return printItem(w, b, item)
	}
	return printItems(w, found, "")
}

// search finds the items that have all words in their id or their text.
func search(b *book.Book, words []string) []book.Item {
	var found []book.Item
	for _, id := range b.IDs() {
		it, _ := b.Claim(id)
		if hasAll(strings.ToLower(id+" "+says(it)), words) {
			found = append(found, it)
		}
	}
	return found
}

func hasAll(text string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(text, strings.ToLower(word)) {
			return false
		}
	}
	return true
}

// says is what an item claims.
func says(it book.Item) string {
	if r, ok := it.Of.(*book.Reading); ok {
		return r.Issue + ": " + r.Reading
	}
	return it.Text
}

func printItems(w io.Writer, items []book.Item, indent string) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, it := range items {
		fmt.Fprintf(t, "%s%s\t%s\n", indent, it.ID, says(it))
	}
	return t.Flush()
}

func printItem(w io.Writer, b *book.Book, it book.Item) error {
	e := entry(b, it)
	var out strings.Builder
	fmt.Fprintf(&out, "%s\n  %s\n\n", e.ID, e.Text)
	fmt.Fprintf(&out, "  kind      %s\n  evidence  %s: %s\n", e.Kind, e.Evidence, b.Words[e.Evidence])
	out.WriteString(ofParts(it))
	for _, s := range e.Sources {
		fmt.Fprintf(&out, "  source    %s\n", s.Title+where(s))
	}
	fmt.Fprintf(&out, "  profiles  %s\n", strings.Join(e.Profiles, ", "))
	if len(e.Assumed) > 0 {
		fmt.Fprintf(&out, "  assumed   %s\n", strings.Join(e.Assumed, ", "))
	}
	if e.Note != "" {
		fmt.Fprintf(&out, "  note      %s\n", e.Note)
	}
	if _, err := io.WriteString(w, out.String()); err != nil {
		return err
	}
	parts := partsOf(b, it)
	if len(parts) == 0 {
		return nil
	}
	fmt.Fprintln(w)
	return printItems(w, parts, "  ")
}

// ofParts says how well the state and the call type of an item are founded, which
// its own evidence does not tell.
func ofParts(it book.Item) string {
	var out string
	line := func(name, value string, e book.Evidence) {
		if value != "" && e != "" {
			out += fmt.Sprintf("  %-9s %s: %s\n", name, value, e)
		}
	}
	switch of := it.Of.(type) {
	case *book.Step:
		line("state", of.State, of.StateEvidence)
		line("call type", of.CallType, of.CallTypeEvidence)
	case *book.Row:
		line("state", of.State, of.StateEvidence)
	}
	return out
}

func where(s bookSource) string {
	if s.Where == "" {
		return ""
	}
	return ", " + s.Where
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
}

type bookSource struct {
	Title string `json:"title"`
	Where string `json:"where,omitempty"`
}

func entries(b *book.Book, items []book.Item) []bookEntry {
	out := make([]bookEntry, len(items))
	for i, it := range items {
		out[i] = entry(b, it)
	}
	return out
}

func entry(b *book.Book, it book.Item) bookEntry {
	e := bookEntry{
		ID: it.ID, Kind: it.Kind, Evidence: it.Evidence, Text: says(it),
		Sources: []bookSource{}, Profiles: it.Profiles, Assumed: it.Assumed, Note: it.Note,
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
