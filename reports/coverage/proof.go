package coverage

import (
	"bufio"
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Proof is a fault that takes away what a scenario checks, and is noticed: without it
// the scenario passes and its claims about the items are met.
type Proof struct {
	Scenario string            `json:"scenario"`          // id, without wire and profile
	Profile  string            `json:"profile,omitempty"` // in which; empty: that of the simulator that comes with deskproof
	Mutant   string            `json:"mutant,omitempty"`  // the name of one of fixtures/mutants, or
	Site     string            `json:"site,omitempty"`    // what befalls which frame, as deskproof selftest sites names it, and
	Faults   []json.RawMessage `json:"faults,omitempty"`  // the same as the stage door's fault.set takes it
	Items    []string          `json:"items"`             // the book's ids, sorted
}

// By names the fault.
func (p *Proof) By() string {
	if p.Mutant != "" {
		return "mutant " + p.Mutant
	}
	return p.Site
}

//go:embed proofs
var files embed.FS

// Proofs are those of the items of a system that are known to be proved.
// They are our own: a broken list is a panic, which a test finds first.
func Proofs(system string) []Proof {
	data, err := files.ReadFile("proofs/" + system + ".ndjson")
	if err != nil {
		return nil // of this system nothing is proved yet
	}
	list, err := ReadProofs(bytes.NewReader(data))
	if err != nil {
		panic(fmt.Sprintf("coverage: proofs of %s: %v", system, err))
	}
	return list
}

// ReadProofs reads a list of proofs, one JSON object a line. An error names the line.
func ReadProofs(r io.Reader) ([]Proof, error) {
	var out []Proof
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	proved := map[string]int{}
	n := 0
	for lines.Scan() {
		n++
		p, err := parseProof(lines.Bytes())
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		for _, item := range p.Items {
			if first := proved[item]; first > 0 {
				return nil, fmt.Errorf("line %d: %s is proved on line %d already: an item has one proof", n, item, first)
			}
			proved[item] = n
		}
		out = append(out, p)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("line %d: %w", n+1, err)
	}
	return out, nil
}

func parseProof(line []byte) (Proof, error) {
	var p Proof
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&p); err != nil {
		return p, fmt.Errorf("expected one JSON object: %w", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return p, errors.New("expected one JSON object a line")
	}
	site := p.Site != "" && len(p.Faults) > 0
	switch {
	case p.Scenario == "":
		return p, errors.New("scenario is missing: expected a scenario's id")
	case (p.Mutant != "") == site || (p.Site != "") != (len(p.Faults) > 0):
		return p, errors.New("expected a mutant, or a site with its faults")
	case len(p.Items) == 0 || slices.Contains(p.Items, ""):
		return p, errors.New("items: expected one id or more")
	}
	return p, nil
}

// WriteProofs writes a list of proofs as ReadProofs reads it, sorted.
func WriteProofs(w io.Writer, list []Proof) error {
	list = slices.SortedFunc(slices.Values(list), func(a, b Proof) int {
		return slices.Compare([]string{a.Scenario, a.By(), a.Profile}, []string{b.Scenario, b.By(), b.Profile})
	})
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, p := range list {
		p.Items = slices.Sorted(slices.Values(p.Items))
		if err := enc.Encode(p); err != nil {
			return fmt.Errorf("write proofs: %w", err)
		}
	}
	return nil
}
