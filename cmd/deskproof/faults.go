package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/deskproof/deskproof/fixtures/mutants"
	"github.com/deskproof/deskproof/fixtures/variants"
	"github.com/deskproof/deskproof/internal/document"
)

// listed is what to give --fault or --variant to be told what they take.
const listed = "list"

// faults are those of the mutant or variant that was asked for.
func (f runFlags) faults() ([]json.RawMessage, error) {
	switch {
	case f.fault != "":
		m, err := mutants.Find(f.fault)
		return m.Faults, orMeant(err, "--fault", f.fault, faultNames(""))
	case f.variant != "":
		v, err := variants.Find(f.variant)
		return v.Faults, orMeant(err, "--variant", f.variant, variantNames(""))
	}
	return nil, nil
}

// faultNames and variantNames are what there is, a title after each name: on the wire, if
// one is named.
func faultNames(wire string) []string {
	var out []string
	for _, m := range mutants.All() {
		if wire == "" || m.Wire == wire {
			out = append(out, m.Name+"\t"+m.Title)
		}
	}
	return out
}

func variantNames(wire string) []string {
	var out []string
	for _, v := range variants.All() {
		if wire == "" || v.Wire == wire {
			out = append(out, v.Name+"\t"+v.Title)
		}
	}
	return out
}

// tell lists names and titles.
func tell(w io.Writer, titled []string) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, line := range titled {
		fmt.Fprintln(table, line)
	}
	return table.Flush()
}

// orMeant adds to an error about a name that there is not those that may have been
// meant, and how all are listed.
func orMeant(err error, flag, name string, titled []string) error {
	if err == nil {
		return nil
	}
	meant := ""
	if near := nearest(name, titled); len(near) > 0 {
		meant = fmt.Sprintf("did you mean %s? ", strings.Join(near, ", "))
	}
	return fmt.Errorf("%w; %sdeskproof run %s %s names all", err, meant, flag, listed)
}

// nearest are at most three names: those a slip or two away, then those that hold it.
func nearest(name string, titled []string) []string {
	var names, near []string
	for _, line := range titled {
		n, _, _ := strings.Cut(line, "\t")
		names = append(names, n)
	}
	for {
		n, found := document.Nearest(name, names)
		if !found {
			break
		}
		near = append(near, n)
		names = slices.DeleteFunc(names, func(known string) bool { return known == n })
	}
	for _, n := range names {
		if strings.Contains(n, strings.ToLower(name)) {
			near = append(near, n)
		}
	}
	return near[:min(len(near), 3)]
}
