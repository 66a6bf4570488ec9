package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/steps"
	"github.com/deskproof/deskproof/steps/suite"
)

func newSteps() *cobra.Command {
	var asJSON, linting bool
	var target string
	var wires []string
	cmd := &cobra.Command{
		Use:   "steps [WORD...] | steps --lint [PATH...]",
		Short: "List the sentences that a scenario can use",
		Long: `Lists every sentence that a scenario can use: an example, what it does, what its
blanks stand for, what it is otherwise on some wires, on which wires it can be said,
and where it is defined; with --wire, as it is on that wire, or what can be said on each
of several. Words leave the sentences that have them all in what is said of them. Exit
codes: 0 found, 2 wrong usage or no sentence has the words.

With --lint it reads features, runs nothing, and says what is wrong with them, each with
its file and line: a sentence that nothing defines, or two things do, an id that is not
in the book, two scenarios of one id, more than one behaviour in a scenario, addresses
or JSON in a step. Notes tell of words in their blanks that nobody knows, such as the
name of an agent whom the target does not have: with --target those of its file. PATH is
as in deskproof run. Exit codes: 0 nothing but notes, 1 something, 2 wrong usage.`,
		Example: `  deskproof steps
  deskproof steps record
  deskproof steps puts hold
  deskproof steps --wire gws chat
  deskproof steps --wire scapi,gws,webex
  deskproof steps --lint my-features
  deskproof steps --lint --target acme.yaml my-features`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return sections(catalogue()), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, words []string) error {
			if cmd.Flags().Changed("target") && !linting {
				return errors.New("--target says who plays in features: use it with --lint")
			}
			if linting {
				return linter{target: target, asJSON: asJSON}.lint(cmd.OutOrStdout(), words)
			}
			for _, name := range wires {
				if err := knownWire(name); err != nil {
					return fmt.Errorf("--wire: %w", err)
				}
			}
			found := withWords(catalogue(wires...), words)
			switch {
			case len(found) == 0 && len(wires) > 0 && len(withWords(catalogue(), words)) > 0:
				return fmt.Errorf("no sentence that can be said on %s has %q; without --wire some have", strings.Join(wires, " and "), strings.Join(words, " "))
			case len(found) == 0:
				return fmt.Errorf("no sentence has %q: try fewer words, or deskproof steps for all of them", strings.Join(words, " "))
			case asJSON:
				return printJSON(cmd.OutOrStdout(), found)
			}
			return printCatalogue(cmd.OutOrStdout(), found)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	cmd.Flags().BoolVar(&linting, "lint", false, "read features and say what is wrong with them")
	cmd.Flags().StringSliceVar(&wires, "wire", nil, "only sentences that can be said on the wire `NAME`, or on each of several, separated by commas")
	cmd.Flags().StringVar(&target, "target", "builtin", "with --lint, the target `FILE` that says who plays in the features")
	completes(cmd, "wire", wireNames)
	return cmd
}

// catalogue is every sentence that a scenario can use, or those that can be said on each of
// some wires, by section.
func catalogue(wires ...string) []suite.Sentence {
	all := suite.NewCatalogue(steps.Wires(nil, false)).Sentences(wires...)
	slices.SortStableFunc(all, func(a, b suite.Sentence) int { return cmp.Compare(section(a), section(b)) })
	return all
}

// wireNames are the wires that scenarios can run on.
func wireNames() []string {
	var out []string
	for _, w := range steps.Wires(nil, false) {
		out = append(out, w.Name+"\t"+w.Rules.Book.Title)
	}
	return out
}

// knownWire is an error for a wire that there is not; none is named by an empty name.
func knownWire(name string) error {
	var names []string
	for _, w := range steps.Wires(nil, false) {
		names = append(names, w.Name)
	}
	if name == "" || slices.Contains(names, name) {
		return nil
	}
	return fmt.Errorf("there is no wire %q: choose %s", name, strings.Join(names, ", "))
}

// withWords are the sentences that have all words in what is said of them.
func withWords(catalogue []suite.Sentence, words []string) []suite.Sentence {
	var found []suite.Sentence
	for _, s := range catalogue {
		said := append([]string{section(s), s.Example, s.Does}, s.Args...)
		for _, other := range s.Otherwise {
			said = append(append(said, other.Does), other.Args...)
		}
		if hasAll(strings.Join(said, " "), words) {
			found = append(found, s)
		}
	}
	return found
}

// section is the heading that a sentence is listed under.
func section(s suite.Sentence) string { return strings.TrimSuffix(path.Base(s.File), ".go") }

func sections(catalogue []suite.Sentence) []string {
	var names []string
	for _, s := range catalogue {
		names = append(names, section(s))
	}
	return slices.Compact(names)
}

// sentence is a catalogue entry as JSON.
type sentence struct {
	Expression string   `json:"expression"`
	Example    string   `json:"example"`
	Does       string   `json:"does"`
	Args       []string `json:"args"`
	Table      bool     `json:"table,omitempty"`
	DocString  bool     `json:"docString,omitempty"`
	Wires      []string `json:"wires"`
	Otherwise  []other  `json:"otherwise,omitempty"` // what it is on some of them
	File       string   `json:"file"`
	Line       int      `json:"line"`
}

type other struct {
	Wires []string `json:"wires"`
	Does  string   `json:"does"`
	Args  []string `json:"args"`
}

func printJSON(w io.Writer, catalogue []suite.Sentence) error {
	out := make([]sentence, len(catalogue))
	for i, s := range catalogue {
		out[i] = sentence{s.Expr, s.Example, s.Does, notNil(s.Args), s.Table, s.DocString, s.Wires, nil, s.File, s.Line}
		for _, o := range s.Otherwise {
			out[i].Otherwise = append(out[i].Otherwise, other{o.Wires, o.Does, notNil(o.Args)})
		}
	}
	return indented(w, out)
}

// notNil is a list that is one in JSON, too.
func notNil(list []string) []string { return append([]string{}, list...) }

func printCatalogue(w io.Writer, catalogue []suite.Sentence) error {
	var b strings.Builder
	heading := ""
	for _, s := range catalogue {
		if section(s) != heading {
			heading = section(s)
			fmt.Fprintf(&b, "\n%s\n", heading)
		}
		fmt.Fprintf(&b, "\n  %s\n", s.Example)
		if s.Table {
			b.WriteString("    with a table below\n")
		}
		fmt.Fprintf(&b, "    %s\n", s.Does)
		if len(s.Args) > 0 {
			fmt.Fprintf(&b, "    blanks: %s\n", strings.Join(s.Args, "; "))
		}
		for _, o := range s.Otherwise {
			printOther(&b, s, o)
		}
		fmt.Fprintf(&b, "    wires: %s\n", strings.Join(s.Wires, ", "))
		fmt.Fprintf(&b, "    %s  (%s:%d)\n", s.Expr, s.File, s.Line)
	}
	_, err := io.WriteString(w, strings.TrimPrefix(b.String(), "\n"))
	return err
}

// printOther prints what a sentence is on some of its wires, where that is not the same.
func printOther(w io.Writer, s suite.Sentence, o suite.Other) {
	wires := strings.Join(o.Wires, ", ")
	if o.Does != s.Does {
		fmt.Fprintf(w, "    on %s: %s\n", wires, o.Does)
	}
	if !slices.Equal(o.Args, s.Args) {
		fmt.Fprintf(w, "    on %s, blanks: %s\n", wires, strings.Join(o.Args, "; "))
	}
}
