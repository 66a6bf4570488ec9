package document

import (
	"cmp"
	"errors"
	"slices"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// finding is one complaint of the schema and the value it is about.
type finding struct {
	*jsonschema.ValidationError
	node *node
	raw  map[string]any // the schema that complains
}

// check holds the document against the schema.
func (s *Schema) check(d *Document) []*Problem {
	var invalid *jsonschema.ValidationError
	if !errors.As(s.compiled.Validate(d.root.plain(false)), &invalid) {
		return nil
	}
	found := firstFew(s.findings(nil, d.root, invalid))
	meant := misspelled(found)
	var out []*Problem
	for _, f := range found {
		out = append(out, f.problems(d.name, meant)...)
	}
	return out
}

// findings collects the complaints that have no finer cause.
func (s *Schema) findings(all []finding, root *node, e *jsonschema.ValidationError) []finding {
	if len(e.Causes) == 0 || isChoice(e.ErrorKind) {
		f := finding{e, root.locate(e.InstanceLocation), s.at(e.SchemaURL)}
		if f.node.broken {
			return all
		}
		return append(all, f)
	}
	for _, cause := range e.Causes {
		all = s.findings(all, root, cause)
	}
	return all
}

// firstFew is the findings that come first in the document, many more than are told:
// explaining each of very many would take long.
func firstFew(found []finding) []finding {
	slices.SortStableFunc(found, func(a, b finding) int {
		return cmp.Or(cmp.Compare(a.node.line, b.node.line), cmp.Compare(a.node.column, b.node.column))
	})
	members := 0
	for i, f := range found {
		if i > 10*maxProblems || members > maxMembers {
			return found[:i]
		}
		if unknown, ok := f.ErrorKind.(*kind.AdditionalProperties); ok {
			members += len(unknown.Properties)
		}
	}
	return found
}

// isChoice reports whether the causes are the reasons of alternatives, of
// which only one was meant.
func isChoice(k jsonschema.ErrorKind) bool {
	switch k.(type) {
	case *kind.AnyOf, *kind.OneOf:
		return true
	}
	return false
}

// misspelled tells, for each mapping, which members its unknown ones were
// probably meant to be, so that those are not also reported as missing.
func misspelled(found []finding) map[*node][]string {
	meant := map[*node][]string{}
	for _, f := range found {
		unknown, ok := f.ErrorKind.(*kind.AdditionalProperties)
		if !ok {
			continue
		}
		for _, name := range unknown.Properties {
			if near, ok := Nearest(name, f.known()); ok {
				meant[f.node] = append(meant[f.node], near)
			}
		}
	}
	return meant
}

// problems is a finding in words, one problem for each member it is about.
func (f finding) problems(name string, meant map[*node][]string) []*Problem {
	switch k := f.ErrorKind.(type) {
	case *kind.Required:
		var out []*Problem
		for _, member := range k.Missing {
			if !slices.Contains(meant[f.node], member) {
				out = append(out, problemAt(name, f.node, "%s", f.missing(member)))
			}
		}
		return out
	case *kind.AdditionalProperties:
		var out []*Problem
		for _, member := range k.Properties {
			p := problemAt(name, f.node.member(member).key, "%s", f.unknown(member))
			out = append(out, p)
		}
		return out
	case *kind.UniqueItems:
		return []*Problem{problemAt(name, f.node.items[k.Duplicates[1]], "repeats item %d; delete one of them", k.Duplicates[0]+1)}
	}
	return []*Problem{problemAt(name, f.node, "%s", f.text())}
}
