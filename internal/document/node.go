package document

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

// shape is what a value is in the document. It prints as people call it.
type shape string

const (
	null    shape = "nothing"
	text    shape = "text"
	number  shape = "a number"
	boolean shape = "true or false"
	list    shape = "a list"
	mapping shape = "a mapping"
)

// node is a value of the document and where it stands.
type node struct {
	shape        shape
	line, column int
	path         Path
	key          *node // where the member's name stands; nil in a list

	value    string // text; for a number its JSON form, for a boolean true or false
	source   string // a scalar as it was written
	timespan bool   // a text that decodes into a time.Duration
	broken   bool   // a problem is known already, so the schema's would be an echo

	members []member
	items   []*node
}

type member struct {
	name string
	*node
}

func (n *node) children() []*node {
	out := slices.Clone(n.items)
	for _, m := range n.members {
		out = append(out, m.node)
	}
	return out
}

func (n *node) member(name string) *node {
	i := slices.IndexFunc(n.members, func(m member) bool { return m.name == name })
	if i < 0 {
		return nil
	}
	return n.members[i].node
}

// below is the path of a value in n.
func (n *node) below(step any) Path { return append(slices.Clip(n.path), step) }

// find is the value a path leads to, or the nearest one above it.
func (n *node) find(p Path) *node {
	for _, step := range p {
		next := n.step(step)
		if next == nil {
			return n
		}
		n = next
	}
	return n
}

func (n *node) step(step any) *node {
	switch s := step.(type) {
	case string:
		return n.member(s)
	case int:
		if s < len(n.items) {
			return n.items[s]
		}
	}
	return nil
}

// locate follows a path in the form of a JSON pointer's parts.
func (n *node) locate(parts []string) *node {
	for _, part := range parts {
		next := n.member(part)
		if i, err := strconv.Atoi(part); err == nil && n.shape == list {
			next = n.step(i)
		}
		if next == nil {
			return n
		}
		n = next
	}
	return n
}

// plain is the value in the types of encoding/json; decoded turns a timespan
// into nanoseconds.
func (n *node) plain(decoded bool) any {
	switch n.shape {
	case text:
		if n.timespan && decoded {
			span, _ := time.ParseDuration(n.value) // the schema's format has accepted it
			return int64(span)
		}
		return n.value
	case number:
		return json.Number(n.value)
	case boolean:
		return n.value == "true"
	case list:
		out := make([]any, len(n.items))
		for i, item := range n.items {
			out[i] = item.plain(decoded)
		}
		return out
	case mapping:
		out := make(map[string]any, len(n.members))
		for _, m := range n.members {
			out[m.name] = m.plain(decoded)
		}
		return out
	}
	return nil
}

// shown is the value as an error message quotes it.
func (n *node) shown() string {
	switch n.shape {
	case text:
		return quote(n.source)
	case number, boolean:
		return n.source
	}
	return string(n.shape)
}

// quote shows a text in quotes, cut when it is long.
func quote(s string) string {
	const most = 60
	if runes := []rune(s); len(runes) > most {
		s = string(runes[:most]) + "…"
	}
	return strconv.Quote(s)
}
