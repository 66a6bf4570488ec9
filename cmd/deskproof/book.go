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
	var asJSON, asDiff bool
	cmd := &cobra.Command{
		Use:   "book [WORD...] | book --diff PROFILE PROFILE",
		Short: "Look up what the documents say",
		Long: `Looks up items of the book: what the documents say, each with an id that scenarios
are tagged with and failures name. An id shows that item and its parts; words list the
items that have them all, in their id or their text; nothing lists the whole book.
With --json, evidence that is left out (of a step's previous state, of a refusal's answer)
is inferred.

With --diff, two profiles are compared: the methods, events, attributes and values that
only one of them has, and those that both have and that bind in one alone, each with its
evidence. A profile is named as with deskproof run --profile.

Exit codes: 0 found, 2 wrong usage or nothing in the book matches.`,
		Example: `  deskproof book scapi.seq.voice-inbound.7
  deskproof book voice-inbound
  deskproof book capabilities pull
  deskproof book --diff wwe-guide scapi-current
  deskproof book --diff scapi-manual+client-2020 union --json`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			if asDiff {
				return profileNames(), cobra.ShellCompDirectiveNoFileComp
			}
			return book.SCAPI().IDs(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, words []string) error {
			if asDiff {
				return diff(cmd.OutOrStdout(), book.SCAPI(), words, asJSON)
			}
			return lookUp(cmd.OutOrStdout(), book.SCAPI(), words, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asDiff, "diff", false, "compare two profiles")
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
		return notFound(b, id)
	case asJSON:
		return indented(w, entries(b, found))
	case whole:
		return printItem(w, b, item)
	}
	return printItems(w, found)
}

// says is what an item claims.
func says(it book.Item) string {
	if r, ok := it.Of.(*book.Reading); ok {
		return r.Issue + ": " + r.Reading
	}
	return it.Text
}

func printItems(w io.Writer, items []book.Item) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, it := range items {
		fmt.Fprintf(t, "%s\t%s\n", it.ID, says(it))
	}
	return t.Flush()
}
