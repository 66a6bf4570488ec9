package document

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// fit prepares a document for the schema: members left out get their defaults,
// plain scalars become text where text is wanted, time spans are marked.
func (s *Schema) fit(root *node) { fit(root, forms(nil, s.compiled)) }

func fit(n *node, schemas []*jsonschema.Schema) {
	fitScalar(n, schemas)
	for _, s := range schemas {
		addDefaults(n, s)
	}
	for _, m := range n.members {
		var below []*jsonschema.Schema
		for _, s := range schemas {
			below = memberForms(below, s, m.name)
		}
		fit(m.node, below)
	}
	for i, item := range n.items {
		var below []*jsonschema.Schema
		for _, s := range schemas {
			below = itemForms(below, s, i)
		}
		fit(item, below)
	}
}

func fitScalar(n *node, schemas []*jsonschema.Schema) {
	wants := func(kinds ...string) bool {
		return slices.ContainsFunc(schemas, func(s *jsonschema.Schema) bool {
			return s.Types != nil && slices.ContainsFunc(kinds, func(k string) bool {
				return slices.Contains(s.Types.ToStrings(), k)
			})
		})
	}
	switch {
	case n.shape == number && wants("string") && !wants("number", "integer"),
		n.shape == boolean && wants("string") && !wants("boolean"):
		n.shape, n.value = text, n.source
	}
	n.timespan = n.shape == text && slices.ContainsFunc(schemas, func(s *jsonschema.Schema) bool {
		return s.Format != nil && s.Format.Name == timespan
	})
}

func addDefaults(n *node, s *jsonschema.Schema) {
	if n.shape != mapping {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		for _, form := range forms(nil, s.Properties[name]) {
			if form.Default != nil && n.member(name) == nil {
				n.members = append(n.members, member{name, fromDefault(*form.Default, n, n.below(name))})
			}
		}
	}
}

// fromDefault makes the tree of a default, standing where its parent does.
func fromDefault(v any, parent *node, path Path) *node {
	n := &node{path: path, line: parent.line, column: parent.column, shape: null}
	switch v := v.(type) {
	case string:
		n.setText(v, false)
	case json.Number:
		n.setNumber(v.String(), v.String())
	case bool:
		n.shape, n.value, n.source = boolean, strconv.FormatBool(v), strconv.FormatBool(v)
	case []any:
		n.shape = list
		for i, item := range v {
			n.items = append(n.items, fromDefault(item, n, n.below(i)))
		}
	case map[string]any:
		n.shape = mapping
		for _, name := range slices.Sorted(maps.Keys(v)) {
			n.members = append(n.members, member{name, fromDefault(v[name], n, n.below(name))})
		}
	}
	return n
}

// forms appends a schema and all others that apply to the same value without
// a condition.
func forms(all []*jsonschema.Schema, s *jsonschema.Schema) []*jsonschema.Schema {
	if s == nil || slices.Contains(all, s) {
		return all
	}
	all = forms(append(all, s), s.Ref)
	for _, part := range s.AllOf {
		all = forms(all, part)
	}
	return all
}

func memberForms(all []*jsonschema.Schema, s *jsonschema.Schema, name string) []*jsonschema.Schema {
	known, listed := s.Properties[name]
	all = forms(all, known)
	for pattern, other := range s.PatternProperties {
		if pattern.MatchString(name) {
			all, listed = forms(all, other), true
		}
	}
	if rest, ok := s.AdditionalProperties.(*jsonschema.Schema); ok && !listed {
		all = forms(all, rest)
	}
	return all
}

func itemForms(all []*jsonschema.Schema, s *jsonschema.Schema, i int) []*jsonschema.Schema {
	if i < len(s.PrefixItems) {
		return forms(all, s.PrefixItems[i])
	}
	return forms(all, s.Items2020)
}
