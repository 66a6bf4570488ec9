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
	var asJSON, asDiff, asSchema bool
	var system string
	cmd := &cobra.Command{
		Use:   "book [WORD...] | book --diff PROFILE PROFILE | book --schema TYPE PROFILE",
		Short: "Look up what the documents say",
		Long: `Looks up items of the books: what the documents of each system say, each with an id that
scenarios are tagged with and failures name. An id shows that item and its parts; words
list the items that have them all, in their id or their text; nothing lists all books.
With --system, only that system's book is looked at.
With --json, evidence that is left out (of a step's previous state, of a refusal's answer)
is inferred.

With --diff, two profiles of a system are compared: the methods, events, attributes and
values that only one of them has, those that both have and that bind in one alone, and those that are
otherwise in one, each with its evidence. A profile is named as with deskproof run --profile.

With --schema, an object type as a profile has it is written as JSON Schema (draft 2020-12),
by which any validator judges payloads.

Exit codes: 0 found, 2 wrong usage or nothing in the book matches.`,
		Example: `  deskproof book scapi.seq.voice-inbound.7
  deskproof book voice-inbound
  deskproof book capabilities pull
  deskproof book accept --system gws
  deskproof book --diff wwe-guide scapi-current
  deskproof book --diff 8.5.0 8.5.1
  deskproof book --schema Interaction sdk-3.12.0
  deskproof book --diff scapi-manual+client-2020 union --json`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			if asDiff || asSchema {
				return profileNames(), cobra.ShellCompDirectiveNoFileComp
			}
			var ids []string
			for _, b := range every() {
				ids = append(ids, b.IDs()...)
			}
			return ids, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, words []string) error {
			books := every()
			if system != "" {
				b, err := book.Of(system)
				if err != nil {
					return fmt.Errorf("--system: %w", err)
				}
				books = []*book.Book{b}
			}
			switch {
			case asSchema:
				return schema(cmd.OutOrStdout(), books, words)
			case asDiff:
				return diff(cmd.OutOrStdout(), books, words, asJSON)
			}
			return lookUp(cmd.OutOrStdout(), books, words, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asDiff, "diff", false, "compare two profiles")
	cmd.Flags().BoolVar(&asSchema, "schema", false, "write the JSON Schema of a type as a profile has it")
	cmd.MarkFlagsMutuallyExclusive("diff", "schema")
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON, each item whole")
	cmd.Flags().StringVar(&system, "system", "", "`NAME` of the system whose book it is (default: all)")
	_ = cmd.RegisterFlagCompletionFunc("system", cobra.FixedCompletions(book.Systems(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// every is the book of every system.
func every() []*book.Book {
	var out []*book.Book
	for _, system := range book.Systems() {
		b, _ := book.Of(system)
		out = append(out, b)
	}
	return out
}

// found is an item and the book that it is in.
type found struct {
	in *book.Book
	book.Item
}

func lookUp(w io.Writer, books []*book.Book, words []string, asJSON bool) error {
	id := strings.TrimPrefix(strings.Join(words, " "), "@spec:") // as a scenario is tagged
	items, whole := byID(books, id)
	if !whole {
		items = search(books, words)
	}
	switch {
	case len(items) == 0:
		return notFound(books, id)
	case asJSON:
		return indented(w, entries(items))
	case whole:
		return printItem(w, items[0].in, items[0].Item)
	}
	return printItems(w, items)
}

func byID(books []*book.Book, id string) ([]found, bool) {
	for _, b := range books {
		if it, ok := b.Claim(id); ok {
			return []found{{b, it}}, true
		}
	}
	return nil, false
}

// says is what an item claims.
func says(it book.Item) string {
	if r, ok := it.Of.(*book.Reading); ok {
		return r.Issue + ": " + r.Reading
	}
	return it.Text
}

func printItems(w io.Writer, items []found) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, it := range items {
		fmt.Fprintf(t, "%s\t%s\n", it.ID, says(it.Item))
	}
	return t.Flush()
}
