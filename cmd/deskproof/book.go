package main

import (
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
