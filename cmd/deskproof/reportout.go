package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// outFlags are the flags that say how and where a report is written.
func outFlags(cmd *cobra.Command, format, out *string, formats []string) {
	cmd.Flags().StringVar(format, "format", "", "`FORMAT`: "+strings.Join(formats, ", ")+" (default: by the end of --out, else text)")
	cmd.Flags().StringVar(out, "out", "", "`FILE` to write (default: to standard output)")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.MarkFlagFilename("out", "html", "md", "json", "txt")
}

// endings are the formats by the ends of files.
var endings = map[string]string{".html": "html", ".md": "markdown", ".json": "json"}

// pickFormat is the format that is asked for, or that the file's name asks for.
func pickFormat[F any](formats map[string]F, format, out string) (F, error) {
	if format == "" {
		format = endings[filepath.Ext(out)]
	}
	if format == "" {
		format = "text"
	}
	f, ok := formats[format]
	if !ok {
		return f, fmt.Errorf("--format %s: expected one of %s", format, strings.Join(sortedNames(formats), ", "))
	}
	return f, nil
}

func sortedNames[K ~string, V any](m map[K]V) []string {
	var out []string
	for name := range m {
		out = append(out, string(name))
	}
	slices.Sort(out)
	return out
}

// writeTo writes to a file or, where none is named, to standard output.
func writeTo(cmd *cobra.Command, file string, write func(io.Writer) error) error {
	if file == "" {
		return write(cmd.OutOrStdout())
	}
	if err := writeFile(file, write); err != nil {
		return unwritable(err)
	}
	return nil
}
