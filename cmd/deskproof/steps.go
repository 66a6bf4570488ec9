package main

import (
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/steps"
	"github.com/deskproof/deskproof/steps/suite"
)

func newSteps() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "steps",
		Short: "List the sentences that a scenario can use",
		Long: `Lists every sentence that a scenario can use: an example, what it does, what its
blanks stand for, and where it is defined.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			registry := suite.NewRegistry(&suite.Definitions{})
			steps.Register(&suite.Case{}, registry)
			if asJSON {
				return printJSON(cmd.OutOrStdout(), registry.Catalogue())
			}
			return printCatalogue(cmd.OutOrStdout(), registry.Catalogue())
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return cmd
}

// sentence is a catalogue entry as JSON.
type sentence struct {
	Expression string   `json:"expression"`
	Example    string   `json:"example"`
	Does       string   `json:"does"`
	Args       []string `json:"args"`
	Table      bool     `json:"table,omitempty"`
	DocString  bool     `json:"docString,omitempty"`
	File       string   `json:"file"`
	Line       int      `json:"line"`
}

func printJSON(w io.Writer, catalogue []suite.Sentence) error {
	out := make([]sentence, len(catalogue))
	for i, s := range catalogue {
		args := s.Args
		if args == nil {
			args = []string{}
		}
		out[i] = sentence{s.Expr, s.Example, s.Does, args, s.Table, s.DocString, s.File, s.Line}
	}
	return indented(w, out)
}

func printCatalogue(w io.Writer, catalogue []suite.Sentence) error {
	var b strings.Builder
	file := ""
	for _, s := range catalogue {
		if s.File != file {
			file = s.File
			fmt.Fprintf(&b, "\n%s\n", strings.TrimSuffix(path.Base(file), ".go"))
		}
		fmt.Fprintf(&b, "\n  %s\n", s.Example)
		if s.Table {
			b.WriteString("    with a table below\n")
		}
		fmt.Fprintf(&b, "    %s\n", s.Does)
		if len(s.Args) > 0 {
			fmt.Fprintf(&b, "    blanks: %s\n", strings.Join(s.Args, "; "))
		}
		fmt.Fprintf(&b, "    %s  (%s:%d)\n", s.Expr, s.File, s.Line)
	}
	_, err := io.WriteString(w, strings.TrimPrefix(b.String(), "\n"))
	return err
}
